package org.entente.tlog;

import java.nio.ByteBuffer;
import java.time.Instant;
import org.entente.crypto.SigningKey;

/// A [NoteKey] with its private half.
public record NoteSigner(NoteKey key, SigningKey signingKey) {
  public NoteSigner {
    if (!key.key().equals(signingKey.publicKey())) {
      throw new IllegalArgumentException("the private key is not that of " + key.name());
    }
  }

  NoteSignature sign(Checkpoint checkpoint, Instant now) {
    long timestamp = now.getEpochSecond();
    var signature = signingKey.sign(key.message(checkpoint, timestamp));
    var bytes = ByteBuffer.allocate((key.timestamped() ? 8 : 0) + signature.length);
    if (key.timestamped()) {
      bytes.putLong(timestamp);
    }
    return new NoteSignature(key.name(), key.id(), bytes.put(signature).array());
  }
}
