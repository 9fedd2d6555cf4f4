package org.entente.tlog;

import org.entente.crypto.ProofInvalid;
import org.entente.crypto.VerifyingKey;

/// The two keys that must both have signed a checkpoint, the classical and the post-quantum one: a
/// log's own, or a holder's, whose one meaning is **"I hold every entry up to this size"**.
public record NoteKeys(NoteKey classical, NoteKey quantumSafe) {
  /// A log signs under its origin, with types 0x01 and 0x06.
  public static NoteKeys ofLog(LogOrigin origin, VerifyingKey ed25519, VerifyingKey mlDsa44) {
    return new NoteKeys(
        new NoteKey(origin.text(), NoteKey.Type.ED25519, ed25519),
        new NoteKey(origin.text(), NoteKey.Type.ML_DSA_44, mlDsa44));
  }

  /// A holder cosigns as `PARTY-ID/hold`, with types 0x04 and 0x06.
  public static NoteKeys ofHolder(String party, VerifyingKey ed25519, VerifyingKey mlDsa44) {
    var name = party + "/hold";
    return new NoteKeys(
        new NoteKey(name, NoteKey.Type.COSIGNATURE_ED25519, ed25519),
        new NoteKey(name, NoteKey.Type.ML_DSA_44, mlDsa44));
  }

  /// Throws unless both signed and both signatures hold.
  public void verify(SignedCheckpoint note) throws ProofInvalid {
    note.verify(classical);
    note.verify(quantumSafe);
  }
}
