package org.entente.holdings;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.entente.expression.Source;
import org.entente.stix.StixId;
import org.entente.storage.ManyKeys;
import org.entente.storage.Micros;

/// Finds where the versions of ids lie, many at a time on one connection, without reading an
/// object. The release worker asks it of every object and every reference.
public final class Places implements AutoCloseable {
  private final ManyKeys places;
  private final ManyKeys arrivals;
  private final Map<Long, Source> sources = new HashMap<>(); // of an arrival, by its number

  public Places(Connection connection) throws SQLException {
    this.places =
        new ManyKeys(
            connection,
            "select o.id, f.object, o.source, f.collection, f.date_added, f.arrival"
                // a cross join keeps this order: from the ids, not from all filings
                + " from object o cross join filing f where f.object = o.no and o.id");
    this.arrivals =
        new ManyKeys(
            connection, "select source_kind, licence, consents, party, no from arrival where no");
  }

  /// Every filing of every version of each id, from every source; an id that lies nowhere is left
  /// out.
  public Map<StixId, List<Place>> of(Collection<StixId> ids) throws SQLException {
    var rows = new ArrayList<Row>();
    places.read(ids.stream().map(StixId::text).toList(), row -> rows.add(Row.of(row)));
    learnSources(rows);
    var found = new HashMap<StixId, List<Place>>();
    for (var row : rows) {
      found.computeIfAbsent(row.id, _ -> new ArrayList<>()).add(place(row));
    }
    return found;
  }

  private record Row(
      StixId id, long object, String owner, long collection, long dateAdded, long arrival) {
    static Row of(ResultSet row) throws SQLException {
      return new Row(
          new StixId(row.getString(1)),
          row.getLong(2),
          row.getString(3),
          row.getLong(4),
          row.getLong(5),
          row.getLong(6));
    }
  }

  private void learnSources(List<Row> rows) throws SQLException {
    var unknown =
        rows.stream()
            .map(Row::arrival)
            .filter(arrival -> !sources.containsKey(arrival))
            .distinct()
            .toList();
    arrivals.read(unknown, row -> sources.put(row.getLong(5), SourceColumns.get(row, 1)));
  }

  private Place place(Row row) {
    var source = sources.get(row.arrival);
    if (source == null) {
      throw new IllegalStateException("a filing without its arrival " + row.arrival);
    }
    return new Place(row.object, row.owner, row.collection, Micros.instant(row.dateAdded), source);
  }

  @Override
  public void close() throws SQLException {
    try (places;
        arrivals) {
      // both
    }
  }
}
