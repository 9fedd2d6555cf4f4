package org.entente.decisions;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.entente.holdings.Catalogue;
import org.entente.holdings.FiledNumber;
import org.entente.holdings.Held;
import org.entente.holdings.Holdings;
import org.entente.release.Outcome;
import org.entente.release.ReleaseOrder;
import org.entente.stix.StixId;

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

  /// These of it were decided: nobody asks for them again, even if the rest is given up.
  void decided(Connection connection, long peer, Set<Long> objects) throws SQLException {
    var done = again.stream().filter(one -> objects.contains(one.object())).toList();
    RedecideTable.remove(connection, peer, done);
  }

  /// All of it was decided: nobody asks for it again, and reading goes on behind it.
  void done(Connection connection, long peer) throws SQLException {
    RedecideTable.remove(connection, peer, again);
    for (var cursor : cursors.entrySet()) {
      CursorTable.move(connection, peer, cursor.getKey(), cursor.getValue());
    }
  }

  /// On the snapshot of that look-up, which then knows of every object in the plan.
  static ReleasePlan next(
      Connection connection, CandidateLookup lookup, PartnerDesk desk, int limit)
      throws SQLException {
    return new Planning(connection, lookup).next(desk.no(), desk.partner(), limit);
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
      var numbers =
          again.isEmpty()
              ? readOn(peer, partner, limit, cursors)
              : again.stream().map(RedecideTable.Again::object).toList();
      while (!numbers.isEmpty()) {
        numbers = undecidedBehind(read(numbers));
      }
      ReleaseOrder.walk(List.copyOf(wanted.keySet()), this::pending, this::decide);
      return new ReleasePlan(rounds, again, cursors);
    }

    /// The next filings of every open collection: the numbers of those to be decided.
    private List<Long> readOn(long peer, String partner, int limit, Map<Long, Instant> cursors)
        throws SQLException {
      var numbers = new LinkedHashSet<Long>();
      for (var collection : Catalogue.openTo(connection, partner)) {
        var after = CursorTable.at(connection, peer, collection.no());
        var page = Holdings.numbers(connection, collection, after, limit);
        lookup.learn(page.stream().map(FiledNumber::id).toList());
        for (var filed : page) {
          cursors.put(collection.no(), filed.dateAdded());
          if (isUndecided(filed)) {
            numbers.add(filed.object());
          }
        }
      }
      return List.copyOf(numbers);
    }

    private List<Held> read(List<Long> numbers) throws SQLException {
      var objects = Holdings.numbered(connection, numbers);
      var read = new ArrayList<Held>();
      for (long number : numbers) {
        var held = Objects.requireNonNull(objects.get(number));
        wanted.computeIfAbsent(held.object().id(), _ -> new LinkedHashMap<>()).put(number, held);
        read.add(held);
      }
      return read;
    }

    /// What these refer to, and other versions of them, where it is still to be decided and not
    /// read yet: one step further with each call, so that all that is reached is read in few
    /// look-ups.
    private List<Long> undecidedBehind(List<Held> front) {
      var reach = new LinkedHashSet<StixId>();
      for (var held : front) {
        reach.add(held.object().id());
        reach.addAll(ReleaseOrder.needs(held.object()));
      }
      lookup.learn(reach);
      var behind = new ArrayList<Long>();
      for (var id : reach) {
        for (long object : lookup.known(id).undecided()) {
          if (!wanted.getOrDefault(id, Map.of()).containsKey(object)) {
            behind.add(object);
          }
        }
      }
      return behind;
    }

    /// Pulled forward already, or gone, or decided since it was filed there: nothing to do.
    private boolean isUndecided(FiledNumber filed) {
      var decided = lookup.known(filed.id()).decided(filed.object());
      return decided.isEmpty()
          || (decided.get().at().isBefore(filed.dateAdded())
              && (decided.get().outcome() == Outcome.HELD
                  || decided.get().outcome() == Outcome.WITHHELD));
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

    /// The versions to be decided.
    private Collection<Held> versions(StixId id) {
      return wanted.getOrDefault(id, Map.of()).values();
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
