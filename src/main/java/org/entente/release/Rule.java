package org.entente.release;

import java.util.Set;
import org.entente.accord.Clause;
import org.entente.accord.Evaluation;
import org.entente.accord.Expression;
import org.entente.accord.Facts;

/// A clause with its compiled expression, of an accord or of our own `national.yaml`. Two rules are
/// equal when they are the same one: by content, equality would cost more than the evaluation.
final class Rule<C extends Clause.Deciding> {

  /// What only the releaser can know. A clause that reads it is attested by the releaser and
  /// skipped at the receiver (ACCORD.md, "At the receiver"); `origin` too, since no header carries
  /// it.
  private static final Set<String> ATTESTED = Set.of("source", "victims", "exercise", "origin");

  private final C clause;
  private final Expression expression;
  private final boolean national;
  private final boolean attested;

  Rule(C clause, Expression expression, boolean national) {
    this.clause = clause;
    this.expression = expression;
    this.national = national;
    this.attested = expression.reads().stream().anyMatch(ATTESTED::contains);
  }

  C clause() {
    return clause;
  }

  boolean national() {
    return national;
  }

  String id() {
    return clause.id();
  }

  Evaluation over(Facts facts) {
    return expression.evaluate(facts);
  }

  boolean isAttested() {
    return attested;
  }
}
