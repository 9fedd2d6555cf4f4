package org.entente.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.entente.crypto.Jws.KeyInUse;
import org.junit.jupiter.api.Test;

class JwsTest {
  private static final KeyInUse CLASSICAL =
      new KeyInUse("k-ed", SigningKey.generate(Algorithm.ED25519));
  private static final KeyInUse QUANTUM_SAFE =
      new KeyInUse("k-ml", SigningKey.generate(Algorithm.ML_DSA_65));

  private static Optional<VerifyingKey> known(String kid) {
    var keys = Map.of("k-ed", CLASSICAL.key().publicKey(), "k-ml", QUANTUM_SAFE.key().publicKey());
    return Optional.ofNullable(keys.get(kid));
  }

  private static Jws signed() {
    return Jws.sign("test+jws", "{}".getBytes(UTF_8), List.of(CLASSICAL, QUANTUM_SAFE));
  }

  @Test
  void verifies_what_both_keys_signed() throws Exception {
    var read = Jws.parse(signed().bytes());
    read.verify("test+jws", JwsTest::known);
    assertThat(read.payload()).isEqualTo("{}".getBytes(UTF_8));
    assertThat(read.signatures()).hasSize(2);
  }

  @Test
  void refuses_another_type() {
    assertThatThrownBy(() -> signed().verify("other+jws", JwsTest::known))
        .isInstanceOf(ProofInvalid.class)
        .hasMessageContaining("other+jws");
  }

  @Test
  void refuses_another_payload() {
    var forged = new Jws("{\"a\":1}".getBytes(UTF_8), signed().signatures());
    assertThatThrownBy(() -> forged.verify("test+jws", JwsTest::known))
        .isInstanceOf(ProofInvalid.class);
  }

  @Test
  void refuses_a_key_of_another_algorithm_under_the_same_name() {
    assertThatThrownBy(
            () -> signed().verify("test+jws", kid -> Optional.of(CLASSICAL.key().publicKey())))
        .isInstanceOf(ProofInvalid.class);
  }

  @Test
  void refuses_a_header_that_would_choose_its_own_rules() {
    var header = "{\"alg\":\"Ed25519\",\"crit\":[\"b64\"],\"kid\":\"k-ed\",\"typ\":\"test+jws\"}";
    var encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(header.getBytes(UTF_8));
    var jws =
        "{\"payload\":\"e30\",\"signatures\":[{\"protected\":\""
            + encoded
            + "\",\"signature\":\"\"}]}";
    assertThatThrownBy(() -> Jws.parse(jws.getBytes(UTF_8)))
        .isInstanceOf(ProofInvalid.class)
        .hasMessageContaining("crit");
  }

  @Test
  void refuses_a_header_in_another_writing_and_a_name_that_stands_twice() {
    var header = "{\"alg\":\"Ed25519\",\"kid\":\"k-ed\",\"typ\":\"test+jws\"}";
    var item = "{\"protected\":\"%s\",\"signature\":\"\"}";
    unreadable(item.formatted(encoded(header.replace(",", ", "))), "canonical form");
    var once = item.formatted(encoded(header));
    unreadable(once + "," + once, "key k-ed signed twice");
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }

  private static void unreadable(String signatures, String because) {
    var jws = "{\"payload\":\"e30\",\"signatures\":[" + signatures + "]}";
    assertThatThrownBy(() -> Jws.parse(jws.getBytes(UTF_8)))
        .isInstanceOf(ProofInvalid.class)
        .hasMessageContaining(because);
  }

  /// An Ed25519 key is a point of the curve (RFC 8032 §5.1.3); base64url of its bytes has one form.
  @Test
  void a_key_is_a_point_and_has_one_writing() {
    var none = new byte[32];
    none[0] = 2; // no point has this y
    assertThatThrownBy(() -> VerifyingKey.ofRaw(Algorithm.ED25519, none))
        .isInstanceOf(IllegalArgumentException.class);
    var text = SigningKey.generate(Algorithm.ED25519).publicKey().base64Url();
    for (var other : List.of(text + "=", text.substring(0, 42) + next(text.charAt(42)))) {
      assertThatThrownBy(() -> VerifyingKey.ofBase64Url(Algorithm.ED25519, other))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  /// The last letter of 32 bytes has two bits left over, and the next letter those bits only.
  private static char next(char letter) {
    var letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    return letters.charAt(letters.indexOf(letter) + 1);
  }

  @Test
  void reads_keys_back_from_their_file_form() {
    for (var algorithm : Algorithm.values()) {
      var key = SigningKey.generate(algorithm);
      var again = SigningKey.ofJson(key.toJson());
      var raw = VerifyingKey.ofRaw(algorithm, key.publicKey().raw());
      var message = "m".getBytes(UTF_8);
      assertThat(raw.verifies(message, again.sign(message))).isTrue();
      assertThat(raw.verifies("n".getBytes(UTF_8), again.sign(message))).isFalse();
    }
  }
}
