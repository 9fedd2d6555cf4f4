package org.entente.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.entente.crypto.ProofInvalid;
import org.entente.feed.LinkName;
import org.entente.feed.Page;
import org.entente.feed.Signal;
import org.entente.peers.TlsClient;
import org.entente.storage.Database;
import org.entente.storage.StorageFailure;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What goes wrong between two nodes, and heals: after each story nothing is lost, nothing is there
/// twice, and both registers agree.
@Tag("slow")
class StoriesTest {
  private static final int OBJECTS = 300;

  private static String[] indicators(int from, int to) {
    return IntStream.range(from, to).mapToObj(ExchangeTest::indicator).toArray(String[]::new);
  }

  private static Path bundle(Path folder) throws Exception {
    var objects = IntStream.range(0, OBJECTS).mapToObj(ExchangeTest::indicator);
    var file = folder.resolve("bundle.json");
    Files.write(
        file,
        ("{\"type\":\"bundle\",\"id\":\"bundle--00000000-0000-4000-8000-000000000001\",\"objects\":["
                + objects.collect(Collectors.joining(","))
                + "]}")
            .getBytes(UTF_8));
    return file;
  }

  @Test
  void a_partner_that_was_down_catches_up(@TempDir Path folder) throws Exception {
    try (var nodes = new TwoNodes(folder).start()) {
      var collection = nodes.a.open("information");
      nodes.a.file(collection, indicators(0, 10));
      nodes.settle();
      nodes.b.close();
      nodes.a.file(collection, indicators(10, OBJECTS));
      TwoNodes.await(() -> nodes.a.count("decision") == OBJECTS);
      nodes.openB();
      nodes.b.start();
      nodes.settle();
      nodes.requireWhole(OBJECTS);
    }
  }

  @Test
  void a_connection_cut_in_the_middle_of_a_page_loses_nothing(@TempDir Path folder)
      throws Exception {
    try (var nodes = new TwoNodes(folder).start()) {
      var collection = nodes.a.open("information");
      nodes.a.file(collection, indicators(0, 1));
      nodes.settle();
      nodes.toA.cutAfter(60_000); // a tenth of the page
      nodes.a.file(collection, indicators(1, OBJECTS));
      nodes.settle();
      assertThat(nodes.toA.cuts()).isEqualTo(1);
      nodes.requireWhole(OBJECTS);
    }
  }

  @Test
  void a_lost_doorbell_delays_nothing_that_is_pulled(@TempDir Path folder) throws Exception {
    try (var nodes = new TwoNodes(folder).start()) {
      var collection = nodes.a.open("information");
      nodes.a.file(collection, indicators(0, 1));
      nodes.settle();
      var name = new LinkName(nodes.b.card.identity(), TestAccord.ID);
      var feed = nodes.a.exchange.link(name).orElseThrow().out();
      nodes.toA.fail(); // so that B does not wait at A's feed, where no bell would be needed
      TwoNodes.await(() -> !feed.isAwaited());
      nodes.toB.fail(); // nothing that A says reaches B, the bell neither
      long lost = nodes.toB.refused();
      nodes.a.file(collection, indicators(1, OBJECTS));
      TwoNodes.await(() -> nodes.a.count("decision") == OBJECTS && nodes.toB.refused() > lost);
      nodes.toA.mend(); // B asks by itself
      TwoNodes.await(() -> nodes.a.exchange.isSettled());
      nodes.toB.mend();
      nodes.settle();
      nodes.requireWhole(OBJECTS);
    }
  }

  @Test
  void the_same_page_again_is_not_applied_again(@TempDir Path folder) throws Exception {
    try (var nodes = new TwoNodes(folder).start()) {
      nodes.a.file(nodes.a.open("information"), indicators(0, OBJECTS));
      nodes.settle();
      var name = new LinkName(nodes.a.card.identity(), TestAccord.ID);
      var link = nodes.b.exchange.link(name).orElseThrow();
      try (var client = new TlsClient(nodes.a.card, nodes.b.keys.tls())) {
        var puller = new Puller(link, client, new Signal());
        var page =
            client.streamed(
                "accords/" + TestAccord.ID + "/out/releases?from=0&limit=100",
                TwoNodes.IMPATIENT.poll(),
                (status, body) -> Page.read(body, new Page.Limit(100, 1 << 24)));
        assertThat(page.entries()).hasSize(100);
        assertThatThrownBy(() -> puller.take(0, page)).isInstanceOf(ProofInvalid.class);
      }
      nodes.settle();
      nodes.requireWhole(OBJECTS);
    }
  }

  @Test
  void a_receiver_killed_between_apply_and_receipt_sends_it_when_it_is_back(@TempDir Path folder)
      throws Exception {
    try (var nodes = new TwoNodes(folder)) {
      nodes.a.start();
      var home = nodes.b.home;
      nodes.b.close();
      var child = NodeProcess.start(home.folder());
      try {
        nodes.toA.stallAfter(100_000); // the page comes; what B says after it does not
        nodes.a.file(nodes.a.open("information"), bundle(folder));
        TwoNodes.await(() -> nodes.toA.isStalled() && count(home.database(), "receipt_sent") > 0);
      } finally {
        child.destroyForcibly(); // SIGKILL
        child.waitFor();
      }
      assertThat(count(home.database(), "receipt_sent where delivered = 0")).isEqualTo(1);
      assertThat(nodes.a.count("unreceipted")).isGreaterThan(0);
      nodes.toA.mend();
      nodes.openB();
      nodes.b.start();
      nodes.settle();
      nodes.requireWhole(OBJECTS);
    }
  }

  @Test
  void a_releaser_killed_between_commit_and_serve_serves_when_it_is_back(@TempDir Path folder)
      throws Exception {
    try (var nodes = new TwoNodes(folder)) {
      nodes.b.start();
      var home = nodes.a.home;
      nodes.a.close();
      nodes.toA.stallAfter(0); // B asks in vain
      var child = NodeProcess.start(home.folder(), bundle(folder));
      try {
        TwoNodes.await(() -> count(home.database(), "decision") == OBJECTS);
      } finally {
        child.destroyForcibly(); // SIGKILL
        child.waitFor();
      }
      assertThat(nodes.b.count("incoming")).isZero();
      nodes.toA.mend();
      nodes.openA();
      nodes.a.start();
      nodes.settle();
      nodes.requireWhole(OBJECTS);
    }
  }

  /// Looks into the store of a node in another process; none yet counts as nothing.
  private static long count(Path store, String table) {
    try (var database = Database.openReadOnly(store)) {
      return database.read(connection -> {
        try (var statement = connection.createStatement();
            var row = statement.executeQuery("select count(*) from " + table)) {
          row.next();
          return row.getLong(1);
        }
      });
    } catch (StorageFailure e) {
      return 0;
    }
  }
}
