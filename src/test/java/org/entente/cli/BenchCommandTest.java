package org.entente.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import org.entente.json.JsonValue.JsonNumber;
import org.entente.json.JsonValue.JsonObject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each bench with sizes that mean nothing: that it runs and says all it has to say.
@Tag("slow")
final class BenchCommandTest {
  @TempDir Path folder;

  @Test
  void intake_tells_rates_and_a_ratio_of_every_turn() {
    var told = bench("intake", "--objects", 1_200);
    assertThat(number(told, "bytesAnObject")).isBetween(100.0, 10_000.0);
    assertThat(told.array("turns")).hasSize(5);
    var last = (JsonObject) told.array("turns").getLast();
    assertThat(last.integer("size")).hasValue(1_200L);
  }

  @Test
  void decide_tells_of_how_many_clauses_and_expressions() {
    var told = bench("decide", "--decisions", 300);
    assertThat(number(told, "clauses")).isEqualTo(40);
    assertThat(number(told, "expressionsADecision")).isGreaterThan(1);
    assertThat(number(told, "partThatGoes")).isBetween(0.3, 1.0);
  }

  @Test
  void exchange_tells_of_bulk_and_of_single_objects() {
    var told = bench("exchange", "--objects", 1_400, "--singles", 3);
    assertThat(number(told, "partThatGoes")).isBetween(0.3, 1.0);
    assertThat(number(told, "singleP99Milliseconds"))
        .isGreaterThanOrEqualTo(number(told, "singleP50Milliseconds"))
        .isPositive();
  }

  @Test
  void ledger_tells_of_writing_publishing_verifying_and_proofs() {
    var told = bench("ledger", "--entries", 1_600);
    for (var name : new String[] {"publishedASecond", "verifiedASecond", "proofsASecond"}) {
      assertThat(number(told, name)).as(name).isPositive();
    }
  }

  @Test
  void start_tells_of_time_and_memory() {
    var told = bench("start", "--starts", 1);
    assertThat(number(told, "idleMegabytes")).isPositive();
    assertThat(number(told, "idleMegabytesReference")).isPositive();
    assertThat(number(told, "loadedMegabytes")).isPositive();
    assertThat(number(told, "startUpCache")).isZero();
  }

  private JsonObject bench(Object... words) {
    var all = new Object[words.length + 1];
    all[0] = "bench";
    System.arraycopy(words, 0, all, 1, words.length);
    var told = new Typed(folder).done(all);
    assertThat(told.string("unit")).isPresent();
    assertThat(told.string("reach")).isPresent();
    for (var name : new String[] {"reference", "ours", "ratio", "lowest", "highest"}) {
      assertThat(number(told, name)).as(name).isPositive();
    }
    return told;
  }

  private static double number(JsonObject told, String name) {
    return new BigDecimal(((JsonNumber) told.get(name).orElseThrow()).text()).doubleValue();
  }
}
