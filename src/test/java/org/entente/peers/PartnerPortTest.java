package org.entente.peers;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.entente.storage.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartnerPortTest {
  private static final Instant NOW = Instant.parse("2026-12-01T00:00:00Z");

  private final NodeKeys here = NodeKeys.generate(NOW);
  private final NodeKeys there = NodeKeys.generate(NOW);
  private Database database;
  private Peers peers;
  private PartnerPort port;

  /// Answers every request with 204.
  private static final class Yes extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      response.setStatus(204);
      callback.succeeded();
      return true;
    }
  }

  @BeforeEach
  void open(@TempDir Path folder) {
    database = Database.open(folder.resolve("entente.db"));
    peers = new Peers(database);
    port =
        new PartnerPort(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            here.tls(),
            peers,
            PortLimits.DEFAULT,
            new Yes());
    port.start();
  }

  @AfterEach
  void close() {
    port.close();
    database.close();
  }

  private NodeCard cardOf(NodeKeys keys, String country) {
    return NodeCardTest.card(keys, country, URI.create("https://127.0.0.1:" + port.port()));
  }

  private PartnerClient client(NodeKeys own, NodeKeys expected) {
    return new TlsClient(cardOf(expected, "IL"), own.tls());
  }

  @Test
  void answers_a_confirmed_peer_and_nobody_before() throws Exception {
    var card = cardOf(there, "MA");
    try (var client = client(there, here)) {
      assertThatThrownBy(() -> client.get("card")).isInstanceOf(IOException.class);
      assertThat(peers.add(card)).isInstanceOf(Peers.Added.Unconfirmed.class);
      assertThatThrownBy(() -> client.get("card")).isInstanceOf(IOException.class);
      var others = cardOf(here, "MA").fingerprint();
      assertThat(peers.confirm(card.identity(), others)).isFalse();
      assertThatThrownBy(() -> client.get("card")).isInstanceOf(IOException.class);
      assertThat(peers.confirm(card.identity(), card.fingerprint())).isTrue();
      assertThat(client.get("card").status()).isEqualTo(204);
    }
  }

  @Test
  void is_not_spoken_to_when_it_shows_another_key() {
    peers.add(cardOf(there, "MA"));
    peers.confirm(cardOf(there, "MA").identity(), cardOf(there, "MA").fingerprint());
    try (var client = client(there, NodeKeys.generate(NOW))) {
      assertThatThrownBy(() -> client.get("card"))
          .isInstanceOf(IOException.class)
          .hasStackTraceContaining("is not on the card");
    }
  }

  @Test
  void refuses_a_header_above_its_limit() throws Exception {
    peers.add(cardOf(there, "MA"));
    peers.confirm(cardOf(there, "MA").identity(), cardOf(there, "MA").fingerprint());
    try (var client = client(there, here)) {
      var path = "x".repeat(PortLimits.DEFAULT.headerBytes() + 1);
      assertThat(client.get(path).status()).isEqualTo(414);
    }
  }

  /// Spoken by hand, since a client that is still writing may miss the answer.
  @Test
  void refuses_a_body_above_its_limit_before_it_is_sent() throws Exception {
    peers.add(cardOf(there, "MA"));
    peers.confirm(cardOf(there, "MA").identity(), cardOf(there, "MA").fingerprint());
    var sockets = PinnedTls.context(there.tls(), here.tls().pin()::equals).getSocketFactory();
    try (var socket = sockets.createSocket(InetAddress.getLoopbackAddress(), port.port())) {
      var request =
          "POST /entente/v1/card HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n"
              .formatted(PortLimits.DEFAULT.bodyBytes() + 1);
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      var status = new String(socket.getInputStream().readNBytes(12), US_ASCII);
      assertThat(status).isEqualTo("HTTP/1.1 413");
    }
  }

  @Test
  void a_confirmed_card_is_not_replaced_by_another() {
    var card = cardOf(there, "MA");
    peers.add(card);
    peers.confirm(card.identity(), card.fingerprint());
    assertThat(peers.add(card)).isInstanceOf(Peers.Added.Known.class);
    assertThat(peers.add(cardOf(NodeKeys.generate(NOW), "MA")))
        .isInstanceOf(Peers.Added.Refused.class);
    assertThat(peers.add(cardOf(there, "IL"))).isInstanceOf(Peers.Added.Refused.class);
    assertThat(peers.named("ma")).hasSize(1);
    assertThat(peers.named("cert ma")).hasSize(1);
    assertThat(peers.named(card.identity()).getFirst().confirmed()).isTrue();
  }
}
