package org.entente.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.entente.crypto.ProofInvalid;
import org.entente.crypto.Sha256;
import org.entente.tlog.Checkpoint;
import org.entente.tlog.Frontier;
import org.entente.tlog.LogOrigin;
import org.entente.tlog.Merkle;
import org.entente.tlog.SignedCheckpoint;
import org.entente.tlog.TilePath;
import org.entente.tlog.TiledTree;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a careless or hostile author may send, and what the holder says to it.
class HeldLogTest {
  @TempDir Path x;
  @TempDir Path y;

  private Side author;
  private Side holder;

  @BeforeEach
  void open() {
    author = new Side(x);
    holder = new Side(y);
  }

  @AfterEach
  void close() {
    author.close();
    holder.close();
  }

  /// A head signed by the author's keys over any tree at all.
  private static SignedCheckpoint signed(List<byte[]> leaves) {
    return signed(Side.ORIGIN, Frontier.EMPTY.plus(leaves));
  }

  private static SignedCheckpoint signed(LogOrigin origin, Frontier tree) {
    var head = new Checkpoint(origin, tree.size(), tree.root());
    return Side.AUTHOR.sign(new SignedCheckpoint(head, List.of()), Side.CLOCK.instant());
  }

  private static List<byte[]> forked(int size) {
    var leaves = new ArrayList<>(Side.leaves(0, size));
    leaves.set(1, new byte[] {7});
    return leaves;
  }

  @Test
  void a_second_root_for_a_size_is_denied_with_both_notes_as_evidence() throws Exception {
    author.publishAt(5);
    holder.pull(author, 10);
    var shown = signed(forked(5));
    var denied = (Observed.Denied) holder.held.observe(shown);
    assertThat(denied.seen().bytes()).isEqualTo(author.own.published().orElseThrow().bytes());
    assertThat(denied.shown().bytes()).isEqualTo(shown.bytes());
    assertThat(denied.message()).contains("at size 5", "now " + shown.checkpoint().root().base64());
  }

  @Test
  void a_smaller_signed_size_is_denied() throws Exception {
    author.publishAt(5);
    holder.pull(author, 10);
    var denied = (Observed.Denied) holder.held.observe(signed(Side.leaves(0, 3)));
    assertThat(denied.message()).contains("shrank: had size 5, now 3");
  }

  @Test
  void the_same_head_again_is_unchanged() throws Exception {
    author.publishAt(5);
    holder.pull(author, 10);
    assertThat(holder.held.observe(author.own.published().orElseThrow()))
        .isInstanceOf(Observed.Unchanged.class);
  }

  @Test
  void a_log_that_was_rewritten_cannot_go_on() throws Exception {
    author.publishAt(5);
    holder.pull(author, 10);
    var other = forked(8);
    var note = signed(other);
    assertThatThrownBy(() -> holder.held.verify(note, 5, other.subList(5, 8), List.of()))
        .hasMessageContaining("calculated root")
        .isInstanceOfSatisfying(
            Contradiction.class,
            evidence -> {
              assertThat(evidence.seen()).isEqualTo(author.own.published().orElseThrow().bytes());
              assertThat(evidence.shown()).isEqualTo(note.bytes());
            });
  }

  /// Its entries may be the true ones: an author that has signed ten does not sign eight.
  @Test
  void under_a_head_that_denies_the_accepted_one_no_page_is_taken() throws Exception {
    author.publishAt(10);
    holder.apply(holder.page(author, 4));
    var shrunk = signed(Side.leaves(0, 8));
    assertThatThrownBy(() -> holder.held.verify(shrunk, 4, Side.leaves(4, 8), List.of()))
        .isInstanceOf(Contradiction.class)
        .hasMessageContaining("shrank: had size 10, now 8");
    var other = signed(forked(10));
    assertThatThrownBy(() -> holder.held.verify(other, 4, Side.leaves(4, 10), List.of()))
        .isInstanceOf(Contradiction.class)
        .hasMessageContaining("at size 10");
    assertThat(holder.held.size()).isEqualTo(4);
  }

  @Test
  void a_changed_leaf_is_refused() throws Exception {
    author.publishAt(5);
    refused(author.own.published().orElseThrow(), 0, forked(5), List.of(), "calculated root");
  }

