package org.entente.release;

import java.util.List;
import java.util.Random;

/// What a world is drawn with.
record Chance(Random random) {
  <T> T one(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  /// From 0 on, below that.
  int below(int bound) {
    return random.nextInt(bound);
  }
}
