package org.entente.accord;

import java.util.Optional;
import org.entente.expression.Words;

/// What a permit does with a reference to something the partner has not got, laxest first.
public enum RefsRule {
  KEEP,
  REDACT,
  WITHHOLD;

  public static Optional<RefsRule> named(String word) {
    return Words.read(RefsRule.class, word);
  }

  /// As the document spells it.
  public String word() {
    return Words.of(this);
  }
}
