package org.entente.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.entente.decisions.Queue;
import org.entente.holdings.Catalogue;
import org.entente.holdings.Collection;
import org.entente.json.Json;
import org.entente.ledger.Leaf;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Either node or both are restored from hours ago, from any of several states. An officer confirms
/// each; what was imported since is imported again. At the end nothing is lost, nothing went twice,
/// and both registers agree.
@Tag("slow")
class RestoreStoriesTest {
  private static final String AMBER = "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421";
  private static final int ROUNDS = 3;
  private static final int EACH = 5;
  private static final int NEVER = -1;

  @TempDir Path folder;

  /// Goes redacted, once an officer has agreed.
  private static String malware(int n) {
    return """
    {"type":"malware","spec_version":"2.1","id":"malware--00000000-0000-4000-8000-%012d",\
    "created":"2026-11-01T00:00:00.000Z",\
    "created_by_ref":"identity--00000000-0000-4000-8000-000000000009",\
    "modified":"2026-11-01T00:00:00.000Z","name":"m%d","is_family":false,\
    "object_marking_refs":["%s"]}\
    """
        .formatted(n, n, AMBER);
  }

  /// What a node imports in a round: indicators, and one object for the officers.
  private static String[] imported(int base, int round) {
    var objects = new ArrayList<String>();
    for (int i = 0; i < EACH; i++) {
      objects.add(ExchangeTest.indicator(base + round * EACH + i));
    }
    objects.add(malware(base + round));
    return objects.toArray(String[]::new);
  }

  private static Collection collection(TestNode node) {
    return node.database.read(
        connection -> Catalogue.named(connection, "information").orElseThrow());
  }

  /// Officers agree to whatever waits.
  private static void approve(TwoNodes nodes, TestNode at, TestNode to, int waiting)
      throws Exception {
    var queue = new Queue(at.database, InstantSource.system());
    var partner = to.card.identity();
    TwoNodes.await(() -> queue.list(partner, 0, 100).size() == waiting);
    for (var item : queue.list(partner, 0, 100)) {
      assertThat(queue.answer(item, "officer-1", List.of(), true)).isTrue();
    }
    at.exchange.filed();
    TwoNodes.await(() -> queue.list(partner, 0, 100).isEmpty());
    nodes.settle();
  }

  private record Copies(Path a, Path b) {}

  /// Rounds of exchange in both directions, copied after each.
  private List<Copies> exchanged(TwoNodes nodes) throws Exception {
    nodes.a.open("information");
    nodes.b.open("information");
    var copies = new ArrayList<Copies>();
    for (int round = 0; round < ROUNDS; round++) {
      copies.add(
          new Copies(
              Restoring.backup(nodes.a, folder.resolve("a" + round)),
              Restoring.backup(nodes.b, folder.resolve("b" + round))));
      nodes.a.file(collection(nodes.a), imported(0, round));
      nodes.b.file(collection(nodes.b), imported(100, round));
      approve(nodes, nodes.a, nodes.b, 1);
      approve(nodes, nodes.b, nodes.a, 1);
      TwoNodes.await(() -> heldAll(nodes.a, nodes.b) && heldAll(nodes.b, nodes.a));
    }
    return copies;
  }

  private static boolean heldAll(TestNode by, TestNode of) {
    return Restoring.link(by, of).held().size()
        == of.database.read(Restoring.link(of, by).own()::size);
  }

  /// @param a the round at whose beginning the copy was made that A is restored from, or NEVER
  private void restored(int a, int b) throws Exception {
    restored(a, b, nodes -> {});
  }

  /// What happens to both when they have started again, before anybody confirms.
  private interface First {
    void happens(TwoNodes nodes) throws Exception;
  }

  private void restored(int a, int b, First first) throws Exception {
    try (var nodes = new TwoNodes(folder).start()) {
      var copies = exchanged(nodes);
      nodes.a.close();
      nodes.b.close();
      if (a != NEVER) {
        Restoring.restore(nodes.a.home, copies.get(a).a);
      }
      if (b != NEVER) {
        Restoring.restore(nodes.b.home, copies.get(b).b);
      }
      nodes.openA();
      nodes.openB();
      nodes.start();
      first.happens(nodes);
      goOn(nodes.a, nodes.b, 0, a);
      goOn(nodes.b, nodes.a, 100, b);
      approve(nodes, nodes.a, nodes.b, a == NEVER ? 1 : ROUNDS + 1 - a);
      approve(nodes, nodes.b, nodes.a, b == NEVER ? 1 : ROUNDS + 1 - b);
      TwoNodes.await(() -> heldAll(nodes.a, nodes.b) && heldAll(nodes.b, nodes.a));
      nodes.settle();
      requireWhole(nodes.a, nodes.b);
      requireWhole(nodes.b, nodes.a);
    }
  }

  /// Imports again what was lost, and something new; nothing of it goes before the officer's word.
  private static void goOn(TestNode at, TestNode to, int base, int from) throws Exception {
    if (from == NEVER) {
      at.file(collection(at), imported(base, ROUNDS));
      return;
    }
    TwoNodes.await(() -> Restoring.link(at, to).mayAppend());
    long before = at.count("decision");
    assertThat(Restoring.waits(at)).isTrue();
    for (int round = from; round <= ROUNDS; round++) {
      at.file(collection(at), imported(base, round));
    }
    assertThat(at.count("decision")).as("decided before an officer's word").isEqualTo(before);
    Restoring.confirm(at);
  }

