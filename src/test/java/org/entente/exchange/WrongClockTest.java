package org.entente.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.entente.feed.ExchangeSettings;
import org.entente.feed.Outside;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The clock of B is an hour off, and both nodes have something to send. People are told, nothing
/// is lost, and when the clock is right again everything arrives.
@Tag("slow")
class WrongClockTest {
  private static final int OBJECTS = 3;
  private static final Duration HOUR = Duration.ofHours(1);

  /// A second without a receipt is long, so that what people are told of it is told.
  private static final ExchangeSettings SOON =
      new ExchangeSettings(
          TwoNodes.IMPATIENT.pageEntries(),
          TwoNodes.IMPATIENT.pageBytes(),
          TwoNodes.IMPATIENT.batch(),
          TwoNodes.IMPATIENT.poll(),
          TwoNodes.IMPATIENT.unreceiptedEntries(),
          Duration.ofSeconds(1),
          TwoNodes.IMPATIENT.retry(),
          TwoNodes.IMPATIENT.checkpointEvery(),
          TwoNodes.IMPATIENT.onItsWay(),
          TwoNodes.IMPATIENT.port());

  private final AtomicReference<Duration> passed = new AtomicReference<>(Duration.ZERO);
  private final AtomicReference<Duration> wrong = new AtomicReference<>(Duration.ZERO);

  private Instant now() {
    return Instant.now().plus(passed.get());
  }

  /// Both begin with the right time and exchange something; then B's clock goes wrong.
  private TwoNodes exchanging(Path folder) throws Exception {
    var nodes = new TwoNodes(folder, SOON);
    nodes.a.close();
    nodes.b.close();
    nodes.a = new TestNode(folder.resolve("a"), SOON, Outside.REAL.at(this::now));
    nodes.b =
        new TestNode(folder.resolve("b"), SOON, Outside.REAL.at(() -> now().plus(wrong.get())));
    nodes.start();
    send(nodes, 0);
    nodes.settle();
    return nodes;
  }

  private static void send(TwoNodes nodes, int from) throws Exception {
    for (int n = from; n < from + OBJECTS; n++) {
      nodes.a.file(nodes.a.opened("information"), ExchangeTest.indicator(n));
      nodes.b.file(nodes.b.opened("information"), ExchangeTest.indicator(100 + n));
    }
  }

  private static Standing standing(TestNode node) {
    return node.exchange.standings().getFirst();
  }

  private static void requireClockIsSuspected(TestNode node) throws InterruptedException {
    TwoNodes.await(() -> standing(node).trouble().isPresent());
    assertThat(standing(node).trouble().orElseThrow().reason())
        .contains("one of the two clocks is wrong");
  }

  private static void requireAllArrived(TwoNodes nodes) throws InterruptedException {
    nodes.settle();
    for (var node : new TestNode[] {nodes.a, nodes.b}) {
      assertThat(node.count("incoming where kind = 'release' and verdict is null"))
          .isEqualTo(2 * OBJECTS);
      assertThat(node.count("incoming where verdict is not null")).isZero();
      assertThat(standing(node).trouble()).isEmpty();
      assertThat(standing(node).pause()).isEmpty();
    }
    nodes.requireWhole(2 * OBJECTS);
  }

  @Test
  void behind_it_holds_what_comes_until_the_clock_is_right(@TempDir Path folder) throws Exception {
    try (var nodes = exchanging(folder);
        var lines = new LogLines()) {
      wrong.set(HOUR.negated());
      send(nodes, OBJECTS);
      requireClockIsSuspected(nodes.b);
      TwoNodes.await(() -> standing(nodes.b).pause().isPresent());
      assertThat(standing(nodes.b).pause().orElseThrow().reason())
          .as("its own entries would be dated back")
          .contains("by this node's clock");
      TwoNodes.await(() -> standing(nodes.a).pause().isPresent());
      assertThat(standing(nodes.a).pause().orElseThrow().reason()).contains("no receipt comes");
      wrong.set(HOUR.negated().plusSeconds(2)); // it goes on being wrong
      TwoNodes.await(() -> !lines.about("pulling=failing").isEmpty());
      assertThat(nodes.b.count("incoming where verdict is not null")).isZero();

      wrong.set(Duration.ZERO);
      requireAllArrived(nodes);
    }
  }

  @Test
  void behind_for_good_it_takes_each_entry_when_its_time_has_come(@TempDir Path folder)
      throws Exception {
    try (var nodes = exchanging(folder)) {
      wrong.set(HOUR.negated());
      send(nodes, OBJECTS);
      requireClockIsSuspected(nodes.b);
      passed.set(HOUR.plusMinutes(1));
      nodes.settle();
      for (var node : new TestNode[] {nodes.a, nodes.b}) {
        assertThat(node.count("incoming where kind = 'release' and verdict is null"))
            .isEqualTo(2 * OBJECTS);
        assertThat(node.count("incoming where verdict is not null")).isZero();
      }
    }
  }

  @Test
  void ahead_its_entries_are_held_by_the_partner_until_their_time_has_come(@TempDir Path folder)
      throws Exception {
    try (var nodes = exchanging(folder)) {
      wrong.set(HOUR);
      send(nodes, OBJECTS);
      requireClockIsSuspected(nodes.a);
      TwoNodes.await(() -> standing(nodes.b).pause().isPresent());
      assertThat(standing(nodes.b).pause().orElseThrow().reason()).contains("no receipt comes");
      TwoNodes.await(() ->
          nodes.b.count("incoming where kind = 'release' and verdict is null") == 2 * OBJECTS);

      wrong.set(Duration.ZERO);
      TwoNodes.await(() ->
          standing(nodes.b)
              .pause()
              .filter(pause -> pause.reason().contains("by this node's clock"))
              .isPresent());
      assertThat(nodes.a.count("incoming where verdict is not null")).isZero();
      passed.set(HOUR.plusMinutes(1));
      requireAllArrived(nodes);
    }
  }
}
