package org.entente.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.IntStream;
import org.entente.decisions.Agreements;
import org.entente.register.Register;
import org.entente.release.Outcome;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A later revision comes into force while entries of the one before are on their way.
@Tag("slow")
class AmendmentTest {
  private static final int OBJECTS = 21;
  private static final String HARMLESS =
      "{ id: \"1.5\", text: { en: Nothing exercised. }, forbid: 'exercise == \"live\"' }";
  private static final String NO_INDICATORS =
      "{ id: \"1.5\", text: { en: No indicators. }, forbid: 'type == \"indicator\"' }";
  private static final String NOTHING_OF_OURS =
      "{ id: \"1.5\", text: { en: Nothing of our own. }, forbid: 'source.kind == \"own\"' }";

  /// A releases one object and then twenty while B is down; both install the amendment; B returns.
  private static TwoNodes amended(Path folder, String clause) throws Exception {
    var nodes = new TwoNodes(folder).start();
    var collection = nodes.a.open("information");
    nodes.a.file(collection, ExchangeTest.indicator(0));
    nodes.settle();
    nodes.b.close();
    nodes.a.file(
        collection,
        IntStream.range(1, OBJECTS).mapToObj(ExchangeTest::indicator).toArray(String[]::new));
    TwoNodes.await(() -> nodes.a.count("outgoing where kind = 'release'") == OBJECTS);
    nodes.openB();
    var revision = TestAccord.amended(nodes.a, nodes.b, nodes.accord, clause);
    for (var node : new TestNode[] {nodes.a, nodes.b}) {
      assertThat(node.agreements.install(revision)).isInstanceOf(Agreements.Installed.New.class);
    }
    nodes.a.exchange.refresh();
    nodes.b.start();
    nodes.settle();
    return nodes;
  }

  private static void requireReconciled(TwoNodes nodes) throws Exception {
    nodes.awaitRead();
    for (var node : new TestNode[] {nodes.a, nodes.b}) {
      var other = node == nodes.a ? nodes.b : nodes.a;
      var reconciled = node.exchange.reconcile(other.card.identity()).getFirst();
      assertThat(reconciled.differences()).isEmpty();
      assertThat(reconciled.withPartner()).isTrue();
    }
  }

  @Test
  void what_went_under_the_revision_before_arrives_and_stays_right(@TempDir Path folder)
      throws Exception {
    try (var nodes = amended(folder, HARMLESS)) {
      assertThat(nodes.b.count("incoming where verdict is not null")).isZero();
      nodes.requireWhole(OBJECTS);
    }
  }

  @Test
  void what_the_amendment_forbids_is_not_served_any_more(@TempDir Path folder) throws Exception {
    for (var clause : new String[] {NO_INDICATORS, NOTHING_OF_OURS}) {
      try (var nodes = amended(folder.resolve("" + clause.length()), clause)) {
        var undelivered = "incoming where verdict = 'not-delivered'";
        assertThat(nodes.b.count(undelivered)).isEqualTo(OBJECTS - 1);
        assertThat(nodes.b.count(undelivered + " and payload is null")).isEqualTo(OBJECTS - 1);
        assertThat(nodes.b.count("object")).isEqualTo(1);
        assertThat(new Register(nodes.a.database).counts(nodes.b.card.identity()))
            .containsEntry(Outcome.RELEASED, 1L)
            .containsEntry(Outcome.WITHHELD, OBJECTS - 1L);
        requireReconciled(nodes);
      }
    }
  }

  @Test
  void what_goes_under_an_amendment_waits_where_that_is_not_installed_yet(@TempDir Path folder)
      throws Exception {
    try (var nodes = new TwoNodes(folder).start()) {
      var collection = nodes.a.open("information");
      nodes.a.file(collection, ExchangeTest.indicator(0));
      nodes.settle();
      var revision = TestAccord.amended(nodes.a, nodes.b, nodes.accord, HARMLESS);
      assertThat(nodes.a.agreements.install(revision)).isInstanceOf(Agreements.Installed.New.class);
      nodes.a.exchange.refresh();
      nodes.a.file(collection, ExchangeTest.indicator(1));
      TwoNodes.await(() -> nodes.b.exchange.standings().getFirst().trouble().isPresent());
      assertThat(nodes.b.exchange.standings().getFirst().trouble().orElseThrow().reason())
          .contains("not installed here", "accord install");
      assertThat(nodes.b.count("incoming where verdict is not null")).isZero();

      assertThat(nodes.b.agreements.install(revision)).isInstanceOf(Agreements.Installed.New.class);
      nodes.b.exchange.refresh();
      nodes.settle();
      assertThat(nodes.b.count("incoming where verdict is not null")).isZero();
      assertThat(nodes.b.exchange.standings().getFirst().trouble()).isEmpty();
      nodes.requireWhole(2);
      requireReconciled(nodes);
    }
  }
}
