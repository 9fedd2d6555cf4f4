package org.entente.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.entente.decisions.OutgoingTable;
import org.entente.feed.LinkName;
import org.entente.ledger.EntryKind;
import org.entente.ledger.Leaf;
import org.entente.ledger.Opening;
import org.entente.storage.Restorations;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a partner says it has read of our log cannot be less than before, nor more than there is.
class SeenTest {
  private TwoNodes nodes;

  @BeforeEach
  void exchange(@TempDir Path folder) throws Exception {
    nodes = new TwoNodes(folder).start();
    nodes.a.file(nodes.a.open("information"), ExchangeTest.indicator(1));
    nodes.settle();
    // A has read B's receipt leaf, and its next leaf says so
    TwoNodes.await(() -> fromA().held().size() > 0);
  }

  @AfterEach
  void close() {
    nodes.close();
  }

  private Link fromA() {
    return nodes
        .a
        .exchange
        .link(new LinkName(nodes.b.card.identity(), TestAccord.ID))
        .orElseThrow();
  }

  /// A leaf as no honest node writes it.
  private void write(long seen) {
    var link = fromA();
    var now = Instant.now();
    var header = Opening.of("{}".getBytes(UTF_8));
    var payload = Opening.of("{}".getBytes(UTF_8));
    var accord = nodes.a.agreements.latest(TestAccord.ID).digest();
    nodes.a.database.write(connection -> {
      var leaf = Leaf.of(EntryKind.STATEMENT, now, accord, seen, header, payload);
      return link.writing()
          .append(
              connection,
              List.of(leaf.bytes()),
              List.of(OutgoingTable.Row.of(EntryKind.STATEMENT, header, payload, now)));
    });
    link.appended();
  }

  private void requireRefused(String reason) throws Exception {
    TwoNodes.await(() -> nodes.b.count("incoming where verdict is not null") > 0);
    assertThat(
            nodes.b.count(
                "incoming where verdict = 'refused' and reason like '%%%s%%'".formatted(reason)))
        .isEqualTo(1);
  }

  @Test
  void an_entry_that_says_more_was_read_than_there_is_is_refused() throws Exception {
    write(1_000);
    requireRefused("it says that 1000 entries of our log were read");
  }

  /// What a restore lost nobody may have: the partner was put back too, and all that is left is
  /// what its own leaf says.
  @Test
  void after_a_restore_it_is_an_alarm_that_more_was_read_than_there_is() throws Exception {
    nodes.b.database.write(connection -> {
      var now = Instant.now();
      Restorations.note(connection, new Restorations.Unconfirmed("a test", now, Optional.empty()));
      return Restorations.confirm(connection, "officer-1", "looked at", now);
    });
    write(1_000);
    TwoNodes.await(() -> nodes.b.exchange.standings().getFirst().alarm().isPresent());
    assertThat(nodes.b.exchange.standings().getFirst().alarm().orElseThrow().message())
        .contains("had read 1000 entries")
        .contains("only a succeed statement ends this");
    assertThat(nodes.b.count("incoming where verdict is not null")).isZero();
  }

  @Test
  void an_entry_that_says_less_was_read_than_the_one_before_is_refused() throws Exception {
    nodes.a.file(
        nodes.a.database.read(connection ->
            org.entente.holdings.Catalogue.named(connection, "information").orElseThrow()),
        ExchangeTest.indicator(2));
    nodes.settle();
    write(0);
    requireRefused("it says that 0 entries of our log were read, after ");
  }
}
