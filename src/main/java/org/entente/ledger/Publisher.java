package org.entente.ledger;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// Publishes a log as its entries come: at once when it was idle, and at most every 250 ms under
/// load, so that one alert does not wait and a flood is not signed entry by entry. Each checkpoint
/// goes to the listener, which rings the partner's doorbell.
public final class Publisher implements AutoCloseable {
  private static final Duration PACE = Duration.ofMillis(250);

  private final OwnLog log;
  private final Consumer<SignedCheckpoint> published;
  private final Consumer<RuntimeException> failed;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean wanted;
  private boolean closed;

  /// @param published called after each new checkpoint, on the publisher's own thread
  /// @param failed told when publishing failed; it is tried again with the next entry
  public Publisher(
      OwnLog log, Consumer<SignedCheckpoint> published, Consumer<RuntimeException> failed) {
    this.log = log;
    this.published = published;
    this.failed = failed;
    this.thread = Thread.ofVirtual().name("publish " + log.origin()).start(this::run);
  }

  /// Says that entries were committed. Returns at once.
  public void appended() {
    lock.lock();
    try {
      wanted = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      while (awaitEntries()) {
        publish();
        awaitPace();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // asked to stop: what is committed is published next time
    }
  }

  private void publish() {
    try {
      var before = log.published();
      var note = log.publish();
      if (before.isEmpty() || !before.get().equals(note)) {
        published.accept(note);
      }
    } catch (RuntimeException e) {
      failed.accept(e);
    }
  }

  private boolean awaitEntries() throws InterruptedException {
    lock.lock();
    try {
      while (!wanted && !closed) {
        changed.await();
      }
      boolean more = wanted;
      wanted = false;
      return more;
    } finally {
      lock.unlock();
    }
  }

  private void awaitPace() throws InterruptedException {
    lock.lock();
    try {
      long left = PACE.toNanos();
      while (left > 0 && !closed) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /// Publishes what is still wanted, then stops.
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
