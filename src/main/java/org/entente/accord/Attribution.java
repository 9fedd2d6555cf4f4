package org.entente.accord;

import java.util.Optional;
import org.entente.expression.Words;

/// Whether the receiver may name whom it came from, strictest first.
public enum Attribution {
  ANONYMOUS,
  NAMED;

  public static Optional<Attribution> named(String word) {
    return Words.read(Attribution.class, word);
  }

  /// As the document spells it.
  public String word() {
    return Words.of(this);
  }
}
