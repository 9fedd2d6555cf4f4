package org.entente.decisions;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.entente.storage.Micros;

/// Numbers for partners and for the pair of logs with each under each accord: tables `peer`,
/// `link`.
public final class LinkTable {
  private LinkTable() {}

  /// The number of a peer that is here.
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

  /// One epoch of the pair of logs.
  public record Numbered(long no, int epoch) {}

  /// The link that goes on, which is made when there is none.
  public static Numbered open(Connection connection, long peer, String accord) throws SQLException {
    var known = epochs(connection, peer, accord);
    return known.isEmpty() ? new Numbered(insert(connection, peer, accord, 1), 1) : known.getLast();
  }

  private static long insert(Connection connection, long peer, String accord, int epoch)
      throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "insert into link (peer, accord, epoch) values (?, ?, ?) returning no")) {
      insert.setLong(1, peer);
      insert.setString(2, accord);
      insert.setInt(3, epoch);
      try (var row = insert.executeQuery()) {
        row.next();
        long link = row.getLong(1);
        CursorTable.decidedFromStart(connection, link);
        return link;
      }
    }
  }

  /// All epochs, the one that goes on last.
  public static List<Numbered> epochs(Connection connection, long peer, String accord)
      throws SQLException {
    try (var select =
        connection.prepareStatement(
            "select no, epoch from link where peer = ? and accord = ? order by epoch")) {
      select.setLong(1, peer);
      select.setString(2, accord);
      var found = new ArrayList<Numbered>();
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          found.add(new Numbered(rows.getLong(1), rows.getInt(2)));
        }
      }
      return found;
    }
  }

  /// The link of another epoch of the same pair.
  public static OptionalLong ofEpoch(Connection connection, long link, long epoch)
      throws SQLException {
    try (var select =
        connection.prepareStatement(
            "select o.no from link l join link o on o.peer = l.peer and o.accord = l.accord"
                + " where l.no = ? and o.epoch = ?")) {
      select.setLong(1, link);
      select.setLong(2, epoch);
      try (var row = select.executeQuery()) {
        return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
      }
    }
  }

  /// Begins the next epoch of this link. What the partner's newest entry said of its time goes on:
  /// or a new log could be dated back under a revision that was superseded.
  static long next(Connection connection, long link) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "insert into link (peer, accord, epoch, newest, asked)"
                + " select peer, accord, epoch + 1, newest, asked from link where no = ?"
                + " returning no")) {
      insert.setLong(1, link);
      try (var row = insert.executeQuery()) {
        row.next();
        long begun = row.getLong(1);
        CursorTable.decidedFromStart(connection, begun);
        return begun;
      }
    }
  }

  /// The epoch of a link that was sealed; empty for one that goes on.
  static Optional<Integer> sealed(Connection connection, long link) throws SQLException {
    try (var select =
        connection.prepareStatement(
            "select l.epoch from link l join succession s on s.link = l.no where l.no = ?")) {
      select.setLong(1, link);
      try (var row = select.executeQuery()) {
        return row.next() ? Optional.of(row.getInt(1)) : Optional.empty();
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
