package org.entente.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.release.Outcomes.reason;
import static org.entente.release.Samples.AMBER;
import static org.entente.release.Samples.GREEN;
import static org.entente.release.Samples.NORTH;
import static org.entente.release.Samples.NOW;
import static org.entente.release.Samples.SECRET;
import static org.entente.release.Samples.SOUTH;
import static org.entente.release.Samples.accord;
import static org.entente.release.Samples.candidate;
import static org.entente.release.Samples.decide;
import static org.entente.release.Samples.decisions;
import static org.entente.release.Samples.forbid;
import static org.entente.release.Samples.indicator;
import static org.entente.release.Samples.marked;
import static org.entente.release.Samples.noCopies;
import static org.entente.release.Samples.nothingThere;
import static org.entente.release.Samples.object;
import static org.entente.release.Samples.own;
import static org.entente.release.Samples.permit;
import static org.entente.release.Samples.require;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.entente.accord.Onward;
import org.entente.accord.Pillar;
import org.entente.expression.Source;
import org.entente.national.NationalRules;
import org.entente.release.Decision.Release;
import org.entente.release.Decision.Withhold;
import org.entente.stix.Marking;
import org.entente.stix.Tlp;
import org.junit.jupiter.api.Test;

/// What the clauses of an accord say of one object.
class DecisionsTest {
  private static final String ANY = "true";

  @Test
  void releases_under_the_first_permit_that_is_true_and_names_it() {
    var accord =
        accord(
            permit("1", "type == \"malware\"", "RED"),
            permit("2", "type == \"indicator\"", "AMBER"),
            permit("3", ANY, "RED"));
    var decision = decide(accord, indicator(marked(GREEN)));
    assertThat(decision).isInstanceOf(Release.class);
    var header = ((Release) decision).header();
    assertThat(header.clause()).isEqualTo("1.2");
    assertThat(header.mark().tlp()).isEqualTo(Tlp.GREEN);
    assertThat(header.level()).isEqualTo("liaison");
    assertThat(decision.steps()).extracting(Step::finding).contains(Finding.NOT_PERMITTED);
  }

  @Test
  void withholds_what_no_clause_permits() {
    assertThat(reason(decide(accord(permit("1", "revoked", "RED")), indicator(""))))
        .isEqualTo(Finding.NO_PERMIT);
  }

  @Test
  void withholds_what_is_marked_above_the_ceiling() {
    var decision = decide(accord(permit("1", ANY, "GREEN")), indicator(marked(AMBER)));
    assertThat(reason(decision)).isEqualTo(Finding.NO_PERMIT);
    assertThat(decision.steps()).extracting(Step::finding).contains(Finding.ABOVE_CEILING);
  }

  @Test
  void a_marking_without_definition_stands_above_red() {
    var unknown = "marking-definition--0b000000-0000-4000-8000-00000000000a";
    assertThat(reason(decide(accord(permit("1", ANY, "RED")), indicator(marked(unknown)))))
        .isEqualTo(Finding.NO_PERMIT);
  }

  @Test
  void unmarked_counts_as_the_accord_says_unless_the_collection_declares_a_default() {
    var accord = accord(permit("1", ANY, "GREEN"));
    assertThat(reason(decide(accord, indicator("")))).isEqualTo(Finding.NO_PERMIT);
    var declared =
        new Filing(
            "feed",
            Pillar.INFORMATION,
            Optional.of(Marking.of(Tlp.CLEAR)),
            Optional.of(Source.OWN));
    var filed = Candidate.of(indicator(""), List.of(declared), Samples.HELD);
    assertThat(decide(accord, filed)).isInstanceOf(Release.class);
  }

  @Test
  void a_forbid_withholds_whatever_is_permitted() {
    var accord = accord(permit("1", ANY, "RED"), forbid("9", "type == \"indicator\""));
    var decision = decide(accord, indicator(marked(GREEN)));
    assertThat(reason(decision)).isEqualTo(Finding.FORBIDDEN);
    assertThat(((Withhold) decision).reason().clause()).isEqualTo("1.9");
  }

  @Test
  void a_forbid_that_fails_withholds_and_a_permit_that_fails_does_not_permit() {
    var failing = "has(object.name) && object.name > 5";
    assertThat(reason(decide(accord(permit("1", ANY, "RED"), forbid("9", failing)), indicator(""))))
        .isEqualTo(Finding.FORBID_FAILED);
    var decision = decide(accord(permit("1", failing, "RED")), indicator(""));
    assertThat(reason(decision)).isEqualTo(Finding.NO_PERMIT);
    assertThat(decision.steps()).extracting(Step::finding).contains(Finding.PERMIT_FAILED);
  }

  @Test
  void a_require_that_fails_withholds() {
    var accord =
        accord(
            permit("1", ANY, "RED"),
            require("2", "has(object.name) && object.name > 5", "approval: officer"));
    assertThat(reason(decide(accord, indicator("")))).isEqualTo(Finding.REQUIRE_FAILED);
  }

