package org.entente.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.entente.json.JsonValue.JsonObject;
import org.entente.terminal.Answer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
final class DemoTest {
  @TempDir Path folder;

  @Test
  void every_version_is_in_one_state_and_what_went_is_received_receipted_and_proved()
      throws Exception {
    try (var demo = ChildProcess.start(folder, "demo", "--once", "--json")) {
      var sums = demo.document();
      assertThat(demo.exit()).isEqualTo(Answer.DONE);

      long gone = sum(sums, "released") + sum(sums, "redacted");
      assertThat(sum(sums, "imported")).isEqualTo(gone + sum(sums, "held") + sum(sums, "withheld"));
      assertThat(sum(sums, "received")).isEqualTo(gone);
      assertThat(sum(sums, "receipts")).isEqualTo(gone);
      assertThat(sum(sums, "quarantined")).isZero();
      assertThat(sums.bool("ledgerVerified")).hasValue(true);
      assertThat(sums.bool("reconciled")).hasValue(true);
      for (var outcome : new String[] {"released", "redacted", "held", "withheld"}) {
        assertThat(sum(sums, outcome)).as(outcome).isPositive();
      }
    }
  }

  private static long sum(JsonObject sums, String name) {
    return sums.integer(name).orElseThrow();
  }
}
