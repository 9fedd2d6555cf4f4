package org.entente.tlog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.entente.crypto.Algorithm;
import org.entente.crypto.ProofInvalid;
import org.entente.crypto.Sha256;
import org.entente.crypto.VerifyingKey;

/// A key under the name by which signature lines refer to it (signed-note, "Signatures"). The type
/// says what is signed, so one key pair used for two types stays unambiguous:
///
///     key ID = SHA-256(name ‖ 0A ‖ type ‖ raw public key)[:4]
public record NoteKey(String name, Type type, VerifyingKey key) {
  /// The signature types in use here (signed-note, "Signature types"; tlog-cosignature).
  public enum Type {
    /// Ed25519 over the note text.
    ED25519(0x01, Algorithm.ED25519),
    /// Timestamped Ed25519 cosignature over `cosignature/v1`.
    COSIGNATURE_ED25519(0x04, Algorithm.ED25519),
    /// Timestamped ML-DSA-44 signature over `subtree/v1`, by the log or by a cosigner.
    ML_DSA_44(0x06, Algorithm.ML_DSA_44);

    private final int code;
    private final Algorithm algorithm;

    Type(int code, Algorithm algorithm) {
      this.code = code;
      this.algorithm = algorithm;
    }

    private static Type coded(int code) throws ProofInvalid {
      return Arrays.stream(values())
          .filter(type -> type.code == code)
          .findFirst()
          .orElseThrow(() -> new ProofInvalid("vkey: signature type %02x unknown".formatted(code)));
    }
  }

  public NoteKey {
    if (name.isEmpty() || !name.codePoints().allMatch(LogOrigin::permitted)) {
      throw new IllegalArgumentException("not a key name: \"" + name + "\"");
    }
    if (key.algorithm() != type.algorithm) {
      throw new IllegalArgumentException(
          "type %02x is for %s, not %s"
              .formatted(type.code, type.algorithm.joseName(), key.algorithm().joseName()));
    }
  }

  /// Reads a verifier key, `example.com/log+33d7b496+AeHTu4Q3…`: name, key id, and the base64 of
  /// type byte and raw key.
  public static NoteKey parse(String vkey) throws ProofInvalid {
    var parts = vkey.split("\\+", 3);
    if (parts.length != 3) {
      throw new ProofInvalid("vkey: expected name+id+key");
    }
    try {
      var bytes = Base64.getDecoder().decode(parts[2]);
      if (bytes.length < 2) {
        throw new ProofInvalid("vkey: no key in it");
      }
      var type = Type.coded(bytes[0]);
      var raw = Arrays.copyOfRange(bytes, 1, bytes.length);
      var key = new NoteKey(parts[0], type, VerifyingKey.ofRaw(type.algorithm, raw));
      if (key.vkey().equals(vkey)) {
        return key;
      }
      throw new ProofInvalid("vkey: id %s expected, found %s".formatted(hex(key.id()), parts[1]));
    } catch (IllegalArgumentException e) {
      throw new ProofInvalid("vkey: " + e.getMessage());
    }
  }

  public String vkey() {
    var raw = key.raw();
    var bytes = ByteBuffer.allocate(1 + raw.length).put((byte) type.code).put(raw).array();
    return name + "+" + hex(id()) + "+" + Base64.getEncoder().encodeToString(bytes);
  }

  public int id() {
    var digest =
        Sha256.of(name.getBytes(UTF_8), new byte[] {'\n', (byte) type.code}, key.raw()).bytes();
    return ByteBuffer.wrap(digest).getInt();
  }

  /// The bytes that a signature of this key covers.
  byte[] message(Checkpoint checkpoint, long timestamp) {
    return switch (type) {
      case ED25519 -> checkpoint.text().getBytes(UTF_8);
      case COSIGNATURE_ED25519 ->
          ("cosignature/v1\ntime " + timestamp + "\n" + checkpoint.text()).getBytes(UTF_8);
      case ML_DSA_44 -> cosignedMessage(checkpoint, timestamp);
    };
  }

  /// tlog-cosignature, `cosigned_message`, with the start of a whole tree:
  ///
  ///     "subtree/v1\n\0" ‖ u8 ‖ name ‖ u64 timestamp ‖ u8 ‖ origin ‖ u64 0 ‖ u64 size ‖ root
  private byte[] cosignedMessage(Checkpoint checkpoint, long timestamp) {
    var cosigner = name.getBytes(UTF_8);
    var origin = checkpoint.origin().text().getBytes(UTF_8);
    return ByteBuffer.allocate(12 + 1 + cosigner.length + 8 + 1 + origin.length + 8 + 8 + 32)
        .put("subtree/v1\n\0".getBytes(UTF_8))
        .put((byte) cosigner.length)
        .put(cosigner)
        .putLong(timestamp)
        .put((byte) origin.length)
        .put(origin)
        .putLong(0)
        .putLong(checkpoint.size())
        .put(checkpoint.root().bytes())
        .array();
  }

  /// Whether signatures of this type begin with the time of signing.
  boolean timestamped() {
    return type != Type.ED25519;
  }

  private static String hex(int id) {
    return HexFormat.of().toHexDigits(id);
  }
}
