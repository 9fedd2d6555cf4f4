package org.entente.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import org.entente.storage.Database;
import org.entente.storage.Disk;
import org.entente.storage.StorageFailure;
import org.entente.tlog.SignedCheckpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A publish that finds no room signs nothing, and the next one makes good.
class FullDiskTest {
  private static final int SIGNED = 150;

  @TempDir Path x;
  @TempDir Path y;

  /// This machine's disk, on which there is no room at times.
  private static final class SmallDisk implements Disk {
    private boolean full;

    @Override
    public void write(Path file, byte[] bytes) throws IOException {
      if (full) {
        throw new IOException("No space left on device");
      }
      REAL.write(file, bytes);
    }

    @Override
    public void force(Path path) throws IOException {
      REAL.force(path);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
      REAL.move(from, to);
    }

    @Override
    public void delete(Path file) throws IOException {
      REAL.delete(file);
    }

    @Override
    public void commit(Connection connection) throws SQLException {
      REAL.commit(connection);
    }
  }

  private final SmallDisk disk = new SmallDisk();

  @Test
  void what_found_no_room_is_published_when_there_is_some() throws Exception {
    try (var database = Database.open(x.resolve("test.db"));
        var ledger = new Ledger(database, x.resolve("logs"), disk, Side.CLOCK)) {
      var own = ledger.own(Side.ORIGIN, Side.AUTHOR);
      for (int size : new int[] {3, 255, 256, 300, 1000}) {
        database.write(tx -> own.append(tx, Side.leaves(own.size(tx), size)));
        var before = own.published();
        findsNoRoom(own);
        assertThat(own.published()).isEqualTo(before);
        assertThat(own.publish().checkpoint().size()).isEqualTo(size);
        own.check();
      }
    }
  }

  /// The files went back to a backup, the store did not: what the partner remembers is compared at
  /// its own size, also when more than that had been derived before the disk was full.
  @Test
  void a_remembered_head_is_compared_at_its_own_size_after_a_publish_that_failed()
      throws Exception {
    var ours = signedAndHeld();
    removeFiles();
    try (var database = Database.open(x.resolve("test.db"));
        var ledger = new Ledger(database, x.resolve("logs"), disk, Side.CLOCK)) {
      var own = ledger.own(Side.ORIGIN, Side.AUTHOR);
      database.write(tx -> own.append(tx, Side.leaves(SIGNED, 600)));
      findsNoRoom(own);
      assertThat(own.remember(ours)).isZero();
      findsNoRoom(own);
      assertThat(own.publish().checkpoint().size()).isEqualTo(600);
      own.check();
    }
  }

  private void findsNoRoom(OwnLog own) {
    disk.full = true;
    assertThatThrownBy(own::publish)
        .isInstanceOf(StorageFailure.class)
        .hasStackTraceContaining("No space left");
    disk.full = false;
  }

  private SignedCheckpoint signedAndHeld() throws Exception {
    try (var author = new Side(x);
        var holder = new Side(y)) {
      author.publishAt(SIGNED);
      return holder.pull(author, 1000);
    }
  }

  private void removeFiles() throws IOException {
    try (var tree = Files.walk(x.resolve("logs"))) {
      for (var path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
