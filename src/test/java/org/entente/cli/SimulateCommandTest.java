package org.entente.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulateCommandTest {
  @TempDir Path folder;

  @Test
  void simulate_tells_how_many_worlds_steps_and_faults_and_what_did_not_hold() {
    var told = new Typed(folder).done("simulate", "--seeds", 3, "--seed", 7);
    assertThat(told.integer("seeds")).hasValue(3L);
    assertThat(told.integer("steps").orElseThrow()).isGreaterThan(100);
    assertThat(told.integer("faults").orElseThrow()).isPositive();
    assertThat(told.array("violations")).isEmpty();
  }
}
