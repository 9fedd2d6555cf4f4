package org.entente.feed;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.entente.crypto.ProofInvalid;

/// A thread that does one piece of work whenever there is some: after each step it waits as long as
/// the step asked or until its signal is raised. A step that fails is tried again after a back-off
/// that doubles, with jitter so that two nodes never fall into step; a raised signal ends the wait.
public final class Loop implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Loop.class.getName());

  /// One piece of work; how long to wait for the next unless the signal is raised.
  @FunctionalInterface
  public interface Step {
    Duration run() throws IOException, InterruptedException, ProofInvalid;
  }

  /// How long to wait after a failure.
  ///
  /// @param first after the first of a row
  /// @param most however many there were
  public record BackOff(Duration first, Duration most) {
    Duration after(int failures) {
      long ceiling = Math.min(most.toNanos(), first.toNanos() << Math.min(failures - 1, 30));
      return Duration.ofNanos(ThreadLocalRandom.current().nextLong(ceiling / 2, ceiling + 1));
    }
  }

  private final String name;
  private final Signal signal;
  private final BackOff backOff;
  private final Step step;
  private final Thread thread;
  private volatile boolean closed;

  public Loop(String name, Signal signal, BackOff backOff, Step step) {
    this.name = name;
    this.signal = signal;
    this.backOff = backOff;
    this.step = step;
    this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
  }

  /// Starts the thread; one that runs already goes on.
  public void start() {
    if (thread.getState() == Thread.State.NEW) {
      thread.start();
    }
  }

  private void run() {
    int failures = 0;
    while (!closed) {
      long seen = signal.count();
      Duration wait;
      try {
        wait = step.run();
        failures = 0;
      } catch (InterruptedException e) {
        return; // closed
      } catch (IOException | ProofInvalid | RuntimeException e) {
        if (closed) {
          return;
        }
        wait = backOff.after(++failures);
        report(e, failures, wait);
      }
      try {
        signal.awaitAfter(seen, wait);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /// A partner that is away, or has not installed the accord yet, is an everyday matter; a fault of
  /// our own is worth a stack trace.
  private void report(Exception e, int failures, Duration wait) {
    var line =
        "loop=\"%s\" failures=%d retry_ms=%d reason=\"%s\""
            .formatted(name, failures, wait.toMillis(), said(e));
    if (e instanceof RuntimeException) {
      LOG.log(Level.ERROR, line, e);
    } else {
      // that a partner has not installed an accord yet is shown by `status`, and what succeeds at
      // the second attempt is not worth a line
      LOG.log(failures == 2 && !(e instanceof AccordUnknown) ? Level.WARNING : Level.DEBUG, line);
    }
  }

  /// What went wrong, for people; some exceptions of the JDK say it by their name alone.
  public static String said(Exception e) {
    return Optional.ofNullable(e.getMessage())
        .orElseGet(
            () -> e instanceof ConnectException ? "nobody answers" : e.getClass().getSimpleName());
  }

  /// Ends the work in hand and waits for the thread.
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    signal.raise();
    if (thread.getState() == Thread.State.NEW) {
      return;
    }
    try {
      thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
