package org.entente.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.release.Outcomes.officer;
import static org.entente.release.Outcomes.wanted;
import static org.entente.release.Samples.AMBER;
import static org.entente.release.Samples.GREEN;
import static org.entente.release.Samples.RED;
import static org.entente.release.Samples.accord;
import static org.entente.release.Samples.candidate;
import static org.entente.release.Samples.decide;
import static org.entente.release.Samples.indicator;
import static org.entente.release.Samples.marked;
import static org.entente.release.Samples.permit;
import static org.entente.release.Samples.require;

import java.util.List;
import org.entente.accord.Approval;
import org.entente.release.Decision.Hold;
import org.entente.release.Decision.Release;
import org.junit.jupiter.api.Test;

/// What waits for officers, and which word of theirs lets it go.
class OfficersTest {
  private static final String ANY = "true";

  @Test
  void an_approval_lets_it_go_and_lapses_with_bytes_revision_or_clause() {
    var accord = accord(permit("1", ANY, "RED"), require("2", ANY, "approval: officer"));
    var item = indicator(marked(GREEN));
    var wanted = wanted(decide(accord, item));
    assertThat(wanted.approval()).isEqualTo(Approval.OFFICER);
    var agreed = officer("Ada", wanted);
    assertThat(decide(accord, candidate(item).withOfficers(List.of(agreed))))
        .isInstanceOf(Release.class);
    var other = indicator(marked(GREEN) + "'confidence':5,");
    var lapsed = decide(accord, candidate(other).withOfficers(List.of(agreed)));
    assertThat(wanted(lapsed).bytes()).isNotEqualTo(wanted.bytes());
    assertThat(lapsed.steps()).extracting(Step::finding).contains(Finding.APPROVAL_LAPSED);
  }

  @Test
  void two_officers_are_two_names() {
    var accord = accord(permit("1", ANY, "RED"), require("2", ANY, "approval: two-officers"));
    var item = indicator(marked(GREEN));
    var wanted = wanted(decide(accord, item));
    var ada = officer("Ada", wanted);
    assertThat(decide(accord, candidate(item).withOfficers(List.of(ada, ada))))
        .isInstanceOf(Hold.class);
    var both = List.of(ada, officer("Bo", wanted));
    assertThat(decide(accord, candidate(item).withOfficers(both))).isInstanceOf(Release.class);
  }

  @Test
  void red_goes_only_to_persons_whom_two_officers_named() {
    var accord = accord(permit("1", ANY, "RED"));
    var item = indicator(marked(RED));
    var wanted = wanted(decide(accord, item));
    assertThat(wanted.approval()).isEqualTo(Approval.TWO_OFFICERS);
    assertThat(wanted.persons()).isTrue();
    var differing = List.of(officer("Ada", wanted, "Cy"), officer("Bo", wanted, "Di"));
    assertThat(decide(accord, candidate(item).withOfficers(differing))).isInstanceOf(Hold.class);
    var same = List.of(officer("Ada", wanted, "Cy", "Ed"), officer("Bo", wanted, "Cy"));
    var decision = decide(accord, candidate(item).withOfficers(same));
    assertThat(((Release) decision).header().persons()).containsExactly("Cy");
  }

  @Test
  void a_change_of_our_own_that_makes_it_releasable_takes_two_officers() {
    var accord = accord(permit("1", ANY, "GREEN"));
    var before = candidate(indicator(marked(AMBER)));
    var after = candidate(indicator(marked(GREEN)));
    assertThat(decide(accord, after)).isInstanceOf(Release.class);
    assertThat(wanted(decide(accord, after.withBefore(List.of(before)))).approval())
        .isEqualTo(Approval.TWO_OFFICERS);
    var higher = accord(permit("1", ANY, "AMBER"));
    assertThat(decide(higher, after.withBefore(List.of(before))))
        .as("it was releasable before")
        .isInstanceOf(Release.class);
  }
}
