package org.entente.accord;

import java.util.HashMap;
import java.util.Map;
import org.entente.accord.Clause.Deciding;
import org.entente.expression.Expression;

/// An accord whose document has been checked and whose expressions are compiled: what decisions are
/// made with. Made only by [AccordReader], so nobody decides by an accord that has a fault.
public final class CompiledAccord {
  private final Accord accord;
  private final Map<String, Expression> expressions;

  public CompiledAccord(Accord accord, Map<String, Expression> expressions) {
    this.accord = accord;
    this.expressions = new HashMap<>(expressions);
  }

  public Accord accord() {
    return accord;
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
}
