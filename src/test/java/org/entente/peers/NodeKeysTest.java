package org.entente.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.entente.json.CanonicalJson;
import org.entente.json.Json;
import org.entente.json.JsonValue;
import org.entente.storage.StorageFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeKeysTest {
  /// A spoilt bit of it leaves a key that reads and signs, and is believed by nobody.
  @Test
  void a_key_file_whose_halves_are_not_of_each_other_is_told(@TempDir Path folder)
      throws Exception {
    var one = Files.createDirectory(folder.resolve("one"));
    var other = Files.createDirectory(folder.resolve("other"));
    NodeKeys.generate(Instant.EPOCH).write(one);
    NodeKeys.generate(Instant.EPOCH).write(other);
    assertThatCode(() -> NodeKeys.read(one).requirePaired(one)).doesNotThrowAnyException();
    for (var name : List.of("node-Ed25519.json", "log-ML-DSA-44.json", "tls.json")) {
      var file = one.resolve(name);
      var whole = Files.readAllBytes(file);
      Files.write(file, withPrivateOf(whole, Files.readAllBytes(other.resolve(name))));
      var keys = NodeKeys.read(one);
      assertThatThrownBy(() -> keys.requirePaired(one))
          .isInstanceOf(StorageFailure.class)
          .hasMessageContaining(name)
          .hasMessageContaining("its private half is not of its public half");
      Files.write(file, whole);
    }
    var sign = "sign-Ed25519.json";
    assertThat(NodeKeys.signing(one)).hasSize(2);
    Files.write(
        one.resolve(sign),
        withPrivateOf(
            Files.readAllBytes(one.resolve(sign)), Files.readAllBytes(other.resolve(sign))));
    assertThatThrownBy(() -> NodeKeys.signing(one)).hasMessageContaining(sign);
  }

  private static byte[] withPrivateOf(byte[] one, byte[] other) throws Exception {
    var json = JsonValue.object();
    var secret = Json.parseObject(other).get("private").orElseThrow();
    Json.parseObject(one)
        .members()
        .forEach((name, value) -> json.put(name, name.equals("private") ? secret : value));
    return CanonicalJson.bytes(json.build());
  }
}
