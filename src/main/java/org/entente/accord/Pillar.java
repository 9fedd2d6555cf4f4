package org.entente.accord;

import java.util.Optional;
import org.entente.expression.Words;

/// The four fields of cooperation an accord covers; each has its own level.
public enum Pillar {
  INFORMATION,
  OPERATIONS,
  RESEARCH,
  KNOWLEDGE;

  public static Optional<Pillar> named(String word) {
    return Words.read(Pillar.class, word);
  }

  /// As the document spells it.
  public String word() {
    return Words.of(this);
  }
}
