package org.entente.decisions;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.entente.storage.Micros;

/// Numbers for partners and for the pair of logs with each under each accord: tables `peer`,
/// `link`.
public final class LinkTable {
  private LinkTable() {}

  public static long peer(Connection connection, String identity) throws SQLException {
    try (var select = connection.prepareStatement("select no from peer where identity = ?")) {
      select.setString(1, identity);
      try (var row = select.executeQuery()) {
        if (!row.next()) {
          throw new IllegalStateException("no peer " + identity);
        }
        return row.getLong(1);
      }
    }
  }

  /// The number of this link, which is made when it is new.
  public static long open(Connection connection, long peer, String accord) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "insert into link (peer, accord) values (?, ?) on conflict (peer, accord)"
                + " do update set accord = excluded.accord returning no")) {
      insert.setLong(1, peer);
      insert.setString(2, accord);
      try (var row = insert.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  /// The last restoration of this store since which the partner has said how much of our log it
  /// holds; 0 before it ever did.
  public static long asked(Connection connection, long link) throws SQLException {
    try (var select = connection.prepareStatement("select asked from link where no = ?")) {
      select.setLong(1, link);
      try (var row = select.executeQuery()) {
        return row.next() ? row.getLong(1) : 0;
      }
    }
  }

  /// What the newest entry of the partner's log says of its time, as far as it was believed.
  public static Instant newest(Connection connection, long link) throws SQLException {
    try (var select = connection.prepareStatement("select newest from link where no = ?")) {
      select.setLong(1, link);
      try (var row = select.executeQuery()) {
        return row.next() ? Micros.instant(row.getLong(1)) : Instant.EPOCH;
      }
    }
  }

  public static void setAsked(Connection connection, long link, long restoration)
      throws SQLException {
    try (var update = connection.prepareStatement("update link set asked = ? where no = ?")) {
      update.setLong(1, restoration);
      update.setLong(2, link);
      update.executeUpdate();
    }
  }

  public static void newest(Connection connection, long link, Instant at) throws SQLException {
    try (var update = connection.prepareStatement("update link set newest = ? where no = ?")) {
      update.setLong(1, Micros.of(at));
      update.setLong(2, link);
      update.executeUpdate();
    }
  }

  /// The id of the accord to which this link belongs.
  static String accord(Connection connection, long link) throws SQLException {
    try (var select = connection.prepareStatement("select accord from link where no = ?")) {
      select.setLong(1, link);
      try (var row = select.executeQuery()) {
        if (!row.next()) {
          throw new IllegalStateException("no link " + link);
        }
        return row.getString(1);
      }
    }
  }
}
