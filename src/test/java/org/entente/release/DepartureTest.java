package org.entente.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.release.Outcomes.reason;
import static org.entente.release.Samples.AMBER;
import static org.entente.release.Samples.EAST;
import static org.entente.release.Samples.GREEN;
import static org.entente.release.Samples.NORTH;
import static org.entente.release.Samples.NOW;
import static org.entente.release.Samples.RED;
import static org.entente.release.Samples.SECRET;
import static org.entente.release.Samples.accord;
import static org.entente.release.Samples.between;
import static org.entente.release.Samples.candidate;
import static org.entente.release.Samples.decide;
import static org.entente.release.Samples.forbid;
import static org.entente.release.Samples.indicator;
import static org.entente.release.Samples.marked;
import static org.entente.release.Samples.noCopies;
import static org.entente.release.Samples.nothingThere;
import static org.entente.release.Samples.permit;
import static org.entente.release.Samples.require;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.entente.accord.CompiledAccord;
import org.entente.expression.Licence;
import org.entente.expression.Source;
import org.entente.expression.SourceKind;
import org.entente.json.JsonValue;
import org.entente.national.NationalRejected;
import org.entente.national.NationalRules;
import org.entente.release.Decision.Hold;
import org.entente.release.Decision.Redact;
import org.entente.release.Decision.Withhold;
import org.entente.stix.StixId;
import org.junit.jupiter.api.Test;

/// What becomes of an object that a clause permits: the form in which it goes, and all that is told
/// of it on the way.
class DepartureTest {
  private static final String ANY = "true";

  private static Decision national(CompiledAccord accord, String rule) throws NationalRejected {
    var rules = NationalRules.parse("entente-national: 1\nrules: [ { id: N1, " + rule + " } ]");
    return new Decisions(between(accord), rules, SECRET)
        .decide(candidate(indicator("")), nothingThere(), noCopies(), NOW);
  }

  @Test
  void every_step_is_told_in_the_order_of_the_accord() {
    var accord =
        accord(
            permit("1", "type == \"malware\"", "RED"),
            permit("2", ANY, "CLEAR"),
            permit("3", ANY, "RED"),
            forbid("4", "personal"),
            require("5", ANY, "redact: [description, created-by]"),
            require("6", "revoked", "approval: officer"));
    assertThat(decide(accord, indicator("")).steps())
        .startsWith(
            Step.of(Finding.IN_FORCE, "A small accord", "1"),
            Step.of(Finding.SOURCE_ALLOWS, "own"),
            Step.at("1.4", Finding.NOT_FORBIDDEN),
            Step.at("1.1", Finding.NOT_PERMITTED),
            Step.at("1.2", Finding.ABOVE_CEILING, "TLP:AMBER", "TLP:CLEAR"),
            Step.at("1.3", Finding.PERMITTED, "liaison"),
            Step.at("1.5", Finding.REQUIRED),
            Step.at("1.6", Finding.NOT_REQUIRED),
            Step.of(Finding.TAKEN_OUT, "description", "/description"),
            Step.of(Finding.TAKEN_OUT, "created-by", "/created_by_ref"),
            Step.of(Finding.ADMITTED))
        .last()
        .extracting(Step::finding)
        .isEqualTo(Finding.GOES_REDACTED);
  }

  @Test
  void every_place_that_was_taken_is_told() {
    var accord =
        accord(permit("1", ANY, "RED"), require("2", ANY, "redact: [external-references, custom]"));
    var item = indicator("'external_references':[{'source_name':'s'}],'x_a':1,'x_b':2,");
    assertThat(decide(accord, item).steps())
        .contains(
            Step.of(Finding.TAKEN_OUT, "external-references", "/external_references"),
            Step.of(Finding.TAKEN_OUT, "custom", "/x_a /x_b"));
  }

  @Test
  void steps_stand_in_their_order_where_parts_are_marked_too() {
    var accord =
        accord(
            permit("1", "type == \"malware\"", "RED"),
            permit("2", ANY, "GREEN"),
            require("3", ANY, "redact: [granular]"));
    var granular =
        "'granular_markings':[{'marking_ref':'%s','selectors':['description']}],".formatted(RED);
    var steps = decide(accord, indicator(marked(GREEN) + granular)).steps();
    assertThat(steps).extracting(step -> step.finding().step()).isSorted();
    assertThat(steps)
        .contains(Step.at("1.1", Finding.NOT_PERMITTED), Step.at("1.3", Finding.REQUIRED));
  }

  @Test
  void what_is_left_can_match_a_forbid_that_the_whole_did_not() {
    var accord =
        accord(
            permit("1", ANY, "RED"),
            forbid("2", "!has(object.description)"),
            require("3", ANY, "redact: [description]"));
    assertThat(reason(decide(accord, indicator("")))).isEqualTo(Finding.FORBIDDEN);
  }

