package org.entente.decisions;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.entente.storage.Micros;

/// How epochs of a pair of logs ended, in the table `succession`: the statement that both parties
/// signed. What lies beyond the seal of our own log counts as never sent: it is decided again, and
/// goes in the next epoch.
public final class SuccessionTable {
  private SuccessionTable() {}

  /// Ends this link, in the caller's transaction, which seals both logs too.
  ///
  /// @param statement as it came, with all signatures
  /// @param size at which our own log was sealed
  /// @return the number of the link that goes on
  public static long seal(Connection connection, long link, byte[] statement, long size, Instant at)
      throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "insert into succession (link, statement, at) values (?, ?, ?)")) {
      insert.setLong(1, link);
      insert.setBytes(2, statement);
      insert.setLong(3, Micros.of(at));
      insert.executeUpdate();
    }
    DecisionTable.notUnderSeal(connection, link, size);
    OutgoingTable.forget(connection, link, size);
    return LinkTable.next(connection, link);
  }

  /// The statement that ended this link; empty while it goes on.
  public static Optional<byte[]> statement(Connection connection, long link) throws SQLException {
    try (var select =
        connection.prepareStatement("select statement from succession where link = ?")) {
      select.setLong(1, link);
      try (var row = select.executeQuery()) {
        return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
      }
    }
  }
}
