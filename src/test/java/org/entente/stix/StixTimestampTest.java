package org.entente.stix;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StixTimestampTest {
  @ParameterizedTest
  @CsvSource({
    "2016-05-12T08:17:27Z, 2016-05-12T08:17:27.000Z",
    "2016-05-12T08:17:27.1Z, 2016-05-12T08:17:27.100Z",
    "2016-05-12T08:17:27.120000Z, 2016-05-12T08:17:27.120Z",
    "2016-05-12T08:17:27.1234567890123Z, 2016-05-12T08:17:27.1234567890123Z",
    "2021-06-03T18:42:29-04:00, 2021-06-03T22:42:29.000Z",
    "2021-06-03T00:42:29.5+05:30, 2021-06-02T19:12:29.500Z",
    "2016-12-31T23:59:60Z, 2017-01-01T00:00:00.000Z",
    "2016-02-29T00:00:00.000Z, 2016-02-29T00:00:00.000Z",
    "0001-01-01T00:00:00Z, 0001-01-01T00:00:00.000Z",
    "9999-12-31T23:59:59.999Z, 9999-12-31T23:59:59.999Z",
  })
  void has_one_form_for_each_instant(String text, String normalised) {
    var timestamp = StixTimestamp.parse(text).orElseThrow();
    assertThat(timestamp.normalised()).isEqualTo(normalised);
    assertThat(timestamp.text()).isEqualTo(text);
    assertThat(timestamp).isEqualTo(StixTimestamp.parse(normalised).orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2016-05-12",
        "2016-05-12T08:17Z",
        "2016-05-12T08:17:27",
        "2016-05-12T08:17:27.Z",
        "2016-05-12 08:17:27Z",
        "2016-05-12t08:17:27z",
        "2016-13-12T08:17:27Z",
        "2015-02-29T08:17:27Z",
        "2016-05-12T24:00:00Z",
        "2016-05-12T08:60:00Z",
        "2016-05-12T08:17:61Z",
        "2016-05-12T08:17:27+0100",
        "2016-05-12T08:17:27+25:00",
        "2016-05-12T08:17:27Zx",
        "+2016-05-12T08:17:27Z",
        "2016-05-12T08:17:27.1Z ",
      })
  void refuses_other_forms(String text) {
    assertThat(StixTimestamp.parse(text)).isEmpty();
  }

  @Test
  void compares_every_digit() {
    var earlier = StixTimestamp.parse("2016-05-12T08:17:27.1234567891Z").orElseThrow();
    var later = StixTimestamp.parse("2016-05-12T08:17:27.12345678911Z").orElseThrow();
    assertThat(earlier).isLessThan(later);
    assertThat(earlier.instant()).isEqualTo(later.instant());
  }

  @Test
  void agrees_with_the_clock_of_the_jdk() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int i = 0; i < 5_000; i++) {
      var instant =
          Instant.ofEpochSecond(
              random.nextLong(0, 200_000_000_000L), random.nextInt(1_000_000_000));
      assertThat(StixTimestamp.parse(instant.toString()).orElseThrow().instant())
          .as("seed " + seed)
          .isEqualTo(instant);
      assertThat(StixTimestamp.of(instant).instant()).isEqualTo(instant);
    }
  }
}
