package org.entente.national;

import java.util.Set;
import org.entente.accord.Clause;
import org.entente.expression.Evaluation;
import org.entente.expression.Expression;
import org.entente.expression.Facts;

/// A clause with its compiled expression, of an accord or of our own `national.yaml`. Two rules are
/// equal when they are the same one: by content, equality would cost more than the evaluation.
public final class Rule<C extends Clause.Deciding> {

  /// What only the releaser can know. A clause that reads it is attested by the releaser and
  /// skipped at the receiver (accord.md §10); `origin` too, since no header carries it.
  private static final Set<String> ATTESTED = Set.of("source", "victims", "exercise", "origin");

  private final C clause;
  private final Expression expression;
  private final boolean national;
  private final boolean attested;

  public Rule(C clause, Expression expression, boolean national) {
    this.clause = clause;
    this.expression = expression;
    this.national = national;
    this.attested = expression.reads().stream().anyMatch(ATTESTED::contains);
  }

  public C clause() {
    return clause;
  }

  public boolean national() {
    return national;
  }

  public String id() {
    return clause.id();
  }

  public Evaluation over(Facts facts) {
    return expression.evaluate(facts);
  }

  public boolean isAttested() {
    return attested;
  }
}
