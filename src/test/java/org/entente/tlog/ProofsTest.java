package org.entente.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.entente.crypto.ProofInvalid;
import org.entente.crypto.Sha256;
import org.entente.ledger.Side;
import org.junit.jupiter.api.Test;

/// Proofs made from tiles verify, and none of their mutations does; roots agree with RFC 6962 §2.1
/// written down as it stands there.
class ProofsTest {
  private static final int SIZE = 700;

  private static final List<Sha256> LEAVES =
      Side.leaves(0, SIZE).stream().map(Merkle::leafHash).toList();

  /// MTH(D[from:to]), the definition itself.
  private static Sha256 root(int from, int to) {
    if (to - from == 1) {
      return LEAVES.get(from);
    }
    int k = Integer.highestOneBit(to - from - 1);
    return Merkle.nodeHash(root(from, from + k), root(from + k, to));
  }

  /// Tiles by their definition (tlog-tiles, "Merkle Tree").
  private static byte[] tile(TilePath path) {
    var tile = new byte[path.width() * 32];
    int span = 1 << (8 * path.level());
    for (int i = 0; i < path.width(); i++) {
      int first = ((int) path.index() * 256 + i) * span;
      System.arraycopy(root(first, first + span).bytes(), 0, tile, i * 32, 32);
    }
    return tile;
  }

  @Test
  void every_size_has_the_root_of_the_definition() throws Exception {
    var frontier = Frontier.EMPTY;
    for (int size = 1; size <= SIZE; size++) {
      frontier = frontier.plus(Side.leaves(size - 1, size));
      assertThat(frontier.root()).isEqualTo(root(0, size));
      if (size % 37 == 0 || size % 256 < 2) {
        assertThat(new TiledTree(size, ProofsTest::tile).root()).isEqualTo(root(0, size));
      }
      assertThat(Frontier.parse(size, frontier.bytes())).isEqualTo(frontier);
    }
  }

  @Test
  void proofs_hold_and_their_mutations_do_not() throws Exception {
    long seed = 20_261_122;
    var random = new Random(seed);
    for (int run = 0; run < 150; run++) {
      int size = 1 + random.nextInt(SIZE);
      int index = random.nextInt(size);
      int earlier = 1 + random.nextInt(size);
      var tree = new TiledTree(size, ProofsTest::tile);
      var at = "seed " + seed + ", run " + run;

      var inclusion = tree.inclusion(index);
      Proofs.verifyInclusion(LEAVES.get(index), index, size, inclusion, root(0, size));
      for (var wrong : mutations(inclusion, random)) {
        fails(at, () -> inclusion(index, size, wrong));
      }
      if (size > 1) {
        fails(at, () -> inclusion((index + 1) % size, size, inclusion));
      }

      var consistency = tree.consistency(earlier);
      consistency(earlier, size, consistency);
      for (var wrong : mutations(consistency, random)) {
        fails(at, () -> consistency(earlier, size, wrong));
      }
    }
  }

  /// Two roots of one size are the plainest proof that a log was forked.
  @Test
  void a_tree_is_consistent_with_no_other_of_its_size() throws Exception {
    for (int size : new int[] {1, 2, 3, 255, 256, 257}) {
      Proofs.verifyConsistency(size, root(0, size), size, root(0, size), List.of());
      fails(
          "size " + size,
          () -> Proofs.verifyConsistency(size, root(0, size), size, root(1, size + 1), List.of()));
      fails(
          "a proof where none is needed, size " + size,
          () ->
              Proofs.verifyConsistency(
                  size, root(0, size), size, root(0, size), List.of(root(0, 1))));
    }
  }

  @Test
  void the_first_tree_must_be_the_one_that_was_known() throws Exception {
    for (int first = 1; first < 40; first++) {
      for (int second : new int[] {first + 1, 41, 64, 65}) {
        var proof = new TiledTree(second, ProofsTest::tile).consistency(first);
        consistency(first, second, proof);
        int size = first;
        var forked = root(1, first + 1);
        var at = "from " + first + " to " + second;
        fails(at, () -> Proofs.verifyConsistency(size, forked, second, root(0, second), proof));
        fails(
            at,
            () ->
                Proofs.verifyConsistency(size, root(0, size), second, root(1, second + 1), proof));
      }
    }
  }

