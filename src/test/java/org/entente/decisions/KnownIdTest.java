package org.entente.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.entente.decisions.KnownId.Decided;
import org.entente.release.Outcome;
import org.entente.stix.StixId;
import org.junit.jupiter.api.Test;

/// Which versions of an id went already, and in what order they were made.
class KnownIdTest {
  private static final StixId ID =
      StixId.parse("indicator--00000000-0000-4000-8000-000000000001").orElseThrow();

  private static Decided went(long entry, String version) {
    var outcome = entry < 0 ? Outcome.HELD : Outcome.REDACTED;
    return new Decided(entry + 10, outcome, Optional.of(ID), 1, entry, Instant.EPOCH, version);
  }

  private static KnownId known(Decided... decided) {
    return new KnownId(ID, "south", List.of(), List.of(decided));
  }

  @Test
  void the_latest_version_that_went_is_found_whatever_order_they_went_in() {
    var known = known(went(1, "2026-10-01T00:00:00.002"), went(2, "2026-10-01T00:00:00.001"));
    assertThat(known.laterGone("2026-10-01T00:00:00.001")).contains("2026-10-01T00:00:00.002");
    assertThat(known.laterGone("2026-10-01T00:00:00")).contains("2026-10-01T00:00:00.002");
  }

  @Test
  void the_latest_one_itself_and_what_only_waits_are_not_later() {
    var known = known(went(1, "2026-10-01T00:00:00.002"), went(-1, "2026-10-01T00:00:00.003"));
    assertThat(known.laterGone("2026-10-01T00:00:00.002")).isEmpty();
    assertThat(known.laterGone("2026-10-01T00:00:00.003")).isEmpty();
  }
}
