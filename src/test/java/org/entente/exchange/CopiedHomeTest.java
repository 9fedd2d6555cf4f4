package org.entente.exchange;

import static org.assertj.core.api.Assertions.assertThat;

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

  private static void file(TestNode node, int n) throws Exception {
    var collection =
        node.database.read(connection -> Catalogue.named(connection, "information").orElseThrow());
    node.file(collection, ExchangeTest.indicator(n));
  }

  @Test
  void a_copy_that_is_behind_gets_what_it_lacks_and_releases_nothing() throws Exception {
    try (var nodes = Twin.exchanged(folder)) {
      file(nodes.a, 3);
      nodes.settle();
      TwoNodes.await(() -> nodes.b.count("incoming where kind = 'release'") == 2);
      try (var twin = Twin.open(folder).start()) {
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
    try (var nodes = Twin.exchanged(folder);
        var twin = Twin.open(folder).start()) {
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
    try (var nodes = Twin.exchanged(folder)) {
      try (var twin = Twin.open(folder).start()) {
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
      Twin.takesAddress(folder);
      try (var _ = Twin.open(folder).start()) {
        TwoNodes.await(() -> nodes.b.count("alarm") == 1);
      }
    }
  }
}
