package org.entente.exchange;

import java.sql.Connection;
import java.sql.SQLException;
import org.entente.stix.StixId;

/// Ids that an officer keeps at home, in the table `national_hold`. Nothing of it is ever sent.
final class NationalHoldTable {
  private NationalHoldTable() {}

  static boolean holds(Connection connection, StixId id) throws SQLException {
    try (var select = connection.prepareStatement("select 1 from national_hold where id = ?")) {
      select.setString(1, id.text());
      try (var row = select.executeQuery()) {
        return row.next();
      }
    }
  }
}
