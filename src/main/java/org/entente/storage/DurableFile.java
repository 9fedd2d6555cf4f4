package org.entente.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// A file that appears whole or not at all, and stays after a power cut: temporary file beside it,
/// fsync, rename, fsync of the folder. Created 0600.
public final class DurableFile {
  private DurableFile() {}

  public static void write(Path file, byte[] bytes) {
    var folder = file.toAbsolutePath().resolveSibling("");
    var temporary = folder.resolve("." + file.getFileName() + ".tmp");
    try {
      Files.deleteIfExists(temporary);
      var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      var ownerOnly =
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
      try (var channel = FileChannel.open(temporary, options, ownerOnly)) {
        var buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        channel.force(true);
      }
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      syncFolder(folder);
    } catch (IOException e) {
      throw new StorageFailure("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  /// Makes it last that a name is in the folder.
  static void syncFolder(Path folder) throws IOException {
    try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
