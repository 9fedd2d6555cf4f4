package org.entente.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.entente.crypto.Sha256;
import org.entente.decisions.Agreements;
import org.entente.peers.MalformedCard;
import org.entente.peers.NodeCard;
import org.entente.peers.NodeKeys;
import org.entente.peers.Peers;
import org.entente.peers.TlsClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Somebody stands between two nodes when they meet, or later, or a confirmed partner claims to be
/// another. The words that people read to each other, and the key on the card, decide.
class IntroductionTest {
  private Trio trio;

  @BeforeEach
  void meet(@TempDir Path folder) throws Exception {
    trio = new Trio(folder);
  }

  @AfterEach
  void close() {
    trio.close();
  }

  private static NodeCard card(NodeCard of, String identity, NodeKeys keys, Sha256 tls) {
    return new NodeCard(
        identity, of.country(), of.name(), of.node(), tls, keys.publicKeys(), of.versions());
  }

  @Test
  void a_card_swapped_on_the_way_has_other_words_and_opens_no_door(@TempDir Path folder)
      throws Exception {
    TestNode.make(
        folder, "SE", "identity--6f1c0e6e-6a0b-4d0e-9d39-000000000004", 1, TestNode.freePort());
    try (var true4 = new TestNode(folder, TwoNodes.IMPATIENT)) {
      var middle = NodeKeys.generate(Instant.now());
      var swapped = card(true4.card, true4.card.identity(), middle, middle.tls().pin());
      assertThat(trio.victim.peers.add(swapped)).isInstanceOf(Peers.Added.Unconfirmed.class);
      // what its partner reads over the telephone
      assertThat(trio.victim.peers.confirm(swapped.identity(), true4.card.fingerprint())).isFalse();
      assertThat(swapped.fingerprint()).isNotEqualTo(true4.card.fingerprint());
      try (var client = new TlsClient(trio.victim.card, middle.tls())) {
        assertThatThrownBy(() -> client.get("card")).isInstanceOf(IOException.class);
      }
      // the true card comes another way, and takes the place of the one nobody confirmed
      trio.victim.meet(true4);
      assertThat(trio.victim.peers.confirmedWith(middle.tls().pin())).isEmpty();
      try (var client = new TlsClient(trio.victim.card, true4.keys.tls())) {
        assertThat(client.get("card").status()).isEqualTo(200);
      }
    }
  }

  @Test
  void an_accord_with_the_keys_of_somebody_between_is_not_installed() throws Exception {
    var middle = NodeKeys.generate(Instant.now());
    var swapped = card(trio.honest.card, trio.honest.card.identity(), middle, middle.tls().pin());
    assertThat(trio.victim.peers.add(swapped)).isInstanceOf(Peers.Added.Refused.class);
    // the liar signs for the honest party with its own keys
    var forged = TestAccord.forged(trio.liar, trio.honest, trio.victim);
    assertThat(trio.victim.agreements.install(forged))
        .isInstanceOf(Agreements.Installed.Refused.class);
  }

  @Test
  void whoever_answers_in_the_partners_place_with_another_key_is_not_spoken_to() throws Exception {
    trio.lies.close();
    var asked = new AtomicInteger();
    try (var server = new Attacker(trio.honest.keys.tls()).listen(trio.liar.port)) {
      Thread.startVirtualThread(() -> {
        while (!server.isClosed()) {
          try (var socket = server.accept()) {
            if (socket.getInputStream().read() >= 0) {
              asked.incrementAndGet();
            }
          } catch (IOException e) {
            // the other side hung up
          }
        }
      });
      TwoNodes.await(() ->
          trio.standing(Trio.ABUSED)
              .trouble()
              .filter(one -> one.reason().contains("is not on the card"))
              .isPresent());
      trio.requireHonestGoesOn();
      assertThat(asked).as("nothing of a request was sent").hasValue(0);
    }
  }

  @Test
  void a_confirmed_partner_is_nobody_but_itself() {
    var liar = trio.liar;
    var honest = trio.honest.card;
    var peers = trio.victim.peers;
    // another's identity, with its own keys; and another's TLS key, with a new identity
    assertThat(peers.add(card(honest, honest.identity(), liar.keys, liar.card.tls())))
        .isInstanceOf(Peers.Added.Refused.class);
    assertThat(
            peers.add(
                card(
                    liar.card,
                    "identity--6f1c0e6e-6a0b-4d0e-9d39-000000000009",
                    liar.keys,
                    honest.tls())))
        .isInstanceOf(Peers.Added.Refused.class);
    assertThat(peers.confirmedWith(honest.tls())).contains(honest.identity());
    assertThat(peers.confirmedWith(liar.card.tls())).contains(liar.card.identity());
  }

  @Test
  void a_name_that_does_not_look_as_it_is_makes_no_card() {
    for (var name :
        List.of("CERT\u001b[2J", "CERT\nconfirmed yes", "\u202eTREC", "CERT\u200b", "\u2066x")) {
      var card =
          new NodeCard(
              trio.liar.card.identity(),
              "IL",
              name,
              trio.liar.card.node(),
              trio.liar.card.tls(),
              trio.liar.card.keys(),
              trio.liar.card.versions());
      assertThatThrownBy(() -> NodeCard.read(card.bytes()))
          .isInstanceOf(MalformedCard.class)
          .hasMessageContaining("name");
    }
  }
}
