package org.entente.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// That the simulated world itself is what it says.
class SimulationTest {
  @Test
  void a_seed_replays_exactly(@TempDir Path folder) {
    var once = new Simulation(folder.resolve("once"));
    var again = new Simulation(folder.resolve("again")); // other keys
    for (long seed = 0; seed < 8; seed++) {
      var outcome = once.run(seed);
      var second = again.run(seed);
      assertThat(second.last()).isEqualTo(outcome.last());
      assertThat(second.digest()).isEqualTo(outcome.digest());
      assertThat(outcome.violations()).isEmpty();
    }
  }
}
