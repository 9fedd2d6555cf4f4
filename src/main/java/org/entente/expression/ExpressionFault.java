package org.entente.expression;

/// Something wrong in an expression; line and column count from one inside its text.
public record ExpressionFault(int line, int column, String message) {
  @Override
  public String toString() {
    return "line %d, column %d: %s".formatted(line, column, message);
  }
}
