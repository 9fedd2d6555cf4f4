package org.entente.receipt;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.entente.accord.KeyUse;
import org.entente.crypto.Algorithm;
import org.entente.crypto.ProofInvalid;
import org.entente.crypto.VerifyingKey;
import org.entente.tlog.LogOrigin;
import org.entente.tlog.NoteKeys;
import org.entente.tlog.SignedCheckpoint;

/// The public keys of one party as an outsider has them, from its node card or from an accord it
/// signed. There may be several of a use, where keys were rotated.
public record TrustedKeys(String party, List<Key> keys) {
  public record Key(String kid, KeyUse use, VerifyingKey key) {}

  public TrustedKeys {
    keys = List.copyOf(keys);
  }

  /// The key of this name, if it is for this use.
  Optional<VerifyingKey> named(KeyUse use, String kid) {
    return keys.stream()
        .filter(key -> key.use == use && key.kid.equals(kid))
        .map(Key::key)
        .findFirst();
  }

  /// That this party signed this note with two of its log keys.
  void requireLogSigned(SignedCheckpoint note) throws ProofInvalid {
    LogOrigin origin = note.checkpoint().origin();
    requireSigned(
        KeyUse.LOG,
        note,
        (classical, quantumSafe) -> NoteKeys.ofLog(origin, classical, quantumSafe));
  }

  /// The two hold keys with which this party cosigned this note.
  NoteKeys requireHolderSigned(SignedCheckpoint note) throws ProofInvalid {
    return requireSigned(
        KeyUse.HOLD,
        note,
        (classical, quantumSafe) -> NoteKeys.ofHolder(party, classical, quantumSafe));
  }

  private NoteKeys requireSigned(
      KeyUse use, SignedCheckpoint note, BiFunction<VerifyingKey, VerifyingKey, NoteKeys> named)
      throws ProofInvalid {
    var last = new ProofInvalid("%s has no %s keys".formatted(party, use.word()));
    for (var classical : of(use, Algorithm.ED25519)) {
      for (var quantumSafe : of(use, Algorithm.ML_DSA_44)) {
        try {
          var pair = named.apply(classical, quantumSafe);
          pair.verify(note);
          return pair;
        } catch (ProofInvalid e) {
          last = e;
        }
      }
    }
    throw last;
  }

  private List<VerifyingKey> of(KeyUse use, Algorithm algorithm) {
    return keys.stream()
        .filter(key -> key.use == use && key.key.algorithm() == algorithm)
        .map(Key::key)
        .toList();
  }
}
