package org.entente.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.entente.Shared;
import org.entente.json.Json;
import org.entente.json.JsonValue.JsonArray;
import org.entente.json.JsonValue.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which signatures and keys count, frozen: two authorities that verify differently could be shown
/// one document of which one believes what the other refuses (decision 0310).
final class SignatureVectorsTest {
  private static final HexFormat HEX = HexFormat.of();

  /// What became of a vector.
  enum Answer {
    HOLDS,
    FAILS,
    NO_KEY
  }

  private static Answer answer(Algorithm algorithm, String key, byte[] message, String signature) {
    try {
      var read = VerifyingKey.ofRaw(algorithm, HEX.parseHex(key));
      return read.verifies(message, HEX.parseHex(signature)) ? Answer.HOLDS : Answer.FAILS;
    } catch (IllegalArgumentException e) {
      return Answer.NO_KEY;
    }
  }

  /// Vectors of our own, made by `src/test/scripts/make-ed25519-vectors.py`.
  @ParameterizedTest
  @CsvFileSource(resources = "ed25519-edges.csv", numLinesToSkip = 1, maxCharsPerColumn = 300)
  void answers_each_edge_of_ed25519_in_one_way(
      String what, Answer expected, String key, String signature, String message) {
    assertThat(answer(Algorithm.ED25519, key, message.getBytes(UTF_8), signature))
        .as(what)
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0200000000000000000000000000000000000000000000000000000000000000", // on no curve
        "0100000000000000000000000000000000000000000000000000000000000080", // x = 0 with a sign
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", // y = p
        "f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", // y = p + 3
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
      })
  void refuses_what_encodes_no_point_when_it_is_read_and_not_when_it_is_used(String key) {
    assertThatThrownBy(() -> VerifyingKey.ofRaw(Algorithm.ED25519, HEX.parseHex(key)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @EnumSource(Algorithm.class)
  void refuses_a_signature_of_which_any_byte_is_another(Algorithm algorithm) {
    var key = SigningKey.generate(algorithm);
    var message = "entente".getBytes(UTF_8);
    var signature = key.sign(message);
    assertThat(key.publicKey().verifies(message, signature)).isTrue();
    int step = Math.max(1, signature.length / 40);
    for (int i = 0; i < signature.length; i += step) {
      signature[i] ^= 1;
      assertThat(key.publicKey().verifies(message, signature)).as("byte %d", i).isFalse();
      signature[i] ^= 1;
    }
    signature[signature.length - 1] ^= (byte) 0x80;
    assertThat(key.publicKey().verifies(message, signature)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Algorithm.class)
  void refuses_a_signature_or_a_key_of_another_length(Algorithm algorithm) {
    var key = SigningKey.generate(algorithm).publicKey();
    for (int length : new int[] {0, 1, algorithm.signatureLength() - 1, 10_000}) {
      assertThat(key.verifies(new byte[3], new byte[length])).isFalse();
    }
    for (int length : new int[] {0, algorithm.publicLength() - 1, algorithm.publicLength() + 1}) {
      assertThatThrownBy(() -> VerifyingKey.ofRaw(algorithm, new byte[length]))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void reads_a_key_in_its_one_base64url_form_alone() {
    var text = SigningKey.generate(Algorithm.ED25519).publicKey().base64Url();
    assertThat(VerifyingKey.ofBase64Url(Algorithm.ED25519, text).base64Url()).isEqualTo(text);
    for (var other : List.of(text + "=", text.substring(0, 42) + spare(text.charAt(42)))) {
      assertThatThrownBy(() -> VerifyingKey.ofBase64Url(Algorithm.ED25519, other))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  /// The next character: the last of 43 carries four bits and two that must be zero.
  private static char spare(char last) {
    var alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    return alphabet.charAt(alphabet.indexOf(last) + 1);
  }

  /// C2SP/CCTV, `ed25519`: each combination of edges, by its flags. What holds has no flag but
  /// those of a point of R or A with a part of small order that the equation without cofactor
  /// cancels.
  @Test
  void answers_the_cctv_vectors_by_their_flags() throws Exception {
    var file = Shared.path("vectors/cctv/ed25519vectors.json");
    var answers = new TreeMap<String, Integer>();
    for (var item : ((JsonArray) Json.parse(Files.readAllBytes(file))).items()) {
      var vector = (JsonObject) item;
      var flags = vector.strings("flags");
      var expected =
          flags.contains("low_order_A") || flags.contains("non_canonical_A")
              ? Answer.NO_KEY
              : flags.contains("low_order_residue") || flags.contains("non_canonical_R")
                  ? Answer.FAILS
                  : Answer.HOLDS;
      var answer =
          answer(
              Algorithm.ED25519,
              vector.string("key").orElseThrow(),
              vector.string("msg").orElseThrow().getBytes(UTF_8),
              vector.string("sig").orElseThrow());
      assertThat(answer).as(flags.toString()).isEqualTo(expected);
      answers.merge(answer.name(), 1, Integer::sum);
    }
    assertThat(answers).isEqualTo(Map.of("HOLDS", 86, "FAILS", 302, "NO_KEY", 526));
  }

  /// Project Wycheproof. A vector with a context other than the empty one is not ours.
  @ParameterizedTest
  @CsvSource({
    "ed25519_test, ED25519, 151",
    "mldsa_44_verify_test, ML_DSA_44, 173",
    "mldsa_65_verify_test, ML_DSA_65, 203"
  })
  void answers_wycheproof_as_it_says(String name, Algorithm algorithm, int vectors)
      throws Exception {
    var file = Shared.path("vectors/wycheproof/" + name + ".json");
    var wrong = new ArrayList<String>();
    int seen = 0;
    for (var item : Json.parseObject(Files.readAllBytes(file)).array("testGroups")) {
      var group = (JsonObject) item;
      var key =
          group
              .object("publicKey")
              .flatMap(each -> each.string("pk"))
              .or(() -> group.string("publicKey"));
      for (var each : group.array("tests")) {
        var test = (JsonObject) each;
        if (!test.string("ctx").orElse("").isEmpty() || test.string("msg").isEmpty()) {
          continue;
        }
        seen++;
        var holds =
            answer(
                    algorithm,
                    key.orElseThrow(),
                    HEX.parseHex(test.string("msg").get()),
                    test.string("sig").orElseThrow())
                == Answer.HOLDS;
        if (holds != test.string("result").orElseThrow().equals("valid")) {
          wrong.add(test.integer("tcId") + " " + test.strings("flags"));
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(seen).isEqualTo(vectors);
  }
}
