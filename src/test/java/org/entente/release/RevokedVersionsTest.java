package org.entente.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.release.Outcomes.officer;
import static org.entente.release.Outcomes.reason;
import static org.entente.release.Outcomes.wanted;
import static org.entente.release.Samples.GREEN;
import static org.entente.release.Samples.NORTH;
import static org.entente.release.Samples.NOW;
import static org.entente.release.Samples.RED;
import static org.entente.release.Samples.SECRET;
import static org.entente.release.Samples.SOUTH;
import static org.entente.release.Samples.accord;
import static org.entente.release.Samples.candidate;
import static org.entente.release.Samples.decide;
import static org.entente.release.Samples.indicator;
import static org.entente.release.Samples.marked;
import static org.entente.release.Samples.noCopies;
import static org.entente.release.Samples.nothingThere;
import static org.entente.release.Samples.permit;
import static org.entente.release.Samples.require;

import java.util.List;
import java.util.Optional;
import org.entente.national.NationalRules;
import org.entente.release.Decision.Release;
import org.entente.release.Decision.Withhold;
import org.junit.jupiter.api.Test;

/// A revocation follows the release of what it revokes, under the same clause or not at all.
class RevokedVersionsTest {
  private static final String ANY = "true";

  @Test
  void a_revoked_version_follows_what_went_without_a_new_approval() {
    var accord = accord(permit("1", "!revoked", "GREEN"), require("2", ANY, "approval: officer"));
    var item = indicator(marked(GREEN));
    var wanted = wanted(decide(accord, item));
    var first =
        (Release) decide(accord, candidate(item).withOfficers(List.of(officer("Ada", wanted))));
    var revoked = indicator(marked(GREEN) + "'revoked':true,");
    var follows =
        decide(
            accord,
            candidate(revoked).withEarlier(new Earlier(accord.accord().id(), 7, first.header())));
    assertThat(follows).isInstanceOf(Release.class);
    assertThat(((Release) follows).header().ref()).contains(7L);
    assertThat(reason(decide(accord, revoked))).isEqualTo(Finding.NO_PERMIT);
    var above = indicator(marked(RED) + "'revoked':true,");
    var withheld =
        decide(
            accord,
            candidate(above).withEarlier(new Earlier(accord.accord().id(), 7, first.header())));
    assertThat(reason(withheld)).isEqualTo(Finding.ABOVE_CEILING);
    assertThat(((Withhold) withheld).liveCopy()).isTrue();
  }

  @Test
  void a_revoked_version_stays_when_its_clause_fell() {
    var accord = accord(permit("1", ANY, "RED"));
    var first = (Release) decide(accord, indicator(marked(GREEN)));
    var revoked =
        candidate(indicator(marked(GREEN) + "'revoked':true,"))
            .withEarlier(new Earlier(accord.accord().id(), 7, first.header()));
    var decision = decide(accord(permit("2", ANY, "RED")), revoked);
    assertThat(reason(decision)).isEqualTo(Finding.EARLIER_CLAUSE_FELL);
    assertThat(((Withhold) decision).liveCopy()).isTrue();
  }

  @Test
  void a_revoked_version_stays_when_the_level_of_its_clause_is_no_longer_held() {
    var accord = accord(permit("1", ANY, "RED").replace("level: channel", "level: liaison"));
    var first = (Release) decide(accord, indicator(marked(GREEN)));
    var lowered =
        new Between(
            NORTH,
            SOUTH,
            at -> List.of(accord),
            (of, pillar, at) -> Optional.of(of.levels().getFirst()),
            List.of(accord.accord()));
    var revoked =
        candidate(indicator(marked(GREEN) + "'revoked':true,"))
            .withEarlier(new Earlier(accord.accord().id(), 7, first.header()));
    var decision =
        new Decisions(lowered, NationalRules.NONE, SECRET)
            .decide(revoked, nothingThere(), noCopies(), NOW);
    assertThat(reason(decision)).isEqualTo(Finding.EARLIER_CLAUSE_FELL);
  }
}
