package org.entente.accord;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.entente.document.AccordSample;
import org.junit.jupiter.api.Test;

class StancesTest {
  private static final Instant DAY = Instant.parse("2027-01-01T00:00:00Z");
  private final Accord accord = AccordSample.read(AccordSample.YAML).accord();

  private Stance stance(String by, String give, String take, Instant from, Instant until) {
    return new Stance(
        accord.id(),
        by,
        by.equals(Sample.NORTH) ? Sample.SOUTH : Sample.NORTH,
        Pillar.INFORMATION,
        Optional.of(give).filter(level -> !level.equals("suspended")),
        Optional.of(take).filter(level -> !level.equals("suspended")),
        from,
        Optional.of(until));
  }

  private static Instant never() {
    return DAY.plus(Duration.ofDays(10_000));
  }

  private String holds(Stances stances, String from, String to, Instant at) {
    return stances
        .holds(accord, from, to, Pillar.INFORMATION, at)
        .map(Level::id)
        .orElse("suspended");
  }

  @Test
  void before_any_stance_the_initial_level_holds() {
    for (var pillar : Pillar.values()) {
      assertThat(Stances.INITIAL.holds(accord, Sample.NORTH, Sample.SOUTH, pillar, DAY))
          .contains(accord.initial(pillar));
    }
  }

  @Test
  void the_lower_of_give_and_take_holds_in_each_direction() {
    var stances =
        new Stances(
            List.of(
                stance(Sample.NORTH, "operational", "channel", DAY, never()),
                stance(Sample.SOUTH, "operational", "operational", DAY, never())));
    assertThat(holds(stances, Sample.NORTH, Sample.SOUTH, DAY)).isEqualTo("operational");
    assertThat(holds(stances, Sample.SOUTH, Sample.NORTH, DAY)).isEqualTo("channel");
    assertThat(stances.holds(accord, Sample.SOUTH, Sample.NORTH, Pillar.KNOWLEDGE, DAY))
        .as("another pillar")
        .contains(accord.initial(Pillar.KNOWLEDGE));
  }

  @Test
  void raising_needs_both() {
    var one =
        new Stances(List.of(stance(Sample.NORTH, "operational", "operational", DAY, never())));
    assertThat(holds(one, Sample.NORTH, Sample.SOUTH, DAY)).isEqualTo("liaison");
    assertThat(holds(one, Sample.SOUTH, Sample.NORTH, DAY)).isEqualTo("liaison");
  }

  @Test
  void either_can_suspend_and_listen_one_sidedly() {
    var stances = new Stances(List.of(stance(Sample.NORTH, "suspended", "liaison", DAY, never())));
    assertThat(holds(stances, Sample.NORTH, Sample.SOUTH, DAY)).isEqualTo("suspended");
    assertThat(holds(stances, Sample.SOUTH, Sample.NORTH, DAY)).isEqualTo("liaison");
  }

  @Test
  void a_stance_begins_at_its_instant_and_the_one_before_returns_when_it_runs_out() {
    var crisis = DAY.plus(Duration.ofDays(3));
    var stances =
        new Stances(
            List.of(
                stance(Sample.NORTH, "channel", "channel", DAY, never()),
                stance(Sample.NORTH, "liaison", "liaison", DAY.plusSeconds(1), crisis)));
    assertThat(holds(stances, Sample.NORTH, Sample.SOUTH, DAY.minusNanos(1))).isEqualTo("liaison");
    assertThat(holds(stances, Sample.NORTH, Sample.SOUTH, DAY)).isEqualTo("channel");
    assertThat(holds(stances, Sample.NORTH, Sample.SOUTH, DAY.plusSeconds(1))).isEqualTo("liaison");
    assertThat(holds(stances, Sample.NORTH, Sample.SOUTH, crisis)).isEqualTo("channel");
  }

  @Test
  void a_level_the_accord_does_not_know_suspends() {
    var stances = new Stances(List.of(stance(Sample.NORTH, "friendly", "liaison", DAY, never())));
    assertThat(holds(stances, Sample.NORTH, Sample.SOUTH, DAY)).isEqualTo("suspended");
  }
}
