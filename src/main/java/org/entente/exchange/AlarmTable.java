package org.entente.exchange;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.entente.ledger.Contradiction;
import org.entente.storage.Micros;

/// Contradictions between what was signed about one pair of logs, in the table `alarm`: what was
/// known and what denies it are kept as evidence, and releases under that accord stop. The first
/// one stands; what follows from it is not kept again.
final class AlarmTable {
  private AlarmTable() {}

  /// Whether it is the first on this link.
  static boolean raise(Connection connection, long link, Contradiction contradiction, Instant at)
      throws SQLException {
    if (find(connection, link).isPresent()) {
      return false;
    }
    try (var insert =
        connection.prepareStatement(
            "insert into alarm (link, message, seen, shown, at) values (?, ?, ?, ?, ?)")) {
      insert.setLong(1, link);
      insert.setString(2, contradiction.getMessage());
      insert.setBytes(3, contradiction.seen());
      insert.setBytes(4, contradiction.shown());
      insert.setLong(5, Micros.of(at));
      return insert.executeUpdate() == 1;
    }
  }

  /// What stands on a link.
  static Optional<Standing.Alarm> find(Connection connection, long link) throws SQLException {
    try (var select =
        connection.prepareStatement(
            "select message, at from alarm where link = ? order by no limit 1")) {
      select.setLong(1, link);
      try (var row = select.executeQuery()) {
        return row.next()
            ? Optional.of(new Standing.Alarm(row.getString(1), Micros.instant(row.getLong(2))))
            : Optional.empty();
      }
    }
  }

  /// All that stand, by link; what a succession ended stands no more.
  static List<Standing> all(Connection connection) throws SQLException {
    try (var select =
            connection.prepareStatement(
                "select p.identity, l.accord, l.no from link l join peer p on p.no = l.peer"
                    + " where l.no not in (select link from succession) order by l.no");
        var rows = select.executeQuery()) {
      var standings = new ArrayList<Standing>();
      while (rows.next()) {
        var alarm = find(connection, rows.getLong(3));
        if (alarm.isPresent()) {
          standings.add(
              new Standing(
                  rows.getString(1), rows.getString(2), alarm, Optional.empty(), Optional.empty()));
        }
      }
      return standings;
    }
  }
}