  @Test
  void a_copy_that_only_our_own_rules_changed_must_still_be_permitted() throws Exception {
    var accord = accord(permit("1", "has(object.description)", "RED"));
    assertThat(reason(national(accord, "require: \"true\", redact: [description]")))
        .as("the header lists no redaction, so the receiver evaluates the permit")
        .isEqualTo(Finding.NOT_PERMITTED);
    assertThat(national(accord, "require: \"true\", redact: [created-by]"))
        .isInstanceOf(Redact.class);
  }

  @Test
  void a_rule_of_our_own_adds_its_approval() throws Exception {
    var accord = accord(permit("1", ANY, "RED"));
    assertThat(national(accord, "require: \"true\", approval: officer")).isInstanceOf(Hold.class);
    assertThat(national(accord, "require: \"true\", approval: officer").steps())
        .contains(Step.at("N1", Finding.NATIONAL_REQUIRED));
  }

  @Test
  void what_would_no_longer_be_valid_stays() {
    var accord =
        accord(permit("1", ANY, "RED"), require("2", ANY, "redact: [{ paths: [/pattern] }]"));
    assertThat(((Withhold) decide(accord, indicator(""))).reason().details())
        .startsWith("/pattern");
    assertThat(reason(decide(accord, indicator("")))).isEqualTo(Finding.LEFT_INVALID);
  }

  @Test
  void what_was_not_valid_before_may_stay_so() {
    var accord = accord(permit("1", ANY, "RED"), require("2", ANY, "redact: [description]"));
    assertThat(decide(accord, indicator("'confidence':7000,"))).isInstanceOf(Redact.class);
  }

  @Test
  void a_licence_that_wants_the_creator_named_keeps_the_copy_back() {
    var accord = accord(permit("1", ANY, "RED"), require("2", ANY, "redact: [description]"));
    var vendor =
        Samples.filedFrom(
            new Source(
                SourceKind.VENDOR,
                Optional.of(Licence.SHARE_ATTRIBUTED),
                Set.of(),
                Optional.empty()));
    var foreign = Candidate.of(indicator(""), List.of(vendor), Samples.HELD);
    assertThat(reason(decide(accord, foreign))).isEqualTo(Finding.ATTRIBUTION_LOST);
    var ours = indicator("").json().with("created_by_ref", JsonValue.of(NORTH));
    assertThat(decide(accord, Candidate.of(Samples.of(ours), List.of(vendor), Samples.HELD)))
        .as("our own name stays")
        .isInstanceOf(Redact.class);
    assertThat(decide(accord(permit("1", ANY, "RED")), foreign))
        .as("unchanged, it names its creator")
        .isInstanceOf(Decision.Release.class);
  }

  @Test
  void type_and_id_cannot_be_taken_out() {
    for (var name : List.of("type", "id")) {
      var accord =
          accord(
              permit("1", ANY, "RED"), require("2", ANY, "redact: [{ paths: [/" + name + "] }]"));
      var withheld = (Withhold) decide(accord, indicator(""));
      assertThat(withheld.reason()).isEqualTo(Step.of(Finding.NOTHING_LEFT, name));
    }
  }

  @Test
  void a_require_that_matches_what_is_left_redacts_too() {
    var granular =
        "'granular_markings':[{'marking_ref':'%s','selectors':['description']}],".formatted(RED);
    var item = indicator(marked(AMBER) + granular + "'x_a':1,");
    var accord =
        accord(
            permit("1", ANY, "AMBER"),
            require("2", ANY, "redact: [granular]"),
            require("3", "tlp == TLP.AMBER", "redact: [custom]"));
    var copy = ((Redact) decide(accord, item)).copy().json();
    assertThat(copy.has("description")).isFalse();
    assertThat(copy.has("x_a")).isFalse();
  }

  @Test
  void a_require_that_fails_on_what_is_left_withholds() {
    var granular =
        "'granular_markings':[{'marking_ref':'%s','selectors':['description']}],".formatted(RED);
    var item = indicator(marked(GREEN) + granular + "'x_odd':'seven',");
    var accord =
        accord(
            permit("1", ANY, "GREEN"),
            require("2", ANY, "redact: [granular]"),
            require(
                "3",
                "tlp == TLP.GREEN && has(object.x_odd) && object.x_odd > 5",
                "approval: officer"));
    assertThat(reason(decide(accord, item))).isEqualTo(Finding.REQUIRE_FAILED);
  }

  @Test
  void a_reference_that_went_as_a_copy_makes_its_referrer_a_copy() {
    var accord = accord(permit("1", "has(object.created_by_ref)", "RED"));
    var copied = new StixId("identity--0c000000-0000-4000-8000-000000000001");
    var decided =
        Samples.decisions(accord)
            .decide(
                candidate(indicator("")),
                id -> id.text().equals(EAST) ? new Fate.Gone(copied) : Fate.ABSENT,
                noCopies(),
                NOW);
    var redact = (Redact) decided;
    assertThat(redact.header().redacted()).isEmpty();
    assertThat(redact.copy().json().string("created_by_ref"))
        .as("its author is us")
        .contains(NORTH);
  }
}
