package org.entente.decisions;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.entente.stix.StixId;
import org.entente.storage.Database;
import org.entente.storage.Micros;

/// Ids that an officer keeps at home, in every version and toward every partner, until lifted (**A
/// nation may always share less**). What was released before stays where it is: to ask for it back
/// is a recall; but what is logged and not yet fetched goes no more. The partner sees no trace.
///
/// Afterwards the exchange must be told, which has decided again what a change concerns.
public final class NationalHolds {
  /// The longest reason and the longest name of an officer that is kept.
  public static final int MAX_TEXT = 500;

  private final Database database;
  private final InstantSource clock;

  public NationalHolds(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /// One that stands.
  ///
  /// @param officer who put it there
  public record Hold(StixId id, String officer, String reason, Instant since) {}

  /// Whether it is new; a hold that stands keeps its reason.
  public boolean put(StixId id, String officer, String reason) {
    if (officer.length() > MAX_TEXT || reason.length() > MAX_TEXT) {
      throw new IllegalArgumentException("longer than " + MAX_TEXT + " characters");
    }
    return database.write(connection -> {
      try (var insert =
          connection.prepareStatement(
              "insert into national_hold (id, officer, reason, at) values (?, ?, ?, ?)"
                  + " on conflict (id) do nothing")) {
        insert.setString(1, id.text());
        insert.setString(2, officer);
        insert.setString(3, reason);
        insert.setLong(4, Micros.of(clock.instant()));
        return insert.executeUpdate() == 1;
      }
    });
  }

  /// Whether there was one.
  public boolean lift(StixId id) {
    return database.write(connection -> {
      try (var delete = connection.prepareStatement("delete from national_hold where id = ?")) {
        delete.setString(1, id.text());
        return delete.executeUpdate() == 1;
      }
    });
  }

  /// In the order of their ids, after that one (empty: from the start), at most so many.
  public List<Hold> list(String after, int limit) {
    return database.read(connection -> {
      try (var select =
          connection.prepareStatement(
              "select id, officer, reason, at from national_hold where id > ? order by id"
                  + " limit ?")) {
        select.setString(1, after);
        select.setInt(2, limit);
        var found = new ArrayList<Hold>();
        try (var rows = select.executeQuery()) {
          while (rows.next()) {
            found.add(
                new Hold(
                    new StixId(rows.getString(1)),
                    rows.getString(2),
                    rows.getString(3),
                    Micros.instant(rows.getLong(4))));
          }
        }
        return found;
      }
    });
  }

  static boolean isHeld(Connection connection, StixId id) throws SQLException {
    try (var select = connection.prepareStatement("select 1 from national_hold where id = ?")) {
      select.setString(1, id.text());
      try (var row = select.executeQuery()) {
        return row.next();
      }
    }
  }

  /// Other words whenever a hold was put or lifted; empty while there is none. One that is put in
  /// place of another by a clock that was set back is neither one more nor the newest.
  static String state(Connection connection) throws SQLException {
    try (var select =
            connection.prepareStatement(
                "select count(*), max(at), sum(at % 1000000007) from national_hold");
        var row = select.executeQuery()) {
      row.next();
      return row.getLong(1) == 0
          ? ""
          : row.getLong(1) + " " + row.getLong(2) + " " + row.getLong(3);
    }
  }
}
