package org.entente.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.entente.storage.Disk;
import org.entente.storage.StorageFailure;
import org.entente.tlog.SignedCheckpoint;
import org.entente.tlog.TilePath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Publishing failed because the disk was full; when there is room again it goes on as if nothing
/// had been, without a new start.
class FullDiskLogTest {
  @TempDir Path x;

  private final Filling disk = new Filling();

  /// A disk that takes no more files while it is full.
  private static final class Filling implements Disk {
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

  private OwnLog open(Side side) {
    return new Ledger(side.database, x.resolve("logs"), disk, Side.CLOCK)
        .own(Side.ORIGIN, Side.AUTHOR);
  }

  private static void append(Side side, OwnLog log, long from, long to) {
    side.database.write(connection -> log.append(connection, Side.leaves(from, to)));
  }

  private void requirePublished(OwnLog log, long size) throws Exception {
    disk.full = true;
    assertThatThrownBy(log::publish).isInstanceOf(StorageFailure.class);
    disk.full = false;
    assertThat(log.publish().checkpoint().size()).isEqualTo(size);
    log.check();
  }

  @Test
  void after_the_entry_that_finishes_a_tile() throws Exception {
    try (var side = new Side(x)) {
      var log = open(side);
      append(side, log, 0, TilePath.FULL - 1);
      log.publish();
      append(side, log, TilePath.FULL - 1, TilePath.FULL + 2);
      requirePublished(log, TilePath.FULL + 2);
    }
  }

  @Test
  void over_more_than_was_once_signed_and_lost() throws Exception {
    try (var side = new Side(x)) {
      var log = open(side);
      append(side, log, 0, 2);
      SignedCheckpoint signed = signedOver(1);
      assertThat(log.remember(signed)).isZero(); // the rows are here, the checkpoint is not
      requirePublished(log, 2);
    }
  }

  /// What this log's keys once signed over its first entries.
  private static SignedCheckpoint signedOver(long size) {
    var root = org.entente.tlog.Frontier.EMPTY.plus(Side.leaves(0, size)).root();
    var head = new org.entente.tlog.Checkpoint(Side.ORIGIN, size, root);
    return Side.AUTHOR.sign(new SignedCheckpoint(head, java.util.List.of()), Side.CLOCK.instant());
  }
}
