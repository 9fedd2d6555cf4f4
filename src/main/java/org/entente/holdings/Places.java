package org.entente.holdings;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.entente.stix.StixId;
import org.entente.storage.Micros;

/// Finds where the versions of an id lie, many times on one connection: the statement is prepared
/// once and no object is read. The release worker asks it of every object and every reference.
public final class Places implements AutoCloseable {
  private final PreparedStatement select;

  public Places(Connection connection) throws SQLException {
    this.select =
        connection.prepareStatement(
            "select f.object, o.source, f.collection, f.date_added, a.source_kind, a.licence,"
                + " a.consents, a.party from object o join filing f on f.object = o.no"
                + " join arrival a on a.no = f.arrival where o.id = ?");
  }

  /// Every filing of every version, from every source.
  public List<Place> of(StixId id) throws SQLException {
    select.setString(1, id.text());
    var found = new ArrayList<Place>();
    try (var rows = select.executeQuery()) {
      while (rows.next()) {
        found.add(
            new Place(
                rows.getLong("object"),
                rows.getString("source"),
                rows.getLong("collection"),
                Micros.instant(rows.getLong("date_added")),
                SourceColumns.get(rows)));
      }
    }
    return found;
  }

  @Override
  public void close() throws SQLException {
    select.close();
  }
}
