package org.entente.accord;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// All stances in the order they were published, and the level that holds because of them.
public record Stances(List<Stance> published) {
  /// None was published: every accord's `initial` holds.
  public static final Stances INITIAL = new Stances(List.of());

  public Stances {
    published = List.copyOf(published);
  }

  /// The level for what goes from one party to another: the lower of what the one gives and the
  /// other takes; empty when either has suspended. One that an accord does not know suspends.
  public Optional<Level> holds(Accord accord, String from, String to, Pillar pillar, Instant at) {
    var given = said(accord, from, to, pillar, at, Stance::give);
    var taken = said(accord, to, from, pillar, at, Stance::take);
    return given.flatMap(give -> taken.map(take -> give.isAtLeast(take) ? take : give));
  }

  /// The last stance that holds decides; when it has run out, the one before it does again.
  private Optional<Level> said(
      Accord accord,
      String by,
      String toward,
      Pillar pillar,
      Instant at,
      Function<Stance, Optional<String>> what) {
    return published.reversed().stream()
        .filter(stance -> stance.accord().equals(accord.id()) && stance.pillar() == pillar)
        .filter(stance -> stance.by().equals(by) && stance.toward().equals(toward))
        .filter(stance -> stance.holds(at))
        .findFirst()
        .map(stance -> what.apply(stance).flatMap(accord::level))
        .orElse(Optional.of(accord.initial(pillar)));
  }
}
