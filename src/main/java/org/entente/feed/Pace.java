package org.entente.feed;

import java.time.Duration;
import java.util.function.LongSupplier;

/// Lets a thing that costs the same for one as for many be done at once when it was not done
/// lately, and otherwise not before so long after the last time.
public final class Pace {
  private final long every;
  private final LongSupplier elapsed;
  private long next;

  /// @param elapsed nanoseconds since some moment, of a clock that nobody puts back
  public Pace(Duration every, LongSupplier elapsed) {
    this.every = every.toNanos();
    this.elapsed = elapsed;
    this.next = elapsed.getAsLong();
  }

  /// How long it should still wait; zero when it may be done.
  public Duration left() {
    return Duration.ofNanos(Math.max(0, next - elapsed.getAsLong()));
  }

  /// It was done.
  public void done() {
    next = elapsed.getAsLong() + every;
  }
}
