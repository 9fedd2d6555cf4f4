package org.entente.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.entente.storage.StorageFailure;
import org.entente.tlog.Frontier;
import org.entente.tlog.SignedCheckpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A log that both parties ended at some size: nothing is added, and what is under the seal is
/// signed once more where it was not.
class SealedLogTest {
  @TempDir Path x;
  @TempDir Path y;

  private static void seal(Side side, LeafRows rows, long size) {
    side.database.write(tx -> {
      assertThat(rows.isSealed(tx)).isFalse();
      rows.seal(tx, size);
      assertThat(rows.isSealed(tx)).isTrue();
      return size;
    });
  }

  private static void isHeadOf(SignedCheckpoint note, long size) {
    assertThat(note.checkpoint().size()).isEqualTo(size);
    assertThat(note.checkpoint().root())
        .isEqualTo(Frontier.EMPTY.plus(Side.leaves(0, size)).root());
  }

  @Test
  void nothing_is_appended_and_nothing_put_back_after_the_seal() throws Exception {
    try (var author = new Side(x);
        var holder = new Side(y)) {
      author.publishAt(10);
      var page = holder.page(author, 5);
      seal(author, author.own.rows(), 10);
      seal(holder, holder.held.rows(), 0);
      assertThatThrownBy(() -> author.appendTo(11))
          .isInstanceOf(StorageFailure.class)
          .hasMessageContaining("was sealed: its successor goes on");
      assertThatThrownBy(() -> holder.database.write(tx -> holder.held.append(tx, page)))
          .isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> author.database.write(tx -> author.own.refill(tx, page)))
          .isInstanceOf(IllegalStateException.class);
      assertThat(author.own.rows().size()).isEqualTo(10);
      assertThat(holder.held.size()).isZero();
    }
  }

  @Test
  void a_log_is_sealed_once_and_at_a_size_it_has() {
    try (var side = new Side(x)) {
      side.appendTo(10);
      var rows = side.own.rows();
      assertThatThrownBy(() -> seal(side, rows, 11))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("cannot be sealed at 11");
      seal(side, rows, 10);
      assertThatThrownBy(() ->
              side.database.write(tx -> {
                rows.seal(tx, 9);
                return 9;
              }))
          .hasMessageContaining("cannot be sealed at 9");
    }
  }

  @Test
  void what_is_under_the_seal_is_signed_and_no_more() throws Exception {
    try (var author = new Side(x);
        var holder = new Side(y)) {
      author.publishAt(10);
      var page = holder.page(author, 4);
      holder.database.write(tx -> holder.held.append(tx, page));
      holder.held.cosign();
      var rest = holder.page(author, 6);
      holder.database.write(tx -> holder.held.append(tx, rest));
      author.appendTo(20);
      seal(author, author.own.rows(), 15);
      seal(holder, holder.held.rows(), 7);
      isHeadOf(author.own.publish(), 15);
      isHeadOf(holder.held.cosign(), 7);
      author.check();
      holder.check();
      assertThat(author.own.leaves(0, 100)).hasSize(15);
    }
  }

  @Test
  void more_that_was_shown_and_is_here_stays_shown() throws Exception {
    try (var author = new Side(x);
        var holder = new Side(y)) {
      var signed = author.publishAt(10);
      var cosigned = holder.pull(author, 100);
      seal(author, author.own.rows(), 6);
      seal(holder, holder.held.rows(), 6);
      assertThat(author.own.publish()).isSameAs(signed);
      assertThat(holder.held.cosign()).isSameAs(cosigned);
      author.check();
      holder.check();
    }
  }

  /// Both parties signed that what they lost is given up.
  @Test
  void of_more_that_was_shown_and_is_lost_what_is_under_the_seal_is_signed() throws Exception {
    try (var author = new Side(x);
        var holder = new Side(y)) {
      author.publishAt(100);
      holder.pull(author, 1000);
    }
    backup(x);
    backup(y);
    try (var author = new Side(x);
        var holder = new Side(y)) {
      author.publishAt(300);
      holder.pull(author, 1000);
    }
    restore(x);
    restore(y);
    try (var author = new Side(x);
        var holder = new Side(y)) {
      seal(author, author.own.rows(), 90);
      seal(holder, holder.held.rows(), 90);
      isHeadOf(author.own.publish(), 90);
      isHeadOf(holder.held.cosign(), 90);
      isHeadOf(author.own.publish(), 90);
      author.check();
      holder.check();
    }
  }

  private static void backup(Path home) throws Exception {
    Files.copy(home.resolve("test.db"), home.resolve("backup.db"));
  }

  private static void restore(Path home) throws Exception {
    Files.move(
        home.resolve("backup.db"), home.resolve("test.db"), StandardCopyOption.REPLACE_EXISTING);
  }
}
