package org.entente.accord;

import java.util.Optional;
import org.entente.expression.Words;

/// What a party's key is for; a key signs nothing else.
public enum KeyUse {
  /// The signatories' keys, never online.
  SIGN,
  /// Receipts and node cards.
  NODE,
  /// Checkpoints of the logs this party writes.
  LOG,
  /// Cosignatures with the one meaning *I hold every entry up to this size*.
  HOLD;

  public static Optional<KeyUse> named(String word) {
    return Words.read(KeyUse.class, word);
  }

  /// As the document spells it.
  public String word() {
    return Words.of(this);
  }
}
