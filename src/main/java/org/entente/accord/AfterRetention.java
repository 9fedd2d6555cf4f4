package org.entente.accord;

import java.util.Optional;
import org.entente.expression.Words;

/// What becomes of it when `retain` has run out, strictest first.
public enum AfterRetention {
  DESTROY,
  RETURN,
  REVIEW;

  public static Optional<AfterRetention> named(String word) {
    return Words.read(AfterRetention.class, word);
  }

  /// As the document spells it.
  public String word() {
    return Words.of(this);
  }
}
