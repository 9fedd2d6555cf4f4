package org.entente.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.entente.crypto.ProofInvalid;
import org.entente.tlog.Frontier;
import org.entente.tlog.LogOrigin;
import org.entente.tlog.SignedCheckpoint;
import org.jspecify.annotations.Nullable;

/// The SQL of this room. Every method works in the transaction of the connection it is given.
final class LogTable {
  /// Whose log a row is: `own` is written here, `held` is the partner's.
  enum Role {
    OWN,
    HELD;

    private String text() {
      return this == OWN ? "own" : "held";
    }
  }

  /// One row of `log`.
  ///
  /// @param sealed the size at which both parties sealed it; null while it goes on
  record Row(
      long size, Frontier frontier, @Nullable SignedCheckpoint known, @Nullable Long sealed) {
    /// What the next checkpoint covers: of a sealed log what is under the seal, unless more was
    /// shown and is here. What both parties sealed is a beginning of all that was ever signed.
    long toSign(long shown) {
      if (sealed == null) {
        return size;
      }
      return shown > size ? sealed : Math.max(sealed, shown);
    }
  }

  private LogTable() {}

  /// The id of this log, which is made when it is new.
  static long open(Connection connection, LogOrigin origin, Role role) throws SQLException {
    var sql =
        """
        INSERT INTO log (origin, role) VALUES (?, ?)
        ON CONFLICT (origin, role) DO UPDATE SET origin = excluded.origin
        RETURNING id\
        """;
    try (var statement = connection.prepareStatement(sql)) {
      statement.setString(1, origin.text());
      statement.setString(2, role.text());
      try (var rows = statement.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }

  static Row row(Connection connection, long log) throws SQLException {
    try (var statement =
        connection.prepareStatement("SELECT size, frontier, known, sealed FROM log WHERE id = ?")) {
      statement.setLong(1, log);
      try (var rows = statement.executeQuery()) {
        rows.next();
        long size = rows.getLong(1);
        var frontier = rows.getBytes(2);
        var known = known(rows.getBytes(3));
        long sealed = rows.getLong(4);
        return new Row(
            size,
            frontier.length == 0 ? Frontier.EMPTY : Frontier.parse(size, frontier),
            known,
            rows.wasNull() ? null : sealed);
      }
    }
  }

  private static @Nullable SignedCheckpoint known(byte @Nullable [] note) {
    try {
      return note == null ? null : SignedCheckpoint.parse(note);
    } catch (ProofInvalid e) {
      throw new IllegalStateException("a checkpoint that was verified before it was stored", e);
    }
  }

  static long size(Connection connection, long log) throws SQLException {
    try (var statement = connection.prepareStatement("SELECT size FROM log WHERE id = ?")) {
      statement.setLong(1, log);
      try (var rows = statement.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }

  /// Takes the next `count` numbers, locking the row until the transaction ends; the first of them.
  /// Returns -1, and takes none, while the log is shorter than it is known to have been, and once
  /// it was sealed.
  static long take(Connection connection, long log, int count) throws SQLException {
    var sql =
        """
        UPDATE log SET size = size + ?
        WHERE id = ? AND size >= known_size AND sealed IS NULL RETURNING size\
        """;
    try (var statement = connection.prepareStatement(sql)) {
      statement.setInt(1, count);
      statement.setLong(2, log);
      try (var rows = statement.executeQuery()) {
        return rows.next() ? rows.getLong(1) - count : -1;
      }
    }
  }

  /// Moves from one size to the next by compare-and-set; false when it was not at that size.
  static boolean advance(Connection connection, long log, long from, Frontier to)
      throws SQLException {
    var sql = "UPDATE log SET size = ?, frontier = ? WHERE id = ? AND size = ? AND sealed IS NULL";
    try (var statement = connection.prepareStatement(sql)) {
      statement.setLong(1, to.size());
      statement.setBytes(2, to.bytes());
      statement.setLong(3, log);
      statement.setLong(4, from);
      return statement.executeUpdate() == 1;
    }
  }

  /// The same without a frontier, which our own log has in its files.
  static boolean advance(Connection connection, long log, long from, long to) throws SQLException {
    var sql = "UPDATE log SET size = ? WHERE id = ? AND size = ? AND sealed IS NULL";
    try (var statement = connection.prepareStatement(sql)) {
      statement.setLong(1, to);
      statement.setLong(2, log);
      statement.setLong(3, from);
      return statement.executeUpdate() == 1;
    }
  }

  /// Ends a log at this size, which it must have reached; false when it was sealed before.
  static boolean seal(Connection connection, long log, long size) throws SQLException {
    var sql = "UPDATE log SET sealed = ? WHERE id = ? AND size >= ? AND sealed IS NULL";
    try (var statement = connection.prepareStatement(sql)) {
      statement.setLong(1, size);
      statement.setLong(2, log);
      statement.setLong(3, size);
      return statement.executeUpdate() == 1;
    }
  }

  /// Accepts a checkpoint in place of a smaller one, once the log has reached `passed`, the size up
  /// to which the smaller one has been proved to be a beginning of it. Otherwise nothing changes.
  static boolean know(Connection connection, long log, long passed, SignedCheckpoint note)
      throws SQLException {
    var sql =
        """
        UPDATE log SET known_size = ?, known = ?
        WHERE id = ? AND known_size <= ? AND known_size < ?\
        """;
    try (var statement = connection.prepareStatement(sql)) {
      statement.setLong(1, note.checkpoint().size());
      statement.setBytes(2, note.bytes());
      statement.setLong(3, log);
      statement.setLong(4, passed);
      statement.setLong(5, note.checkpoint().size());
      return statement.executeUpdate() == 1;
    }
  }

  static void insert(Connection connection, long log, long first, List<byte[]> leaves)
      throws SQLException {
    var sql = "INSERT INTO log_leaf (log, number, leaf) VALUES (?, ?, ?)";
    try (var statement = connection.prepareStatement(sql)) {
      long number = first;
      for (var leaf : leaves) {
        statement.setLong(1, log);
        statement.setLong(2, number++);
        statement.setBytes(3, leaf);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /// Leaves from one number up to another, in order.
  static List<byte[]> leaves(Connection connection, long log, long from, long to)
      throws SQLException {
    var sql =
        "SELECT leaf FROM log_leaf WHERE log = ? AND number >= ? AND number < ? ORDER BY number";
    try (var statement = connection.prepareStatement(sql)) {
      statement.setLong(1, log);
      statement.setLong(2, from);
      statement.setLong(3, to);
      var leaves = new ArrayList<byte[]>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          leaves.add(rows.getBytes(1));
        }
      }
      return leaves;
    }
  }
}
