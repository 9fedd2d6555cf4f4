package org.entente.fuzz;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// All targets by name.
public final class Targets {
  private Targets() {}

  public static List<Target> all() {
    return Stream.of(
            JsonTargets.all(),
            StixTargets.all(),
            RuleTargets.all(),
            LogTargets.all(),
            SignedTargets.all(),
            WireTargets.all(),
            PortTargets.all(),
            KeyTargets.all())
        .flatMap(List::stream)
        .toList();
  }

  public static Optional<Target> named(String name) {
    return all().stream().filter(target -> target.name().equals(name)).findFirst();
  }
}