  @Test
  void a_page_must_begin_where_the_copy_ends() throws Exception {
    var note = author.publishAt(5);
    refused(note, 1, Side.leaves(1, 5), List.of(), "expected leaves from 0 on, found 4 from 1");
    refused(note, 0, List.of(), List.of(), "found 0 from 0");
  }

  @Test
  void leaves_beyond_the_signed_size_are_refused() throws Exception {
    var note = author.publishAt(5);
    refused(note, 0, Side.leaves(0, 6), List.of(), "signed up to 5, but sent up to 6");
  }

  @Test
  void a_page_that_stops_short_needs_its_proof() throws Exception {
    var note = author.publishAt(5);
    var proof = author.own.consistency(3, 5);
    refused(note, 0, Side.leaves(0, 3), List.of(), "does not fit");
    refused(note, 0, Side.leaves(0, 3), proof.reversed(), "calculated root");
    holder.apply(holder.held.verify(note, 0, Side.leaves(0, 3), proof));
    assertThat(holder.held.size()).isEqualTo(3);
  }

  @Test
  void a_head_of_another_log_or_key_is_refused() throws Exception {
    var tree = Frontier.EMPTY.plus(Side.leaves(0, 2));
    var epoch2 = LogOrigin.of("node.example", "accord--a", "x", "y", 2);
    assertThatThrownBy(() -> holder.held.observe(signed(epoch2, tree)))
        .isInstanceOf(ProofInvalid.class);
    var head = new Checkpoint(Side.ORIGIN, tree.size(), tree.root());
    var stranger = Side.author(Side.ORIGIN);
    var forged = stranger.sign(new SignedCheckpoint(head, List.of()), Side.CLOCK.instant());
    assertThatThrownBy(() -> holder.held.observe(forged))
        .isInstanceOf(ProofInvalid.class)
        .hasMessageContaining("no Ed25519 signature");
  }

  @Test
  void one_algorithm_alone_is_not_enough() throws Exception {
    var note = author.publishAt(2);
    for (var line : note.signatures()) {
      var half = new SignedCheckpoint(note.checkpoint(), List.of(line));
      assertThatThrownBy(() -> holder.held.observe(half)).isInstanceOf(ProofInvalid.class);
    }
  }

  @Test
  void a_page_is_applied_once() throws Exception {
    author.publishAt(5);
    var page = holder.page(author, 10);
    holder.apply(page);
    assertThatThrownBy(() -> holder.apply(page))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no longer at size 0");
    assertThat(holder.held.size()).isEqualTo(5);
    holder.held.cosign();
    holder.check();
  }

  @Test
  void a_head_accepted_on_the_way_must_be_passed_through() throws Exception {
    // 10 entries signed, 4 pulled; then the author signs 12 that differ from entry 6 on
    author.publishAt(10);
    holder.apply(holder.page(author, 4));
    var other = new ArrayList<>(Side.leaves(0, 12));
    other.set(6, new byte[] {7});
    refused(signed(other), 4, other.subList(4, 12), List.of(), "signed before was");
    holder.pull(author, 100);
    holder.check();
  }

  /// In small pages the fork is taken in before the accepted head is reached, and found there.
  @Test
  void a_head_accepted_on_the_way_is_not_crept_past() throws Exception {
    author.publishAt(10);
    holder.apply(holder.page(author, 4));
    var accepted = holder.held.seen().orElseThrow();
    var other = new ArrayList<>(Side.leaves(0, 12));
    other.set(6, new byte[] {7});
    var shown = signed(other);
    var tree = new TiledTree(12, path -> hashes(other));
    holder.apply(holder.held.verify(shown, 4, other.subList(4, 8), tree.consistency(8)));
    assertThat(holder.held.seen().orElseThrow().bytes())
        .as("the first head stays the accepted one")
        .isEqualTo(accepted.bytes());

    for (int to : new int[] {10, 11, 12}) {
      var proof = tree.consistency(to);
      assertThatThrownBy(() -> holder.held.verify(shown, 8, other.subList(8, to), proof))
          .as("to %d", to)
          .isInstanceOfSatisfying(
              Contradiction.class,
              evidence -> {
                assertThat(evidence.seen()).isEqualTo(accepted.bytes());
                assertThat(evidence.shown()).isEqualTo(shown.bytes());
              });
    }
  }

