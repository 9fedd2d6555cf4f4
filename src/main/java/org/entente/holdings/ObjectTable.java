package org.entente.holdings;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.entente.stix.MalformedStix;
import org.entente.stix.StixObject;
import org.entente.storage.ManyKeys;
import org.entente.storage.Micros;

/// Reading rows of `object`.
final class ObjectTable {
  /// Every query of objects begins so; the alias is `o`.
  static final String COLUMNS = "o.no, o.source, o.first_held, o.bytes";

  private ObjectTable() {}

  /// A version as the table holds it: without the final `Z` of `2026-11-22T16:00:00.000Z`, so that
  /// `…00.0001` sorts after `…00.000`.
  static String sortable(String version) {
    return version.endsWith("Z") ? version.substring(0, version.length() - 1) : version;
  }

  static List<Held> list(Connection connection, String fromWhere, Object... values)
      throws SQLException {
    try (var select =
        connection.prepareStatement("select " + COLUMNS + " from object o " + fromWhere)) {
      bind(select, values);
      var found = new ArrayList<Held>();
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          found.add(held(rows, 1));
        }
      }
      return found;
    }
  }

  static void bind(PreparedStatement statement, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
  }

  /// To be asked for objects by their numbers.
  static ManyKeys numbered(Connection connection) throws SQLException {
    return new ManyKeys(connection, "select " + COLUMNS + " from object o where o.no");
  }

  /// Reads [#COLUMNS], of which this is the first's place in the row.
  static Held held(ResultSet row, int first) throws SQLException {
    return new Held(
        row.getLong(first),
        row.getString(first + 1),
        object(row.getBytes(first + 3)),
        Micros.instant(row.getLong(first + 2)));
  }

  private static StixObject object(byte[] bytes) {
    try {
      return StixObject.read(bytes);
    } catch (MalformedStix e) {
      throw new IllegalStateException("a stored object no longer reads: " + e.getMessage(), e);
    }
  }
}
