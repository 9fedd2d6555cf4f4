package org.entente.accord;

import java.util.Optional;
import org.entente.expression.Words;

/// Whether the receiver may pass it on, strictest first (FIRST IEP 2.0).
public enum Onward {
  NONE,
  /// Only after the originator consented.
  CONSENT,
  /// To members of the framework.
  MEMBERS,
  FREE;

  public static Optional<Onward> named(String word) {
    return Words.read(Onward.class, word);
  }

  /// As the document spells it.
  public String word() {
    return Words.of(this);
  }
}
