package org.entente.accord;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.entente.document.AccordSample;
import org.entente.expression.Evaluation;
import org.entente.stix.Tlp;
import org.junit.jupiter.api.Test;

/// What is looked up in an accord whenever something is decided.
class AccordTest {
  private final CompiledAccord compiled = AccordSample.read(AccordSample.YAML);
  private final Accord accord = compiled.accord();

  @Test
  void a_party_is_known_by_its_id_or_its_country_and_nobody_else_is() {
    assertThat(accord.party(Sample.SOUTH)).contains(accord.parties().get(1));
    assertThat(accord.party("XB")).contains(accord.parties().get(1));
    assertThat(accord.party(Sample.NORTH)).contains(accord.parties().get(0));
    assertThat(accord.party("XA")).contains(accord.parties().get(0));
    assertThat(accord.party("XC")).isEmpty();
    assertThat(accord.party("")).isEmpty();
  }

  @Test
  void levels_and_clauses_are_known_by_their_ids() {
    assertThat(accord.level("liaison")).map(Level::id).contains("liaison");
    assertThat(accord.level("friendly")).isEmpty();
    assertThat(accord.clause("2.3")).map(Clause::id).contains("2.3");
    assertThat(accord.clause("2.9")).isEmpty();
  }

  @Test
  void a_level_is_at_least_itself_and_those_before_it() {
    var levels = accord.levels();
    for (int i = 0; i < levels.size(); i++) {
      for (int j = 0; j < levels.size(); j++) {
        assertThat(levels.get(i).isAtLeast(levels.get(j))).isEqualTo(i >= j);
        assertThat(Integer.signum(levels.get(i).compareTo(levels.get(j))))
            .isEqualTo(Integer.compare(i, j));
      }
    }
  }

  @Test
  void a_clause_binds_in_the_pillars_it_names() {
    assertThat(Clauses.permits(compiled, Pillar.INFORMATION))
        .extracting(Clause::id)
        .containsExactly("2.1");
    assertThat(Clauses.permits(compiled, Pillar.OPERATIONS)).isEmpty();
    for (var pillar : Pillar.values()) {
      assertThat(Clauses.forbids(compiled, pillar))
          .as("2.2 names no pillar and so binds in %s", pillar)
          .extracting(Clause::id)
          .containsExactly("2.2");
    }
    assertThat(Clauses.requires(compiled, Pillar.OPERATIONS))
        .extracting(Clause::id)
        .containsExactly("2.3");
    assertThat(Clauses.requires(compiled, Pillar.RESEARCH)).isEmpty();
    var narrow =
        AccordSample.read(
            AccordSample.with("forbid: personal", "forbid: personal\n        pillars: [research]"));
    assertThat(Clauses.forbids(narrow, Pillar.RESEARCH)).hasSize(1);
    assertThat(Clauses.forbids(narrow, Pillar.INFORMATION)).isEmpty();
  }

  @Test
  void a_clause_is_evaluated_by_its_own_expression() {
    var permit = Clauses.permits(compiled, Pillar.INFORMATION).getFirst();
    assertThat(compiled.expression(permit).evaluate(Sample.facts("{}"))).isEqualTo(Evaluation.TRUE);
    assertThat(
            compiled
                .expression(permit)
                .evaluate(Sample.facts("malware", Tlp.GREEN, List.of(), "{}")))
        .isEqualTo(Evaluation.FALSE);
  }

  @Test
  void of_two_approvals_the_stricter_is_wanted() {
    for (var approval : Approval.values()) {
      assertThat(approval.and(Approval.NONE)).isEqualTo(approval);
      assertThat(Approval.NONE.and(approval)).isEqualTo(approval);
      assertThat(approval.and(Approval.TWO_OFFICERS)).isEqualTo(Approval.TWO_OFFICERS);
      assertThat(Approval.TWO_OFFICERS.and(approval)).isEqualTo(Approval.TWO_OFFICERS);
    }
  }

  @Test
  void a_text_is_told_in_the_nearest_language_there_is() {
    var both = new Texts(Map.of("fr", "un accord", "en", "an accord"));
    assertThat(both.in("fr-CA")).isEqualTo("un accord");
    assertThat(both.in("he")).isEqualTo("an accord");
    assertThat(new Texts(Map.of("fr", "un accord")).in("he")).isEqualTo("un accord");
    assertThat(Texts.NONE.in("en")).isEmpty();
  }

  @Test
  void who_may_know_of_an_accord_is_spelled_as_in_the_document() {
    for (var visibility : Visibility.values()) {
      assertThat(Visibility.named(visibility.word())).contains(visibility);
    }
    assertThat(Visibility.PARTIES.word()).isEqualTo("parties");
  }
}
