package org.entente.decisions;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.entente.storage.Micros;

/// How far the release worker has read each collection that is open to a partner, in
/// `release_cursor`, and on what its held and withheld were last decided, in `release_basis`.
final class CursorTable {
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

  /// @param since when this became what decides; what was decided later was decided by it
  /// @param swept the walk over held and withheld objects has come so far; empty when it is done
  record Basis(String digest, Instant since, Optional<Long> swept) {}

  static Optional<Basis> basis(Connection connection, long peer) throws SQLException {
    try (var select =
        connection.prepareStatement(
            "select basis, since, swept from release_basis where peer = ?")) {
      select.setLong(1, peer);
      try (var row = select.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        long swept = row.getLong(3);
        Optional<Long> open = row.wasNull() ? Optional.empty() : Optional.of(swept);
        return Optional.of(new Basis(row.getString(1), Micros.instant(row.getLong(2)), open));
      }
    }
  }

  static void put(Connection connection, long peer, Basis basis) throws SQLException {
    try (var upsert =
        connection.prepareStatement(
            "insert into release_basis (peer, basis, since, swept) values (?, ?, ?, ?)"
                + " on conflict (peer) do update set basis = excluded.basis,"
                + " since = excluded.since, swept = excluded.swept")) {
      upsert.setLong(1, peer);
      upsert.setString(2, basis.digest());
      upsert.setLong(3, Micros.of(basis.since()));
      upsert.setObject(4, basis.swept().orElse(null));
      upsert.executeUpdate();
    }
  }
}
