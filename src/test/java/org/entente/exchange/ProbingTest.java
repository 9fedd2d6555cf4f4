package org.entente.exchange;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.entente.accord.KeyUse;
import org.entente.peers.PartnerClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A confirmed partner asks for what is not its own. Whether an accord is there that it has no part
/// in cannot be told from any answer: status, headers and body are, byte for byte, those for an
/// accord that does not exist, and for what is no id at all.
@Tag("slow")
class ProbingTest {
  private static final String UNKNOWN = "accord--00000000-0000-4000-8000-000000000001";

  private Trio trio;
  private Attacker attacker;

  @BeforeEach
  void meet(@TempDir Path folder) throws Exception {
    trio = new Trio(folder);
    attacker = new Attacker(trio.liar.keys.tls());
    trio.requireOthersGoOn(); // so that the hidden accord has logs with something in them
  }

  @AfterEach
  void close() {
    trio.close();
  }

  /// All of the answer, on a connection of its own.
  private String ask(String method, String path, String body) throws IOException {
    try (var socket = attacker.connect(trio.victim.port)) {
      Attacker.say(
          socket,
          "%s %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
              .formatted(method, path, body.length(), body));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  @Test
  void an_accord_with_another_answers_as_one_that_does_not_exist() throws Exception {
    var below =
        List.of(
            "",
            "/",
            "/out/checkpoint",
            "/out/releases?from=0&limit=1",
            "/out/releases?from=0&limit=1&wait=1",
            "/out/releases?from=x",
            "/out/tile/0/000.p/1",
            "/out/tile/entries/000.p/1",
            "/in/checkpoint",
            "/in/signed",
            "/in/releases?refill=1&from=0&limit=1",
            "/proof/0",
            "/doorbell",
            "/receipts",
            "/%2e%2e/card",
            "//out/checkpoint",
            "/out/../out/checkpoint",
            "/out%2fcheckpoint",
            "/;a/out/checkpoint");
    for (var path : below) {
      for (var method : List.of("GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE", "X")) {
        var body = method.equals("POST") ? "{}" : "";
        var hidden = ask(method, accord(TestAccord.THIRD) + path, body);
        assertThat(hidden)
            .as("%s %s", method, path)
            .isEqualTo(ask(method, accord(UNKNOWN) + path, body))
            .doesNotContain("accord--")
            .matches("(?s)HTTP/1.1 (404|400|501) .*");
        if (path.startsWith("/out/c") || path.equals("/in/signed")) {
          assertThat(hidden).isEqualTo(ask(method, accord("no-accord-id") + path, body));
        }
      }
    }
    assertThat(trio.victim.count("alarm")).isZero();
    trio.requireOthersGoOn();
  }

  private static String accord(String id) {
    return PartnerClient.PREFIX + "accords/" + id;
  }

  @Test
  void its_own_accord_is_answered_and_names_nobody_elses() throws Exception {
    var card = ask("GET", PartnerClient.PREFIX + "card", "");
    assertThat(card).startsWith("HTTP/1.1 200").doesNotContain(TestAccord.THIRD);
    assertThat(ask("POST", accord(Trio.ABUSED) + "/doorbell", "")).startsWith("HTTP/1.1 204");
    for (var header : new String[] {"Server:", "Date:", "X-Powered"}) {
      assertThat(card).doesNotContain(header);
    }
  }

  @Test
  void a_receipt_for_a_hidden_accords_log_is_as_unknown_as_any() throws Exception {
    var hidden =
        trio.victim.exchange.link(
            new org.entente.feed.LinkName(trio.honest.card.identity(), TestAccord.THIRD));
    var own = hidden.orElseThrow().own();
    TwoNodes.await(() -> own.published().filter(note -> note.checkpoint().size() > 0).isPresent());
    var head = own.published().orElseThrow().checkpoint();
    var answers = new ArrayList<Integer>();
    for (var accord : List.of(TestAccord.THIRD, UNKNOWN)) {
      var said =
          new org.entente.receipt.Receipt(accord, head.origin(), 0, 1, own.root(1), List.of());
      var receipt =
          org.entente.receipt.SignedReceipt.sign(
              said,
              0,
              trio.lies.cosigned(head.origin(), 1, own.root(1)),
              trio.liar.keys.of(KeyUse.NODE));
      answers.add(
          trio.lies.client().post("accords/" + accord + "/receipts", receipt.bytes()).status());
    }
    assertThat(answers).containsExactly(404, 404);
    assertThat(trio.victim.count("receipt_got where receipt is not null and entry < 0")).isZero();
  }
}
