package org.entente.exchange;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.entente.holdings.Catalogue;
import org.entente.holdings.Held;
import org.entente.holdings.Holdings;
import org.entente.release.Outcome;
import org.entente.release.ReleaseOrder;
import org.entente.stix.StixId;
import org.entente.storage.StorageFailure;

/// What is decided next toward one partner, in the order in which it must be decided: object
/// versions whose time has come again, else the next filings of the open collections, and before
/// each whatever it refers to, pulled forward wherever in an open collection that lies (real data
/// puts reports before their members).
///
/// @param rounds to be decided one after the other; those of one round refer to each other in a
///   circle, or there is only one
/// @param again versions that were asked for again
/// @param cursors how far this reads in each collection, once all rounds are decided
record ReleasePlan(
    List<List<Held>> rounds, List<RedecideTable.Again> again, Map<Long, Instant> cursors) {

  boolean isEmpty() {
    return rounds.isEmpty() && again.isEmpty() && cursors.isEmpty();
  }

  static ReleasePlan next(Connection connection, long peer, String partner, int limit)
      throws SQLException {
    try (var lookup = new CandidateLookup(connection, peer, partner)) {
      return new Planning(connection, lookup).next(peer, partner, limit);
    }
  }

  /// The work of making one plan, on one snapshot.
  private static final class Planning {
    private final Connection connection;
    private final CandidateLookup lookup;
    private final Map<StixId, Map<Long, Held>> wanted = new LinkedHashMap<>();
    private final Map<StixId, Set<StixId>> needs = new HashMap<>();
    private final List<List<Held>> rounds = new ArrayList<>();

    Planning(Connection connection, CandidateLookup lookup) {
      this.connection = connection;
      this.lookup = lookup;
    }

    ReleasePlan next(long peer, String partner, int limit) throws SQLException {
      var again = RedecideTable.first(connection, peer, limit);
      var cursors = new LinkedHashMap<Long, Instant>();
      for (var one : again) {
        want(Holdings.numbered(connection, one.object()).orElseThrow());
      }
      if (again.isEmpty()) {
        readOn(peer, partner, limit, cursors);
      }
      ReleaseOrder.walk(List.copyOf(wanted.keySet()), this::pending, this::decide);
      return new ReleasePlan(rounds, again, cursors);
    }

    private void readOn(long peer, String partner, int limit, Map<Long, Instant> cursors)
        throws SQLException {
      for (var collection : Catalogue.openTo(connection, partner)) {
        var after = CursorTable.at(connection, peer, collection.no());
        var page = Holdings.page(connection, collection, after, limit);
        for (var filed : page) {
          cursors.put(collection.no(), filed.dateAdded());
          if (isUndecided(filed.held(), filed.dateAdded())) {
            want(filed.held());
          }
        }
      }
    }

    /// Pulled forward already, or gone, or decided since it was filed there: nothing to do.
    private boolean isUndecided(Held held, Instant filed) {
      var decided = lookup.known(held.object().id()).decided(held.no());
      return decided.isEmpty()
          || (decided.get().at().isBefore(filed)
              && (decided.get().outcome() == Outcome.HELD
                  || decided.get().outcome() == Outcome.WITHHELD));
    }

    private void want(Held held) {
      wanted.computeIfAbsent(held.object().id(), id -> new LinkedHashMap<>()).put(held.no(), held);
    }

    /// What an id refers to and has still to be decided, in any of its versions.
    private Collection<StixId> pending(StixId id) {
      return needs.computeIfAbsent(id, this::needs);
    }

    private Set<StixId> needs(StixId id) {
      var targets = new HashSet<StixId>();
      for (var held : versions(id)) {
        targets.addAll(ReleaseOrder.needs(held.object()));
      }
      targets.removeIf(
          target -> !wanted.containsKey(target) && lookup.known(target).undecided().isEmpty());
      return targets;
    }

    /// The versions to be decided, those not asked for read in now.
    private Collection<Held> versions(StixId id) {
      for (long object : lookup.known(id).undecided()) {
        if (!wanted.getOrDefault(id, Map.of()).containsKey(object)) {
          want(read(object));
        }
      }
      return wanted.getOrDefault(id, Map.of()).values();
    }

    private Held read(long object) {
      try {
        return Holdings.numbered(connection, object).orElseThrow();
      } catch (SQLException e) {
        throw new StorageFailure("cannot read object " + object, e);
      }
    }

    /// Versions of one id follow one another, so that each knows the one before.
    private void decide(List<StixId> circle) {
      var left = new ArrayList<ArrayList<Held>>();
      for (var id : circle) {
        var versions = new ArrayList<>(versions(id));
        versions.sort(java.util.Comparator.comparingLong(Held::no));
        left.add(versions);
      }
      while (left.stream().anyMatch(versions -> !versions.isEmpty())) {
        rounds.add(
            left.stream()
                .filter(versions -> !versions.isEmpty())
                .map(ArrayList::removeFirst)
                .toList());
      }
    }
  }
}
