package org.entente.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.release.Samples.AMBER;
import static org.entente.release.Samples.EAST;
import static org.entente.release.Samples.GREEN;
import static org.entente.release.Samples.NORTH;
import static org.entente.release.Samples.NOW;
import static org.entente.release.Samples.RED;
import static org.entente.release.Samples.SECRET;
import static org.entente.release.Samples.SOUTH;
import static org.entente.release.Samples.accord;
import static org.entente.release.Samples.between;
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
import java.util.Set;
import java.util.stream.Stream;
import org.entente.accord.Approval;
import org.entente.accord.Handling;
import org.entente.accord.Onward;
import org.entente.accord.Pillar;
import org.entente.crypto.Sha256;
import org.entente.expression.Licence;
import org.entente.expression.Source;
import org.entente.expression.SourceKind;
import org.entente.national.NationalRules;
import org.entente.redaction.Redacted;
import org.entente.release.Decision.Hold;
import org.entente.release.Decision.Redact;
import org.entente.release.Decision.Release;
import org.entente.release.Decision.Wait;
import org.entente.release.Decision.Withhold;
import org.entente.stix.Marking;
import org.entente.stix.Tlp;
import org.junit.jupiter.api.Test;

class DecisionsTest {
  private static final String ANY = "true";

  private static Finding reason(Decision decision) {
    assertThat(decision).isInstanceOf(Withhold.class);
    return ((Withhold) decision).reason().finding();
  }

  private static Wanted wanted(Decision decision) {
    assertThat(decision).isInstanceOf(Hold.class);
    var wait = ((Hold) decision).waitsFor();
    assertThat(wait).isInstanceOf(Wait.ForOfficers.class);
    return ((Wait.ForOfficers) wait).wanted();
  }

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
  void what_came_from_the_recipient_and_standard_markings_are_theirs_already() {
    var accord = accord(permit("1", ANY, "RED"));
    var back =
        Candidate.of(indicator(""), List.of(Samples.filedFrom(Source.party(SOUTH))), Samples.HELD);
    assertThat(decide(accord, back)).isInstanceOf(Decision.AlreadyTheirs.class);
    var tlp =
        object(
            """
            {'type':'marking-definition','spec_version':'2.1','id':'%s',
             'created':'2022-10-01T00:00:00.000Z','name':'TLP:GREEN'}\
            """
                .formatted(GREEN));
    assertThat(decide(accord, tlp)).isInstanceOf(Decision.AlreadyTheirs.class);
  }

  @Test
  void an_undeclared_source_is_never_released() {
    var undeclared = new Filing("feed", Pillar.INFORMATION, Optional.empty(), Optional.empty());
    assertThat(
            reason(
                decide(
                    accord(permit("1", ANY, "RED")),
                    Candidate.of(indicator(""), List.of(undeclared), Samples.HELD))))
        .isEqualTo(Finding.SOURCE_UNDECLARED);
  }

  @Test
  void licence_and_consent_decide_who_gets_it() {
    var accord = accord(permit("1", ANY, "RED"));
    var noShare =
        new Source(SourceKind.VENDOR, Optional.of(Licence.NO_SHARE), Set.of(), Optional.empty());
    var share =
        new Source(SourceKind.VENDOR, Optional.of(Licence.SHARE), Set.of(), Optional.empty());
    var bare = new Source(SourceKind.VENDOR, Optional.empty(), Set.of(), Optional.empty());
    var asked =
        new Source(SourceKind.CONSTITUENT, Optional.empty(), Set.of(SOUTH), Optional.empty());
    var unasked =
        new Source(SourceKind.CONSTITUENT, Optional.empty(), Set.of(EAST), Optional.empty());
    assertThat(reason(decide(accord, candidateFrom(noShare)))).isEqualTo(Finding.LICENCE_FORBIDS);
    assertThat(reason(decide(accord, candidateFrom(bare)))).isEqualTo(Finding.NO_LICENCE);
    assertThat(reason(decide(accord, candidateFrom(unasked)))).isEqualTo(Finding.NO_CONSENT);
    assertThat(decide(accord, candidateFrom(share))).isInstanceOf(Release.class);
    assertThat(decide(accord, candidateFrom(asked))).isInstanceOf(Release.class);
    assertThat(reason(decide(accord, candidate(indicator("")).withDoors(Set.of(noShare)))))
        .as("through another door")
        .isEqualTo(Finding.LICENCE_FORBIDS);
  }

