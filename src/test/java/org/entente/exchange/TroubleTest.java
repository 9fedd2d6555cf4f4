package org.entente.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TroubleTest {
  private static final Instant BEGIN = Instant.parse("2026-11-01T00:00:00Z");
  private static final Instant LATER = BEGIN.plus(Duration.ofHours(1));

  private final Trouble trouble = new Trouble("a link", Duration.ofMinutes(15));

  @Test
  void a_log_that_does_not_show_what_a_receipt_names_stands_still() {
    trouble.names(7, 20);
    trouble.read(5, BEGIN);
    assertThat(trouble.now(LATER)).isPresent();
  }

  @Test
  void a_number_that_was_lost_is_not_waited_for_once_the_same_is_said_under_another() {
    trouble.names(7, 20);
    trouble.names(3, 20);
    trouble.read(5, BEGIN);
    assertThat(trouble.now(LATER)).isEmpty();
  }

  @Test
  void an_old_receipt_that_comes_again_takes_nothing_back() {
    trouble.names(7, 20);
    trouble.names(3, 10);
    trouble.read(5, BEGIN);
    assertThat(trouble.now(LATER)).isPresent();
  }
}
