package org.entente.accord;

import java.util.List;
import java.util.function.Predicate;

/// The clauses that bind in a pillar, in document order: found by hand, and not as the product
/// finds them.
public final class Clauses {
  private Clauses() {}

  public static List<Clause.Permit> permits(CompiledAccord accord, Pillar pillar) {
    return of(accord, Clause.Permit.class, permit -> permit.pillar() == pillar);
  }

  public static List<Clause.Forbid> forbids(CompiledAccord accord, Pillar pillar) {
    return of(accord, Clause.Forbid.class, forbid -> forbid.pillars().contains(pillar));
  }

  public static List<Clause.Require> requires(CompiledAccord accord, Pillar pillar) {
    return of(accord, Clause.Require.class, require -> require.pillars().contains(pillar));
  }

  private static <C extends Clause> List<C> of(
      CompiledAccord accord, Class<C> kind, Predicate<C> which) {
    return accord
        .accord()
        .clauses()
        .filter(kind::isInstance)
        .map(kind::cast)
        .filter(which)
        .toList();
  }
}
