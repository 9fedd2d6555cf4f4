package org.entente.release;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.entente.accord.Accord;
import org.entente.accord.KeyUse;
import org.entente.accord.Party;
import org.entente.crypto.Sha256;
import org.entente.stix.Pap;
import org.entente.stix.Tlp;

/// What stands between two parties at one instant (accord.md §8.1), looked up once and used for
/// every object that is decided for that instant.
///
/// @param told the accords in force, as steps
/// @param refusal why nothing can go at all, or nothing
/// @param unmarked what an object without a marking counts as: the strictest word of all accords
record Standing(
    Instant at, List<Bound> bounds, List<Step> told, Optional<Step> refusal, Mark unmarked) {

  Standing {
    bounds = List.copyOf(bounds);
    told = List.copyOf(told);
  }

  static Standing of(Instant at, List<Bound> bounds, String from, String to) {
    var told = new ArrayList<Step>();
    var refusal =
        bounds.isEmpty() ? Optional.of(Step.of(Finding.NO_ACCORD)) : Optional.<Step>empty();
    var unmarked = new Mark(Tlp.CLEAR, Pap.CLEAR);
    for (var bound : bounds) {
      var accord = bound.accord();
      told.add(
          Step.of(Finding.IN_FORCE, accord.title().in("en"), Long.toString(accord.revision())));
      if (bound.isStill()) {
        told.add(Step.of(Finding.STANDS_STILL, accord.title().in("en")));
      }
      refusal = refusal.or(() -> lapsed(accord, List.of(from, to), at));
      var definitions = accord.definitions();
      unmarked = unmarked.and(new Mark(definitions.unmarkedTlp(), definitions.unmarkedPap()));
    }
    return new Standing(at, bounds, told, refusal, unmarked);
  }

  private static Optional<Step> lapsed(Accord accord, List<String> parties, Instant at) {
    return parties.stream()
        .filter(id -> accord.party(id).filter(party -> hasKeys(party, at)).isEmpty())
        .findFirst()
        .map(id -> Step.of(Finding.KEYS_LAPSED, id));
  }

  /// A draft may name no keys yet; but keys that are named must not all have lapsed.
  private static boolean hasKeys(Party party, Instant at) {
    return party.keys().isEmpty()
        || Stream.of(KeyUse.NODE, KeyUse.LOG, KeyUse.HOLD)
            .anyMatch(use -> party.keys(use, at).findAny().isPresent());
  }

  /// The accord of this digest, if it is in force.
  Optional<Bound> bound(Sha256 revision) {
    for (var bound : bounds) {
      if (bound.accord().digest().equals(revision)) {
        return Optional.of(bound);
      }
    }
    return Optional.empty();
  }
}
