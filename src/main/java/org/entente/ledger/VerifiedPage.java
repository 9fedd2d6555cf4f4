package org.entente.ledger;

import java.io.IOException;
import java.util.List;
import org.entente.crypto.ProofInvalid;
import org.entente.crypto.Sha256;

/// A run of consecutive leaves that is proved to continue a log at its present end and to lie under
/// a checkpoint its author signed. Only this room makes one, so only what was verified can be
/// appended.
public final class VerifiedPage {
  private final long from;
  private final List<byte[]> leaves;
  private final Frontier after;

  private VerifiedPage(long from, List<byte[]> leaves, Frontier after) {
    this.from = from;
    this.leaves = List.copyOf(leaves);
    this.after = after;
  }

  /// Verifies leaves from the end of `held` on against a signed head. Where the page stops short of
  /// that head, a consistency proof is computed from the author's tiles, and verified.
  static VerifiedPage verify(
      Frontier held, long from, List<byte[]> leaves, Checkpoint signed, TileSource theirs)
      throws ProofInvalid, IOException {
    if (from != held.size() || leaves.isEmpty()) {
      throw new ProofInvalid(
          "log %s: expected leaves from %d on, found %d from %d"
              .formatted(signed.origin(), held.size(), leaves.size(), from));
    }
    var after = held.plus(leaves);
    if (after.size() > signed.size()) {
      throw new ProofInvalid(
          "log %s: signed up to %d, but sent up to %d"
              .formatted(signed.origin(), signed.size(), after.size()));
    }
    var consistency =
        after.size() < signed.size()
            ? new TiledTree(signed.size(), theirs).consistency(after.size())
            : List.<Sha256>of();
    Proofs.verifyConsistency(after.size(), after.root(), signed.size(), signed.root(), consistency);
    return new VerifiedPage(from, leaves, after);
  }

  /// The number of the first leaf.
  public long from() {
    return from;
  }

  /// The number after the last leaf, which is the size of the log with this page.
  public long to() {
    return after.size();
  }

  /// The root of the log with this page.
  public Sha256 root() {
    return after.root();
  }

  public List<byte[]> leaves() {
    return leaves;
  }

  Frontier after() {
    return after;
  }
}
