package org.entente.json;

/// A text that is not YAML as [Yaml] reads it. Line and column count from one.
public final class MalformedYaml extends Exception {
  private static final long serialVersionUID = 1L;

  private final int line;
  private final int column;
  private final String problem;

  MalformedYaml(Yaml.Place place, String problem) {
    super("line %d, column %d: %s".formatted(place.line(), place.column(), problem));
    this.line = place.line();
    this.column = place.column();
    this.problem = problem;
  }

  public int line() {
    return line;
  }

  public int column() {
    return column;
  }

  /// The message without the place.
  public String problem() {
    return problem;
  }
}
