package org.entente.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.entente.crypto.Sha256;
import org.entente.feed.LinkName;
import org.entente.feed.ReceiptTable;
import org.entente.peers.PartnerClient;
import org.entente.peers.TlsClient;
import org.entente.tlog.SignedCheckpoint;
import org.entente.tlog.TlogProof;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What B is answered when it asks A, path by path (docs/protocol/exchange.md, section 2).
@Tag("slow")
class PartnerRoutesTest {
  private static final String ACCORD = "accords/" + TestAccord.ID + "/";

  private TwoNodes nodes;
  private PartnerClient client;

  @BeforeEach
  void exchange(@TempDir Path folder) throws Exception {
    nodes = new TwoNodes(folder).start();
    client = new TlsClient(nodes.a.card, nodes.b.keys.tls());
  }

  @AfterEach
  void close() {
    client.close();
    nodes.close();
  }

  private void exchangeOne() throws Exception {
    nodes.a.file(nodes.a.open("information"), ExchangeTest.indicator(1));
    nodes.settle();
  }

  private int get(String path) throws Exception {
    return client.get(path).status();
  }

  private int post(String path, String body) throws Exception {
    return client.post(path, body.getBytes(UTF_8)).status();
  }

  @Test
  void the_card_is_the_nodes_card() throws Exception {
    assertThat(client.get("card").body()).isEqualTo(nodes.a.card.bytes());
  }

  @Test
  void whatever_is_not_here_or_not_for_this_partner_answers_404_without_a_body() throws Exception {
    for (var path :
        new String[] {
          "",
          "cards",
          "accords",
          "accords/",
          "accords/accord--00000000-0000-4000-8000-000000000001/out/checkpoint",
          ACCORD,
          ACCORD + "out/",
          ACCORD + "out/signed",
          ACCORD + "out/tile/0/1",
          ACCORD + "out/tile/0/001",
          ACCORD + "in/tile/entries/999",
          ACCORD + "proof/7",
          ACCORD + "proof/x",
          ACCORD + "doorbell"
        }) {
      var answer = client.get(path);
      assertThat(answer.status()).as(path).isEqualTo(404);
      assertThat(answer.body()).as(path).isEmpty();
    }
    assertThat(post("card", "")).isEqualTo(404);
    assertThat(post(ACCORD + "out/releases", "")).isEqualTo(404);
  }

  @Test
  void an_accord_with_somebody_else_is_as_unknown_as_one_that_is_not_there() throws Exception {
    var routes = new LinkName("identity--00000000-0000-4000-8000-000000000009", TestAccord.ID);
    assertThat(nodes.a.exchange.link(routes)).isEmpty();
    // C has met A; the accord is between A and B
    var folder = nodes.a.home.folder().resolveSibling("c");
    TestNode.make(
        folder, "FR", "identity--6f1c0e6e-6a0b-4d0e-9d39-000000000003", 1, TestNode.freePort());
    try (var c = new TestNode(folder, TwoNodes.IMPATIENT)) {
      nodes.a.meet(c);
      try (var asC = new TlsClient(nodes.a.card, c.keys.tls())) {
        assertThat(asC.get("card").status()).isEqualTo(200);
        assertThat(asC.get(ACCORD + "out/checkpoint").status()).isEqualTo(404);
        assertThat(asC.get(ACCORD + "in/signed").status()).isEqualTo(404);
        assertThat(asC.post(ACCORD + "doorbell", new byte[0]).status()).isEqualTo(404);
      }
    }
  }

  @Test
  void of_a_log_that_nothing_is_held_of_there_is_nothing_yet() throws Exception {
    for (var path : new String[] {"in/checkpoint", "in/signed", "in/releases?from=0&limit=1"}) {
      assertThat(get(ACCORD + path)).as(path).isEqualTo(204);
    }
  }

  @Test
  void what_is_asked_in_another_form_answers_400() throws Exception {
    for (var query :
        new String[] {
          "",
          "?from=0",
          "?limit=1",
          "?from=-1&limit=1",
          "?from=0&limit=0",
          "?from=0&limit=1&wait=x",
          "?from=1234567890123456789&limit=1"
        }) {
      assertThat(get(ACCORD + "out/releases" + query)).as(query).isEqualTo(400);
    }
  }

