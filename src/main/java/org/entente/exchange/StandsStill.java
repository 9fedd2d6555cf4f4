package org.entente.exchange;

/// An alarm was raised, a restore noticed, or it came into doubt how much the partner holds of our
/// log, after the work in hand was begun: nothing of it is written.
final class StandsStill extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StandsStill(String what) {
    super("nothing goes any more " + what);
  }
}
