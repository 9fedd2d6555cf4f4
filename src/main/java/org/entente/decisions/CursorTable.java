package org.entente.decisions;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.entente.storage.Micros;

/// How far the release worker has read each collection that is open to a partner, in
/// `release_cursor`, and on what its held and withheld were last decided, in `release_basis`.
public final class CursorTable {
  private CursorTable() {}

  /// The date of the last filing read; the epoch when none was.
  static Instant at(Connection connection, long peer, long collection) throws SQLException {
    try (var select =
        connection.prepareStatement(
            "select date_added from release_cursor where peer = ? and collection = ?")) {
      select.setLong(1, peer);
      select.setLong(2, collection);
      try (var row = select.executeQuery()) {
        return row.next() ? Micros.instant(row.getLong(1)) : Instant.EPOCH;
      }
    }
  }

  static void move(Connection connection, long peer, long collection, Instant to)
      throws SQLException {
    try (var upsert =
        connection.prepareStatement(
            "insert into release_cursor (peer, collection, date_added) values (?, ?, ?) on conflict"
                + " (peer, collection) do update set date_added = excluded.date_added")) {
      upsert.setLong(1, peer);
      upsert.setLong(2, collection);
      upsert.setLong(3, Micros.of(to));
      upsert.executeUpdate();
    }
  }

  /// @param swept the walk over held and withheld objects has come so far; empty when it is done
  record Basis(String digest, Optional<Long> swept) {}

  static Optional<Basis> basis(Connection connection, long peer) throws SQLException {
    try (var select =
        connection.prepareStatement("select basis, swept from release_basis where peer = ?")) {
      select.setLong(1, peer);
      try (var row = select.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        long swept = row.getLong(2);
        Optional<Long> open = row.wasNull() ? Optional.empty() : Optional.of(swept);
        return Optional.of(new Basis(row.getString(1), open));
      }
    }
  }

  static void put(Connection connection, long peer, Basis basis) throws SQLException {
    try (var upsert =
        connection.prepareStatement(
            "insert into release_basis (peer, basis, swept) values (?, ?, ?)"
                + " on conflict (peer) do update set basis = excluded.basis,"
                + " swept = excluded.swept")) {
      upsert.setLong(1, peer);
      upsert.setString(2, basis.digest());
      upsert.setObject(3, basis.swept().orElse(null));
      upsert.executeUpdate();
    }
  }

  /// What is logged toward this partner from now on is decided by another basis. Nothing is logged
  /// by a basis that was not put first, so this number and the basis are always of each other.
  public static void decidedFromHere(Connection connection, long peer) throws SQLException {
    try (var upsert =
        connection.prepareStatement(
            "insert into decided_from (link, entry)"
                + " select l.no, coalesce((select max(o.entry) + 1 from outgoing o"
                + " where o.link = l.no), 0) from link l where l.peer = ?"
                + " on conflict (link) do update set entry = excluded.entry")) {
      upsert.setLong(1, peer);
      upsert.executeUpdate();
    }
  }

  /// A log that has just begun has nothing in it that another basis decided.
  static void decidedFromStart(Connection connection, long link) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "insert into decided_from (link, entry) values (?, 0) on conflict (link) do nothing")) {
      insert.setLong(1, link);
      insert.executeUpdate();
    }
  }

  /// The first entry of a log that was decided by the present basis.
  static long decidedFrom(Connection connection, long link) throws SQLException {
    try (var select =
        connection.prepareStatement("select entry from decided_from where link = ?")) {
      select.setLong(1, link);
      try (var row = select.executeQuery()) {
        return row.next() ? row.getLong(1) : Long.MAX_VALUE;
      }
    }
  }
}