  private static void requireWhole(TestNode from, TestNode to) throws Exception {
    int all = (ROUNDS + 1) * (EACH + 1);
    var partner = to.card.identity();
    assertThat(from.count("alarm")).isZero();
    assertThat(from.count("outgoing where kind = 'release'")).as("releases").isEqualTo(all);
    assertThat(to.count("incoming where kind = 'release' and verdict is null")).isEqualTo(all);
    assertThat(to.count("object where source = '" + from.card.identity() + "'")).isEqualTo(all);
    assertThat(sent(from)).as("ids, each once").hasSize(all);
    assertThat(from.count("unreceipted")).isZero();
    assertThat(from.exchange.verifyLogs()).isEmpty();
    var reconciled = from.exchange.reconcile(partner).getFirst();
    assertThat(reconciled.differences()).isEmpty();
    assertThat(reconciled.withPartner()).isTrue();
    long last = 0;
    for (var bytes : Restoring.link(from, to).own().leaves(0, 10_000)) {
      long seen = Leaf.parse(bytes).seen();
      assertThat(seen).as("seen never falls").isGreaterThanOrEqualTo(last);
      last = seen;
    }
  }

  private static Set<String> sent(TestNode from) {
    return from.database.read(connection -> {
      var ids = new HashSet<String>();
      try (var statement = connection.createStatement();
          var rows =
              statement.executeQuery("select payload from outgoing where kind = 'release'")) {
        while (rows.next()) {
          ids.add(Json.parseObject(rows.getBytes(1)).string("id").orElseThrow());
        }
      } catch (org.entente.json.MalformedJson e) {
        throw new AssertionError(e);
      }
      return ids;
    });
  }

  @Test
  void the_first_from_before_anything_went() throws Exception {
    restored(0, NEVER);
  }

  @Test
  void the_first_from_the_middle() throws Exception {
    restored(1, NEVER);
  }

  @Test
  void the_second_from_the_middle() throws Exception {
    restored(NEVER, 1);
  }

  @Test
  void both_from_the_same_time() throws Exception {
    restored(1, 1);
  }

  @Test
  void both_and_the_second_from_long_before_the_first() throws Exception {
    restored(2, 0);
  }

  @Test
  void both_and_the_first_from_long_before_the_second() throws Exception {
    restored(0, 2);
  }

  @Test
  void the_first_with_a_clock_an_hour_behind() throws Exception {
    restored(1, NEVER, RestoreStoriesTest::behind);
  }

  /// To a clock that is behind, what the partner logged lies ahead: it is waited for, nothing of it
  /// is refused meanwhile, and nothing goes. With the right clock all goes on.
  private static void behind(TwoNodes nodes) throws Exception {
    nodes.a.close();
    InstantSource clock = () -> Instant.now().minus(Duration.ofHours(1));
    nodes.a = new TestNode(nodes.a.home.folder(), TwoNodes.IMPATIENT, clock);
    nodes.a.start();
    TwoNodes.await(() -> Restoring.link(nodes.a, nodes.b).mayAppend());
    var pause = nodes.a.exchange.standings().getFirst().pause().orElseThrow();
    assertThat(pause.reason()).contains("are not here yet");
    assertThat(nodes.a.count("incoming where verdict is not null")).isZero();
    nodes.a.close();
    nodes.openA();
    nodes.a.start();
  }

  @Test
  void backups_of_busy_nodes_are_whole_each_of_them() throws Exception {
    try (var nodes = new TwoNodes(folder).start();
        var filing = Executors.newFixedThreadPool(2)) {
      nodes.a.open("information");
      nodes.b.open("information");
      var stop = new AtomicInteger();
      var busy =
          List.of(nodes.a, nodes.b).stream()
              .map(node ->
                  filing.submit(() -> {
                    for (int n = 0; stop.get() == 0; n += 10) {
                      for (int i = n; i < n + 10; i++) {
                        node.file(
                            collection(node),
                            ExchangeTest.indicator(node == nodes.a ? i : 500_000 + i));
                      }
                    }
                    return true;
                  }))
              .toList();
      for (int i = 0; i < 4; i++) {
        long went = nodes.a.count("outgoing") + nodes.b.count("outgoing");
        TwoNodes.await(() -> nodes.a.count("outgoing") + nodes.b.count("outgoing") > went + 20);
        Restoring.backup(nodes.a, folder.resolve("copy-a" + i));
        Restoring.backup(nodes.b, folder.resolve("copy-b" + i));
      }
      stop.set(1);
      for (var one : busy) {
        one.get();
      }
      nodes.settle();
      for (int i = 0; i < 4; i++) {
        for (var name : List.of("a", "b")) {
          var home = new org.entente.storage.Home(folder.resolve("home-" + name + i));
          org.entente.storage.Backup.restore(
              folder.resolve("copy-" + name + i), home, java.time.Instant.now());
          try (var copy = new TestNode(home.folder(), TwoNodes.IMPATIENT)) {
            copy.exchange.refresh();
            assertThat(copy.exchange.verifyLogs()).isEmpty();
            assertThat(copy.count("log_leaf")).isPositive();
          }
        }
      }
    }
  }
}
