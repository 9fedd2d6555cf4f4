package org.entente.fuzz;

import java.util.List;
import java.util.Optional;
import org.entente.crypto.SigningKey;
import org.entente.json.Json;
import org.entente.json.MalformedJson;
import org.entente.peers.TlsIdentity;

/// The files of a home's private keys: a disk may spoil them, and people copy them about.
final class KeyTargets {
  private KeyTargets() {}

  static List<Target> all() {
    return List.of(
        key("key-ed25519", "key-ed25519.json"),
        key("key-ml-dsa", "key-ml-dsa-44.json"),
        new Target(
            "key-tls",
            10,
            IllegalArgumentException.class,
            Form.JSON,
            List.of(Specimens.file("key-tls.json")),
            KeyTargets::tls));
  }

  private static Target key(String name, String file) {
    return new Target(
        name,
        10,
        IllegalArgumentException.class,
        Form.JSON,
        List.of(Specimens.file(file)),
        KeyTargets::signing);
  }

  /// A key that was read says whether its halves are of each other, and is written as it was read.
  /// What it says of a spoilt half may differ: ML-DSA draws a nonce for each signature, and one bit
  /// may matter to some of them only.
  private static Optional<String> signing(byte[] input) {
    try {
      var key = SigningKey.ofJson(Json.parseObject(input));
      var _ = key.isPaired();
      return Target.unless(
          SigningKey.ofJson(key.toJson()).publicKey().equals(key.publicKey()),
          "is not read as it was written");
    } catch (MalformedJson e) {
      return Optional.empty();
    }
  }

  private static Optional<String> tls(byte[] input) {
    try {
      var identity = TlsIdentity.ofJson(Json.parseObject(input));
      return Target.unless(
          TlsIdentity.ofJson(identity.toJson()).pin().equals(identity.pin()),
          "is not read as it was written");
    } catch (MalformedJson e) {
      return Optional.empty();
    }
  }
}
