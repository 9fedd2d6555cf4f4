package org.entente.expression;

/// What became of an expression over one set of facts. A permit that FAILED does not permit, a
/// forbid or require that FAILED withholds (**Nothing without a clause**).
public sealed interface Evaluation {
  /// It could be evaluated, and this is its value.
  enum Value implements Evaluation {
    TRUE,
    FALSE
  }

  /// It could not: the object has another shape than the expression expects, or the cost limit was
  /// reached.
  record Failed(String reason) implements Evaluation {}

  Evaluation TRUE = Value.TRUE;
  Evaluation FALSE = Value.FALSE;
}
