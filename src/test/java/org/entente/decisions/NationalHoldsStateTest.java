package org.entente.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.entente.stix.StixId;
import org.entente.storage.Database;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NationalHoldsStateTest {
  private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");

  @Test
  void a_hold_that_takes_the_place_of_another_is_noticed_though_the_clock_was_set_back(
      @TempDir Path folder) {
    try (var database = Database.open(folder.resolve("store.db"))) {
      put(database, 1, NOON.minusSeconds(60));
      put(database, 2, NOON);
      var before = database.read(NationalHolds::state);
      new NationalHolds(database, InstantSource.fixed(NOON)).lift(id(1));
      put(database, 3, NOON.minusSeconds(30));
      assertThat(database.read(NationalHolds::state)).isNotEqualTo(before);
    }
  }

  private static void put(Database database, int number, Instant at) {
    new NationalHolds(database, InstantSource.fixed(at)).put(id(number), "officer", "a reason");
  }

  private static StixId id(int number) {
    return StixId.parse("indicator--00000000-0000-4000-8000-%012d".formatted(number)).orElseThrow();
  }
}