  private static Candidate candidateFrom(Source source) {
    return Candidate.of(indicator(""), List.of(Samples.filedFrom(source)), Samples.HELD);
  }

  @Test
  void what_came_from_a_third_party_goes_only_as_that_party_lets_it() {
    var accord = accord(permit("1", ANY, "RED"));
    assertThat(reason(decide(accord, fromEast(Onward.NONE, Set.of()))))
        .isEqualTo(Finding.ORIGIN_FORBIDS);
    assertThat(reason(decide(accord, fromEast(Onward.CONSENT, Set.of()))))
        .isEqualTo(Finding.ASK_THE_ORIGINATOR);
    assertThat(decide(accord, fromEast(Onward.CONSENT, Set.of(SOUTH)))).isInstanceOf(Release.class);
    assertThat(reason(decide(accord, fromEast(Onward.MEMBERS, Set.of()))))
        .isEqualTo(Finding.NOT_A_MEMBER);
    assertThat(decide(accord, fromEast(Onward.FREE, Set.of()))).isInstanceOf(Release.class);
    assertThat(reason(decide(accord, candidateFrom(Source.party(EAST)))))
        .as("terms not handed in")
        .isEqualTo(Finding.ORIGIN_UNKNOWN);
  }

  @Test
  void what_the_originator_asks_of_its_readers_travels_on() {
    var decision = decide(accord(permit("1", ANY, "RED")), fromEast(Onward.CONSENT, Set.of(SOUTH)));
    assertThat(((Release) decision).header().handling().audience())
        .isEqualTo(Handling.STRICTEST.audience());
  }

