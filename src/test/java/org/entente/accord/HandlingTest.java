package org.entente.accord;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.entente.stix.Pap;
import org.junit.jupiter.api.Test;

class HandlingTest {
  private static Handling of(String json) {
    return Handling.of(Sample.json(json));
  }

  @Test
  void the_stricter_of_every_field_wins() {
    var lax =
        of(
            """
            {"onward":"free","audience":"public","use":"PAP.CLEAR","purpose":"defence",
             "retain":"P2Y","then":"review","attribution":"named"}
            """);
    var strict =
        of(
            """
            {"onward":"consent","audience":"authority","use":"PAP.AMBER","purpose":"research",
             "retain":"P90D","then":"destroy","attribution":"anonymous"}
            """);
    var both = lax.and(strict);
    assertThat(both).isEqualTo(strict.and(lax));
    assertThat(both.onward()).contains(Onward.CONSENT);
    assertThat(both.audience()).contains(Audience.AUTHORITY);
    assertThat(both.use()).contains(Pap.AMBER);
    assertThat(both.purposes()).containsExactly("defence", "research");
    assertThat(both.retain()).isEqualTo(Span.parse("P90D"));
    assertThat(both.then()).contains(AfterRetention.DESTROY);
    assertThat(both.attribution()).contains(Attribution.ANONYMOUS);
  }

  @Test
  void what_one_does_not_say_the_other_decides() {
    var said = of("{\"onward\":\"members\",\"retain\":\"P1Y\"}");
    assertThat(said.and(Handling.UNSAID)).isEqualTo(said);
    assertThat(Handling.UNSAID.and(said)).isEqualTo(said);
    assertThat(said.orElse(Handling.STRICTEST).onward()).contains(Onward.MEMBERS);
    assertThat(said.orElse(Handling.STRICTEST).audience()).contains(Audience.AUTHORITY);
    var bound = of("{\"purpose\":\"defence\"}");
    assertThat(bound.orElse(Handling.STRICTEST).purposes()).containsExactly("defence");
    assertThat(said.orElse(bound).purposes()).containsExactly("defence");
  }

  @Test
  void each_field_is_looked_at_by_itself() {
    var one = of("{\"onward\":\"members\",\"retain\":\"P1Y\"}");
    var other = of("{\"audience\":\"authority\",\"then\":\"destroy\"}");
    var both =
        of(
            """
            {"onward":"members","retain":"P1Y","audience":"authority","then":"destroy"}
            """);
    assertThat(one.and(other)).isEqualTo(both);
    assertThat(other.and(one)).isEqualTo(both);
  }

  @Test
  void reads_back_what_it_writes() {
    var random = new Random();
    for (int i = 0; i < 500; i++) {
      var handling =
          new Handling(
              pick(random, Onward.values()),
              pick(random, Audience.values()),
              pick(random, new Pap[] {Pap.CLEAR, Pap.GREEN, Pap.AMBER, Pap.RED}),
              random.nextBoolean() ? Set.of("defence", "research") : Set.of(),
              random.nextBoolean() ? Span.parse("P1Y") : Optional.empty(),
              pick(random, AfterRetention.values()),
              pick(random, Attribution.values()));
      assertThat(Handling.of(handling.toJson())).isEqualTo(handling);
    }
  }

  private static <T> Optional<T> pick(Random random, T[] values) {
    return random.nextInt(4) == 0
        ? Optional.empty()
        : Optional.of(List.of(values).get(random.nextInt(values.length)));
  }
}
