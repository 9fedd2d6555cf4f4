package org.entente.release;

/// The state an object version is in toward one partner; exactly one of these.
public enum Outcome {
  RELEASED,
  REDACTED,
  HELD,
  WITHHELD,
  /// Came from the partner, or is known everywhere: nothing to decide.
  THEIRS
}
