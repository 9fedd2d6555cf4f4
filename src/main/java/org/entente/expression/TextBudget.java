package org.entente.expression;

import dev.cel.common.exceptions.CelIterationLimitExceededException;

/// How many characters one evaluation may look through with `matches` and `contains`, over all its
/// steps: ten thousand steps over an object's lists, each through a description of megabytes, would
/// hold up a node for hours, and the object may come from anybody. Counted and not timed, so that
/// two nodes evaluate alike.
final class TextBudget {
  static final int MAX_CHARACTERS = 1_000_000;

  private static final ThreadLocal<TextBudget> CURRENT = ThreadLocal.withInitial(TextBudget::new);

  private long left;

  private TextBudget() {}

  /// At the beginning of each evaluation.
  static void renew() {
    CURRENT.get().left = MAX_CHARACTERS;
  }

  /// Before a text is looked through.
  static void take(String text) {
    var budget = CURRENT.get();
    budget.left -= text.length();
    if (budget.left < 0) {
      budget.left = 0; // what is cheaper is over too, once one was refused
      throw new CelIterationLimitExceededException(MAX_CHARACTERS);
    }
  }
}
