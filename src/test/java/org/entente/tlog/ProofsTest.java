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
