package org.entente.decisions;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.entente.storage.Micros;

/// The epoch of a pair of logs that goes on.
///
/// @param since when this node sealed the one before; empty in the first
public record Epoch(int number, Optional<Instant> since) {
  private static final Epoch FIRST = new Epoch(1, Optional.empty());

  /// The one of the logs with a partner under an accord, opened or not.
  ///
  /// @param partner identity id
  public static Epoch of(Connection connection, String partner, String accord) throws SQLException {
    var sql =
        """
        select l.epoch, s.at from peer p join link l on l.peer = p.no
        left join link b on b.peer = l.peer and b.accord = l.accord and b.epoch = l.epoch - 1
        left join succession s on s.link = b.no
        where p.identity = ? and l.accord = ? order by l.epoch desc limit 1\
        """;
    try (var select = connection.prepareStatement(sql)) {
      select.setString(1, partner);
      select.setString(2, accord);
      try (var row = select.executeQuery()) {
        if (!row.next()) {
          return FIRST;
        }
        int number = row.getInt(1);
        long at = row.getLong(2);
        return new Epoch(
            number, row.wasNull() ? Optional.empty() : Optional.of(Micros.instant(at)));
      }
    }
  }
}
