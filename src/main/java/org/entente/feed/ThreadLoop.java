package org.entente.feed;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.entente.crypto.ProofInvalid;
import org.entente.json.Shown;

/// A thread that does one piece of work whenever there is some: after each step it waits as long as
/// the step asked or until its signal is raised. A step that fails is tried again after a back-off
/// that doubles, with jitter so that two nodes never fall into step; a raised signal ends the wait.
final class ThreadLoop implements Loop {
  private static final Logger LOG = System.getLogger(ThreadLoop.class.getName());

  /// A partner that fails every second time could otherwise write our log for us.
  private static final Duration QUIET = Duration.ofMinutes(1);

  private final String name;
  private final Signal signal;
  private final BackOff backOff;
  private final Step step;
  private final Thread thread;

  /// Raised once, by close: it ends the wait that the other signal does not end.
  private final Signal closing = new Signal();

  private final Pace quiet = new Pace(QUIET, System::nanoTime);
  private volatile boolean closed;

  ThreadLoop(String name, Signal signal, BackOff backOff, Step step) {
    this.name = name;
    this.signal = signal;
    this.backOff = backOff;
    this.step = step;
    this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
  }

  @Override
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
        if (failures > 0) { // a partner that rings all the time must not make it try all the time
          closing.awaitAfter(0, backOff.first().dividedBy(2));
        }
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
            .formatted(name, failures, wait.toMillis(), Shown.quoted(Loop.said(e)));
    if (e instanceof RuntimeException) {
      // however often it fails, the log grows with the logarithm
      LOG.log(Integer.bitCount(failures) == 1 ? Level.ERROR : Level.DEBUG, line, e);
    } else {
      // that a partner has not installed an accord yet is shown by `status`, and what succeeds at
      // the second attempt is not worth a line
      boolean worth = failures == 2 && !(e instanceof AccordUnknown) && quiet.left().isZero();
      LOG.log(worth ? Level.WARNING : Level.DEBUG, line);
      if (worth) {
        quiet.done();
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    closing.raise();
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
