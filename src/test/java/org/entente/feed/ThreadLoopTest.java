package org.entente.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ThreadLoopTest {
  /// Neither the least wait after a failure, which no signal shortens, nor the rest of it.
  @Test
  @Timeout(60)
  void a_loop_that_waits_for_days_after_a_failure_ends_when_it_is_closed() throws Exception {
    var failed = new CountDownLatch(1);
    var thread = new AtomicReference<Thread>();
    var loop =
        new ThreadLoop(
            "fails",
            new Signal(),
            new Loop.BackOff(Duration.ofDays(1), Duration.ofDays(2)),
            () -> {
              thread.set(Thread.currentThread());
              failed.countDown();
              throw new IOException("as always");
            });
    loop.start();
    failed.await();
    loop.close();
    assertThat(thread.get().isAlive()).isFalse();
  }
}
