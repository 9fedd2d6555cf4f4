package org.entente.expression;

import java.util.Optional;

/// What a vendor's or constituent's licence allows.
public enum Licence {
  NO_SHARE,
  SHARE,
  SHARE_ATTRIBUTED;

  public static Optional<Licence> named(String word) {
    return Words.read(Licence.class, word);
  }

  /// As the document spells it.
  public String word() {
    return Words.of(this);
  }
}
