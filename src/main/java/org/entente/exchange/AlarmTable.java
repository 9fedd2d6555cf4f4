package org.entente.exchange;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.entente.ledger.Observed;
import org.entente.storage.Micros;

/// A partner's log that denied itself, in the table `alarm`: both notes are kept as evidence, and
/// releases to that partner under that accord stop.
final class AlarmTable {
  private AlarmTable() {}

  static void raise(Connection connection, long link, Observed.Denied denied, Instant at)
      throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "insert into alarm (link, message, seen, shown, at) values (?, ?, ?, ?, ?)")) {
      insert.setLong(1, link);
      insert.setString(2, denied.message());
      insert.setBytes(3, denied.seen().bytes());
      insert.setBytes(4, denied.shown().bytes());
      insert.setLong(5, Micros.of(at));
      insert.executeUpdate();
    }
  }

  static boolean isRaised(Connection connection, long link) throws SQLException {
    try (var select = connection.prepareStatement("select 1 from alarm where link = ? limit 1")) {
      select.setLong(1, link);
      try (var row = select.executeQuery()) {
        return row.next();
      }
    }
  }
}