  @Test
  void a_level_that_does_not_hold_bars_the_clause() {
    var accord =
        Samples.read(
            Samples.article("operations", permit("1", ANY, "RED").replace("channel", "liaison")));
    var filed =
        Candidate.of(indicator(marked(GREEN)), List.of(own(Pillar.OPERATIONS)), Samples.HELD);
    var decision = decide(accord, filed);
    assertThat(reason(decision)).isEqualTo(Finding.NO_PERMIT);
    assertThat(decision.steps()).extracting(Step::finding).contains(Finding.LEVEL_TOO_LOW);
  }

  @Test
  void a_suspended_pillar_permits_nothing() {
    var accord = accord(permit("1", ANY, "RED"));
    var suspended =
        new Between(
            NORTH,
            SOUTH,
            at -> List.of(accord),
            (of, pillar, at) -> Optional.empty(),
            List.of(accord.accord()));
    var decision =
        new Decisions(suspended, NationalRules.NONE, SECRET)
            .decide(candidate(indicator(marked(GREEN))), nothingThere(), noCopies(), NOW);
    assertThat(reason(decision)).isEqualTo(Finding.NO_PERMIT);
    assertThat(decision.steps()).extracting(Step::finding).contains(Finding.PILLAR_SUSPENDED);
  }

  @Test
  void nothing_goes_without_an_accord_in_force() {
    var nothing =
        new Between(NORTH, SOUTH, at -> List.of(), (of, pillar, at) -> Optional.empty(), List.of());
    var decision =
        new Decisions(nothing, NationalRules.NONE, SECRET)
            .decide(candidate(indicator("")), nothingThere(), noCopies(), NOW);
    assertThat(reason(decision)).isEqualTo(Finding.NO_ACCORD);
  }

  @Test
  void in_several_collections_the_strictest_result_holds() {
    var accord =
        Samples.read(
            Samples.article("information", permit("1", ANY, "RED")),
            Samples.article("research", permit("2", "type == \"malware\"", "RED")));
    var filed =
        Candidate.of(indicator(marked(GREEN)), List.of(own(), own(Pillar.RESEARCH)), Samples.HELD);
    assertThat(reason(decide(accord, filed))).isEqualTo(Finding.NO_PERMIT);
  }

  @Test
  void in_several_collections_it_goes_once_under_the_handling_of_both() {
    var accord =
        Samples.read(
            Samples.article(
                "information",
                permit("1", ANY, "RED").replace("onward: none", "onward: free, audience: public")),
            Samples.article(
                "research",
                permit("2", ANY, "RED")
                    .replace("onward: none", "onward: members, audience: authority")));
    var filed =
        Candidate.of(indicator(marked(GREEN)), List.of(own(), own(Pillar.RESEARCH)), Samples.HELD);
    var header = ((Release) decide(accord, filed)).header();
    assertThat(header.handling().onward()).contains(Onward.MEMBERS);
    assertThat(header.handling().audience().orElseThrow().word()).isEqualTo("authority");
  }

  @Test
  void a_marking_reads_as_its_definition_says_and_without_one_stands_above_all() {
    var decisions = decisions(accord(permit("1", ANY, "GREEN")));
    var statement =
        object(
            """
            {'type':'marking-definition','spec_version':'2.1',
             'id':'marking-definition--0b000000-0000-4000-8000-0000000000aa',
             'created':'2026-12-01T08:00:00.000Z',
             'definition_type':'statement','definition':{'statement':'s'}}\
            """);
    var item =
        indicator("'object_marking_refs':['%s','%s'],".formatted(GREEN, statement.id().text()));
    assertThat(Candidate.namedDefinitions(item)).contains(statement.id());
    var known = candidate(item).withDefinitions(Map.of(statement.id(), statement));
    assertThat(decisions.decide(known, Samples.allGone(), noCopies(), NOW))
        .isInstanceOf(Release.class);
    assertThat(reason(decisions.decide(candidate(item), Samples.allGone(), noCopies(), NOW)))
        .isEqualTo(Finding.NO_PERMIT);
  }

  @Test
  void what_lies_in_no_open_collection_stays() {
    var nowhere = Candidate.of(indicator(""), List.of(), NOW);
    assertThat(reason(decide(accord(permit("1", ANY, "RED")), nowhere)))
        .isEqualTo(Finding.NO_OPEN_COLLECTION);
  }

  @Test
  void the_same_question_has_the_same_answer() {
    var accord = accord(permit("1", ANY, "RED"), require("2", ANY, "redact: [created-by]"));
    var item = candidate(indicator(marked(GREEN)));
    assertThat(decisions(accord).decide(item, nothingThere(), noCopies(), NOW))
        .isEqualTo(decisions(accord).decide(item, nothingThere(), noCopies(), NOW));
  }
}
