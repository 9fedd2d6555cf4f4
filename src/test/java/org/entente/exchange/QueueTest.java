package org.entente.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.entente.decisions.Queue;
import org.entente.register.Register;
import org.entente.release.Outcome;
import org.entente.stix.StixId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueueTest {
  private static final String AMBER = "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421";
  private static final String MALWARE = "malware--00000000-0000-4000-8000-000000000001";

  private static String malware() {
    return """
    {"type":"malware","spec_version":"2.1","id":"%s","created":"2026-11-01T00:00:00.000Z",\
    "created_by_ref":"identity--00000000-0000-4000-8000-000000000009",\
    "modified":"2026-11-01T00:00:00.000Z","name":"m","is_family":false,\
    "object_marking_refs":["%s"]}\
    """
        .formatted(MALWARE, AMBER);
  }

  private static String indicates() {
    return """
    {"type":"relationship","spec_version":"2.1",\
    "id":"relationship--00000000-0000-4000-8000-000000000001",\
    "created":"2026-11-01T00:00:00.000Z","modified":"2026-11-01T00:00:00.000Z",\
    "relationship_type":"indicates",\
    "source_ref":"indicator--00000000-0000-4000-8000-000000000001","target_ref":"%s",\
    "object_marking_refs":["marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb"]}\
    """
        .formatted(MALWARE);
  }

  @Test
  void what_an_officer_agrees_to_goes_and_so_does_what_waited_for_it(@TempDir Path folder)
      throws Exception {
    try (var nodes = new TwoNodes(folder).start()) {
      var queue = new Queue(nodes.a.database, InstantSource.system());
      var register = new Register(nodes.a.database);
      var partner = nodes.b.card.identity();
      // the relationship stands before what it joins, as in real bundles
      nodes.a.file(nodes.a.open("information"), indicates(), ExchangeTest.indicator(1), malware());
      nodes.settle();
      assertThat(register.counts(partner))
          .containsEntry(Outcome.RELEASED, 1L)
          .containsEntry(Outcome.HELD, 2L);
      var held = register.decisions(partner, Set.of(Outcome.HELD), 0, 10);
      assertThat(held)
          .anyMatch(entry -> entry.waitsFor().equals(StixId.parse(MALWARE)))
          .anyMatch(entry -> entry.object().text().equals(MALWARE));

      var item = queue.list(partner, 0, 10).getFirst();
      assertThat(item.object().text()).isEqualTo(MALWARE);
      assertThat(queue.answer(item, "officer-1", List.of(), true)).isTrue();
      nodes.a.exchange.filed();
      TwoNodes.await(() -> register.counts(partner).getOrDefault(Outcome.HELD, 0L) == 0);
      nodes.settle();

      assertThat(queue.list(partner, 0, 10)).isEmpty();
      assertThat(register.counts(partner)).containsEntry(Outcome.REDACTED, 2L);
      assertThat(nodes.b.count("object where id = '" + MALWARE + "'")).isZero();
      assertThat(nodes.b.count("object where id like 'malware--%'")).isEqualTo(1);
      assertThat(nodes.b.count("object where instr(bytes, '" + MALWARE + "') > 0")).isZero();
      for (var entry : register.decisions(partner, Set.of(Outcome.REDACTED), 0, 10)) {
        assertThat(entry.receipted()).isTrue();
      }
      assertThat(nodes.a.exchange.reconcile(partner).getFirst().differences()).isEmpty();
    }
  }

  @Test
  void an_approval_of_something_else_than_was_shown_is_not_taken(@TempDir Path folder)
      throws Exception {
    try (var nodes = new TwoNodes(folder).start()) {
      var queue = new Queue(nodes.a.database, InstantSource.system());
      var partner = nodes.b.card.identity();
      nodes.a.file(nodes.a.open("information"), malware());
      nodes.settle();
      var shown = queue.list(partner, 0, 10).getFirst();
      var other =
          new Queue.Item(
              shown.number() + 1,
              shown.object(),
              shown.partner(),
              shown.wanted(),
              shown.since(),
              List.of());
      assertThat(queue.answer(other, "officer-1", List.of(), true)).isFalse();
      assertThat(queue.answer(shown, "officer-1", List.of(), false)).isTrue();
      nodes.a.exchange.filed();
      nodes.settle();
      assertThat(queue.list(partner, 0, 10)).hasSize(1);
      assertThat(nodes.b.count("object")).isZero();
    }
  }
}
