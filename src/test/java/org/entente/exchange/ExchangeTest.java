package org.entente.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.entente.expression.Source;
import org.entente.holdings.Catalogue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExchangeTest {
  private static final String GREEN = "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb";

  /// A STIX indicator of that number, marked TLP:GREEN.
  static String indicator(int n) {
    return """
    {"type":"indicator","spec_version":"2.1","id":"indicator--00000000-0000-4000-8000-%012d",\
    "created":"2026-11-01T00:00:00.000Z","modified":"2026-11-01T00:00:00.000Z",\
    "pattern":"[domain-name:value = 'd%d.example']","pattern_type":"stix",\
    "valid_from":"2026-11-01T00:00:00Z","object_marking_refs":["%s"]}\
    """
        .formatted(n, n, GREEN);
  }

  @Test
  void an_object_goes_is_admitted_and_is_receipted(@TempDir Path folder) throws Exception {
    try (var nodes = new TwoNodes(folder).start()) {
      var collection = nodes.a.open("information");
      nodes.a.file(collection, indicator(1), indicator(2));
      nodes.settle();
      assertThat(nodes.a.count("decision where outcome = 'RELEASED'")).isEqualTo(2);
      assertThat(nodes.b.count("incoming where kind = 'release' and verdict is null")).isEqualTo(2);
      assertThat(nodes.b.count("object")).isEqualTo(2);
      assertThat(nodes.a.count("receipt_got")).isGreaterThan(0);
    }
  }

  @Test
  void what_a_partner_sends_never_lands_in_a_collection_of_another_source(@TempDir Path folder)
      throws Exception {
    try (var nodes = new TwoNodes(folder).start()) {
      var uuid = nodes.a.card.identity().substring("identity--".length());
      var taken = nodes.b.open("from-il-" + uuid.substring(0, 8) + "-information");
      nodes.a.file(nodes.a.open("information"), indicator(1));
      nodes.settle();
      nodes.a.file(nodes.a.open("more"), indicator(2));
      nodes.settle();
      var made =
          nodes.b.database.read(connection ->
              Catalogue.named(connection, "from-il-" + uuid + "-information").orElseThrow());
      assertThat(made.source()).isEqualTo(Source.party(nodes.a.card.identity()));
      assertThat(made.openTo()).isEmpty();
      assertThat(nodes.b.count("filing where collection = " + made.no())).isEqualTo(2);
      assertThat(nodes.b.count("filing where collection = " + taken.no())).isZero();
    }
  }
}
