package org.entente.peers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.entente.accord.KeyUse;
import org.entente.crypto.Algorithm;
import org.entente.crypto.SigningKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeCardTest {
  private static final Instant NOW = Instant.parse("2026-12-01T00:00:00Z");
  private static final NodeKeys KEYS = NodeKeys.generate(NOW);

  static NodeCard card(NodeKeys keys, String country, URI node) {
    return new NodeCard(
        "identity--6f1c0e6e-6a0b-4d0e-9d39-0000000000" + (country.equals("IL") ? "01" : "02"),
        country,
        "CERT " + country,
        node,
        keys.tls().pin(),
        keys.publicKeys(),
        List.of(NodeCard.VERSION));
  }

  private static NodeCard card() {
    return card(KEYS, "IL", URI.create("https://node.cert.example:8443"));
  }

  @Test
  void reads_back_what_it_wrote() throws Exception {
    var again = NodeCard.read(card().bytes());
    assertThat(again).isEqualTo(card());
    assertThat(again.bytes()).isEqualTo(card().bytes());
    assertThat(again.key(KeyUse.HOLD, Algorithm.ML_DSA_44)).isPresent();
    assertThat(again.key(KeyUse.HOLD, Algorithm.ML_DSA_65)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"country\":\"IL\" | \"country\":\"il\" | country",
        "\"entente\":1 | \"entente\":2 | entente",
        "https://node | http://node | node",
        ".example:8443 | .example:8443/x | node",
        "\"tls\":\" | \"tls\":\"0 | tls",
        "identity--6 | identity--x | identity",
        "\"use\":\"hold\" | \"use\":\"other\" | use",
        "\"alg\":\"Ed25519\" | \"alg\":\"ML-DSA-65\" | public",
        "\"name\":\"CERT IL\" | \"name\":\"\" | name",
        "\"country\":\"IL\" | \"country\":\"IL\",\"more\":1 | expected exactly",
        ".example:8443 | .example | node",
        ".example:8443 | .example:65536 | node",
        ".example:8443 | .example:0 | node",
        "\"kid\":\"log- | \"kid\":\"hold- | kid",
        "\"kid\":\"sign- | \"kid\":\"sign-0 | kid",
        "[\"v1\"] | [\"v2\"] | versions",
        "[\"v1\"] | [\"v1\",2] | versions",
      })
  void says_which_member_is_wrong(String right, String wrong, String named) {
    var text = new String(card().bytes(), UTF_8);
    assertThat(text).contains(right);
    assertThatThrownBy(() -> NodeCard.read(text.replace(right, wrong).getBytes(UTF_8)))
        .isInstanceOf(MalformedCard.class)
        .hasMessageContaining(named);
  }

  /// Anybody can sign for such a key, and one that is no point was noticed only when it was used.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", // the neutral point
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", // of order 4
        "AgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" // on no curve
      })
  void has_no_key_that_anybody_or_nobody_can_sign_with(String weak) throws Exception {
    var text = new String(card().bytes(), UTF_8);
    var hold = card().key(KeyUse.HOLD, Algorithm.ED25519).orElseThrow().key().base64Url();
    assertThatThrownBy(() -> NodeCard.read(text.replace(hold, weak).getBytes(UTF_8)))
        .isInstanceOf(MalformedCard.class)
        .hasMessageContaining("public");
  }

  /// Else a node would find out in the middle of an exchange that it has no key, or which of two.
  @Test
  void has_one_key_of_each_algorithm_for_each_use() throws Exception {
    for (var key : KEYS.publicKeys()) {
      refused(without(key), "for " + key.use().word() + " expected");
      refused(with(fresh(key.use(), key.key().algorithm())), "for " + key.use().word());
    }
    refused(with(fresh(KeyUse.SIGN, Algorithm.ML_DSA_44)), "alg of a sign key");
    refused(with(KEYS.publicKeys().getFirst()), "stands twice");
  }

  /// Of a party whose accords two bodies sign.
  @Test
  void has_a_second_pair_only_to_sign_accords_with() throws Exception {
    var two = with(fresh(KeyUse.SIGN, Algorithm.ED25519), fresh(KeyUse.SIGN, Algorithm.ML_DSA_65));
    assertThat(NodeCard.read(card(two).bytes()).keys()).isEqualTo(two);
    refused(
        with(fresh(KeyUse.NODE, Algorithm.ED25519), fresh(KeyUse.NODE, Algorithm.ML_DSA_65)),
        "for node expected one each");
  }

  private static CardKey fresh(KeyUse use, Algorithm algorithm) {
    return CardKey.of(use, SigningKey.generate(algorithm).publicKey());
  }

  private static List<CardKey> with(CardKey... more) {
    return Stream.concat(KEYS.publicKeys().stream(), Stream.of(more)).toList();
  }

  private static List<CardKey> without(CardKey key) {
    var keys = new ArrayList<>(KEYS.publicKeys());
    keys.remove(key);
    return keys;
  }

  private static NodeCard card(List<CardKey> keys) {
    var card = card();
    return new NodeCard(
        card.identity(), "IL", "CERT", card.node(), card.tls(), keys, card.versions());
  }

  private static void refused(List<CardKey> keys, String because) {
    assertThatThrownBy(() -> NodeCard.read(card(keys).bytes()))
        .isInstanceOf(MalformedCard.class)
        .hasMessageContaining(because);
  }

  /// The words are made of its bytes: a card that was written anew has others.
  @Test
  void is_refused_in_another_writing() {
    var text = new String(card().bytes(), StandardCharsets.UTF_8);
    for (var other :
        List.of(text + "\n", text.replace(",", ", "), text.replace("8443", "8443#a"))) {
      assertThat(other).isNotEqualTo(text);
      assertThatThrownBy(() -> NodeCard.read(other.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOf(MalformedCard.class);
    }
  }

  @Test
  void is_refused_when_longer_than_any_card() {
    assertThatThrownBy(() -> NodeCard.read(new byte[NodeCard.MAX_BYTES + 1]))
        .isInstanceOf(MalformedCard.class);
  }

  @Test
  void another_card_has_other_words() {
    var words = card().fingerprint();
    assertThat(words.words()).hasSize(12);
    var other = card(KEYS, "IL", URI.create("https://node.cert.example:8444"));
    assertThat(other.fingerprint()).isNotEqualTo(words);
    assertThat(Fingerprint.parse("  " + words.toString().toUpperCase(java.util.Locale.ROOT)))
        .contains(words);
    assertThat(Fingerprint.parse("one two three")).isEmpty();
  }

  /// SHA-256 of nothing begins e3b0c44298fc1c14 9afb…: 11100011101 = 1821, 10000110001 = 1073.
  @Test
  void words_are_the_first_132_bits_eleven_at_a_time() throws Exception {
    try (var stream = Fingerprint.class.getResourceAsStream("words.txt")) {
      var list =
          new String(java.util.Objects.requireNonNull(stream).readAllBytes(), UTF_8)
              .lines()
              .toList();
      var words = Fingerprint.of(new byte[0]).words();
      assertThat(words.get(0)).isEqualTo(list.get(0b11100011101));
      assertThat(words.get(1)).isEqualTo(list.get(0b10000110001));
    }
  }

  @Test
  void keys_are_read_back_from_their_folder(@TempDir Path folder) throws Exception {
    KEYS.write(folder);
    var again = NodeKeys.read(folder);
    assertThat(again.publicKeys()).isEqualTo(KEYS.publicKeys());
    assertThat(again.tls().pin()).isEqualTo(KEYS.tls().pin());
    java.nio.file.Files.delete(folder.resolve("sign-Ed25519.json"));
    java.nio.file.Files.delete(folder.resolve("sign-ML-DSA-65.json"));
    assertThat(NodeKeys.read(folder).of(KeyUse.SIGN)).isEmpty();
  }
}
