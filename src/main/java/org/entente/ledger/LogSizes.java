package org.entente.ledger;

import java.sql.Connection;
import java.sql.SQLException;

/// How many entries the logs of a store have, for whoever only looks: no log is opened, and nothing
/// of it verified.
public final class LogSizes {
  private LogSizes() {}

  /// Entries of the newest log from one party to the other under an accord; 0 when there is none.
  /// Whoever writes it, a store has it once.
  public static long of(Connection connection, String accord, String from, String to)
      throws SQLException {
    var path = "/entente/%s/%s-%s/".formatted(accord, from, to);
    try (var select =
        connection.prepareStatement("select origin, size from log where instr(origin, ?) > 0")) {
      select.setString(1, path);
      try (var rows = select.executeQuery()) {
        long size = 0;
        int newest = 0;
        while (rows.next()) {
          var origin = rows.getString(1);
          int epoch = Integer.parseInt(origin.substring(origin.lastIndexOf('/') + 1));
          if (epoch > newest) {
            newest = epoch;
            size = rows.getLong(2);
          }
        }
        return size;
      }
    }
  }
}
