package org.entente.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.release.Samples.accord;
import static org.entente.release.Samples.forbid;
import static org.entente.release.Samples.indicator;
import static org.entente.release.Samples.permit;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExplanationTest {
  @ParameterizedTest
  @ValueSource(strings = {"en", "fr", "ar", "he"})
  void every_finding_has_a_sentence_with_all_its_details(String language) {
    for (var finding : Finding.values()) {
      var details = List.of("first-detail", "second-detail", "third-detail");
      var english = Explanation.sentence(new Step(finding, "", details), "en");
      var sentence = Explanation.sentence(new Step(finding, "", details), language);
      assertThat(sentence).as(finding.name()).isNotBlank().doesNotContain("{");
      for (var detail : details) {
        assertThat(sentence.contains(detail))
            .as("%s tells %s in %s as in English", finding, detail, language)
            .isEqualTo(english.contains(detail));
      }
      if (!language.equals("en")) {
        assertThat(sentence).as(finding.name()).isNotEqualTo(english);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Outcome.class)
  void every_outcome_has_a_word(Outcome outcome) {
    assertThat(Explanation.outcome(outcome, "fr")).isNotBlank();
    assertThat(Explanation.outcome(outcome, "sw"))
        .as("a language we do not speak reads English")
        .isEqualTo(Explanation.outcome(outcome, "en"));
  }

  @Test
  void lists_the_outcome_and_every_step_with_its_clause() {
    var accord = accord(permit("1", "true", "RED"), forbid("2", "type == \"indicator\""));
    var decision = Samples.decide(accord, indicator(""));
    var lines = Explanation.lines(decision, Samples.between(accord)::clauseText, "en");
    assertThat(lines.getFirst()).isEqualTo("withheld");
    assertThat(lines)
        .contains("Step 1: Accord A small accord, revision 1, is in force.")
        .contains("Step 3, clause 1.2 \"A clause\": The clause forbids it.")
        .hasSize(decision.steps().size() + 1);
  }

  @Test
  void a_detail_is_never_read_as_a_sentence() {
    var step = Step.of(Finding.SOURCE_UNDECLARED, "{0} {1}");
    assertThat(Explanation.sentence(step, "en")).startsWith("Collection {0} {1} declares");
  }

  @Test
  void steps_are_kept_and_read_again() {
    var accord = accord(permit("1", "true", "GREEN"), forbid("2", "revoked"));
    var steps = Samples.decide(accord, indicator("")).steps();
    assertThat(Step.read(Step.toJson(steps))).isEqualTo(steps);
  }
}
