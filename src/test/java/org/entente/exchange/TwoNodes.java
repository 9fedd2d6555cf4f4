package org.entente.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Two nodes that have met and signed an accord, exchanging over real TLS on this machine.
final class TwoNodes implements AutoCloseable {
  /// As everywhere, but impatient, so that a story is short.
  static final ExchangeSettings IMPATIENT =
      new ExchangeSettings(
          ExchangeSettings.DEFAULT.pageEntries(),
          ExchangeSettings.DEFAULT.pageBytes(),
          ExchangeSettings.DEFAULT.batch(),
          Duration.ofSeconds(2),
          ExchangeSettings.DEFAULT.unreceiptedEntries(),
          ExchangeSettings.DEFAULT.unreceiptedAge(),
          new Loop.BackOff(Duration.ofMillis(20), Duration.ofMillis(500)),
          ExchangeSettings.DEFAULT.checkpointEvery(),
          PortLimits.DEFAULT);

  final TestNode a;
  final TestNode b;

  TwoNodes(Path folder) throws Exception {
    this(folder, IMPATIENT);
  }

  TwoNodes(Path folder, ExchangeSettings settings) throws Exception {
    a = new TestNode(folder.resolve("a"), "IL", identity(1), settings);
    b = new TestNode(folder.resolve("b"), "MA", identity(2), settings);
    a.meet(b);
    b.meet(a);
    var accord = TestAccord.signed(a, b);
    for (var node : new TestNode[] {a, b}) {
      assertThat(node.agreements.install(accord)).isInstanceOf(Agreements.Installed.New.class);
    }
  }

  private static String identity(int n) {
    return "identity--6f1c0e6e-6a0b-4d0e-9d39-00000000000" + n;
  }

  TwoNodes start() {
    a.start();
    b.start();
    return this;
  }

  /// Waits until nothing is on its way in either direction.
  void settle() throws InterruptedException {
    try {
      await(() -> a.exchange.isSettled() && b.exchange.isSettled());
    } catch (AssertionError e) {
      throw new AssertionError("not settled: " + a.state() + " " + b.state(), e);
    }
  }

  /// Waits for something that has to come to pass; a minute is only how long a failure takes.
  static void await(BooleanSupplier condition) throws InterruptedException {
    var pause = new Signal();
    long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("what was waited for did not come");
      }
      pause.awaitAfter(0, Duration.ofMillis(10));
    }
  }

  @Override
  public void close() {
    a.close();
    b.close();
  }
}
