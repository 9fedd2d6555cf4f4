package org.entente.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.release.Samples.GREEN;
import static org.entente.release.Samples.NOW;
import static org.entente.release.Samples.article;
import static org.entente.release.Samples.candidate;
import static org.entente.release.Samples.decisions;
import static org.entente.release.Samples.indicator;
import static org.entente.release.Samples.marked;
import static org.entente.release.Samples.noCopies;
import static org.entente.release.Samples.nothingThere;
import static org.entente.release.Samples.permit;

import java.util.List;
import java.util.Optional;
import org.entente.accord.CompiledAccord;
import org.entente.release.Decision.Release;
import org.entente.release.Decision.Withhold;
import org.entente.stix.StixObject;
import org.junit.jupiter.api.Test;

/// Two accords in force between the same parties, both made from the same template and so numbered
/// alike: a clause is found by its accord and its number.
class TwoAccordsTest {
  private static final CompiledAccord REPORTS =
      Samples.another(article("information", permit("1", "type == \"report\"", "GREEN")));
  private static final CompiledAccord INDICATORS =
      Samples.read(article("information", permit("1", "type == \"indicator\"", "GREEN")));
  private static final List<List<CompiledAccord>> ORDERS =
      List.of(List.of(REPORTS, INDICATORS), List.of(INDICATORS, REPORTS));

  private static Decision decide(List<CompiledAccord> accords, Candidate candidate) {
    return decisions(accords).decide(candidate, nothingThere(), noCopies(), NOW);
  }

  private static Admission admit(
      List<CompiledAccord> accords, CompiledAccord named, ReleaseHeader header, StixObject object) {
    var entry = new ReleaseEntry(NOW, named.accord().digest(), header, Optional.empty());
    return Admission.admit(Samples.between(accords), id -> Optional.empty(), entry, object.bytes());
  }

  @Test
  void what_goes_under_one_is_admitted_under_that_one_alone() {
    var item = indicator(marked(GREEN));
    for (var accords : ORDERS) {
      var release = (Release) decide(accords, candidate(item));
      assertThat(release.basis().accord()).isEqualTo(INDICATORS.accord());
      assertThat(admit(accords, INDICATORS, release.header(), item))
          .isInstanceOf(Admission.Admitted.class);
      assertThat(admit(accords, REPORTS, release.header(), item))
          .isEqualTo(new Admission.Refused(Step.at("1.1", Finding.NOT_PERMITTED)));
    }
  }

  @Test
  void a_revoked_version_follows_in_the_log_in_which_the_one_before_it_stands() {
    var revoked = candidate(indicator(marked(GREEN) + "'revoked':true,"));
    for (var accords : ORDERS) {
      var first = (Release) decide(accords, candidate(indicator(marked(GREEN))));
      var earlier = new Earlier(first.basis().accord().id(), 7, first.header());
      var follows = (Release) decide(accords, revoked.withEarlier(earlier));
      assertThat(follows.basis().accord()).isEqualTo(INDICATORS.accord());
      assertThat(follows.header().ref()).contains(7L);
      var alone = (Withhold) decide(List.of(REPORTS), revoked.withEarlier(earlier));
      assertThat(alone.reason()).isEqualTo(Step.at("1.1", Finding.EARLIER_CLAUSE_FELL));
    }
  }
}
