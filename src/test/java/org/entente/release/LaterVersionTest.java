package org.entente.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.release.Samples.GREEN;
import static org.entente.release.Samples.accord;
import static org.entente.release.Samples.candidate;
import static org.entente.release.Samples.decide;
import static org.entente.release.Samples.indicator;
import static org.entente.release.Samples.marked;
import static org.entente.release.Samples.permit;
import static org.entente.release.Samples.require;

import org.entente.accord.CompiledAccord;
import org.entente.release.Decision.Redact;
import org.entente.release.Decision.Release;
import org.entente.release.Decision.Withhold;
import org.junit.jupiter.api.Test;

/// A version that waited for an officer, or was not delivered, while a later one went.
class LaterVersionTest {
  private static final String LATER = "2027-01-01T00:00:00.000";
  private static final CompiledAccord REDACTS =
      accord(permit("1", "true", "RED"), require("2", "true", "redact: [ description ]"));

  private static Candidate overtaken() {
    return candidate(indicator(marked(GREEN))).withLater(LATER);
  }

  @Test
  void a_copy_of_an_earlier_version_does_not_take_the_place_of_a_later_one() {
    assertThat(decide(REDACTS, candidate(indicator(marked(GREEN))))).isInstanceOf(Redact.class);
    var decision = decide(REDACTS, overtaken());
    assertThat(decision).isInstanceOf(Withhold.class);
    var reason = ((Withhold) decision).reason();
    assertThat(reason.finding()).isEqualTo(Finding.LATER_VERSION_WENT);
    assertThat(reason.toString()).contains(LATER);
  }

  @Test
  void an_earlier_version_that_keeps_its_date_goes_all_the_same() {
    assertThat(decide(accord(permit("1", "true", "RED")), overtaken())).isInstanceOf(Release.class);
  }
}
