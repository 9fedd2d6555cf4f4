package org.entente.feed;

import java.time.Duration;

/// Lets a thing that costs the same for one as for many be done at once when it was not done
/// lately, and otherwise not before so long after the last time.
public final class Pace {
  private final long every;
  private long next = System.nanoTime();

  public Pace(Duration every) {
    this.every = every.toNanos();
  }

  /// How long it should still wait; zero when it may be done.
  public Duration left() {
    return Duration.ofNanos(Math.max(0, next - System.nanoTime()));
  }

  /// It was done.
  public void done() {
    next = System.nanoTime() + every;
  }
}
