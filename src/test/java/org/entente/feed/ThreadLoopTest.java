package org.entente.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ThreadLoopTest {
  /// However long it would wait after a failure, and whatever the step did with an interrupt.
  @Test
  @Timeout(60)
  void a_loop_that_waits_after_a_failure_ends_when_it_is_closed() throws Exception {
    var failed = new CountDownLatch(2);
    var thread = new AtomicReference<Thread>();
    var signal = new Signal();
    var loop =
        new ThreadLoop(
            "test",
            signal,
            new Loop.BackOff(Duration.ofMillis(2), Duration.ofDays(1)),
            () -> {
              thread.set(Thread.currentThread());
              failed.countDown();
              throw new IOException("as always");
            });
    loop.start();
    failed.await();
    var slow =
        new ThreadLoop(
            "slow",
            signal,
            new Loop.BackOff(Duration.ofDays(1), Duration.ofDays(2)),
            () -> {
              thread.set(Thread.currentThread());
              failed.countDown();
              throw new IOException("as always");
            });
    loop.close();
    assertThat(thread.get().isAlive()).isFalse();
    assertThat(slow).isNotNull();
  }
}
