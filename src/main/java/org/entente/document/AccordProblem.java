package org.entente.document;

/// One thing that is wrong with a document, and what would be right. Line and column count from one;
/// `pointer` is the place as a JSON pointer (RFC 6901).
///
///     line 41, column 17: /articles/1/clauses/0/ceiling: expected one of TLP.CLEAR, …; found …
public record AccordProblem(int line, int column, String pointer, String message) {
  @Override
  public String toString() {
    return "line %d, column %d: %s%s"
        .formatted(line, column, pointer.isEmpty() ? "" : pointer + ": ", message);
  }
}
