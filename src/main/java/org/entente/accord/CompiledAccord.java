package org.entente.accord;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.entente.accord.Clause.Deciding;
import org.entente.accord.Clause.Forbid;
import org.entente.accord.Clause.Permit;
import org.entente.accord.Clause.Require;
import org.entente.expression.Evaluation;
import org.entente.expression.Expression;
import org.entente.expression.Facts;

/// An accord whose document has been checked and whose expressions are compiled: what decisions are
/// made with. Made only by [AccordReader], so nobody decides by an accord that has a fault.
public final class CompiledAccord {
  private final Accord accord;
  private final Map<String, Expression> expressions;
  private final Map<Pillar, List<Permit>> permits = new EnumMap<>(Pillar.class);
  private final Map<Pillar, List<Forbid>> forbids = new EnumMap<>(Pillar.class);
  private final Map<Pillar, List<Require>> requires = new EnumMap<>(Pillar.class);

  public CompiledAccord(Accord accord, Map<String, Expression> expressions) {
    this.accord = accord;
    this.expressions = new HashMap<>(expressions);
    for (var pillar : Pillar.values()) {
      permits.put(pillar, clauses(Permit.class, permit -> permit.pillar() == pillar));
      forbids.put(pillar, clauses(Forbid.class, forbid -> forbid.pillars().contains(pillar)));
      requires.put(pillar, clauses(Require.class, require -> require.pillars().contains(pillar)));
    }
  }

  private <C extends Clause> List<C> clauses(Class<C> kind, Predicate<C> which) {
    return accord.clauses().filter(kind::isInstance).map(kind::cast).filter(which).toList();
  }

  public Accord accord() {
    return accord;
  }

  /// The permits of a pillar, in document order.
  public List<Permit> permits(Pillar pillar) {
    return permits.getOrDefault(pillar, List.of());
  }

  /// The forbids that bind in a pillar.
  public List<Forbid> forbids(Pillar pillar) {
    return forbids.getOrDefault(pillar, List.of());
  }

  /// The requires that bind in a pillar.
  public List<Require> requires(Pillar pillar) {
    return requires.getOrDefault(pillar, List.of());
  }

  /// The clause must be one of this accord.
  public Expression expression(Deciding clause) {
    var expression = expressions.get(clause.id());
    if (expression == null || !expression.text().equals(clause.expression())) {
      throw new IllegalArgumentException(
          "clause %s is not of accord %s/%d"
              .formatted(clause.id(), accord.id(), accord.revision()));
    }
    return expression;
  }

  public Evaluation evaluate(Deciding clause, Facts facts) {
    return expression(clause).evaluate(facts);
  }
}
