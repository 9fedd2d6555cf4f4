package org.entente.release;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.entente.accord.Accord;
import org.entente.accord.Clause;
import org.entente.accord.CompiledAccord;
import org.entente.accord.Level;
import org.entente.accord.Pillar;
import org.entente.national.Rule;

/// An accord in force, its clauses with their expressions, and the level of each pillar that is not
/// suspended. Made once and shared, so that being the same says it all. While it stands still its
/// permits let nothing go; what it forbids and requires holds.
final class Bound {
  private final Accord accord;
  private final List<Rule<Clause.Forbid>> forbids;
  private final List<Rule<Clause.Require>> requires;
  private final Map<String, Rule<Clause.Permit>> permits = new LinkedHashMap<>();
  private final Map<Pillar, Level> levels;
  private final boolean still;

  Bound(CompiledAccord compiled, Map<Pillar, Level> levels) {
    this(compiled, levels, false);
  }

  Bound(CompiledAccord compiled, Map<Pillar, Level> levels, boolean still) {
    this.accord = compiled.accord();
    this.forbids = rules(compiled, Clause.Forbid.class);
    this.requires = rules(compiled, Clause.Require.class);
    rules(compiled, Clause.Permit.class).forEach(rule -> permits.put(rule.id(), rule));
    this.levels = Map.copyOf(levels);
    this.still = still;
  }

  private static <C extends Clause.Deciding> List<Rule<C>> rules(
      CompiledAccord compiled, Class<C> kind) {
    return compiled
        .accord()
        .clauses()
        .filter(kind::isInstance)
        .map(kind::cast)
        .map(clause -> new Rule<>(clause, compiled.expression(clause), false))
        .toList();
  }

  Accord accord() {
    return accord;
  }

  List<Rule<Clause.Forbid>> forbids() {
    return forbids;
  }

  List<Rule<Clause.Require>> requires() {
    return requires;
  }

  /// In document order.
  List<Rule<Clause.Permit>> permits() {
    return List.copyOf(permits.values());
  }

  Optional<Rule<Clause.Permit>> permit(String clause) {
    return Optional.ofNullable(permits.get(clause));
  }

  boolean isStill() {
    return still;
  }

  Map<Pillar, Level> levels() {
    return levels;
  }

  Optional<Level> level(Pillar pillar) {
    return Optional.ofNullable(levels.get(pillar));
  }
}
