package org.entente.decisions;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.entente.holdings.Held;
import org.entente.release.Candidate;
import org.entente.release.Decision;
import org.entente.release.Decisions;
import org.entente.release.Fate;
import org.entente.release.ReleaseOrder;
import org.entente.stix.StixId;

/// What decides toward one partner at a time: the accords between the two, the stances, the
/// national rules; and a digest of all of them, so that a change is noticed.
public record Terms(Decisions decisions, String basis) {

  /// Decides one object version, or several that refer to each other in a circle.
  List<Decided> decide(CandidateLookup lookup, List<Held> round, Instant at) throws SQLException {
    var candidates = new ArrayList<Candidate>();
    for (var held : round) {
      candidates.add(lookup.candidate(held));
    }
    var made =
        candidates.size() == 1
            ? List.of(decisions.decide(candidates.getFirst(), lookup::fate, lookup::copy, at))
            : decisions.decideTogether(candidates, lookup::fate, lookup::copy, at);
    var decided = new ArrayList<Decided>();
    for (int i = 0; i < made.size(); i++) {
      decided.add(decided(lookup, round.get(i), made.get(i), at));
    }
    return decided;
  }

  private static Decided decided(CandidateLookup lookup, Held held, Decision decision, Instant at) {
    var id = held.object().id();
    boolean changed = lookup.decided(id, decision.fate(id));
    return new Decided(held, decision, at, changed, waits(lookup, held, decision));
  }

  /// What was withheld or held because of a reference waits for everything it refers to that is not
  /// there.
  private static Set<StixId> waits(CandidateLookup lookup, Held held, Decision decision) {
    boolean byReference =
        switch (decision) {
          case Decision.Withhold withheld ->
              withheld.reason().finding().step() == 6; // accord.md §8, references
          case Decision.Hold hold -> hold.waitsFor() instanceof Decision.Wait.ForObject;
          case Decision.Release _, Decision.Redact _, Decision.AlreadyTheirs _ -> false;
        };
    if (!byReference) {
      return Set.of();
    }
    var waits = new HashSet<StixId>();
    for (var target : ReleaseOrder.needs(held.object())) {
      var fate = lookup.fate(target);
      if (!fate.equals(Fate.THEIRS) && !(fate instanceof Fate.Gone)) {
        waits.add(target);
      }
    }
    return waits;
  }
}
