package org.entente.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.release.Outcomes.reason;
import static org.entente.release.Outcomes.wanted;
import static org.entente.release.Samples.AMBER;
import static org.entente.release.Samples.GREEN;
import static org.entente.release.Samples.NORTH;
import static org.entente.release.Samples.NOW;
import static org.entente.release.Samples.RED;
import static org.entente.release.Samples.SECRET;
import static org.entente.release.Samples.SOUTH;
import static org.entente.release.Samples.accord;
import static org.entente.release.Samples.candidate;
import static org.entente.release.Samples.decide;
import static org.entente.release.Samples.decisions;
import static org.entente.release.Samples.indicator;
import static org.entente.release.Samples.marked;
import static org.entente.release.Samples.noCopies;
import static org.entente.release.Samples.nothingThere;
import static org.entente.release.Samples.object;
import static org.entente.release.Samples.permit;
import static org.entente.release.Samples.require;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.entente.accord.Approval;
import org.entente.national.NationalRules;
import org.entente.release.Decision.Redact;
import org.entente.stix.Tlp;
import org.junit.jupiter.api.Test;

/// What goes with a part taken out, and what the rest is asked (**Unmodified or new**).
class RedactionsTest {
  private static final String ANY = "true";

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
}
