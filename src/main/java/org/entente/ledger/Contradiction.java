package org.entente.ledger;

import org.entente.crypto.ProofInvalid;

/// Two things that were signed and cannot both be true of one log: a second root for a size, a size
/// that fell, a tree that does not go on from what was accepted before, a receipt for entries that
/// are not ours. It is not broken input, to be asked for again, but evidence, to be kept: whoever
/// catches it raises an alarm.
public final class Contradiction extends ProofInvalid {
  private static final long serialVersionUID = 1L;

  private final transient byte[] seen;
  private final transient byte[] shown;

  /// @param seen what was known before, as it was signed
  /// @param shown what denies it, as it was signed
  public Contradiction(String message, byte[] seen, byte[] shown) {
    super(message);
    this.seen = seen.clone();
    this.shown = shown.clone();
  }

  public byte[] seen() {
    return seen.clone();
  }

  public byte[] shown() {
    return shown.clone();
  }
}
