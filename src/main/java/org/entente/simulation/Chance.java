package org.entente.simulation;

import java.util.List;
import java.util.SplittableRandom;

/// Where everything that a world leaves to chance comes from. The same seed gives the same world.
final class Chance {
  private final SplittableRandom random;

  Chance(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /// Whether something comes to pass that does once in so many times.
  boolean oneIn(int times) {
    return random.nextInt(times) == 0;
  }

  /// 0 to one less than that.
  int below(int bound) {
    return random.nextInt(bound);
  }

  <T> T of(List<T> all) {
    return all.get(below(all.size()));
  }
}
