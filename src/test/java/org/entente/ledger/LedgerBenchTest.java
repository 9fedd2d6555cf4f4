package org.entente.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerBenchTest {
  @TempDir Path folder;

  @Test
  void every_round_writes_what_it_says() throws Exception {
    var result = LedgerBench.run(folder, 1_200, 20, Side.CLOCK);
    assertThat(result.rounds()).hasSize(5);
    assertThat(result.rounds().getLast().size()).isEqualTo(1_200);
    assertThat(result.ratio()).isPositive();
    assertThat(result.verified()).isPositive();
    assertThat(result.proofs()).isPositive();
  }
}
