package org.entente.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.release.Outcomes.reason;
import static org.entente.release.Outcomes.wanted;
import static org.entente.release.Samples.GREEN;
import static org.entente.release.Samples.NOW;
import static org.entente.release.Samples.SECRET;
import static org.entente.release.Samples.accord;
import static org.entente.release.Samples.between;
import static org.entente.release.Samples.candidate;
import static org.entente.release.Samples.decide;
import static org.entente.release.Samples.indicator;
import static org.entente.release.Samples.marked;
import static org.entente.release.Samples.noCopies;
import static org.entente.release.Samples.nothingThere;
import static org.entente.release.Samples.own;
import static org.entente.release.Samples.permit;
import static org.entente.release.Samples.require;

import java.util.List;
import org.entente.accord.Approval;
import org.entente.accord.Pillar;
import org.entente.national.NationalRules;
import org.entente.redaction.Redacted;
import org.entente.release.Decision.Redact;
import org.entente.release.Decision.Release;
import org.entente.release.Decision.Withhold;
import org.junit.jupiter.api.Test;

/// What our own rules keep at home, of which the partner learns nothing (**A nation may always
/// share less**).
class NationalDecisionsTest {
  private static final String ANY = "true";

  @Test
  void our_own_rules_and_holds_withhold_what_the_accord_permits() throws Exception {
    var accord = accord(permit("1", ANY, "RED"));
    var national =
        NationalRules.parse(
            """
            entente-national: 1
            rules:
              - { id: N1, forbid: '"secret-operation" in labels' }
            """);
    var ours = new Decisions(between(accord), national, SECRET);
    var labelled = indicator("'labels':['secret-operation'],");
    assertThat(reason(ours.decide(candidate(labelled), nothingThere(), noCopies(), NOW)))
        .isEqualTo(Finding.NATIONAL_FORBID);
    assertThat(ours.decide(candidate(indicator("")), nothingThere(), noCopies(), NOW))
        .isInstanceOf(Release.class);
    assertThat(reason(decide(accord, candidate(indicator("")).withNationalHold())))
        .isEqualTo(Finding.NATIONAL_HOLD);
  }

  /// A rule that cannot be evaluated protects as if it matched.
  @Test
  void a_rule_of_our_own_that_fails_withholds() throws Exception {
    var national =
        NationalRules.parse(
            """
            entente-national: 1
            rules:
              - { id: N1, forbid: 'has(object.x_odd) && object.x_odd > 5' }
            """);
    var ours = new Decisions(between(accord(permit("1", ANY, "RED"))), national, SECRET);
    var odd = candidate(indicator("'x_odd':'seven',"));
    var inTwo = Candidate.of(odd.object(), List.of(own(), own(Pillar.KNOWLEDGE)), NOW);
    for (var item : List.of(odd, inTwo)) {
      var decision = ours.decide(item, nothingThere(), noCopies(), NOW);
      assertThat(reason(decision)).isEqualTo(Finding.NATIONAL_FORBID_FAILED);
      assertThat(((Withhold) decision).reason().clause()).contains("N1");
    }
    assertThat(ours.decide(candidate(indicator("'x_odd':5,")), nothingThere(), noCopies(), NOW))
        .isInstanceOf(Release.class);
  }

  @Test
  void a_national_redaction_stays_out_of_the_header() throws Exception {
    var national =
        NationalRules.parse(
            """
            entente-national: 1
            rules:
              - { id: N1, require: "true", redact: [ description ] }
            """);
    var decision =
        new Decisions(between(accord(permit("1", ANY, "RED"))), national, SECRET)
            .decide(candidate(indicator(marked(GREEN))), nothingThere(), noCopies(), NOW);
    var redact = (Redact) decision;
    assertThat(redact.copy().json().has("description")).isFalse();
    assertThat(redact.header().redacted()).isEmpty();
    assertThat(redact.removed()).allMatch(Redacted::national);
  }

  @Test
  void what_an_accord_asks_to_take_out_too_is_no_secret_of_ours() throws Exception {
    var accord = accord(permit("1", ANY, "RED"), require("2", ANY, "redact: [description]"));
    var rule = "{ id: N%d, require: 'true', redact: [ description ] }";
    var national =
        NationalRules.parse(
            "entente-national: 1\nrules: [ %s, %s ]"
                .formatted(rule.formatted(1), rule.formatted(2)));
    var item = candidate(indicator(marked(GREEN)));
    var both =
        (Redact)
            new Decisions(between(accord), national, SECRET)
                .decide(item, nothingThere(), noCopies(), NOW);
    assertThat(both.header().redacted()).containsExactly("description");
    var ours =
        (Redact)
            new Decisions(between(accord(permit("1", ANY, "RED"))), national, SECRET)
                .decide(item, nothingThere(), noCopies(), NOW);
    assertThat(ours.header().redacted()).as("two rules of ours, no clause").isEmpty();
  }

  @Test
  void a_constituent_left_in_it_after_redaction_waits_for_an_officer() throws Exception {
    var national =
        NationalRules.parse(
            """
            entente-national: 1
            constituency: { domains: [ ministry.example ] }
            """);
    var named = indicator("'labels':['seen at www.ministry[.]example'],");
    var asIs = accord(permit("1", ANY, "RED"));
    var decision =
        new Decisions(between(asIs), national, SECRET)
            .decide(candidate(named), nothingThere(), noCopies(), NOW);
    assertThat(wanted(decision).approval()).isEqualTo(Approval.OFFICER);
    var without =
        accord(permit("1", ANY, "RED"), require("2", ANY, "redact: [ { paths: [ /labels ] } ]"));
    assertThat(
            new Decisions(between(without), national, SECRET)
                .decide(candidate(named), nothingThere(), noCopies(), NOW))
        .isInstanceOf(Redact.class);
  }
}
