package org.entente.accord;

import java.util.Optional;
import org.entente.expression.Words;

/// Whether it may be known that the accord exists: to all, or to its parties alone.
public enum Visibility {
  PUBLIC,
  PARTIES;

  public static Optional<Visibility> named(String word) {
    return Words.read(Visibility.class, word);
  }

  /// As the document spells it.
  public String word() {
    return Words.of(this);
  }
}
