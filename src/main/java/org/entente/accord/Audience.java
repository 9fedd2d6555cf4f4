package org.entente.accord;

import java.util.Optional;
import org.entente.expression.Words;

/// Who at the receiver may see it, strictest first.
public enum Audience {
  /// Named persons only.
  PERSONS,
  AUTHORITY,
  CONSTITUENTS,
  COMMUNITY,
  PUBLIC;

  public static Optional<Audience> named(String word) {
    return Words.read(Audience.class, word);
  }

  /// As the document spells it.
  public String word() {
    return Words.of(this);
  }
}
