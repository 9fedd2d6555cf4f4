package org.entente.exchange;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What a key may be used for; a signature by a key of another use counts for nothing.
public enum KeyUse {
  /// The signatories': accords. Never online.
  SIGN,
  /// The node's: receipts.
  NODE,
  /// Checkpoints of the logs this node writes.
  LOG,
  /// "I hold every entry up to this size", and nothing else.
  HOLD;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<KeyUse> labelled(String label) {
    return Arrays.stream(values()).filter(use -> use.label().equals(label)).findFirst();
  }
}
