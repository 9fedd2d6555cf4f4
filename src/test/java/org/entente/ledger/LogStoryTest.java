package org.entente.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.entente.crypto.ProofInvalid;
import org.entente.tlog.TilePath;
import org.entente.tlog.TlogProof;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A log written at one node and held by another, step by step; after each step both are verified
/// from the first entry.
@Tag("slow")
class LogStoryTest {
  @TempDir Path x;
  @TempDir Path y;

  @Test
  void the_partner_holds_exactly_what_was_published() throws Exception {
    try (var author = new Side(x);
        var holder = new Side(y)) {
      for (int size : new int[] {1, 2, 255, 256, 257, 511, 512, 1000, 65_536, 66_000, 70_000}) {
        var note = author.publishAt(size);
        var cosigned = holder.pull(author, 1000);
        assertThat(cosigned.checkpoint()).isEqualTo(note.checkpoint());
        Side.AUTHOR.keys().verify(cosigned);
        Side.HOLDER.keys().verify(cosigned);
        author.check();
        holder.check();
      }
      assertThat(holder.held.leaves(69_999, 5)).containsExactlyElementsOf(leaf(69_999));
    }
  }

  private static List<byte[]> leaf(long number) {
    return Side.leaves(number, number + 1);
  }

  @Test
  void an_entry_is_proved_to_an_outsider_under_the_checkpoint_both_signed() throws Exception {
    try (var author = new Side(x);
        var holder = new Side(y)) {
      author.publishAt(700);
      var cosigned = holder.pull(author, 100);
      author.publishAt(900); // the log goes on; the proof stands
      for (long index : new long[] {0, 255, 256, 699}) {
        var bytes = author.own.proof(index, cosigned).bytes();
        var proof = TlogProof.parse(bytes);
        var entry = leaf(index).getFirst();
        proof.verify(entry, Side.AUTHOR.keys());
        proof.verify(entry, Side.HOLDER.keys());
        assertThatThrownBy(() -> proof.verify(leaf(index + 1).getFirst(), Side.HOLDER.keys()))
            .isInstanceOf(ProofInvalid.class);
      }
    }
  }

  @Test
  void both_sides_reopen_where_they_stopped() throws Exception {
    var random = new Random(7);
    long size = 0;
    for (int step = 0; step < 12; step++) {
      try (var author = new Side(x);
          var holder = new Side(y)) {
        assertThat(author.publishedSize()).isEqualTo(size);
        assertThat(holder.held.size()).isEqualTo(size);
        size += random.nextInt(400);
        author.publishAt(size);
        holder.pull(author, 150);
        author.check();
        holder.check();
      }
    }
  }

  @Test
  void nothing_is_shown_before_it_is_published() throws Exception {
    try (var author = new Side(x)) {
      author.appendTo(5);
      assertThat(author.own.leaves(0, 10)).isEmpty();
      assertThat(author.own.tile(new TilePath(0, 0, 5))).isEmpty();
      author.own.publish();
      author.appendTo(9);
      assertThat(author.own.leaves(0, 10)).hasSize(5);
      assertThat(author.own.leaves(5, 10)).isEmpty();
      assertThat(author.own.tile(new TilePath(0, 0, 5))).isPresent();
      assertThat(author.own.tile(new TilePath(0, 0, 6))).isEmpty();
      assertThatThrownBy(() -> author.own.root(6)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void publishing_nothing_new_signs_nothing_new() throws Exception {
    try (var author = new Side(x)) {
      var first = author.publishAt(3);
      assertThat(author.own.publish()).isSameAs(first);
    }
  }

  @Test
  void tiles_are_cut_as_the_specification_says() throws Exception {
    // tlog-tiles, "Partial Tiles": the example of a tree of size 70,000
    try (var author = new Side(x)) {
      author.publishAt(70_000);
      assertThat(author.own.tile(new TilePath(0, 272, 256)).orElseThrow()).hasSize(8192);
      assertThat(author.own.tile(new TilePath(0, 273, 112)).orElseThrow()).hasSize(112 * 32);
      assertThat(author.own.tile(new TilePath(0, 273, 113))).isEmpty();
      assertThat(author.own.tile(new TilePath(1, 0, 256)).orElseThrow()).hasSize(8192);
      assertThat(author.own.tile(new TilePath(1, 1, 17)).orElseThrow()).hasSize(17 * 32);
      assertThat(author.own.tile(new TilePath(2, 0, 1)).orElseThrow()).hasSize(32);
      assertThat(author.own.tile(new TilePath(2, 0, 2))).isEmpty();
      assertThat(author.ownFolder().resolve("tile/0/273.p/112")).exists();
      assertThat(author.ownFolder().resolve("tile/entries/273.p/112")).exists();
    }
  }

  @Test
  void a_narrower_tile_stays_readable_when_a_wider_one_took_its_place() throws Exception {
    try (var author = new Side(x)) {
      author.publishAt(5);
      var five = author.own.tile(new TilePath(TilePath.ENTRIES, 0, 5)).orElseThrow();
      author.publishAt(8);
      assertThat(author.ownFolder().resolve("tile/0/000.p/5")).doesNotExist();
      assertThat(author.own.tile(new TilePath(TilePath.ENTRIES, 0, 5))).contains(five);
      author.publishAt(300);
      assertThat(author.ownFolder().resolve("tile/0/000.p")).doesNotExist();
      assertThat(author.own.tile(new TilePath(TilePath.ENTRIES, 0, 5))).contains(five);
      assertThat(EntryBundle.parse(five, 5)).containsExactlyElementsOf(Side.leaves(0, 5));
    }
  }
}
