package org.entente.storage;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.sqlite.SQLiteException;

/// The disk or the database did not do what it must. The work in hand is undone; the message says
/// which file, and [#next] what to do (free space, permissions, a backup).
public final class StorageFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final String DAMAGED =
      "keep the folder as it is, and ./entente restore your last backup into another";
  private static final String PERMISSIONS =
      "see that it is yours, that you may read and write there, and that the disk is writable";

  private final String next;

  public StorageFailure(String message, Throwable cause) {
    super(message, cause);
    this.next = next(cause);
  }

  public StorageFailure(String message) {
    this(message, "see that the disk has space and works");
  }

  /// @param next what a person can do about it
  public StorageFailure(String message, String next) {
    super(message);
    this.next = next;
  }

  /// What a person can do about it.
  public String next() {
    return next;
  }

  private static String next(Throwable cause) {
    return switch (cause) {
      case SQLiteException store -> next(store);
      case AccessDeniedException _ -> PERMISSIONS;
      case NoSuchFileException _ -> "see that the path is right and that its folder is there";
      case FileSystemException file -> next(Optional.ofNullable(file.getReason()).orElse(""));
      case null, default -> next(Optional.ofNullable(cause.getMessage()).orElse(""));
    };
  }

  private static String next(SQLiteException store) {
    return switch (store.getResultCode().name().replaceFirst("(SQLITE_[A-Z]+).*", "$1")) {
      case "SQLITE_CORRUPT", "SQLITE_NOTADB" -> DAMAGED;
      case "SQLITE_READONLY", "SQLITE_PERM", "SQLITE_CANTOPEN" -> PERMISSIONS;
      default -> next(Optional.ofNullable(store.getMessage()).orElse(""));
    };
  }

  /// The system's own words; the JDK has no other way to tell these apart.
  private static String next(String reason) {
    if (reason.contains("No space left") || reason.contains("SQLITE_FULL")) {
      return "free some space on that disk, then do it again";
    }
    if (reason.contains("Read-only file system") || reason.contains("Operation not permitted")) {
      return PERMISSIONS;
    }
    if (reason.contains("Not a directory") || reason.contains("s a directory")) {
      return "a file stands where a folder must, or a folder where a file must; name another path";
    }
    return "see that the disk has space and works";
  }
}
