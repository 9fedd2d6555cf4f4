package org.entente.ledger;

import java.util.List;
import org.entente.crypto.ProofInvalid;
import org.entente.crypto.Sha256;
import org.entente.tlog.Frontier;
import org.entente.tlog.Proofs;
import org.entente.tlog.SignedCheckpoint;
import org.jspecify.annotations.Nullable;

/// A run of consecutive leaves that is proved to continue a log at its present end and to lie under
/// a checkpoint its author signed. Only this room makes one, so only what was verified can be
/// appended.
public final class VerifiedPage {
  private final long from;
  private final List<byte[]> leaves;
  private final Frontier after;
  private final SignedCheckpoint under;

  private VerifiedPage(long from, List<byte[]> leaves, Frontier after, SignedCheckpoint under) {
    this.from = from;
    this.leaves = List.copyOf(leaves);
    this.after = after;
    this.under = under;
  }

  /// Verifies that these leaves go on from the frontier and end under the signed head, to which the
  /// proof leads when they stop short of it. Signatures are the caller's to check.
  ///
  /// @param accepted the checkpoint that was accepted before, where there is one: a head that does
  ///   not go on from it denies it
  static VerifiedPage verify(
      Frontier held,
      long from,
      List<byte[]> leaves,
      SignedCheckpoint under,
      List<Sha256> consistency,
      @Nullable SignedCheckpoint accepted)
      throws ProofInvalid {
    var head = under.checkpoint();
    if (from != held.size() || leaves.isEmpty()) {
      throw new ProofInvalid(
          "log %s: expected leaves from %d on, found %d from %d"
              .formatted(head.origin(), held.size(), leaves.size(), from));
    }
    for (var leaf : leaves) {
      if (leaf.length == 0 || leaf.length > Leaf.MAX_BYTES) {
        throw new ProofInvalid("log %s: a leaf of %d bytes".formatted(head.origin(), leaf.length));
      }
    }
    var after = held.plus(leaves);
    if (after.size() > head.size()) {
      throw new ProofInvalid(
          "log %s: signed up to %d, but sent up to %d"
              .formatted(head.origin(), head.size(), after.size()));
    }
    try {
      Proofs.verifyConsistency(after.size(), after.root(), head.size(), head.root(), consistency);
    } catch (ProofInvalid e) {
      throw accepted == null ? e : denial(accepted, under, e);
    }
    return new VerifiedPage(from, leaves, after, under);
  }

  private static Contradiction denial(
      SignedCheckpoint accepted, SignedCheckpoint under, ProofInvalid failure) {
    return new Contradiction(
        "log %s: the signed size %d does not go on from the signed size %d: %s"
            .formatted(
                under.checkpoint().origin(),
                under.checkpoint().size(),
                accepted.checkpoint().size(),
                failure.getMessage()),
        accepted.bytes(),
        under.bytes());
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

  SignedCheckpoint under() {
    return under;
  }
}
