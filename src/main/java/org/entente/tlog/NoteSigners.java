package org.entente.tlog;

import java.time.Instant;
import java.util.List;
import org.entente.crypto.SigningKey;

/// The private halves of [NoteKeys]: whoever signs a checkpoint signs it with both.
public record NoteSigners(NoteSigner classical, NoteSigner quantumSafe) {
  public static NoteSigners ofLog(LogOrigin origin, SigningKey ed25519, SigningKey mlDsa44) {
    var keys = NoteKeys.ofLog(origin, ed25519.publicKey(), mlDsa44.publicKey());
    return of(keys, ed25519, mlDsa44);
  }

  public static NoteSigners ofHolder(String party, SigningKey ed25519, SigningKey mlDsa44) {
    var keys = NoteKeys.ofHolder(party, ed25519.publicKey(), mlDsa44.publicKey());
    return of(keys, ed25519, mlDsa44);
  }

  private static NoteSigners of(NoteKeys keys, SigningKey ed25519, SigningKey mlDsa44) {
    return new NoteSigners(
        new NoteSigner(keys.classical(), ed25519), new NoteSigner(keys.quantumSafe(), mlDsa44));
  }

  public NoteKeys keys() {
    return new NoteKeys(classical.key(), quantumSafe.key());
  }

  /// The note with both lines added. Only a log that has just made the size durable may ask this.
  public SignedCheckpoint sign(SignedCheckpoint note, Instant now) {
    return note.with(
        List.of(classical.sign(note.checkpoint(), now), quantumSafe.sign(note.checkpoint(), now)));
  }
}
