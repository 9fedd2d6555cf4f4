package org.entente.tlog;

import java.util.List;
import org.entente.crypto.ProofInvalid;
import org.entente.crypto.Sha256;

/// Verification of Merkle proofs (RFC 6962 §2.1.1 and §2.1.2, with the algorithms of RFC 9162
/// §2.1.3.2 and §2.1.4.2). Both methods return when the proof holds and otherwise say what was
/// calculated and what was expected.
public final class Proofs {
  private Proofs() {}

  /// That the leaf with this hash is entry `index` of the tree of this size and root.
  public static void verifyInclusion(
      Sha256 leafHash, long index, long size, List<Sha256> proof, Sha256 root) throws ProofInvalid {
    if (index < 0 || index >= size) {
      throw new ProofInvalid("inclusion: no entry %d in a tree of %d".formatted(index, size));
    }
    long node = index;
    long last = size - 1;
    var hash = leafHash;
    for (var sibling : proof) {
      if (last == 0) {
        throw new ProofInvalid("inclusion: the proof goes on above the root");
      }
      if (odd(node) || node == last) {
        hash = Merkle.nodeHash(sibling, hash);
        int shift = Long.numberOfTrailingZeros(node);
        node >>= shift;
        last >>= shift;
      } else {
        hash = Merkle.nodeHash(hash, sibling);
      }
      node >>= 1;
      last >>= 1;
    }
    if (last != 0) {
      throw new ProofInvalid("inclusion: the proof ends below the root");
    }
    requireRoot("inclusion of entry " + index, hash, size, root);
  }

  /// That the tree of the first size and root is a beginning of the second. Nothing can be said
  /// about the empty tree: a first size of 0 holds only against itself.
  public static void verifyConsistency(
      long firstSize, Sha256 firstRoot, long secondSize, Sha256 secondRoot, List<Sha256> proof)
      throws ProofInvalid {
    if (firstSize < 0 || firstSize > secondSize || (firstSize == 0 && secondSize > 0)) {
      throw new ProofInvalid(
          "consistency: nothing to prove from size %d to %d".formatted(firstSize, secondSize));
    }
    if (firstSize == secondSize) {
      requireLength(proof.isEmpty(), proof);
      requireRoot("consistency with itself", firstRoot, secondSize, secondRoot);
      if (firstSize == 0) {
        requireRoot("the empty tree", firstRoot, 0, Merkle.emptyRoot());
      }
      return;
    }
    requireLength(!proof.isEmpty(), proof);
    int shift = Long.numberOfTrailingZeros(firstSize);
    long node = (firstSize - 1) >> shift;
    long last = (secondSize - 1) >> shift;
    // a first tree that is one complete subtree is not repeated in the proof
    boolean complete = node == 0;
    var start = complete ? firstRoot : proof.getFirst();
    var first = start;
    var second = start;
    for (var sibling : proof.subList(complete ? 0 : 1, proof.size())) {
      requireLength(last != 0, proof);
      if (odd(node) || node == last) {
        first = Merkle.nodeHash(sibling, first);
        second = Merkle.nodeHash(sibling, second);
        int up = Long.numberOfTrailingZeros(node);
        node >>= up;
        last >>= up;
      } else {
        second = Merkle.nodeHash(second, sibling);
      }
      node >>= 1;
      last >>= 1;
    }
    requireLength(last == 0, proof);
    requireRoot("consistency", first, firstSize, firstRoot);
    requireRoot("consistency", second, secondSize, secondRoot);
  }

  private static boolean odd(long node) {
    return (node & 1) == 1;
  }

  private static void requireLength(boolean fits, List<Sha256> proof) throws ProofInvalid {
    if (!fits) {
      throw new ProofInvalid(
          "consistency: a proof of %d hashes does not fit the sizes".formatted(proof.size()));
    }
  }

  private static void requireRoot(String what, Sha256 calculated, long size, Sha256 expected)
      throws ProofInvalid {
    if (!calculated.equals(expected)) {
      throw new ProofInvalid(
          "%s: calculated root %s at size %d, expected %s"
              .formatted(what, calculated.base64(), size, expected.base64()));
    }
  }
}
