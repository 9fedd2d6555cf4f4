package org.entente.decisions;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.entente.accord.KeyUse;
import org.entente.accord.Party;
import org.entente.accord.PartyKey;
import org.entente.crypto.Algorithm;
import org.entente.crypto.ProofInvalid;
import org.entente.crypto.VerifyingKey;
import org.entente.receipt.SignedReceipt;
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
    return everyPair(party, KeyUse.LOG, (one, other) -> NoteKeys.ofLog(origin, one, other));
  }

  private static Stream<NoteKeys> everyPair(
      Party party, KeyUse use, BiFunction<VerifyingKey, VerifyingKey, NoteKeys> pair) {
    return ever(party, use, Algorithm.ED25519)
        .flatMap(classical ->
            ever(party, use, Algorithm.ML_DSA_44)
                .map(quantumSafe -> pair.apply(classical, quantumSafe)));
  }

  private static Stream<VerifyingKey> ever(Party party, KeyUse use, Algorithm algorithm) {
    return party.keys().stream()
        .filter(key -> key.use() == use && key.key().algorithm() == algorithm)
        .map(PartyKey::key);
  }

  /// That the party signed a receipt which was taken before, with keys that are in date or once
  /// were.
  ///
  /// @param revisions the party as each revision of the accord has it
  static void verifyEver(List<Party> revisions, SignedReceipt receipt) throws ProofInvalid {
    var last = new ProofInvalid("the party of this receipt never had a key");
    for (var party : revisions) {
      var holders =
          everyPair(party, KeyUse.HOLD, (one, other) -> NoteKeys.ofHolder(party.id(), one, other))
              .toList();
      for (var holder : holders) {
        try {
          receipt.verify(kid -> everNode(party, kid), holder);
          return;
        } catch (ProofInvalid e) {
          last = e;
        }
      }
    }
    throw last;
  }

  private static Optional<VerifyingKey> everNode(Party party, String kid) {
    return party.keys().stream()
        .filter(key -> key.use() == KeyUse.NODE && key.kid().equals(kid))
        .map(PartyKey::key)
        .findFirst();
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