  private static byte[] hashes(List<byte[]> leaves) {
    var hashes = new ByteArrayOutputStream();
    leaves.forEach(leaf -> hashes.writeBytes(Merkle.leafHash(leaf).bytes()));
    return hashes.toByteArray();
  }

  @Test
  void the_check_reads_what_is_held_and_who_signed_it() throws Exception {
    author.publishAt(5);
    holder.pull(author, 10);
    holder.held.check();
    change("UPDATE log_leaf SET leaf = x'07' WHERE number = 3");
    assertThatThrownBy(() -> holder.held.check())
        .isInstanceOf(ProofInvalid.class)
        .hasMessageContaining("entry 3 differs");
    change("UPDATE log_leaf SET leaf = CAST('entry 3' AS BLOB) WHERE number = 3");
    holder.held.check();

    var tree = Frontier.EMPTY.plus(Side.leaves(0, 6));
    var head = new Checkpoint(Side.ORIGIN, tree.size(), tree.root());
    var forged =
        Side.author(Side.ORIGIN).sign(new SignedCheckpoint(head, List.of()), Side.CLOCK.instant());
    // the own log is the first row, the held one the second
    assertThat(holder.database.<Boolean>write(tx -> LogTable.know(tx, 2, 5, forged))).isTrue();
    assertThatThrownBy(() -> holder.held.check())
        .isInstanceOf(ProofInvalid.class)
        .hasMessageContaining("no Ed25519 signature");
  }

  private void change(String sql) {
    holder.database.write(tx -> {
      try (var statement = tx.createStatement()) {
        return statement.executeUpdate(sql);
      }
    });
  }

  @Test
  void what_is_cosigned_is_shown() throws Exception {
    author.publishAt(5);
    assertThat(holder.held.cosigned()).isEmpty();
    var cosigned = holder.pull(author, 10);
    assertThat(holder.held.cosigned()).map(SignedCheckpoint::bytes).contains(cosigned.bytes());
    assertThat(holder.held.origin()).isEqualTo(Side.ORIGIN);
    var tile = new TilePath(0, 0, 5);
    assertThat(holder.held.tile(tile).orElseThrow()).isEqualTo(author.own.tile(tile).orElseThrow());
    assertThat(holder.held.consistency(3, 5)).isEqualTo(author.own.consistency(3, 5)).isNotEmpty();
    byte[] last = holder.database.read(tx -> holder.held.last(tx).orElseThrow());
    assertThat(last).isEqualTo(Side.leaves(4, 5).getFirst());
  }

  @Test
  void a_leaf_has_a_size_that_every_reader_takes() throws Exception {
    for (int length : new int[] {0, Leaf.MAX_BYTES + 1}) {
      var leaves = List.of(new byte[length]);
      refused(signed(leaves), 0, leaves, List.of(), "a leaf of " + length + " bytes");
    }
    var most = List.of(new byte[Leaf.MAX_BYTES]);
    holder.apply(holder.held.verify(signed(most), 0, most, List.of()));
    holder.held.cosign();
    holder.check();
  }

  @Test
  void a_head_of_the_same_size_is_newer_only_where_none_is_known() throws Exception {
    var note = author.publishAt(5);
    assertThat(holder.held.observe(note)).isInstanceOf(Observed.Newer.class);
    assertThat(holder.held.seen()).as("nothing is stored by looking").isEmpty();
    holder.pull(author, 10);
    assertThat(holder.held.isAhead()).isFalse();
    assertThat(holder.held.observe(signed(Side.leaves(0, 6)))).isInstanceOf(Observed.Newer.class);
    holder.apply(holder.held.verify(signed(Side.leaves(0, 6)), 5, Side.leaves(5, 6), List.of()));
    assertThat(holder.held.isAhead()).isTrue();
  }

  private void refused(
      SignedCheckpoint note, long from, List<byte[]> leaves, List<Sha256> proof, String because) {
    assertThatThrownBy(() -> holder.held.verify(note, from, leaves, proof))
        .isInstanceOf(ProofInvalid.class)
        .hasMessageContaining(because);
  }
}
