package org.entente.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.entente.Shared;
import org.entente.accord.Pillar;
import org.entente.expression.Source;
import org.entente.holdings.Catalogue;
import org.entente.holdings.Collection;
import org.entente.holdings.NewCollection;
import org.entente.register.Register;
import org.entente.release.Outcome;
import org.entente.stix.Gate;
import org.entente.stix.Tlp;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real threat information, dirt and all, from one node to another.
@Tag("slow")
class RealDataTest {
  private static final int PATIENCE_SECONDS = 240;

  /// Public data: what is not marked counts as CLEAR.
  private static Collection publicData(TestNode node) {
    return node.database.write(connection -> {
      var made =
          Catalogue.add(
                  connection,
                  new NewCollection(
                      UUID.randomUUID(),
                      "public",
                      "Public",
                      Pillar.INFORMATION,
                      Gate.TOLERANT,
                      Source.PUBLIC,
                      Optional.of(Tlp.CLEAR)))
              .orElseThrow();
      Catalogue.open(connection, made, Collection.EVERYBODY);
      return Catalogue.named(connection, "public").orElseThrow();
    });
  }

  /// What the receiver did not take, and why.
  private static List<String> notTaken(TestNode node) {
    return node.database.read(connection -> {
      try (var statement = connection.createStatement();
          var rows =
              statement.executeQuery(
                  "select entry, verdict, reason from incoming where verdict is not null")) {
        var found = new ArrayList<String>();
        while (rows.next()) {
          found.add(rows.getLong(1) + " " + rows.getString(2) + ": " + rows.getString(3));
        }
        return found;
      }
    });
  }

  @Test
  void every_object_is_in_one_state_and_what_went_arrived(@TempDir Path folder) throws Exception {
    try (var nodes = new TwoNodes(folder).start()) {
      var collection = publicData(nodes.a);
      for (var name : List.of("oca-iob", "pymisp-test-events-as-stix21")) {
        nodes.a.file(collection, Shared.path("data/" + name));
      }
      nodes.settle(PATIENCE_SECONDS);
      long filed = nodes.a.count("object where source = ''");
      var counts = new Register(nodes.a.database).counts(nodes.b.card.identity());
      assertThat(counts.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(filed);
      long went =
          counts.getOrDefault(Outcome.RELEASED, 0L) + counts.getOrDefault(Outcome.REDACTED, 0L);
      var arrived = new Register(nodes.b.database).totals(nodes.a.card.identity());
      assertThat(went).isGreaterThan(0);
      assertThat(notTaken(nodes.b)).isEmpty();
      assertThat(arrived.received()).isEqualTo(went);
      assertThat(arrived.quarantined()).isZero();
      var receipted = new Register(nodes.a.database).totals(nodes.b.card.identity());
      assertThat(receipted.receipted()).isEqualTo(went);
      for (var node : List.of(nodes.a, nodes.b)) {
        var other = node == nodes.a ? nodes.b : nodes.a;
        assertThat(node.exchange.reconcile(other.card.identity()).getFirst().differences())
            .isEmpty();
      }
    }
  }
}
