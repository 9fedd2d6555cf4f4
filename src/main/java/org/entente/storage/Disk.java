package org.entente.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/// The calls by which bytes become durable. Each is a place where a machine can die or a disk be
/// full, so that whoever wants to know what is there afterwards can stand in between.
///
/// What was written counts only once it was forced, and a name only once its folder was; a commit
/// counts when it returns.
public interface Disk {
  Disk REAL = new Real();

  /// Puts these bytes into a file of this name, 0600 when it is new.
  void write(Path file, byte[] bytes) throws IOException;

  /// Waits until a file, or the names in a folder, are on the disk.
  void force(Path path) throws IOException;

  /// Gives a file another name in one step, in place of what had it.
  void move(Path from, Path to) throws IOException;

  /// Takes a file away; nothing when there is none.
  void delete(Path file) throws IOException;

  /// Ends a transaction of a store.
  void commit(Connection connection) throws SQLException;

  /// The disk of this machine.
  final class Real implements Disk {
    private Real() {}

    @Override
    public void write(Path file, byte[] bytes) throws IOException {
      var options =
          Set.of(
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE);
      var ownerOnly =
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
      try (var channel = FileChannel.open(file, options, ownerOnly)) {
        var buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
      }
    }

    @Override
    public void force(Path path) throws IOException {
      try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }

    @Override
    public void move(Path from, Path to) throws IOException {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void delete(Path file) throws IOException {
      Files.deleteIfExists(file);
    }

    @Override
    public void commit(Connection connection) throws SQLException {
      connection.commit();
    }
  }
}
