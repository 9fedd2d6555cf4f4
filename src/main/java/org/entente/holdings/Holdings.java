package org.entente.holdings;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.entente.indicators.IndicatorValue;
import org.entente.stix.StixId;
import org.entente.stix.StixObject;
import org.entente.stix.VersionKey;
import org.entente.storage.ManyKeys;
import org.entente.storage.Micros;
import org.entente.storage.StorageFailure;

/// Finding what is held. Every list is bounded and continues from the last row seen, so a page
/// costs the same whatever lies before it.
///
/// Who first gave an id its content owns it here: a version of it from another source is that
/// source's claim, found by [#versions] and by its own collection, and never the [#latest].
public final class Holdings {
  public static final int MAX_PAGE = 1_000;

  private static final String FILINGS =
      "select a.source_kind, a.licence, a.consents, a.party, f.collection, f.date_added, "
          + ObjectTable.COLUMNS
          + " from filing f join object o on o.no = f.object join arrival a on a.no = f.arrival ";

  private Holdings() {}

  /// What was filed strictly after that date, oldest first. [Instant#EPOCH] begins at the start.
  public static List<Filed> page(
      Connection connection, Collection collection, Instant after, int limit) throws SQLException {
    return filings(
        connection,
        "where f.collection = ? and f.date_added > ? order by f.date_added limit ?",
        collection.no(),
        Micros.of(after),
        bounded(limit));
  }

