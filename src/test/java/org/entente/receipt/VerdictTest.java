package org.entente.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.entente.crypto.Sha256;
import org.entente.receipt.Verdict.Outcome;
import org.entente.tlog.LogOrigin;
import org.junit.jupiter.api.Test;

class VerdictTest {
  private static String reason(String found) {
    return Verdict.of(0, Outcome.REFUSED, found).reason();
  }

  @Test
  void a_reason_that_is_found_is_made_short_enough_to_be_said() {
    assertThat(reason("broken")).isEqualTo("broken");
    assertThat(reason("")).isEqualTo("no reason");
    assertThat(reason("x".repeat(500))).isEqualTo("x".repeat(500));
    assertThat(reason("x".repeat(501))).isEqualTo("x".repeat(500));
  }

  /// A character beyond the first 65,536 takes two places.
  @Test
  void it_is_never_cut_within_a_character() {
    var treble = "\uD834\uDD1E";
    assertThat(reason("x".repeat(499) + treble)).isEqualTo("x".repeat(499));
    assertThat(reason("x".repeat(498) + treble)).isEqualTo("x".repeat(498) + treble);
    assertThat(reason("x".repeat(498) + treble + "y")).isEqualTo("x".repeat(498) + treble);
  }

  @Test
  void an_outcome_is_known_by_its_word_alone() {
    for (var outcome : Outcome.values()) {
      assertThat(Outcome.named(outcome.word())).contains(outcome);
    }
    assertThat(Outcome.named("lost")).isEmpty();
  }

  @Test
  void every_entry_of_the_range_may_have_one() {
    var verdicts = List.of(verdict(5), verdict(6), verdict(8));
    var log = new LogOrigin("node.example/entente/a/x-y/1");
    var receipt = new Receipt("accord--1", log, 5, 9, Sha256.of(new byte[0]), verdicts);
    assertThat(receipt.verdicts()).isEqualTo(verdicts);
  }

  private static Verdict verdict(long index) {
    return new Verdict(index, Outcome.NOT_DELIVERED, "late");
  }
}
