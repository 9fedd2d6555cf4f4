package org.entente.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.entente.crypto.ProofInvalid;
import org.entente.storage.StorageFailure;
import org.entente.tlog.Checkpoint;
import org.entente.tlog.LogOrigin;
import org.entente.tlog.Merkle;
import org.entente.tlog.SignedCheckpoint;
import org.entente.tlog.TilePath;
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
      delete(home.resolve("logs"));
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var tree = Files.walk(folder)) {
      for (var path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
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

  /// Nobody may have anything to append for a long time.
  @Test
  void what_was_signed_is_shown_again_as_soon_as_the_lost_end_is_back() throws Exception {
    restore(x, false);
    try (var author = new Side(x);
        var holder = new Side(y)) {
      var signed = author.own.published().orElseThrow();
      refill(author, holder, 20);
      assertThat(author.own.publish()).isEqualTo(signed);
      author.check();
      assertThat(author.own.tile(new TilePath(0, 0, SIGNED))).isPresent();
      assertThat(author.own.consistency(BACKUP, SIGNED))
          .isEqualTo(holder.held.consistency(BACKUP, SIGNED));
    }
  }

  @Test
  void what_was_cosigned_is_shown_again_as_soon_as_the_lost_end_is_back() throws Exception {
    restore(y, false);
    try (var author = new Side(x);
        var holder = new Side(y)) {
      var cosigned = holder.held.cosigned().orElseThrow();
      assertThat(holder.pull(author, 20)).isEqualTo(cosigned);
      holder.check();
      assertThat(holder.held.tile(new TilePath(0, 0, SIGNED))).isPresent();
    }
  }

  /// Whatever wrote them: what was signed is not signed over.
  @Test
  void rows_that_came_back_other_than_they_were_are_never_published() throws Exception {
    restore(x, false);
    try (var author = new Side(x);
        var holder = new Side(y)) {
      refill(author, holder, 20);
      change(author, "UPDATE log_leaf SET leaf = x'00' WHERE number = 145");
      deniesTheSignedRoot(author);
      author.appendTo(SIGNED + 1);
      deniesTheSignedRoot(author);
      change(author, "UPDATE log_leaf SET leaf = CAST('entry 145' AS BLOB) WHERE number = 145");
      assertThat(author.own.publish().checkpoint().size()).isEqualTo(SIGNED + 1);
      author.check();
    }
  }

  @Test
  void rows_that_came_back_other_than_they_were_are_not_appended_to() throws Exception {
    restore(x, false);
    try (var author = new Side(x);
        var holder = new Side(y)) {
      refill(author, holder, 20);
      change(author, "UPDATE log_leaf SET leaf = x'00' WHERE number = 145");
      author.appendTo(SIGNED + 1);
      deniesTheSignedRoot(author);
      deniesTheSignedRoot(author);
    }
  }

  private static void change(Side side, String sql) {
    side.database.write(tx -> {
      try (var statement = tx.createStatement()) {
        return statement.executeUpdate(sql);
      }
    });
  }

  private static void deniesTheSignedRoot(Side author) {
    assertThatThrownBy(author.own::publish)
        .isInstanceOf(StorageFailure.class)
        .hasMessageContaining("another was signed");
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
      for (int size : new int[] {120, SIGNED}) {
        var head = new Checkpoint(Side.ORIGIN, size, Merkle.leafHash(new byte[] {1}));
        var ours = Side.AUTHOR.sign(new SignedCheckpoint(head, List.of()), Side.CLOCK.instant());
        assertThatThrownBy(() -> author.own.remember(ours))
            .isInstanceOf(Contradiction.class)
            .hasMessageContaining("but here it is another");
      }
    }
  }

  /// Both keys sign under the name of one log; what they sign says of which log it is.
  @Test
  void a_head_of_another_log_is_not_remembered() throws Exception {
    try (var author = new Side(x)) {
      var epoch2 = LogOrigin.of("node.example", "accord--a", "x", "y", 2);
      var head = new Checkpoint(epoch2, 200, Merkle.leafHash(new byte[] {1}));
      var other = Side.AUTHOR.sign(new SignedCheckpoint(head, List.of()), Side.CLOCK.instant());
      assertThatThrownBy(() -> author.own.remember(other))
          .isInstanceOf(ProofInvalid.class)
          .hasMessageContaining("expected a checkpoint of " + Side.ORIGIN);
      assertThat(author.own.missing()).isZero();
    }
  }

  @Test
  void what_is_missing_is_counted_until_it_is_back() throws Exception {
    restore(x, true);
    try (var author = new Side(x);
        var holder = new Side(y)) {
      assertThat(author.own.missing()).isZero();
      assertThatThrownBy(() -> author.own.verifyRefill(BACKUP, Side.leaves(BACKUP, 110), List.of()))
          .isInstanceOf(ProofInvalid.class)
          .hasMessageContaining("nothing is known to be missing");
      author.own.remember(holder.held.cosigned().orElseThrow());
      assertThat(author.own.missing()).isEqualTo(SIGNED - BACKUP);
      refill(author, holder, 50);
      assertThat(author.own.missing()).isZero();
      assertThatThrownBy(() -> author.own.verifyRefill(SIGNED, Side.leaves(SIGNED, 160), List.of()))
          .hasMessageContaining("nothing is known to be missing");
    }
  }

  @Test
  void a_lost_run_is_put_back_once() throws Exception {
    restore(x, true);
    try (var author = new Side(x);
        var holder = new Side(y)) {
      author.own.remember(holder.held.cosigned().orElseThrow());
      var leaves = holder.held.leaves(BACKUP, 20);
      var page =
          author.own.verifyRefill(BACKUP, leaves, holder.held.consistency(BACKUP + 20, SIGNED));
      author.database.write(tx -> author.own.refill(tx, page));
      assertThatThrownBy(() -> author.database.write(tx -> author.own.refill(tx, page)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("no longer at size 100");
      assertThat(author.own.missing()).isEqualTo(30);
    }
  }

  @Test
  void a_head_that_our_log_has_passed_is_nothing_new() throws Exception {
    try (var author = new Side(x);
        var holder = new Side(y)) {
      var ours = holder.held.cosigned().orElseThrow();
      assertThat(author.own.remember(ours)).isZero();
      author.publishAt(SIGNED + 10);
      assertThat(author.own.remember(ours)).isZero();
      author.publishAt(SIGNED + 11);
    }
  }

  /// The store kept its end, the files and what was signed went back.
  @Test
  void committed_entries_that_give_the_signed_root_are_published() throws Exception {
    delete(x.resolve("logs"));
    try (var author = new Side(x);
        var holder = new Side(y)) {
      author.appendTo(SIGNED + 3);
      var ours = holder.held.cosigned().orElseThrow();
      assertThat(author.own.remember(ours)).isZero();
      assertThat(author.own.missing()).isZero();
      assertThat(author.own.publish().checkpoint().size()).isEqualTo(SIGNED + 3);
      holder.pull(author, 1000);
      author.check();
      holder.check();
    }
  }

  /// Two homes wrote this log: nothing can be signed that both heads would be true of.
  @Test
  void committed_entries_that_deny_the_signed_root_are_never_published() throws Exception {
    restore(x, true);
    try (var author = new Side(x);
        var holder = new Side(y)) {
      author.database.write(tx -> author.own.append(tx, Side.leaves(500, 550)));
      var ours = holder.held.cosigned().orElseThrow();
      assertThatThrownBy(() -> author.own.remember(ours))
          .isInstanceOfSatisfying(
              Contradiction.class, denial -> assertThat(denial.shown()).isEqualTo(ours.bytes()));
      assertThatThrownBy(author.own::publish)
          .isInstanceOf(StorageFailure.class)
          .hasMessageContaining("only a succeed statement ends this");
      assertThat(author.own.published()).isEmpty();
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
