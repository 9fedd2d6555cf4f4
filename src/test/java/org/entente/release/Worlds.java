package org.entente.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Random;
import java.util.function.BiConsumer;
import org.entente.stix.StixId;

/// Checks of many worlds, each drawn from one seed, and varied enough to mean something.
final class Worlds {
  private static final int WORLDS = 60;

  private Worlds() {}

  static void forEachWorld(BiConsumer<WorldRun, String> check) {
    long seed = System.nanoTime();
    var random = new Random(seed);
    var outcomes = new EnumMap<Outcome, Integer>(Outcome.class);
    for (int i = 0; i < WORLDS; i++) {
      var world = new World(random);
      var run = new WorldRun(world, world.levels);
      check.accept(run, "seed " + seed + ", world " + i);
      run.decisions.values().forEach(one -> outcomes.merge(one.outcome(), 1, Integer::sum));
    }
    assertThat(outcomes.keySet())
        .as("the worlds of seed %d are varied enough to mean something", seed)
        .contains(Outcome.RELEASED, Outcome.REDACTED, Outcome.HELD, Outcome.WITHHELD);
  }

  /// Each object that would go.
  static void forEachSent(WorldRun run, BiConsumer<StixId, WorldRun.Sent> check) {
    run.decisions.keySet().forEach(id -> run.sent(id).ifPresent(sent -> check.accept(id, sent)));
  }
}
