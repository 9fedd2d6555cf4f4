package org.entente.feed;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.entente.crypto.ProofInvalid;

/// Does one piece of work whenever there is some. A step says how long to wait for the next, unless
/// a signal is raised; nothing is kept between steps but in the store, so it may end anywhere.
public interface Loop extends AutoCloseable {
  /// One piece of work; how long to wait for the next unless the signal is raised.
  @FunctionalInterface
  interface Step {
    Duration run() throws IOException, InterruptedException, ProofInvalid;
  }

  /// How long to wait after a failure.
  ///
  /// @param first after the first of a row
  /// @param most however many there were
  record BackOff(Duration first, Duration most) {
    Duration after(int failures) {
      long ceiling = Math.min(most.toNanos(), first.toNanos() << Math.min(failures - 1, 30));
      return Duration.ofNanos(ThreadLocalRandom.current().nextLong(ceiling / 2, ceiling + 1));
    }
  }

  /// Makes a loop that does nothing yet: on a thread of its own, or, in a simulated world, whenever
  /// its turn comes.
  @FunctionalInterface
  interface Maker {
    Loop of(String name, Signal signal, BackOff backOff, Step step);
  }

  /// Begins; one that has begun already goes on.
  void start();

  /// Ends the work in hand and waits for its end.
  @Override
  void close();

  /// What went wrong, for people; some exceptions of the JDK say it by their name alone.
  static String said(Exception e) {
    return Optional.ofNullable(e.getMessage())
        .orElseGet(
            () -> e instanceof ConnectException ? "nobody answers" : e.getClass().getSimpleName());
  }
}