  private static Candidate fromEast(Onward onward, Set<String> consents) {
    var handling =
        new Handling(
            Optional.of(onward),
            Optional.empty(),
            Optional.empty(),
            Set.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    var origin = new Origin(EAST, Sha256.of(new byte[0]), handling, consents);
    return candidateFrom(Source.party(EAST)).withOrigins(List.of(origin));
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

  private static Officer officer(String name, Wanted wanted, String... persons) {
    return new Officer(name, List.of(persons), wanted.bytes(), wanted.revision(), wanted.clause());
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
  void redaction_makes_a_new_object_of_ours_and_says_what_it_took_out() {
    var accord =
        accord(permit("1", ANY, "RED"), require("2", ANY, "redact: [created-by, description]"));
    var item = indicator(marked(GREEN));
    var redact = (Redact) decide(accord, item);
    assertThat(redact.copy().id()).isNotEqualTo(item.id());
    assertThat(redact.copy().createdByRef().orElseThrow().text()).isEqualTo(NORTH);
    assertThat(redact.copy().json().has("description")).isFalse();
    assertThat(redact.header().redacted()).containsExactly("created-by", "description");
    assertThat(redact.header().object()).isEqualTo(redact.copy().id());
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
  void what_lies_in_no_open_collection_stays() {
    var nowhere = Candidate.of(indicator(""), List.of(), NOW);
    assertThat(reason(decide(accord(permit("1", ANY, "RED")), nowhere)))
        .isEqualTo(Finding.NO_OPEN_COLLECTION);
  }

  /// What they gave us through a collection that is closed to them now is theirs all the same.
  @Test
  void what_came_from_them_by_any_door_does_not_go_back() {
    var accord = accord(permit("1", ANY, "RED"));
    var theirs = candidate(indicator("")).withDoors(Set.of(Source.party(SOUTH)));
    assertThat(decide(accord, theirs)).isInstanceOf(Decision.AlreadyTheirs.class);
    var ofAnother = candidate(indicator("")).withDoors(Set.of(Source.party(EAST)));
    assertThat(decide(accord, ofAnother)).isNotInstanceOf(Decision.AlreadyTheirs.class);
  }

  /// Who has two accords with us must not find one object behind two ids by asking twice.
  @Test
  void copies_under_another_accord_have_other_ids() {
    var one = accord(permit("1", ANY, "RED"));
    var other = Samples.another(Samples.article("information", permit("1", ANY, "RED")));
    var decisions = decisions(List.of(one, other));
    var item = indicator("");
    var ids =
        Stream.of(one, other, one)
            .map(accord -> decisions.copies(accord.accord(), NOW))
            .map(copies -> copies.of(item, item.json(), noCopies()).object().id())
            .toList();
    assertThat(ids.get(1)).isNotEqualTo(ids.get(0));
    assertThat(ids.get(2)).isEqualTo(ids.get(0));
    var later = decisions.copies(one.accord(), NOW.plusSeconds(60));
    assertThat(later.of(item, item.json(), noCopies()).object().json().string("modified"))
        .contains("2026-12-24T10:01:00.123Z");
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

  @Test
  void a_part_marked_above_the_ceiling_is_taken_out_where_a_clause_says_so() {
    var granular =
        "'granular_markings':[{'marking_ref':'%s','selectors':['description']}],".formatted(RED);
    var item = indicator(marked(GREEN) + granular);
    var permits = permit("1", "tlp <= TLP.GREEN", "GREEN");
    assertThat(reason(decide(accord(permits), item))).isEqualTo(Finding.NO_PERMIT);
    var redact = (Redact) decide(accord(permits, require("2", ANY, "redact: [granular]")), item);
    assertThat(redact.copy().json().has("description")).isFalse();
    assertThat(redact.copy().json().has("granular_markings")).isFalse();
    assertThat(redact.header().mark().tlp()).isEqualTo(Tlp.GREEN);
  }

  @Test
  void requires_match_what_is_left_once_a_part_is_gone() {
    var granular =
        "'granular_markings':[{'marking_ref':'%s','selectors':['description']}],".formatted(RED);
    var item = indicator(marked(AMBER) + granular);
    var accord =
        accord(
            permit("1", ANY, "AMBER"),
            require("2", ANY, "redact: [granular]"),
            require("3", "tlp == TLP.AMBER", "approval: officer"));
    assertThat(wanted(decide(accord, item)).approval()).isEqualTo(Approval.OFFICER);
  }

  @Test
  void what_only_the_part_that_is_taken_out_called_for_is_not_asked_of_the_rest() {
    var granular =
        "'granular_markings':[{'marking_ref':'%s','selectors':['description']}],".formatted(RED);
    var item = indicator(marked(GREEN) + granular);
    var accord =
        accord(
            permit("1", ANY, "GREEN"),
            require("2", "tlp > TLP.GREEN", "redact: [granular]"),
            require("3", "tlp == TLP.RED", "approval: two-officers, redact: [external-references]"),
            require("4", ANY, "handling: { use: PAP.GREEN }"));
    var redact = (Redact) decide(accord, item);
    assertThat(redact.copy().json().has("description")).as("what is taken out stays out").isFalse();
    assertThat(redact.steps())
        .contains(
            Step.at("1.2", Finding.REQUIRED_OF_WHOLE),
            Step.at("1.3", Finding.REQUIRED_OF_WHOLE),
            Step.at("1.4", Finding.REQUIRED));
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

  @Test
  void a_secret_accord_is_not_betrayed_by_an_identity() {
    var accord = accord(permit("1", ANY, "RED"));
    var secret = Samples.secret();
    var between =
        new Between(
            NORTH,
            SOUTH,
            at -> List.of(accord),
            (of, pillar, at) -> Optional.ofNullable(of.initial().get(pillar)),
            List.of(accord.accord(), secret.accord()));
    var decisions = new Decisions(between, NationalRules.NONE, SECRET);
    var league =
        object(
            """
            {'type':'identity','spec_version':'2.1','id':'%s','name':'The Eastern league',
             'created':'2026-12-01T08:00:00.000Z','modified':'2026-12-01T08:00:00.000Z',
             'identity_class':'organization'}\
            """
                .formatted("identity--0b000000-0000-4000-8000-00000000000b"));
    assertThat(reason(decisions.decide(candidate(league), nothingThere(), noCopies(), NOW)))
        .isEqualTo(Finding.NAMES_A_SECRET_PARTY);
    var theirs = decisions.decide(candidate(indicator("")), nothingThere(), noCopies(), NOW);
    assertThat(((Redact) theirs).copy().createdByRef().orElseThrow().text()).isEqualTo(NORTH);
  }

  @Test
  void the_same_question_has_the_same_answer() {
    var accord = accord(permit("1", ANY, "RED"), require("2", ANY, "redact: [created-by]"));
    var item = candidate(indicator(marked(GREEN)));
    assertThat(decisions(accord).decide(item, nothingThere(), noCopies(), NOW))
        .isEqualTo(decisions(accord).decide(item, nothingThere(), noCopies(), NOW));
  }
}
