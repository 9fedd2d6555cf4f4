package org.entente.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.entente.crypto.ProofInvalid;
import org.entente.storage.StorageFailure;
import org.entente.tlog.Checkpoint;
import org.entente.tlog.Merkle;
import org.entente.tlog.SignedCheckpoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A side whose store went back to a backup of 100 entries while 150 were signed and held.
class RestoredLogTest {
  private static final int BACKUP = 100;
  private static final int SIGNED = 150;

  @TempDir Path x;
  @TempDir Path y;

  @BeforeEach
  void both_sides_are_restored_from_an_old_backup() throws Exception {
    try (var author = new Side(x);
        var holder = new Side(y)) {
      author.publishAt(BACKUP);
      holder.pull(author, 1000);
    }
    backup(x);
    backup(y);
    try (var author = new Side(x);
        var holder = new Side(y)) {
      author.publishAt(SIGNED);
      holder.pull(author, 1000);
    }
  }

  private static void backup(Path home) throws IOException {
    Files.copy(home.resolve("test.db"), home.resolve("backup.db"));
  }

  /// Only the database went back, or the whole home did.
  private static void restore(Path home, boolean files) throws IOException {
    Files.move(
        home.resolve("backup.db"),
        home.resolve("test.db"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    if (files) {
      try (var tree = Files.walk(home.resolve("logs"))) {
        for (var path : tree.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  @Test
  void a_releaser_signs_nothing_before_its_lost_end_is_back() throws Exception {
    restore(x, true);
    try (var author = new Side(x);
        var holder = new Side(y)) {
      var ours = holder.held.cosigned().orElseThrow();
      assertThat(author.own.remember(ours)).isEqualTo(SIGNED - BACKUP);
      assertThatThrownBy(author.own::publish).isInstanceOf(StorageFailure.class);
      assertThatThrownBy(() -> author.appendTo(BACKUP + 1))
          .isInstanceOf(StorageFailure.class)
          .hasMessageContaining("refill");
      refill(author, holder, 20);
      assertThat(author.own.publish().checkpoint()).isEqualTo(ours.checkpoint());
      author.check();
      author.publishAt(SIGNED + 10);
      holder.pull(author, 1000);
      author.check();
      holder.check();
    }
  }

  private static void refill(Side author, Side holder, int limit) throws ProofInvalid {
    long size = BACKUP;
    while (size < SIGNED) {
      var leaves = holder.held.leaves(size, limit);
      var proof = holder.held.consistency(size + leaves.size(), SIGNED);
      var page = author.own.verifyRefill(size, leaves, proof);
      size = author.database.write(tx -> author.own.refill(tx, page));
    }
  }

  @Test
  void a_lost_database_under_newer_files_is_noticed_without_the_partner() throws Exception {
    restore(x, false);
    try (var author = new Side(x);
        var holder = new Side(y)) {
      assertThat(author.publishedSize()).isEqualTo(SIGNED);
      assertThatThrownBy(author.own::publish)
          .isInstanceOf(StorageFailure.class)
          .hasMessageContaining("100 entries, but 150 were signed");
      assertThatThrownBy(() -> author.appendTo(BACKUP + 1)).isInstanceOf(StorageFailure.class);
      refill(author, holder, 17);
      author.publishAt(SIGNED + 1);
      author.check();
    }
  }

  @Test
  void a_partner_cannot_slip_entries_into_the_refill() throws Exception {
    restore(x, true);
    try (var author = new Side(x);
        var holder = new Side(y)) {
      author.own.remember(holder.held.cosigned().orElseThrow());
      var leaves = new java.util.ArrayList<>(holder.held.leaves(BACKUP, SIGNED));
      leaves.set(7, new byte[] {1});
      assertThatThrownBy(() -> author.own.verifyRefill(BACKUP, leaves, List.of()))
          .isInstanceOf(ProofInvalid.class)
          .hasMessageContaining("calculated root");
    }
  }

  @Test
  void a_head_that_only_the_partner_signed_is_not_remembered() throws Exception {
    restore(x, true);
    try (var author = new Side(x)) {
      var head = new Checkpoint(Side.ORIGIN, 500, Merkle.leafHash(new byte[] {1}));
      var theirs = Side.HOLDER.sign(new SignedCheckpoint(head, List.of()), Side.CLOCK.instant());
      assertThatThrownBy(() -> author.own.remember(theirs)).isInstanceOf(ProofInvalid.class);
      assertThat(author.own.publish().checkpoint().size()).isEqualTo(BACKUP);
    }
  }

  @Test
  void a_head_that_contradicts_our_log_is_refused() throws Exception {
    try (var author = new Side(x)) {
      var head = new Checkpoint(Side.ORIGIN, 120, Merkle.leafHash(new byte[] {1}));
      var ours = Side.AUTHOR.sign(new SignedCheckpoint(head, List.of()), Side.CLOCK.instant());
      assertThatThrownBy(() -> author.own.remember(ours))
          .isInstanceOf(ProofInvalid.class)
          .hasMessageContaining("but here it is another");
    }
  }

  @Test
  void a_holder_cosigns_nothing_before_it_holds_again_what_it_cosigned() throws Exception {
    restore(y, false);
    try (var author = new Side(x);
        var holder = new Side(y)) {
      assertThat(holder.held.size()).isEqualTo(BACKUP);
      assertThatThrownBy(holder.held::cosign)
          .isInstanceOf(StorageFailure.class)
          .hasMessageContaining("150 entries were cosigned, but 100 are here");
      author.publishAt(SIGNED + 10);
      assertThat(holder.pull(author, 1000).checkpoint().size()).isEqualTo(SIGNED + 10);
      holder.check();
    }
  }
}
