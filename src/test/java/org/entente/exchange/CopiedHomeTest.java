package org.entente.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.entente.feed.Signal;
import org.entente.holdings.Catalogue;
import org.entente.peers.TlsClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The home of one node runs twice, with the same keys. Nothing local can tell; what the partner
/// holds does.
@Tag("slow")
class CopiedHomeTest {
  @TempDir Path folder;

  /// Two nodes that have exchanged something, and a copy of the first from that moment, which
  /// listens where nobody looks for it.
  private TwoNodes exchanged() throws Exception {
    var nodes = new TwoNodes(folder).start();
    nodes.a.file(nodes.a.open("information"), ExchangeTest.indicator(1));
    nodes.b.file(nodes.b.open("information"), ExchangeTest.indicator(2));
    nodes.settle();
    nodes.a.close();
    copy(nodes.a.home.folder(), folder.resolve("twin"));
    Files.writeString(folder.resolve("twin/port"), Integer.toString(TestNode.freePort()));
    nodes.openA();
    nodes.a.start();
    return nodes;
  }

  private static void copy(Path from, Path to) throws Exception {
    try (var files = Files.walk(from)) {
      for (var file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  private TestNode twin() throws Exception {
    return new TestNode(folder.resolve("twin"), TwoNodes.IMPATIENT);
  }

  private static void file(TestNode node, int n) throws Exception {
    var collection =
        node.database.read(connection -> Catalogue.named(connection, "information").orElseThrow());
    node.file(collection, ExchangeTest.indicator(n));
  }

  @Test
  void a_copy_that_is_behind_gets_what_it_lacks_and_releases_nothing() throws Exception {
    try (var nodes = exchanged()) {
      file(nodes.a, 3);
      nodes.settle();
      TwoNodes.await(() -> nodes.b.count("incoming where kind = 'release'") == 2);
      try (var twin = twin().start()) {
        TwoNodes.await(() -> Restoring.link(twin, nodes.b).mayAppend());
        assertThat(Restoring.waits(twin)).isTrue();
        assertThat(twin.count("outgoing where kind = 'release'")).isEqualTo(2);
        long decided = twin.count("decision");
        file(twin, 4);
        assertThat(twin.count("decision")).isEqualTo(decided);
        assertThat(Restoring.waits(nodes.a)).isFalse();
      }
    }
  }

  @Test
  void a_copy_that_runs_beside_hears_from_the_partner_of_entries_it_has_not_written()
      throws Exception {
    try (var nodes = exchanged();
        var twin = twin().start()) {
      TwoNodes.await(() -> Restoring.link(twin, nodes.b).mayAppend());
      assertThat(Restoring.waits(twin)).as("as yet nothing is missing").isFalse();
      file(nodes.a, 3);
      TwoNodes.await(() -> nodes.b.count("incoming where kind = 'release'") == 2);
      file(nodes.b, 4); // this entry says how much B has read, and the copy reads that
      TwoNodes.await(() -> Restoring.waits(twin) || twin.count("alarm") == 1);
      assertThat(nodes.b.count("alarm")).isZero();
    }
  }

  @Test
  void two_that_wrote_the_same_numbers_are_found_and_the_copy_writes_no_more() throws Exception {
    try (var nodes = exchanged()) {
      try (var twin = twin().start()) {
        var link = Restoring.link(twin, nodes.b);
        TwoNodes.await(link::mayAppend);
        for (int n = 7; n < 12; n++) {
          file(twin, n);
        }
        TwoNodes.await(() -> twin.count("outgoing where kind = 'release'") == 6);
        file(nodes.a, 3);
        TwoNodes.await(() -> nodes.b.count("incoming where kind = 'release'") == 2);
        assertThat(nodes.b.count("object where id like '%000000007'"))
            .as("from the copy, whom nobody asks")
            .isZero();
        try (var client = new TlsClient(nodes.b.card, twin.keys.tls())) {
          assertThat(new Refill(link, client, new Signal()).problem()).isPresent();
        }
        assertThat(twin.count("alarm")).isEqualTo(1);
        assertThat(link.mayAppend()).isFalse();
        assertThat(nodes.a.count("alarm") + nodes.b.count("alarm")).isZero();
      }
      // and where the address one day leads to the copy, the partner finds it
      nodes.a.close();
      nodes.openA(); // and not started
      Files.copy(
          folder.resolve("a/port"),
          folder.resolve("twin/port"),
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      try (var _ = twin().start()) {
        TwoNodes.await(() -> nodes.b.count("alarm") == 1);
      }
    }
  }
}
