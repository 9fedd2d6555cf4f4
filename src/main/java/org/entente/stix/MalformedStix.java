package org.entente.stix;

/// Bytes that cannot be read as a STIX object at all: not strict JSON, or without a type and an id.
public final class MalformedStix extends Exception {
  private static final long serialVersionUID = 1L;

  private final String pointer;
  private final String clause;

  public MalformedStix(String pointer, String message, String clause) {
    super(message);
    this.pointer = pointer;
    this.clause = clause;
  }

  /// What both gates refuse this for.
  public Problem problem() {
    return new Problem(pointer, getMessage() == null ? "" : getMessage(), clause, true);
  }
}
