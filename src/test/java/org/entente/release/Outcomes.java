package org.entente.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.entente.release.Decision.Hold;
import org.entente.release.Decision.Wait;
import org.entente.release.Decision.Withhold;

/// What tests read in a decision, and an officer's answer to it.
final class Outcomes {
  private Outcomes() {}

  /// Why it is withheld.
  static Finding reason(Decision decision) {
    assertThat(decision).isInstanceOf(Withhold.class);
    return ((Withhold) decision).reason().finding();
  }

  /// What it asks of officers.
  static Wanted wanted(Decision decision) {
    assertThat(decision).isInstanceOf(Hold.class);
    var wait = ((Hold) decision).waitsFor();
    assertThat(wait).isInstanceOf(Wait.ForOfficers.class);
    return ((Wait.ForOfficers) wait).wanted();
  }

  /// The approval of just that.
  static Officer officer(String name, Wanted wanted, String... persons) {
    return new Officer(name, List.of(persons), wanted.bytes(), wanted.revision(), wanted.clause());
  }
}
