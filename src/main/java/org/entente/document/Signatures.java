package org.entente.document;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.entente.accord.Accord;
import org.entente.accord.KeyUse;
import org.entente.accord.Party;
import org.entente.accord.PartyKey;
import org.entente.crypto.Algorithm;
import org.entente.crypto.Jws;
import org.entente.crypto.Jws.KeyInUse;
import org.entente.crypto.ProofInvalid;

/// Which bodies of an accord's parties have signed a document: every signing body signs with two
/// keys of its own that the accord lists for use `sign`, one of each algorithm.
record Signatures(Accord accord, Jws jws) {
  private static final Set<Algorithm> BOTH = Set.of(Algorithm.ED25519, Algorithm.ML_DSA_65);

  /// Every signature is of this type, of a key that the accord lists, and holds; none is alone
  /// without its pair.
  void verify(String type) throws ProofInvalid, AccordRejected {
    var keys = keys(accord);
    jws.verify(type, kid -> Optional.ofNullable(keys.get(kid)).map(PartyKey::key));
    requirePairs();
  }

  /// Identity ids of the parties whose every signing body has signed with both algorithms, by keys
  /// that are in date at this instant.
  Set<String> signedBy(Instant at) {
    return accord.parties().stream()
        .filter(party -> missing(party, at).isEmpty())
        .map(Party::id)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// Who is still to sign at this instant, in words such as `IL signatory (ML-DSA-65)`; empty when
  /// all have.
  List<String> missing(Instant at) {
    return accord.parties().stream().flatMap(party -> missing(party, at).stream()).toList();
  }

  private List<String> missing(Party party, Instant at) {
    var signed =
        party
            .keys(KeyUse.SIGN, at)
            .filter(key -> kids().contains(key.kid()))
            .map(key -> key.body() + " (" + key.key().algorithm().joseName() + ")")
            .collect(Collectors.toSet());
    return party.signatories().stream()
        .flatMap(body -> BOTH.stream().sorted().map(one -> body.id() + " (" + one.joseName() + ")"))
        .filter(wanted -> !signed.contains(wanted))
        .map(wanted -> party.country() + " " + wanted)
        .toList();
  }

  Set<String> kids() {
    return jws.signatures().stream().map(Jws.Signed::kid).collect(Collectors.toSet());
  }

  /// A body that signed with one algorithm has not signed: half a signature is a fault.
  void requirePairs() throws AccordRejected {
    var algorithms = new HashMap<String, Set<Algorithm>>();
    for (var party : accord.parties()) {
      for (var key : party.keys()) {
        if (kids().contains(key.kid())) {
          algorithms
              .computeIfAbsent(party.country() + " " + key.body(), _ -> new TreeSet<>())
              .add(key.key().algorithm());
        }
      }
    }
    for (var body : algorithms.entrySet()) {
      if (!body.getValue().containsAll(BOTH)) {
        throw new AccordRejected(
            "%s signed with %s only; both Ed25519 and ML-DSA-65 are required"
                .formatted(body.getKey(), body.getValue().iterator().next().joseName()));
      }
    }
  }

  static void requireListed(Accord accord, List<KeyInUse> keys) throws AccordRejected {
    var listed = keys(accord);
    for (var key : keys) {
      var known = listed.get(key.kid());
      if (known == null || !known.key().equals(key.key().publicKey())) {
        throw new AccordRejected(
            "key %s is not listed for signing in accord %s; listed are %s"
                .formatted(key.kid(), accord.id(), listed.keySet().stream().sorted().toList()));
      }
    }
  }

  private static Map<String, PartyKey> keys(Accord accord) {
    return accord.parties().stream()
        .flatMap(party -> party.keys().stream())
        .filter(key -> key.use() == KeyUse.SIGN)
        .collect(Collectors.toMap(PartyKey::kid, key -> key));
  }
}