  /// The same without reading the objects.
  public static List<FiledNumber> numbers(
      Connection connection, Collection collection, Instant after, int limit) throws SQLException {
    try (var select =
        connection.prepareStatement(
            "select f.object, o.id, f.date_added from filing f join object o on o.no = f.object"
                + " where f.collection = ? and f.date_added > ? order by f.date_added limit ?")) {
      ObjectTable.bind(select, collection.no(), Micros.of(after), bounded(limit));
      var found = new ArrayList<FiledNumber>();
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          found.add(
              new FiledNumber(
                  rows.getLong(1), new StixId(rows.getString(2)), Micros.instant(rows.getLong(3))));
        }
      }
      return found;
    }
  }

  /// Every collection an object version of one source is filed in.
  public static List<Filed> filings(Connection connection, Held held) throws SQLException {
    return filings(connection, "where f.object = ? order by f.collection", held.no());
  }

  private static List<Filed> filings(Connection connection, String where, Object... values)
      throws SQLException {
    var found = new ArrayList<Filed>();
    var collections = new HashMap<Long, Collection>();
    try (var select = connection.prepareStatement(FILINGS + where)) {
      ObjectTable.bind(select, values);
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          long no = rows.getLong(5);
          if (!collections.containsKey(no)) {
            collections.put(no, Catalogue.numbered(connection, no));
          }
          found.add(filing(collections.get(no), rows));
        }
      }
    }
    return found;
  }

  private static Filed filing(Collection collection, ResultSet row) throws SQLException {
    return new Filed(
        collection,
        Micros.instant(row.getLong(6)),
        SourceColumns.get(row, 1),
        ObjectTable.held(row, 7));
  }

  /// That version, once for each source that gave it, the first first.
  public static List<Held> find(Connection connection, VersionKey key) throws SQLException {
    return ObjectTable.list(
        connection,
        "where o.id = ? and o.version = ? order by o.no limit ?",
        key.id().text(),
        ObjectTable.sortable(key.version()),
        MAX_PAGE);
  }

  public static Optional<Held> numbered(Connection connection, long no) throws SQLException {
    return ObjectTable.list(connection, "where o.no = ?", no).stream().findFirst();
  }

  /// The versions with these numbers, by number.
  public static Map<Long, Held> numbered(Connection connection, java.util.Collection<Long> numbers)
      throws SQLException {
    var found = new HashMap<Long, Held>();
    try (var select = ObjectTable.numbered(connection)) {
      select.read(
          numbers,
          row -> {
            var held = ObjectTable.held(row, 1);
            found.put(held.no(), held);
          });
    }
    return found;
  }

  /// The bytes of the versions with these numbers, by number.
  public static Map<Long, byte[]> bytes(Connection connection, java.util.Collection<Long> numbers)
      throws SQLException {
    var found = new HashMap<Long, byte[]>();
    try (var select = new ManyKeys(connection, "select o.no, o.bytes from object o where o.no")) {
      select.read(numbers, row -> found.put(row.getLong(1), row.getBytes(2)));
    }
    return found;
  }

  /// Versions of an id from all sources in the order they came, after that number.
  public static List<Held> versions(Connection connection, StixId id, long after, int limit)
      throws SQLException {
    return ObjectTable.list(
        connection,
        "where o.id = ? and o.no > ? order by o.no limit ?",
        id.text(),
        after,
        bounded(limit));
  }

  /// The newest version from the source that owns the id. For an SCO, whose contents have no order,
  /// the first.
  public static Optional<Held> latest(Connection connection, StixId id) throws SQLException {
    var owner = owner(connection, id);
    if (owner.isEmpty()) {
      return Optional.empty();
    }
    var newest =
        ObjectTable.list(
                connection,
                "where o.id = ? and o.source = ? order by o.version desc limit 1",
                id.text(),
                owner.get())
            .getFirst();
    return newest.object().isVersioned() ? Optional.of(newest) : first(connection, id, owner.get());
  }

  /// The source whose version of the id was held first.
  public static Optional<String> owner(Connection connection, StixId id) throws SQLException {
    try (var select =
        connection.prepareStatement("select source from object where id = ? order by no limit 1")) {
      select.setString(1, id.text());
      try (var row = select.executeQuery()) {
        return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
      }
    }
  }

  /// Whether any version of the id lies in a collection that is open to the party; what lies in
  /// closed ones alone does not exist for it.
  public static boolean isOpenTo(Connection connection, StixId id, String party)
      throws SQLException {
    try (var select =
        connection.prepareStatement(
            "select 1 from object o join filing f on f.object = o.no"
                + " join opening p on p.collection = f.collection"
                + " where o.id = ? and p.party in (?, '*') limit 1")) {
      ObjectTable.bind(select, id.text(), party);
      try (var row = select.executeQuery()) {
        return row.next();
      }
    }
  }

  /// Objects that refer to an id, whether or not it is held, after that number.
  public static List<Held> referring(Connection connection, StixId target, long after, int limit)
      throws SQLException {
    return ObjectTable.list(
        connection,
        "join reference r on r.object = o.no where r.target = ? and r.object > ?"
            + " order by r.object limit ?",
        target.text(),
        after,
        bounded(limit));
  }

  /// Only those of some types.
  public static List<Held> referring(
      Connection connection, StixId target, List<String> types, long after, int limit)
      throws SQLException {
    var oneOf = String.join(" or ", Collections.nCopies(types.size(), "o.id like ?"));
    var values = new ArrayList<Object>(List.of(target.text(), after));
    types.forEach(type -> values.add(type + "--%"));
    values.add(bounded(limit));
    return ObjectTable.list(
        connection,
        "join reference r on r.object = o.no where r.target = ? and r.object > ? and ("
            + oneOf
            + ") order by r.object limit ?",
        values.toArray());
  }

  /// Objects whose pattern or properties speak of the value, after that number.
  public static List<Held> speakingOf(
      Connection connection, IndicatorValue value, long after, int limit) throws SQLException {
    return ObjectTable.list(
        connection,
        "join indicator_value v on v.object = o.no where v.value = ? and v.object > ?"
            + " order by v.object limit ?",
        value.text(),
        after,
        bounded(limit));
  }

  /// Under what parties have sent versions of this id, oldest first; empty when none did.
  public static List<Received> received(Connection connection, StixId id) throws SQLException {
    return ReceivedTable.of(connection, id);
  }

  /// Marking definitions as they bind an object of that source: as the same source defined them,
  /// else as the first did. Another party cannot redefine what our objects are marked with.
  public static Function<StixId, Optional<StixObject>> definitions(
      Connection connection, String source) {
    return id -> {
      try {
        var own = first(connection, id, source);
        return (own.isPresent() ? own : earliest(connection, id)).map(Held::object);
      } catch (SQLException e) {
        throw new StorageFailure("cannot read definition " + id, e);
      }
    };
  }

  private static Optional<Held> first(Connection connection, StixId id, String source)
      throws SQLException {
    return ObjectTable.list(
            connection, "where o.id = ? and o.source = ? order by o.no limit 1", id.text(), source)
        .stream()
        .findFirst();
  }

  private static Optional<Held> earliest(Connection connection, StixId id) throws SQLException {
    return versions(connection, id, 0, 1).stream().findFirst();
  }

  private static int bounded(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("a page of " + limit + ": expected at least 1");
    }
    return Math.min(limit, MAX_PAGE);
  }
}
