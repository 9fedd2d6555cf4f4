package org.entente.feed;

import java.time.Duration;

/// Something happened that others may wait for: intake filed, a checkpoint was published, a doorbell
/// rang. Signals are counted, so one that comes between looking and waiting is never missed.
///
///     long seen = signal.count();
///     … look, find nothing …
///     signal.awaitAfter(seen, wait);
public final class Signal {
  private long count;

  public synchronized long count() {
    return count;
  }

  public synchronized void raise() {
    count++;
    notifyAll();
  }

  /// Returns when more was raised than `seen`, or the time has passed.
  public synchronized void awaitAfter(long seen, Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (count == seen) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return;
      }
      wait(left / 1_000_000, (int) (left % 1_000_000));
    }
  }
}
