package org.entente.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.entente.decisions.Agreements;
import org.entente.feed.ExchangeSettings;
import org.entente.feed.Loop;
import org.entente.feed.Signal;
import org.entente.peers.PortLimits;

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
          ExchangeSettings.DEFAULT.onItsWay(),
          PortLimits.DEFAULT);

  private final Path folder;
  private final ExchangeSettings settings;

  /// What stands before each node; it lets everything through unless told otherwise.
  final Wire toA;

  final Wire toB;

  /// As both installed it.
  final byte[] accord;

  TestNode a;
  TestNode b;

  TwoNodes(Path folder) throws Exception {
    this(folder, IMPATIENT);
  }

  TwoNodes(Path folder, ExchangeSettings settings) throws Exception {
    this.folder = folder;
    this.settings = settings;
    toA = make("a", "IL", 1);
    toB = make("b", "MA", 2);
    openA();
    openB();
    a.meet(b);
    b.meet(a);
    accord = TestAccord.signed(a, b);
    for (var node : new TestNode[] {a, b}) {
      assertThat(node.agreements.install(accord)).isInstanceOf(Agreements.Installed.New.class);
    }
  }

  private Wire make(String name, String country, int number) throws Exception {
    int port = TestNode.freePort();
    var wire = new Wire(port);
    var identity = "identity--6f1c0e6e-6a0b-4d0e-9d39-00000000000" + number;
    TestNode.make(folder.resolve(name), country, identity, port, wire.port());
    return wire;
  }

  void openA() throws Exception {
    a = new TestNode(folder.resolve("a"), settings);
  }

  void openB() throws Exception {
    b = new TestNode(folder.resolve("b"), settings);
  }

  TwoNodes start() {
    a.start();
    b.start();
    return this;
  }

  /// Waits until nothing is on its way in either direction.
  void settle() throws InterruptedException {
    settle(60);
  }

  void settle(int seconds) throws InterruptedException {
    try {
      await(seconds, () -> a.exchange.isSettled() && b.exchange.isSettled());
    } catch (AssertionError e) {
      throw new AssertionError("not settled: " + a.state() + " " + b.state(), e);
    }
  }

  /// Waits until each holds all that the other has published, the last receipts too.
  void awaitRead() throws InterruptedException {
    await(() -> hasRead(a, b) && hasRead(b, a));
  }

  private static boolean hasRead(TestNode reader, TestNode author) {
    return Restoring.link(author, reader)
        .own()
        .published()
        .filter(note -> Restoring.link(reader, author).held().size() < note.checkpoint().size())
        .isEmpty();
  }

  /// That so many objects of A went and arrived, none twice, each receipted, and that both nodes'
  /// registers agree row by row.
  void requireWhole(int objects) throws InterruptedException {
    awaitRead();
    assertThat(a.count("decision where outcome = 'RELEASED'")).isEqualTo(objects);
    assertThat(a.count("outgoing where kind = 'release'")).isEqualTo(objects);
    assertThat(b.count("incoming where kind = 'release' and verdict is null")).isEqualTo(objects);
    assertThat(b.count("object where source = '" + a.card.identity() + "'")).isEqualTo(objects);
    for (var node : List.of(a, b)) {
      var other = node == a ? b : a;
      var reconciled = node.exchange.reconcile(other.card.identity());
      assertThat(reconciled).hasSize(1);
      assertThat(reconciled.getFirst().differences()).isEmpty();
      assertThat(reconciled.getFirst().withPartner()).isTrue();
      assertThat(node.exchange.verifyLogs()).isEmpty();
    }
  }

  /// Waits for something that has to come to pass; a minute is only how long a failure takes.
  static void await(BooleanSupplier condition) throws InterruptedException {
    await(60, condition);
  }

  private static void await(int seconds, BooleanSupplier condition) throws InterruptedException {
    var pause = new Signal();
    long deadline = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
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
    toA.close();
    toB.close();
  }
}
