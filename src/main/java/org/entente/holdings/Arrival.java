package org.entente.holdings;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.entente.expression.Source;
import org.entente.storage.Micros;

/// One coming-in of objects: one imported file, one page pulled from a partner, one `send`; with
/// the source that was declared for it, which is mostly the collection's own.
public record Arrival(long no, Instant at, Door door, String name, Source source) {
  public enum Door {
    IMPORT,
    EXCHANGE,
    SEND
  }

  /// Writes it down, to be named by the filings that follow.
  public static Arrival record(
      Connection connection, Instant at, Door door, String name, Source source)
      throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "insert into arrival (at, door, name, source_kind, licence, consents, party)"
                + " values (?, ?, ?, ?, ?, ?, ?) returning no")) {
      insert.setLong(1, Micros.of(at));
      insert.setString(2, door.name());
      insert.setString(3, name);
      SourceColumns.set(insert, 4, source);
      try (var row = insert.executeQuery()) {
        row.next();
        return new Arrival(row.getLong(1), at, door, name, source);
      }
    }
  }
}
