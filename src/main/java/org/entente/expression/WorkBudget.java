package org.entente.expression;

import dev.cel.common.values.CelByteString;
import java.util.List;
import java.util.Map;

/// What one evaluation may look through, over all its steps, in characters and values: ten thousand
/// steps over an object's lists, each through a description of megabytes or a list of a hundred
/// thousand, would hold up a node for hours, and the object may come from anybody. Counted and not
/// timed, and before the work is done, so that two nodes evaluate alike (accord.md §6).
final class WorkBudget {
  static final int MOST = 1_000_000;

  private static final ThreadLocal<WorkBudget> CURRENT = ThreadLocal.withInitial(WorkBudget::new);

  private long left;

  private WorkBudget() {}

  /// At the beginning of each evaluation.
  static void renew() {
    CURRENT.get().left = MOST;
  }

  /// The evaluation asked for more than there was, and ends here. An error and no exception, which
  /// `&&` and `||` would let pass when their other side decides, and go on.
  static final class Overdrawn extends Error {
    private static final long serialVersionUID = 1L;

    private Overdrawn() {
      super("more than " + MOST + " characters and values", null, false, false);
    }
  }

  /// Before an operator or a function is given these: each text and byte string by its length.
  static void read(Object... given) {
    for (var value : given) {
      if (value instanceof String text) {
        take(text.length());
      } else if (value instanceof CelByteString bytes) {
        take(bytes.size());
      }
    }
  }

  /// Before two values are compared: one for each pair that is, and for two texts as long as each
  /// other their length. All pairs count, however early they differ, since members of an object
  /// have no order.
  static void compare(Object one, Object other) {
    take(1);
    if (one instanceof String text && other instanceof String with) {
      take(text.length() == with.length() ? text.length() : 0);
    } else if (one instanceof CelByteString bytes && other instanceof CelByteString with) {
      take(bytes.size() == with.size() ? bytes.size() : 0);
    } else if (one instanceof List<?> list && other instanceof List<?> with) {
      compare(list, with);
    } else if (one instanceof Map<?, ?> map && other instanceof Map<?, ?> with) {
      compare(map, with);
    }
  }

  private static void compare(List<?> one, List<?> other) {
    if (one.size() == other.size()) {
      for (int i = 0; i < one.size(); i++) {
        compare(one.get(i), other.get(i));
      }
    }
  }

  private static void compare(Map<?, ?> one, Map<?, ?> other) {
    if (one.size() == other.size()) {
      one.forEach((name, value) -> {
        var with = other.get(name);
        if (with != null) {
          compare(value, with);
        }
      });
    }
  }

  private static void take(long some) {
    var budget = CURRENT.get();
    if (budget.left < some) {
      throw new Overdrawn();
    }
    budget.left -= some;
  }
}
