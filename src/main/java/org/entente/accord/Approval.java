package org.entente.accord;

import java.util.Optional;
import org.entente.expression.Words;

/// Who at home must agree before something goes, laxest first: the greater of two is the stricter.
public enum Approval {
  NONE,
  OFFICER,
  TWO_OFFICERS;

  public static Optional<Approval> named(String word) {
    return Words.read(Approval.class, word);
  }

  /// Of both the stricter.
  public Approval and(Approval other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /// As the document spells it.
  public String word() {
    return Words.of(this);
  }
}
