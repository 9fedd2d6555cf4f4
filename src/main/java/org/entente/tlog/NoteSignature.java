package org.entente.tlog;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import org.entente.crypto.ProofInvalid;

/// One signature line of a note, not yet verified:
///
///     — <key name> base64(u32 key id ‖ signature)
public record NoteSignature(String name, int keyId, byte[] signature) {
  /// Room for a timestamped ML-DSA-87 signature, larger than any type assigned today.
  private static final int MAX_LENGTH = 5_000;

  static NoteSignature parse(String line) throws ProofInvalid {
    var parts = line.split(" ", -1);
    if (parts.length != 3 || !parts[0].equals("—") || !isName(parts[1])) {
      throw new ProofInvalid("note: expected \"— name signature\", found \"" + line + "\"");
    }
    try {
      var bytes = Base64.getDecoder().decode(parts[2]);
      if (bytes.length < 5 || bytes.length > MAX_LENGTH) {
        throw new ProofInvalid("note: a signature of %d bytes".formatted(bytes.length));
      }
      if (!Base64.getEncoder().encodeToString(bytes).equals(parts[2])) {
        throw new ProofInvalid("note: a signature is not in the one form of base64");
      }
      return new NoteSignature(
          parts[1], ByteBuffer.wrap(bytes).getInt(), Arrays.copyOfRange(bytes, 4, bytes.length));
    } catch (IllegalArgumentException e) {
      throw new ProofInvalid("note: a signature is not base64");
    }
  }

  private static boolean isName(String name) {
    return !name.isEmpty() && name.codePoints().allMatch(LogOrigin::permitted);
  }

  String line() {
    var bytes = ByteBuffer.allocate(4 + signature.length).putInt(keyId).put(signature).array();
    return "— " + name + " " + Base64.getEncoder().encodeToString(bytes) + "\n";
  }

  /// Name and id together say which key signed; either alone says nothing (signed-note).
  boolean by(NoteKey key) {
    return name.equals(key.name()) && keyId == key.id();
  }

  boolean holds(NoteKey key, Checkpoint checkpoint) {
    if (!key.timestamped()) {
      return key.key().verifies(key.message(checkpoint, 0), signature);
    }
    if (signature.length < 8) {
      return false;
    }
    long timestamp = ByteBuffer.wrap(signature).getLong();
    return timestamp >= 0
        && key.key()
            .verifies(
                key.message(checkpoint, timestamp),
                Arrays.copyOfRange(signature, 8, signature.length));
  }
}