  @Test
  void nothing_can_be_said_about_the_empty_tree() throws Exception {
    Proofs.verifyConsistency(0, Merkle.emptyRoot(), 0, Merkle.emptyRoot(), List.of());
    var other = root(0, 1);
    fails("another root", () -> Proofs.verifyConsistency(0, other, 0, other, List.of()));
    fails("grown", () -> Proofs.verifyConsistency(0, Merkle.emptyRoot(), 1, other, List.of()));
    fails("shrunk", () -> Proofs.verifyConsistency(1, other, 0, Merkle.emptyRoot(), List.of()));
    fails("negative", () -> Proofs.verifyConsistency(-1, other, -1, other, List.of()));
    fails("no entry", () -> Proofs.verifyInclusion(other, 1, 1, List.of(), other));
    fails("no entry", () -> Proofs.verifyInclusion(other, -1, 1, List.of(), other));
    Proofs.verifyInclusion(other, 0, 1, List.of(), other);
  }

  /// Whoever signs any root he likes could else prove one tree to be another.
  @Test
  void a_proof_does_not_go_on_above_the_root() throws Exception {
    var above = Sha256.of(new byte[] {7});
    var leaf = root(0, 1);
    Proofs.verifyInclusion(leaf, 0, 1, List.of(), leaf);
    fails(
        "inclusion",
        () -> Proofs.verifyInclusion(leaf, 0, 1, List.of(above), Merkle.nodeHash(above, leaf)));
    var proof = new ArrayList<>(new TiledTree(4, ProofsTest::tile).consistency(3));
    consistency(3, 4, proof);
    proof.add(above);
    var first = Merkle.nodeHash(above, root(0, 3));
    var second = Merkle.nodeHash(above, root(0, 4));
    fails("consistency", () -> Proofs.verifyConsistency(3, first, 4, second, proof));
  }

  @Test
  void a_tree_that_shrank_is_consistent_with_nothing() {
    var root = root(0, 3);
    fails("same root", () -> Proofs.verifyConsistency(3, root, 1, root, List.of(root)));
    fails("same root, no proof", () -> Proofs.verifyConsistency(3, root, 1, root, List.of()));
  }

  @Test
  void a_tile_has_the_bytes_of_its_width() throws Exception {
    assertThat(new TiledTree(0, ProofsTest::tile).root()).isEqualTo(Merkle.emptyRoot());
    for (int bytes : new int[] {0, 5 * 32 - 1, 5 * 32 + 1}) {
      var tree = new TiledTree(5, _ -> new byte[bytes]);
      assertThatThrownBy(tree::root)
          .isInstanceOf(java.io.IOException.class)
          .hasMessageContaining("expected 160 bytes, found " + bytes);
    }
    assertThatThrownBy(() -> new Frontier(3, List.of(root(0, 1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a tree of 3 has no 1 complete subtrees");
  }

  @Test
  void proofs_are_made_of_what_is_in_the_tree_only() throws Exception {
    var tree = new TiledTree(5, ProofsTest::tile);
    assertThat(tree.consistency(0)).isEmpty();
    assertThat(tree.consistency(5)).isEmpty();
    assertThat(tree.inclusion(0)).hasSize(3);
    assertThat(tree.inclusion(4)).hasSize(1);
    assertThatThrownBy(() -> tree.inclusion(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> tree.inclusion(5)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> tree.consistency(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> tree.consistency(6)).isInstanceOf(IllegalArgumentException.class);
  }

  private static void inclusion(int index, int size, List<Sha256> proof) throws ProofInvalid {
    Proofs.verifyInclusion(LEAVES.get(index), index, size, proof, root(0, size));
  }

  private static void consistency(int first, int second, List<Sha256> proof) throws ProofInvalid {
    Proofs.verifyConsistency(first, root(0, first), second, root(0, second), proof);
  }

  private interface Verification {
    void run() throws ProofInvalid;
  }

  private static void fails(String at, Verification verification) {
    assertThatThrownBy(verification::run).as(at).isInstanceOf(ProofInvalid.class);
  }

  private static List<List<Sha256>> mutations(List<Sha256> proof, Random random) {
    var mutations = new ArrayList<List<Sha256>>();
    var longer = new ArrayList<>(proof);
    longer.add(random.nextInt(proof.size() + 1), Sha256.of(new byte[] {1}));
    mutations.add(longer);
    if (!proof.isEmpty()) {
      int at = random.nextInt(proof.size());
      var shorter = new ArrayList<>(proof);
      shorter.remove(at);
      mutations.add(shorter);
      var bytes = proof.get(at).bytes();
      bytes[random.nextInt(32)] ^= (byte) (1 << random.nextInt(8));
      var changed = new ArrayList<>(proof);
      changed.set(at, Sha256.ofBytes(bytes));
      mutations.add(changed);
    }
    return mutations;
  }
}
