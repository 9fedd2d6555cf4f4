package org.entente.accord;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.entente.accord.Clause.Deciding;
import org.entente.accord.Clause.Forbid;
import org.entente.accord.Clause.Permit;
import org.entente.accord.Clause.Require;

/// An accord whose document has been checked and whose expressions are compiled: what decisions are
/// made with. Made only by [AccordReader], so nobody decides by an accord that has a fault.
public final class CompiledAccord {
  private final Accord accord;
  private final Map<String, Expression> expressions;
  private final List<Permit> permits;
  private final List<Forbid> forbids;
  private final List<Require> requires;

  CompiledAccord(Accord accord, Map<String, Expression> expressions) {
    this.accord = accord;
    this.expressions = new HashMap<>(expressions);
    this.permits = clauses(Permit.class);
    this.forbids = clauses(Forbid.class);
    this.requires = clauses(Require.class);
  }

  private <C extends Clause> List<C> clauses(Class<C> kind) {
    return accord.clauses().filter(kind::isInstance).map(kind::cast).toList();
  }

  public Accord accord() {
    return accord;
  }

  /// The permits of a pillar, in document order.
  public List<Permit> permits(Pillar pillar) {
    return permits.stream().filter(permit -> permit.pillar() == pillar).toList();
  }

  /// The forbids that bind in a pillar.
  public List<Forbid> forbids(Pillar pillar) {
    return forbids.stream().filter(forbid -> forbid.pillars().contains(pillar)).toList();
  }

  /// The requires that bind in a pillar.
  public List<Require> requires(Pillar pillar) {
    return requires.stream().filter(require -> require.pillars().contains(pillar)).toList();
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
