package org.entente.decisions;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.entente.accord.KeyUse;
import org.entente.accord.Party;
import org.entente.accord.PartyKey;
import org.entente.crypto.Algorithm;
import org.entente.crypto.ProofInvalid;
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
  public NoteKeys holder() throws ProofInvalid {
    return NoteKeys.ofHolder(
        party.id(), one(KeyUse.HOLD, Algorithm.ED25519), one(KeyUse.HOLD, Algorithm.ML_DSA_44));
  }

  /// Those that sign the checkpoints of a log.
  public NoteKeys log(LogOrigin origin) throws ProofInvalid {
    return NoteKeys.ofLog(
        origin, one(KeyUse.LOG, Algorithm.ED25519), one(KeyUse.LOG, Algorithm.ML_DSA_44));
  }

  /// Every pair that could have signed its checkpoints, in date or not.
  static Stream<NoteKeys> everyLog(Party party, LogOrigin origin) {
    return ever(party, Algorithm.ED25519)
        .flatMap(classical ->
            ever(party, Algorithm.ML_DSA_44)
                .map(quantumSafe -> NoteKeys.ofLog(origin, classical, quantumSafe)));
  }

  private static Stream<VerifyingKey> ever(Party party, Algorithm algorithm) {
    return party.keys().stream()
        .filter(key -> key.use() == KeyUse.LOG && key.key().algorithm() == algorithm)
        .map(PartyKey::key);
  }

  private VerifyingKey one(KeyUse use, Algorithm algorithm) throws ProofInvalid {
    return party
        .keys(use, at)
        .map(PartyKey::key)
        .filter(key -> key.algorithm() == algorithm)
        .findFirst()
        .orElseThrow(() ->
            new ProofInvalid(
                "%s has no %s key of algorithm %s in date"
                    .formatted(party.id(), use.word(), algorithm.joseName())));
  }
}
