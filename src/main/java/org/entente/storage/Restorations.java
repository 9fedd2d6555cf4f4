package org.entente.storage;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// That this store was put back from a copy of itself, in the table `restoration`, and whether an
/// officer has confirmed it since. Until then nothing is released: recalls, holds and approvals
/// given after the copy was made are not here, and only people remember them.
public final class Restorations {
  private Restorations() {}

  /// What stands and waits for an officer.
  ///
  /// @param since when the store was put back, or when that was noticed
  /// @param asOf when the copy was made, where that is known
  public record Unconfirmed(String reason, Instant since, Optional<Instant> asOf) {}

  /// Notes that it happened: releases wait from the commit on.
  public static void note(Connection connection, Unconfirmed restored) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "insert into restoration (since, as_of, reason) values (?, ?, ?)")) {
      insert.setLong(1, Micros.of(restored.since));
      insert.setObject(2, restored.asOf.map(Micros::of).orElse(null));
      insert.setString(3, restored.reason);
      insert.executeUpdate();
    }
  }

  /// The oldest that nobody has confirmed; empty when releases need not wait.
  public static Optional<Unconfirmed> unconfirmed(Connection connection) throws SQLException {
    try (var select =
            connection.prepareStatement(
                "select reason, since, as_of from restoration where confirmed is null"
                    + " order by no limit 1");
        var row = select.executeQuery()) {
      return row.next() ? Optional.of(unconfirmed(row)) : Optional.empty();
    }
  }

  private static Unconfirmed unconfirmed(ResultSet row) throws SQLException {
    long asOf = row.getLong(3);
    return new Unconfirmed(
        row.getString(1),
        Micros.instant(row.getLong(2)),
        row.wasNull() ? Optional.empty() : Optional.of(Micros.instant(asOf)));
  }

  /// The number of the last one, confirmed or not; 0 when there was none.
  public static long last(Connection connection) throws SQLException {
    try (var select = connection.prepareStatement("select max(no) from restoration");
        var row = select.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  /// An officer confirms whatever waits; how many did.
  public static int confirm(Connection connection, String officer, String why, Instant at)
      throws SQLException {
    try (var update =
        connection.prepareStatement(
            "update restoration set officer = ?, why = ?, confirmed = ? where confirmed is null")) {
      update.setString(1, officer);
      update.setString(2, why);
      update.setLong(3, Micros.of(at));
      return update.executeUpdate();
    }
  }
}
