package org.entente.terminal;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Ctrl-C or SIGTERM, waited for by a command that runs until told to stop. Open it before anything
/// else and close it last: the process ends only when all that was opened after it is closed.
///
///     try (var stop = new StopSignal(); var node = …) {
///       stop.await();
///     }
public final class StopSignal implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 15;

  private static final CountDownLatch ANSWERED = new CountDownLatch(1);

  private final CountDownLatch told = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stop, "stop-signal");

  public StopSignal() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /// The process has printed what it had to say: nothing keeps it from ending.
  public static void answered() {
    ANSWERED.countDown();
  }

  private void stop() {
    told.countDown();
    try {
      if (closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        ANSWERED.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public boolean isTold() {
    return told.getCount() == 0;
  }

  public void await() {
    try {
      told.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // it was told, and the process ends
    }
  }
}
