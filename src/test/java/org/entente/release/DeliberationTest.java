package org.entente.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.release.Outcomes.reason;
import static org.entente.release.Samples.GREEN;
import static org.entente.release.Samples.NOW;
import static org.entente.release.Samples.RED;
import static org.entente.release.Samples.accord;
import static org.entente.release.Samples.decide;
import static org.entente.release.Samples.forbid;
import static org.entente.release.Samples.indicator;
import static org.entente.release.Samples.marked;
import static org.entente.release.Samples.noCopies;
import static org.entente.release.Samples.object;
import static org.entente.release.Samples.own;
import static org.entente.release.Samples.permit;
import static org.entente.release.Samples.require;

import java.util.List;
import java.util.Map;
import org.entente.accord.Pillar;
import org.entente.stix.StixId;
import org.entente.stix.Tlp;
import org.junit.jupiter.api.Test;

/// In which order a decision asks, and what it does not ask: whoever reads the steps must find what
/// decided, and nothing that did not.
class DeliberationTest {
  private static final String FAILING = "has(object.name) && object.name > 5";
  private static final String MARKED_PART =
      "'granular_markings':[{'marking_ref':'%s','selectors':['description']}],".formatted(RED);

  private static List<String> asked(Decision decision) {
    return decision.steps().stream()
        .filter(step -> step.finding().step() == 4)
        .map(step -> step.clause() + " " + step.finding())
        .toList();
  }

  @Test
  void after_the_first_permit_that_is_true_none_is_asked() {
    var accord =
        accord(
            permit("1", "revoked", "RED"),
            permit("2", "true", "RED"),
            permit("3", "true", "RED"),
            permit("4", "true", "RED", ", from: [ XB ]"));
    assertThat(asked(decide(accord, indicator(marked(GREEN)))))
        .containsExactly("1.1 NOT_PERMITTED", "1.2 PERMITTED");
  }

  @Test
  void permits_of_a_pillar_are_asked_for_what_is_filed_in_it() {
    var accord =
        Samples.read(
            Samples.article("information", permit("1", "true", "RED"), permit("2", "true", "RED")),
            Samples.article("knowledge", permit("1", "true", "RED")));
    var filed =
        Candidate.of(indicator(marked(GREEN)), List.of(own(), own(Pillar.KNOWLEDGE)), Samples.HELD);
    assertThat(asked(decide(accord, filed))).containsExactly("1.1 PERMITTED", "4.1 PERMITTED");
    assertThat(asked(decide(accord, indicator(marked(GREEN))))).containsExactly("1.1 PERMITTED");
  }

  /// Only what marked parts leave has to be known before permits are asked.
  @Test
  void a_require_that_fails_is_the_reason_before_the_permits_only_where_parts_are_marked() {
    var accord = accord(permit("1", "revoked", "RED"), require("2", FAILING, "approval: officer"));
    assertThat(reason(decide(accord, indicator(marked(GREEN))))).isEqualTo(Finding.NO_PERMIT);
    assertThat(reason(decide(accord, indicator(marked(GREEN) + MARKED_PART))))
        .isEqualTo(Finding.REQUIRE_FAILED);
  }

  /// Whoever shows one line of a decision shows its last.
  @Test
  void the_reason_is_told_last_where_parts_are_marked_too() {
    var accord =
        accord(
            permit("1", "true", "RED"),
            forbid("2", "!has(object.description)"),
            require("3", "true", "redact: [description]"));
    for (var marked : List.of("", MARKED_PART)) {
      var decision = decide(accord, indicator(marked(GREEN) + marked));
      assertThat(decision.steps().getLast()).isEqualTo(Step.at("1.2", Finding.FORBIDDEN));
    }
  }

  /// A definition that the partner has under another id still says what the mark is.
  @Test
  void what_is_left_is_marked_by_the_definitions_that_the_partner_has_under_other_ids() {
    var statement =
        object(
            """
            {'type':'marking-definition','spec_version':'2.1',
             'id':'marking-definition--0b000000-0000-4000-8000-0000000000aa',
             'created':'2026-12-01T08:00:00.000Z',
             'definition_type':'statement','definition':{'statement':'Ours'}}\
            """);
    var copied = new StixId("marking-definition--0c000000-0000-4000-8000-0000000000aa");
    var item =
        indicator("'object_marking_refs':['%s','%s'],".formatted(GREEN, statement.id().text()));
    var accord =
        accord(permit("1", "true", "GREEN"), require("2", "true", "redact: [description]"));
    var decision =
        Samples.decisions(accord)
            .decide(
                Samples.candidate(item).withDefinitions(Map.of(statement.id(), statement)),
                id -> id.equals(statement.id()) ? new Fate.Gone(copied) : Fate.ABSENT,
                noCopies(),
                NOW);
    var redact = (Decision.Redact) decision;
    assertThat(redact.header().mark().tlp()).isEqualTo(Tlp.GREEN);
    assertThat(redact.copy().json().strings("object_marking_refs"))
        .containsExactly(GREEN, copied.text());
  }
}
