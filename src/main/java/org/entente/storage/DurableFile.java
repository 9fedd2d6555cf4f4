package org.entente.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file that appears whole or not at all, and stays after a power cut: temporary file beside it,
/// fsync, rename, fsync of the folder. Created 0600.
public final class DurableFile {
  private DurableFile() {}

  public static void write(Path file, byte[] bytes) {
    requireReplaceable(file);
    write(Disk.REAL, file, bytes);
  }

  /// The rename would put a file in the place of a device or a pipe, and whoever may do that would
  /// have lost `/dev/null`.
  private static void requireReplaceable(Path file) {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new StorageFailure(
          "cannot write " + file + ": something that is no file stands there",
          "name a file, in a folder that is there");
    }
  }

  /// The same on a disk that may be another than this machine's.
  public static void write(Disk disk, Path file, byte[] bytes) {
    var folder = file.toAbsolutePath().resolveSibling("");
    var temporary = folder.resolve("." + file.getFileName() + ".tmp");
    try {
      disk.delete(temporary); // left by one who died here, perhaps open to others
      disk.write(temporary, bytes);
      disk.force(temporary);
      disk.move(temporary, file);
      disk.force(folder);
    } catch (IOException e) {
      throw new StorageFailure("cannot write " + file + ": " + e.getMessage(), e);
    }
  }
}
