package org.entente.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/// The folder in which a node keeps everything, and who may touch it.
///
///     lock           held by the one process that may change anything here
///     config.yaml    what the administrator sets
///     national.yaml  national rules; never sent
///     entente.db     the store, with -wal and -shm beside it while open
///     control.sock   where a serving node takes commands
///     card.json      the node card as it is handed to partners
///     keys/          private keys
///     logs/          tiles and checkpoints; all but the checkpoints can be derived again
///     accords/       signed accords as they came
///
/// Folders are 0700 and files 0600: the keys and what partners entrusted lie here unencrypted.
public record Home(Path folder) {
  public Home {
    folder = folder.toAbsolutePath().normalize();
  }

  public Path config() {
    return folder.resolve("config.yaml");
  }

  public Path national() {
    return folder.resolve("national.yaml");
  }

  public Path database() {
    return folder.resolve("entente.db");
  }

  public Path controlSocket() {
    return folder.resolve("control.sock");
  }

  public Path card() {
    return folder.resolve("card.json");
  }

  public Path keys() {
    return folder.resolve("keys");
  }

  public Path logs() {
    return folder.resolve("logs");
  }

  public Path accords() {
    return folder.resolve("accords");
  }

  private Path lockFile() {
    return folder.resolve("lock");
  }

  /// Whether a node was set up here.
  public boolean exists() {
    return Files.exists(config());
  }

  /// Whether nothing at all is here, so that a new or restored home may be put in its place.
  public boolean isEmpty() {
    if (!Files.exists(folder)) {
      return true;
    }
    try (var entries = Files.newDirectoryStream(folder)) {
      return !entries.iterator().hasNext();
    } catch (IOException e) {
      throw new StorageFailure("cannot look into " + folder + ": " + e.getMessage(), e);
    }
  }

  /// Makes the folders that are missing and closes all of them to everybody but the owner.
  public void makeFolders() {
    for (var each : List.of(folder, keys(), logs(), accords())) {
      makeFolder(each);
    }
  }

  static void makeFolder(Path folder) {
    var ownerOnly = PosixFilePermissions.fromString("rwx------");
    try {
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(ownerOnly));
      Files.setPosixFilePermissions(folder, ownerOnly);
    } catch (IOException e) {
      throw new StorageFailure("cannot make the folder " + folder + ": " + e.getMessage(), e);
    }
  }

  /// Takes the home for this process until the lock is closed or the process ends, however it ends;
  /// empty when another owner has it.
  public Optional<Lock> lock() {
    closeToOthers();
    try {
      var channel =
          FileChannel.open(
              lockFile(),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      var lock = tryLock(channel);
      if (lock.isEmpty()) {
        channel.close();
        return Optional.empty();
      }
      Files.setPosixFilePermissions(lockFile(), PosixFilePermissions.fromString("rw-------"));
      return Optional.of(new Lock(channel));
    } catch (IOException e) {
      throw new StorageFailure("cannot lock " + lockFile() + ": " + e.getMessage(), e);
    }
  }

  /// Whoever copied or unpacked the home may have left it open to others.
  private void closeToOthers() {
    for (var each : List.of(folder, keys(), logs(), accords())) {
      if (Files.isDirectory(each)) {
        makeFolder(each);
      }
    }
    if (Files.isDirectory(keys())) {
      closeFiles(keys());
    }
  }

  private static void closeFiles(Path folder) {
    try (var files = Files.newDirectoryStream(folder, Files::isRegularFile)) {
      for (var file : files) {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      }
    } catch (IOException e) {
      throw new StorageFailure("cannot close " + folder + " to others: " + e.getMessage(), e);
    }
  }

  private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
    try {
      return Optional.ofNullable(channel.tryLock());
    } catch (OverlappingFileLockException e) {
      return Optional.empty(); // another owner within this very process
    }
  }

  /// Proof that this process owns the home. The kernel gives it up when the process dies, so a
  /// killed node leaves nothing to clean.
  public static final class Lock implements AutoCloseable {
    private final FileChannel channel;

    private Lock(FileChannel channel) {
      this.channel = channel;
    }

    @Override
    public void close() {
      try {
        channel.close();
      } catch (IOException e) {
        throw new StorageFailure("cannot release the lock of the home: " + e.getMessage(), e);
      }
    }
  }
}
