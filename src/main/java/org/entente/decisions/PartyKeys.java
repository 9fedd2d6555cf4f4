package org.entente.decisions;

import java.time.Instant;
import java.util.Optional;
import org.entente.accord.KeyUse;
import org.entente.accord.Party;
import org.entente.accord.PartyKey;
import org.entente.crypto.Algorithm;
import org.entente.crypto.VerifyingKey;
import org.entente.tlog.LogOrigin;
import org.entente.tlog.NoteKeys;

/// A party's public keys as the accord has them at an instant, each for its one use.
public record PartyKeys(Party party, Instant at) {

  /// The key of that name that signs receipts.
  public Optional<VerifyingKey> node(String kid) {
    return party
        .keys(KeyUse.NODE, at)
        .filter(key -> key.kid().equals(kid))
        .map(PartyKey::key)
        .findFirst();
  }

  /// Those that cosign "I hold every entry up to this size".
  public NoteKeys holder() {
    return NoteKeys.ofHolder(
        party.id(), one(KeyUse.HOLD, Algorithm.ED25519), one(KeyUse.HOLD, Algorithm.ML_DSA_44));
  }

  /// Those that sign the checkpoints of a log.
  public NoteKeys log(LogOrigin origin) {
    return NoteKeys.ofLog(
        origin, one(KeyUse.LOG, Algorithm.ED25519), one(KeyUse.LOG, Algorithm.ML_DSA_44));
  }

  private VerifyingKey one(KeyUse use, Algorithm algorithm) {
    return party
        .keys(use, at)
        .map(PartyKey::key)
        .filter(key -> key.algorithm() == algorithm)
        .findFirst()
        .orElseThrow(() ->
            new IllegalStateException(
                "%s has no %s key of algorithm %s in date"
                    .formatted(party.id(), use.word(), algorithm.joseName())));
  }
}
