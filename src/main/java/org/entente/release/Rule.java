package org.entente.release;

import java.util.Set;
import org.entente.accord.Clause;
import org.entente.accord.Evaluation;
import org.entente.accord.Expression;
import org.entente.accord.Facts;

/// A clause with its compiled expression, of an accord or of our own `national.yaml`.
record Rule<C extends Clause.Deciding>(C clause, Expression expression, boolean national) {

  /// What only the releaser can know. A clause that reads it is attested by the releaser and
  /// skipped at the receiver (ACCORD.md, "At the receiver"); `origin` too, since no header carries
  /// it.
  private static final Set<String> ATTESTED = Set.of("source", "victims", "exercise", "origin");

  String id() {
    return clause.id();
  }

  Evaluation over(Facts facts) {
    return expression.evaluate(facts);
  }

  boolean isAttested() {
    return expression.reads().stream().anyMatch(ATTESTED::contains);
  }
}
