package org.entente.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.entente.crypto.Sha256;

/// A home copied to a folder while its node serves, and put back from there.
///
/// The files are copied first and the database last: what the files hold of a log can be derived
/// again from the rows, never the rows from the files, so a copied database must not be older than
/// the files beside it. A backup holds private keys and must be kept like the home itself.
public final class Backup {
  private static final Set<String> NOT_COPIED =
      Set.of("lock", "control.sock", "entente.db", "entente.db-wal", "entente.db-shm");

  /// How much was copied.
  public record Copied(int files, long bytes, Instant at) {}

  private Backup() {}

  /// Copies into a folder that is absent or empty.
  public static Copied take(Home home, Database database, Path folder, Instant now) {
    requireEmpty(folder);
    requireOutside(home, folder);
    try {
      Home.makeFolder(folder);
      var entries = new ArrayList<BackupManifest.Entry>();
      for (var path : filesOf(home.folder())) {
        copyIfStillThere(home.folder(), path, folder).ifPresent(entries::add);
      }
      var copy = new Home(folder).database();
      database.copyTo(copy);
      entries.add(measured(folder, copy));
      syncFolders(folder);
      DurableFile.write(
          folder.resolve(BackupManifest.NAME), new BackupManifest(now, entries).bytes());
      return copied(entries, now);
    } catch (RuntimeException e) {
      removeIfThere(folder, e); // a full disk is not left fuller
      throw e;
    }
  }

  /// Makes the home from a backup: all of it, checked, or nothing. The home must be absent or
  /// empty, so that no node can be running in it.
  ///
  /// What happened since the copy was made is not in it, so in the same step it is noted that
  /// releases wait for an officer ([Restorations]).
  public static Copied restore(Path folder, Home home, Instant now) {
    requireEmpty(home.folder());
    var manifest = manifest(folder);
    var half = home.folder().resolveSibling("." + home.folder().getFileName() + ".restoring");
    if (Files.exists(half)) {
      throw new StorageFailure(
          half + " is left of a restore that was cut short; remove it and try again");
    }
    try {
      Home.makeFolder(half);
      copyChecked(folder, manifest, half);
      noteRestored(new Home(half), manifest.at(), now);
      moveIntoPlace(half, home);
    } catch (RuntimeException e) {
      removeIfThere(half, e);
      throw e;
    }
    home.makeFolders();
    return copied(manifest.files(), manifest.at());
  }

  private static void copyChecked(Path folder, BackupManifest manifest, Path half) {
    var damaged = new ArrayList<String>();
    for (var entry : manifest.files()) {
      if (!restoredWhole(folder, entry, half)) {
        damaged.add(entry.path());
      }
    }
    if (!damaged.isEmpty()) {
      throw new StorageFailure(
          "the backup " + folder + " is damaged: " + damaged + " not as it was written");
    }
    Database.complaint(new Home(half).database())
        .ifPresent(complaint -> {
          throw new StorageFailure(
              "the store in the backup " + folder + " is damaged: " + complaint);
        });
  }

  /// A store of an older release gets its tables here, where a failure leaves nothing behind.
  private static void noteRestored(Home half, Instant asOf, Instant now) {
    try (var database = Database.open(half.database())) {
      database.write(connection -> {
        var reason = "restored from a backup: nothing that happened after " + asOf + " is known";
        Restorations.note(connection, new Restorations.Unconfirmed(reason, now, Optional.of(asOf)));
        return true;
      });
    }
  }

  private static void requireEmpty(Path folder) {
    if (!new Home(folder).isEmpty()) {
      throw new StorageFailure(folder + " is not empty; name a folder that is new or empty");
    }
  }

  /// A backup within the home would be copied into the next one, and lost with the home.
  private static void requireOutside(Home home, Path folder) {
    if (new Home(folder).folder().startsWith(home.folder())) {
      throw new StorageFailure(folder + " lies in the home itself; name a folder outside it");
    }
  }

