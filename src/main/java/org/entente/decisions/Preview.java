package org.entente.decisions;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.entente.holdings.Held;
import org.entente.release.Decision;
import org.entente.release.ReleaseOrder;
import org.entente.stix.StixId;
import org.entente.storage.StorageFailure;

/// What the release worker is about to decide of some objects that belong together, by the same
/// look-ups, the same terms and in the same order, and without writing any of it down.
final class Preview {
  private final CandidateLookup lookup;
  private final Terms terms;
  private final Map<StixId, Held> objects;
  private final Instant now;
  private final Map<StixId, Decision> decided = new LinkedHashMap<>();

  private Preview(CandidateLookup lookup, Terms terms, Map<StixId, Held> objects, Instant now) {
    this.lookup = lookup;
    this.terms = terms;
    this.objects = objects;
    this.now = now;
  }

  /// In the order of decision. The look-up is on the caller's connection, so that it knows of what
  /// was filed there and is not yet committed.
  static Map<StixId, Decision> of(
      CandidateLookup lookup, Terms terms, List<Held> objects, Instant now) {
    var byId = new LinkedHashMap<StixId, Held>();
    objects.forEach(held -> byId.put(held.object().id(), held));
    var preview = new Preview(lookup, terms, byId, now);
    ReleaseOrder.walk(byId.keySet(), preview::references, preview::decide);
    return preview.decided;
  }

  private Collection<StixId> references(StixId id) {
    var held = objects.get(id);
    return held == null
        ? List.of()
        : ReleaseOrder.needs(held.object()).stream()
            .filter(objects::containsKey)
            .collect(Collectors.toSet());
  }

  private void decide(List<StixId> circle) {
    try {
      var round =
          circle.stream().flatMap(id -> Optional.ofNullable(objects.get(id)).stream()).toList();
      for (var each : terms.decide(lookup, round, now)) {
        decided.put(each.held().object().id(), each.decision());
      }
    } catch (SQLException e) {
      throw new StorageFailure("cannot look up what belongs to " + circle.getFirst(), e);
    }
  }
}
