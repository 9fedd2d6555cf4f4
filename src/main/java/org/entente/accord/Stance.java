package org.entente.accord;

import java.time.Instant;
import java.util.Optional;

/// What one party says it gives to another, and takes from it, in one pillar of one accord: the id
/// of a level, or empty for suspended. It holds from its instant until another follows or `until`
/// has come.
public record Stance(
    String accord,
    String by,
    String toward,
    Pillar pillar,
    Optional<String> give,
    Optional<String> take,
    Instant from,
    Optional<Instant> until) {

  boolean holds(Instant at) {
    return !at.isBefore(from) && until.map(at::isBefore).orElse(true);
  }
}