  private static List<Path> filesOf(Path folder) {
    try (var tree = Files.walk(folder)) {
      return tree.filter(Files::isRegularFile)
          .filter(path -> !NOT_COPIED.contains(folder.relativize(path).toString()))
          .filter(path -> !path.getFileName().toString().startsWith("."))
          .toList();
    } catch (IOException e) {
      throw new StorageFailure("cannot list " + folder + ": " + e.getMessage(), e);
    }
  }

  /// Empty for a temporary file whose writer has just renamed it.
  private static Optional<BackupManifest.Entry> copyIfStillThere(Path from, Path file, Path to) {
    try {
      return Optional.of(copy(from, file, to));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new StorageFailure("cannot copy " + file + ": " + e.getMessage(), e);
    }
  }

  private static BackupManifest.Entry copy(Path from, Path file, Path to) throws IOException {
    var path = from.relativize(file).toString();
    var target = to.resolve(path);
    Home.makeFolder(target.resolveSibling(""));
    try (var in = Files.newInputStream(file);
        var out = newFile(target)) {
      var entry = transfer(path, in, Channels.newOutputStream(out));
      out.force(true);
      return entry;
    }
  }

  private static boolean restoredWhole(Path backup, BackupManifest.Entry entry, Path to) {
    try {
      return copy(backup, backup.resolve(entry.path()), to).equals(entry);
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      throw new StorageFailure("cannot restore " + entry.path() + ": " + e.getMessage(), e);
    }
  }

  private static BackupManifest.Entry measured(Path folder, Path file) {
    try (var in = Files.newInputStream(file);
        var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
      return transfer(folder.relativize(file).toString(), in, OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new StorageFailure("cannot read back " + file + ": " + e.getMessage(), e);
    }
  }

  private static BackupManifest.Entry transfer(String path, InputStream in, OutputStream out)
      throws IOException {
    var digest = Sha256.digest();
    long size = new DigestInputStream(in, digest).transferTo(out);
    return new BackupManifest.Entry(path, Sha256.ofBytes(digest.digest()), size);
  }

  private static FileChannel newFile(Path file) throws IOException {
    return FileChannel.open(
        file,
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  /// Makes it last that every file has its name.
  private static void syncFolders(Path top) {
    try (var tree = Files.walk(top)) {
      for (var folder : tree.filter(Files::isDirectory).toList()) {
        Disk.REAL.force(folder);
      }
    } catch (IOException e) {
      throw new StorageFailure("cannot sync " + top + ": " + e.getMessage(), e);
    }
  }

  private static void moveIntoPlace(Path half, Home home) {
    syncFolders(half);
    try {
      Files.deleteIfExists(home.folder()); // it is empty: checked above, and else this fails
      Files.move(half, home.folder(), StandardCopyOption.ATOMIC_MOVE);
      Disk.REAL.force(home.folder().resolveSibling(""));
    } catch (IOException e) {
      throw new StorageFailure(
          "cannot move " + half + " to " + home.folder() + ": " + e.getMessage(), e);
    }
  }

  private static BackupManifest manifest(Path folder) {
    try {
      return BackupManifest.parse(Files.readAllBytes(folder.resolve(BackupManifest.NAME)))
          .orElseThrow(
              () -> new StorageFailure(folder + "/" + BackupManifest.NAME + " is not a manifest"));
    } catch (IOException e) {
      throw new StorageFailure(
          folder + " is no whole backup: " + BackupManifest.NAME + " cannot be read", e);
    }
  }

  private static Copied copied(List<BackupManifest.Entry> entries, Instant at) {
    return new Copied(
        entries.size(), entries.stream().mapToLong(BackupManifest.Entry::size).sum(), at);
  }

  /// Removes what a failed backup or restore has written; everything in there is ours.
  private static void removeIfThere(Path folder, RuntimeException because) {
    if (!Files.exists(folder)) {
      return;
    }
    try (var tree = Files.walk(folder)) {
      for (var path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      because.addSuppressed(e);
    }
  }
}
