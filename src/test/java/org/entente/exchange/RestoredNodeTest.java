package org.entente.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.IntStream;
import org.entente.feed.LinkName;
import org.entente.feed.Page;
import org.entente.feed.ReceiptTable;
import org.entente.ledger.EntryKind;
import org.entente.ledger.Leaf;
import org.entente.peers.TlsClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A node comes back from a backup, and the partner still has what was lost.
@Tag("slow")
class RestoredNodeTest {
  private static final int BEFORE = 20;
  private static final int ALL = 60;

  private static String[] indicators(int from, int to) {
    return IntStream.range(from, to).mapToObj(ExchangeTest::indicator).toArray(String[]::new);
  }

  private static Link link(TestNode at, TestNode to) {
    return at.exchange.link(new LinkName(to.card.identity(), TestAccord.ID)).orElseThrow();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (var file : files.toList()) {
        var target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /// Both have exchanged some; A was copied then; both exchange more, both ways; A is the copy
  /// again and not started.
  private static TwoNodes restored(Path folder) throws Exception {
    var nodes = new TwoNodes(folder).start();
    var home = nodes.a.home.folder();
    nodes.a.file(nodes.a.open("information"), indicators(0, BEFORE));
    nodes.settle();
    nodes.a.close();
    copy(home, folder.resolve("kept"));
    nodes.openA();
    nodes.a.start();
    var collection =
        nodes.a.database.read(connection ->
            org.entente.holdings.Catalogue.named(connection, "information").orElseThrow());
    nodes.a.file(collection, indicators(BEFORE, ALL));
    nodes.b.file(nodes.b.open("information"), indicators(ALL, ALL + 10));
    nodes.settle();
    TwoNodes.await(() ->
        link(nodes.b, nodes.a).held().size()
            == link(nodes.a, nodes.b).own().published().orElseThrow().checkpoint().size());
    nodes.a.close();
    delete(home);
    copy(folder.resolve("kept"), home);
    nodes.openA();
    return nodes;
  }

  @Test
  void an_old_receipt_writes_no_leaf_before_the_lost_end_is_back(@TempDir Path folder)
      throws Exception {
    try (var nodes = restored(folder)) {
      nodes.a.exchange.refresh();
      var link = link(nodes.a, nodes.b);
      long size = nodes.a.database.read(link.own()::size);
      var receipt =
          nodes
              .a
              .database
              .read(connection -> ReceiptTable.covering(connection, link.no(), 0))
              .orElseThrow();
      nodes.a.database.write(connection -> {
        try (var delete = connection.prepareStatement("delete from receipt_got");
            var wait =
                connection.prepareStatement(
                    "insert into unreceipted (link, entry, at) values (?, 0, 0)")) {
          wait.setLong(1, link.no());
          return delete.executeUpdate() + wait.executeUpdate();
        }
      });
      org.assertj.core.api.Assertions.assertThatThrownBy(() -> link.receiptCame(receipt))
          .isInstanceOf(StandsStill.class)
          .hasMessageContaining("it is not known how much the partner holds");
      assertThat(nodes.a.database.<Long>read(link.own()::size)).isEqualTo(size);
    }
  }

  @Test
  void a_restored_node_gets_its_lost_end_back_and_sends_nothing_twice(@TempDir Path folder)
      throws Exception {
    try (var nodes = restored(folder)) {
      var collection =
          nodes.a.database.read(connection ->
              org.entente.holdings.Catalogue.named(connection, "information").orElseThrow());
      nodes.a.file(collection, indicators(BEFORE, ALL));
      nodes.a.file(collection, indicators(ALL + 10, ALL + 15)); // and something new
      nodes.a.start();
      TwoNodes.await(() -> link(nodes.a, nodes.b).mayAppend());
      assertThat(Restoring.waits(nodes.a)).as("noticed, though nobody said so").isTrue();
      Restoring.confirm(nodes.a);
      nodes.settle();
      TwoNodes.await(() -> nodes.a.count("incoming where kind = 'release'") == 10);
      nodes.settle();
      assertThat(nodes.a.count("alarm") + nodes.b.count("alarm")).isZero();
      assertThat(nodes.b.count("incoming where kind = 'release'")).isEqualTo(ALL + 5);
      assertThat(nodes.a.count("outgoing where kind = 'release'")).isEqualTo(ALL + 5);
      requireSeenNeverFalls(nodes.a, nodes.b);
      requireSeenNeverFalls(nodes.b, nodes.a);
    }
  }

  @Test
  void what_came_back_without_its_decision_is_served_no_more(@TempDir Path folder)
      throws Exception {
    try (var nodes = restored(folder)) {
      nodes.a.start();
      TwoNodes.await(() -> link(nodes.a, nodes.b).mayAppend());
      Restoring.confirm(nodes.a);
      nodes.settle();
      try (var client = new TlsClient(nodes.a.card, nodes.b.keys.tls())) {
        var page =
            client.streamed(
                "accords/" + TestAccord.ID + "/out/releases?from=0&limit=1000",
                TwoNodes.IMPATIENT.poll(),
                (status, body) -> Page.read(body, new Page.Limit(1_000, 1 << 24)));
        var given =
            page.entries().stream()
                .filter(entry -> Writing.leaf(entry.leaf()).kind() == EntryKind.RELEASE)
                .filter(entry -> entry.payload().isPresent())
                .count();
        assertThat(given).isEqualTo(BEFORE); // the others lie in no collection of A's any more
      }
    }
  }

  private static void requireSeenNeverFalls(TestNode at, TestNode to) throws Exception {
    long last = 0;
    for (var bytes : link(at, to).own().leaves(0, 1000)) {
      var leaf = Leaf.parse(bytes);
      assertThat(leaf.seen()).isGreaterThanOrEqualTo(last);
      last = leaf.seen();
    }
  }

  @Test
  void a_partner_that_answers_nonsense_about_our_log_does_not_stop_us_from_pulling(
      @TempDir Path folder) throws Exception {
    try (var nodes = new TwoNodes(folder)) {
      var home = nodes.b.home.folder();
      nodes.b.close();
      copy(home, folder.resolve("kept"));
      nodes.openB();
      nodes.start();
      nodes.a.file(nodes.a.open("information"), indicators(0, 3));
      nodes.settle();
      var log = link(nodes.a, nodes.b).out();
      var page = new java.io.ByteArrayOutputStream();
      log.write(page, log.source().head().orElseThrow(), 0, 1000);
      nodes.a.exchange.close();
      nodes.b.close();
      delete(home);
      copy(folder.resolve("kept"), home);
      nodes.openB();
      // B lost everything, and A speaks nonsense of what it holds of B
      try (var a = new DishonestNode(nodes.a)) {
        a.says("in/checkpoint", new byte[] {1, 2, 3});
        a.says("out/releases", page.toByteArray());
        nodes.b.start();
        TwoNodes.await(() -> nodes.b.count("incoming where kind = 'release'") == 3);
        assertThat(link(nodes.b, nodes.a).mayAppend()).isFalse();
        assertThat(nodes.b.count("outgoing")).isZero();
        assertThat(nodes.b.count("receipt_sent where entry = -1")).isEqualTo(1);
      }
      // once A makes sense again, what was owed is written and sent
      nodes.a.close();
      nodes.openA();
      nodes.a.start();
      TwoNodes.await(() -> nodes.b.count("receipt_sent where entry >= 0 and delivered = 1") == 1);
    }
  }
}
