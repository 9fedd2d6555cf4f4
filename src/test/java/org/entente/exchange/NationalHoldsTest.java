package org.entente.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import org.entente.decisions.NationalHolds;
import org.entente.register.Register;
import org.entente.release.Outcome;
import org.entente.stix.StixId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NationalHoldsTest {
  private static final StixId FIRST = new StixId("indicator--00000000-0000-4000-8000-000000000001");

  @Test
  void what_an_officer_holds_at_home_goes_when_the_hold_is_lifted(@TempDir Path folder)
      throws Exception {
    try (var nodes = new TwoNodes(folder).start()) {
      var holds = new NationalHolds(nodes.a.database, InstantSource.system());
      var register = new Register(nodes.a.database);
      var partner = nodes.b.card.identity();
      assertThat(holds.put(FIRST, "officer-1", "an investigation")).isTrue();
      assertThat(holds.put(FIRST, "officer-2", "another")).isFalse();
      assertThat(holds.list("", 10))
          .extracting(NationalHolds.Hold::officer)
          .containsExactly("officer-1");
      nodes.a.file(
          nodes.a.open("information"), ExchangeTest.indicator(1), ExchangeTest.indicator(2));
      nodes.settle();
      assertThat(register.counts(partner))
          .containsEntry(Outcome.RELEASED, 1L)
          .containsEntry(Outcome.WITHHELD, 1L);
      assertThat(nodes.b.count("object")).isEqualTo(1);

      assertThat(holds.lift(FIRST)).isTrue();
      assertThat(holds.lift(FIRST)).isFalse();
      nodes.a.exchange.filed();
      TwoNodes.await(() -> nodes.b.count("object") == 2);
      nodes.settle();
      nodes.requireWhole(2);
    }
  }

  @Test
  void what_is_logged_and_not_yet_fetched_is_held_without_a_trace(@TempDir Path folder)
      throws Exception {
    try (var nodes = new TwoNodes(folder).start()) {
      var collection = nodes.a.open("information");
      nodes.a.file(collection, ExchangeTest.indicator(0));
      nodes.settle();
      nodes.b.close();
      nodes.a.file(collection, ExchangeTest.indicator(1), ExchangeTest.indicator(2));
      TwoNodes.await(() -> nodes.a.count("outgoing where kind = 'release'") == 3);
      new NationalHolds(nodes.a.database, InstantSource.system()).put(FIRST, "officer-1", "why");
      nodes.a.exchange.filed();
      nodes.openB();
      nodes.b.start();
      nodes.settle();
      assertThat(nodes.b.count("object")).isEqualTo(2);
      assertThat(nodes.b.count("object where id = '" + FIRST + "'")).isZero();
      assertThat(nodes.b.count("incoming where verdict is not null")).isEqualTo(1);
      assertThat(nodes.b.count("incoming where reason like '%hold%'")).isZero();
      for (var node : new TestNode[] {nodes.a, nodes.b}) {
        var other = node == nodes.a ? nodes.b : nodes.a;
        assertThat(node.exchange.reconcile(other.card.identity()).getFirst().differences())
            .isEmpty();
      }
    }
  }
}
