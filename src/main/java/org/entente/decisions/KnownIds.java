package org.entente.decisions;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.entente.holdings.Catalogue;
import org.entente.holdings.Collection;
import org.entente.holdings.Places;
import org.entente.release.Outcome;
import org.entente.stix.StixId;
import org.entente.storage.ManyKeys;
import org.entente.storage.Micros;
import org.entente.storage.StorageFailure;

/// What the store knows of ids toward one partner, on one snapshot: each is read once, and those
/// that are known to be asked for soon ([#learn]) are read together.
final class KnownIds implements AutoCloseable {
  private final String partner;
  private final Map<Long, Collection> collections = new HashMap<>();
  private final Map<StixId, KnownId> known = new HashMap<>();
  private final ManyKeys decisions;
  private final Places places;

  KnownIds(Connection connection, long peer, String partner) throws SQLException {
    this.partner = partner;
    for (var collection : Catalogue.all(connection)) {
      collections.put(collection.no(), collection);
    }
    this.places = new Places(connection);
    this.decisions =
        new ManyKeys(
            connection,
            "select o.id, d.object, d.outcome, d.sent_as, d.at, d.link, d.entry, o.version"
                + " from object o"
                // a cross join keeps this order: from the ids' few versions, not all decisions
                + " cross join decision d where d.object = o.no and d.peer = ? and o.id",
            peer);
  }

  /// Looks up together what will be asked for one by one.
  void learn(java.util.Collection<StixId> ids) {
    var unknown = ids.stream().filter(id -> !known.containsKey(id)).distinct().toList();
    if (unknown.isEmpty()) {
      return;
    }
    try {
      var lying = places.of(unknown);
      var decided = decided(lying.keySet());
      for (var id : unknown) {
        var filed =
            lying.getOrDefault(id, List.of()).stream()
                .map(place -> new KnownId.Lying(place, collection(place.collection())))
                .toList();
        known.put(id, new KnownId(id, partner, filed, decided.getOrDefault(id, List.of())));
      }
    } catch (SQLException e) {
      throw new StorageFailure("cannot look up " + unknown.getFirst() + " and others", e);
    }
  }

  /// Something was written about these since they were looked up.
  void forget(java.util.Collection<StixId> ids) {
    ids.forEach(known::remove);
  }

  KnownId of(StixId id) {
    learn(List.of(id));
    return Objects.requireNonNull(known.get(id));
  }

  private Collection collection(long no) {
    return Objects.requireNonNull(collections.get(no), "a filing without its collection");
  }

  private Map<StixId, List<KnownId.Decided>> decided(Set<StixId> ids) throws SQLException {
    var found = new HashMap<StixId, List<KnownId.Decided>>();
    decisions.read(
        ids.stream().map(StixId::text).toList(),
        row ->
            found
                .computeIfAbsent(new StixId(row.getString(1)), _ -> new ArrayList<>())
                .add(decided(row)));
    return found;
  }

  private static KnownId.Decided decided(ResultSet row) throws SQLException {
    long link = row.getLong(6);
    long entry = row.getLong(7);
    boolean went = !row.wasNull();
    return new KnownId.Decided(
        row.getLong(2),
        Outcome.valueOf(row.getString(3)),
        Optional.ofNullable(row.getString(4)).flatMap(StixId::parse),
        link,
        went ? entry : -1,
        Micros.instant(row.getLong(5)),
        row.getString(8));
  }

  @Override
  public void close() throws SQLException {
    try (places;
        decisions) {
      // both
    }
  }
}