  @Test
  void a_receipt_that_does_not_verify_answers_422_and_the_reason() throws Exception {
    var link =
        nodes.a.exchange.link(new LinkName(nodes.b.card.identity(), TestAccord.ID)).orElseThrow();
    TwoNodes.await(link::mayAppend);
    var answer = client.post(ACCORD + "receipts", "{}".getBytes(UTF_8));
    assertThat(answer.status()).isEqualTo(422);
    assertThat(new String(answer.body(), UTF_8)).isNotBlank();
    assertThat(nodes.a.count("receipt_got")).isZero();
  }

  @Test
  void a_receipt_is_taken_later_while_the_partners_size_is_not_known() throws Exception {
    exchangeOne();
    var taken =
        nodes.a.database.read(connection -> ReceiptTable.covering(connection, 1, 0)).orElseThrow();
    nodes.toB.fail(); // A cannot ask what B holds
    nodes.a.close();
    nodes.openA();
    nodes.a.start();
    long entries = nodes.a.count("outgoing");
    assertThat(client.post(ACCORD + "receipts", taken).status()).isEqualTo(503);
    assertThat(nodes.a.count("outgoing")).isEqualTo(entries);
    nodes.toB.mend();
    var link =
        nodes.a.exchange.link(new LinkName(nodes.b.card.identity(), TestAccord.ID)).orElseThrow();
    TwoNodes.await(link::mayAppend);
    assertThat(client.post(ACCORD + "receipts", taken).status()).isEqualTo(204);
    assertThat(nodes.a.count("outgoing")).isEqualTo(entries);
  }

  @Test
  void what_is_published_is_given_and_what_is_beyond_it_is_not() throws Exception {
    exchangeOne();
    var note = SignedCheckpoint.parse(client.get(ACCORD + "out/checkpoint").body());
    long size = note.checkpoint().size();
    assertThat(size).isPositive();
    assertThat(client.get(ACCORD + "out/tile/0/000.p/1").body()).hasSize(Sha256.LENGTH);
    assertThat(get(ACCORD + "out/tile/entries/000.p/1")).isEqualTo(200);
    long beyond = size + 100; // the log goes on meanwhile: a receipt is noted in it
    assertThat(get(ACCORD + "out/tile/entries/000.p/0" + size)).isEqualTo(404);
    assertThat(get(ACCORD + "out/tile/entries/000.p/" + beyond)).isEqualTo(404);
    assertThat(TlogProof.parse(client.get(ACCORD + "proof/0").body()).index()).isZero();
    assertThat(get(ACCORD + "proof/" + beyond)).isEqualTo(404);
    assertThat(get(ACCORD + "out/releases?from=" + size + "&limit=1")).isEqualTo(200);
    assertThat(get(ACCORD + "out/releases?from=" + beyond + "&limit=1")).isEqualTo(503);
    assertThat(get(ACCORD + "out/releases?from=0&limit=1&seen=" + size)).isEqualTo(200);
    assertThat(get(ACCORD + "out/releases?from=0&limit=1&seen=" + beyond))
        .as("who has seen more signed is not shown less")
        .isEqualTo(503);
    assertThat(get(ACCORD + "out/releases?from=0&limit=1&seen=all")).isEqualTo(400);
    assertThat(post(ACCORD + "doorbell", "")).isEqualTo(204);
  }

  @Test
  void a_partner_is_given_back_what_it_wrote_with_its_own_signed_checkpoint() throws Exception {
    exchangeOne();
    var toA =
        nodes.b.exchange.link(new LinkName(nodes.a.card.identity(), TestAccord.ID)).orElseThrow();
    TwoNodes.await(() ->
        nodes
            .a
            .exchange
            .link(new LinkName(nodes.b.card.identity(), TestAccord.ID))
            .orElseThrow()
            .held()
            .seen()
            .isPresent());
    var signed = SignedCheckpoint.parse(client.get(ACCORD + "in/signed").body());
    nodes
        .b
        .agreements
        .keys(TestAccord.ID, nodes.b.card.identity())
        .log(toA.own().origin())
        .verify(signed);
    assertThat(get(ACCORD + "in/checkpoint")).isEqualTo(200);
    assertThat(get(ACCORD + "in/releases?from=0&limit=1")).isEqualTo(200);
  }
}
