package org.entente.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.entente.decisions.Agreements;
import org.entente.feed.LinkName;
import org.entente.ledger.Contradiction;
import org.entente.release.Decision;
import org.entente.release.Finding;
import org.entente.release.Step;
import org.entente.stix.StixId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two accords between the same two parties, one of which stands still: what the other permits
/// goes, and what only that one permits waits for it.
class SecondAccordTest {
  private static final String GREEN = "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb";
  private static final String AMBER_STRICT =
      "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003";

  /// An indicator that only the second accord lets go.
  private static String strict(int n) {
    return ExchangeTest.indicator(n).replace(GREEN, AMBER_STRICT);
  }

  private static void install(TestNode node, byte[] accord) {
    assertThat(node.agreements.install(accord)).isInstanceOf(Agreements.Installed.New.class);
    node.exchange.refresh();
  }

  private static Decision explain(TestNode at, TestNode to, int n) {
    var id = new StixId("indicator--00000000-0000-4000-8000-%012d".formatted(n));
    return at.exchange.explain(id, to.card.identity()).orElseThrow();
  }

  private static boolean waits(TestNode at, TestNode to, int n) {
    return explain(at, to, n) instanceof Decision.Withhold withheld
        && withheld.steps().stream().map(Step::finding).anyMatch(Finding.STANDS_STILL::equals);
  }

  @Test
  void one_that_the_partner_has_not_installed_holds_up_nothing_of_the_other(@TempDir Path folder)
      throws Exception {
    try (var nodes = new TwoNodes(folder).start()) {
      var second = TestAccord.second(nodes.a, nodes.b);
      install(nodes.a, second);
      var collection = nodes.a.open("information");
      nodes.a.file(collection, ExchangeTest.indicator(1), strict(2));
      nodes.settle();
      assertThat(nodes.b.count("object")).isEqualTo(1);
      assertThat(waits(nodes.a, nodes.b, 2)).isTrue();
      assertThat(nodes.a.exchange.standings())
          .filteredOn(standing -> standing.accord().equals(TestAccord.SECOND))
          .allSatisfy(standing ->
              assertThat(standing.pause().orElseThrow().reason()).contains("not installed"));

      install(nodes.b, second);
      TwoNodes.await(() -> nodes.b.count("object") == 2);
      nodes.settle();
      assertThat(nodes.a.count("decision where outcome = 'RELEASED'")).isEqualTo(2);
      assertThat(nodes.a.count("outgoing where kind = 'release'")).isEqualTo(2);
    }
  }

  @Test
  void an_alarm_under_one_stops_that_one_alone(@TempDir Path folder) throws Exception {
    try (var nodes = new TwoNodes(folder).start()) {
      var second = TestAccord.second(nodes.a, nodes.b);
      install(nodes.b, second);
      install(nodes.a, second);
      var collection = nodes.a.open("information");
      nodes.a.file(collection, ExchangeTest.indicator(1), strict(2));
      TwoNodes.await(() -> nodes.b.count("object") == 2);
      nodes.settle();

      var alarmed =
          nodes
              .a
              .exchange
              .link(new LinkName(nodes.b.card.identity(), TestAccord.SECOND))
              .orElseThrow();
      alarmed.raise(new Contradiction("two roots", "a".getBytes(UTF_8), "b".getBytes(UTF_8)));
      nodes.a.file(collection, ExchangeTest.indicator(3), strict(4));
      nodes.settle();
      assertThat(nodes.b.count("object")).isEqualTo(3);
      assertThat(waits(nodes.a, nodes.b, 4)).isTrue();
    }
  }

  @Test
  void what_was_logged_before_an_alarm_is_not_served_while_it_stands(@TempDir Path folder)
      throws Exception {
    try (var nodes = new TwoNodes(folder).start()) {
      var second = TestAccord.second(nodes.a, nodes.b);
      install(nodes.b, second);
      install(nodes.a, second);
      var collection = nodes.a.open("information");
      nodes.a.file(collection, ExchangeTest.indicator(1), strict(2));
      TwoNodes.await(() -> nodes.b.count("object") == 2);
      nodes.settle();

      nodes.b.close();
      nodes.a.file(collection, ExchangeTest.indicator(3), strict(4));
      TwoNodes.await(() -> nodes.a.count("outgoing where kind = 'release'") == 4);
      nodes
          .a
          .exchange
          .link(new LinkName(nodes.b.card.identity(), TestAccord.SECOND))
          .orElseThrow()
          .raise(new Contradiction("two roots", "a".getBytes(UTF_8), "b".getBytes(UTF_8)));
      nodes.openB();
      nodes.b.start();
      TwoNodes.await(() -> nodes.b.count("incoming where kind = 'release'") == 4);
      assertThat(nodes.b.count("incoming where verdict = 'not-delivered'")).isEqualTo(1);
      assertThat(nodes.b.count("object")).isEqualTo(3);
    }
  }

  @Test
  void what_one_forbids_holds_while_it_stands_still(@TempDir Path folder) throws Exception {
    try (var nodes = new TwoNodes(folder).start()) {
      install(nodes.a, TestAccord.second(nodes.a, nodes.b));
      var domain =
          """
          {"type":"domain-name","spec_version":"2.1",\
          "id":"domain-name--ecb120bf-2694-4902-a737-62b74539a41b","value":"example.com",\
          "object_marking_refs":["%s"]}\
          """
              .formatted(GREEN);
      nodes.a.file(nodes.a.open("information"), domain, ExchangeTest.indicator(1));
      nodes.settle();
      assertThat(nodes.b.count("object")).isEqualTo(1);
      assertThat(nodes.b.count("object where id like 'indicator%'")).isEqualTo(1);
      assertThat(nodes.a.count("decision where outcome = 'WITHHELD' and clause = '1.4'"))
          .isEqualTo(1);
    }
  }
}
