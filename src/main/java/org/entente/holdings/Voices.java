package org.entente.holdings;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.entente.stix.StixId;
import org.entente.stix.StixObject;
import org.entente.storage.StorageFailure;

/// What each source says of one id. [Holdings#latest] asks whoever was first with it; here all are
/// heard, where somebody could gain by having been first, or by speaking last.
public final class Voices {
  private Voices() {}

  /// The newest version of each source, the first source first.
  public static List<Held> newest(Connection connection, StixId id) throws SQLException {
    return ofEachSource(connection, id, "o.version = (select max(n.version)");
  }

  /// What each source said first, which for a marking definition is what stands.
  public static List<Held> first(Connection connection, StixId id) throws SQLException {
    return ofEachSource(connection, id, "o.no = (select min(n.no)");
  }

  private static List<Held> ofEachSource(Connection connection, StixId id, String which)
      throws SQLException {
    return ObjectTable.list(
        connection,
        "where o.id = ? and "
            + which
            + " from object n where n.id = o.id and n.source = o.source) order by o.no limit ?",
        id.text(),
        Holdings.MAX_PAGE);
  }

  /// [Holdings#definitions] as they were at an instant: what came later changes nothing about what
  /// went before.
  public static Function<StixId, Optional<StixObject>> definitions(
      Connection connection, String source, Instant at) {
    return id -> {
      try {
        var then =
            first(connection, id).stream().filter(held -> !held.firstHeld().isAfter(at)).toList();
        return then.stream()
            .filter(held -> held.source().equals(source))
            .findFirst()
            .or(() -> then.stream().findFirst())
            .map(Held::object);
      } catch (SQLException e) {
        throw new StorageFailure("cannot read definition " + id, e);
      }
    };
  }
}
