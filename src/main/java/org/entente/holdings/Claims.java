package org.entente.holdings;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.entente.stix.MalformedStix;
import org.entente.stix.MarkingDefinition;
import org.entente.stix.StandardMarkings;
import org.entente.stix.StixId;
import org.entente.stix.StixObject;
import org.entente.storage.StorageFailure;

/// What the producer of a collection means by a standard marking id, where a TLP 1 id is meant as
/// one of TLP 2:
///
///     {"type":"marking-definition","id":"marking-definition--f88d31f6-…","name":"TLP:AMBER+STRICT",…}
///
/// The id is TLP:AMBER everywhere, so the definition is refused. But whoever wrote it thought that
/// its objects were marked TLP:AMBER+STRICT: in that collection the stricter reading holds, of what
/// came before the definition too.
public final class Claims {
  private Claims() {}

  /// Keeps it if it asks for more than the standard, and than what was claimed before.
  static void keep(Connection connection, Collection collection, StixObject definition)
      throws SQLException {
    var before = of(connection, collection.no()).get(definition.id());
    if (before != null && !isStricter(definition, before)) {
      return;
    }
    try (var insert =
        connection.prepareStatement(
            "insert into claim (collection, definition, bytes) values (?, ?, ?)"
                + " on conflict (collection, definition) do update set bytes = excluded.bytes")) {
      insert.setLong(1, collection.no());
      insert.setString(2, definition.id().text());
      insert.setBytes(3, definition.bytes());
      insert.executeUpdate();
    }
  }

  /// Whether this is a definition that claims more than the standard says of its id.
  static boolean isOne(StixObject object) {
    return StandardMarkings.marking(object.id())
        .map(standard -> !StandardMarkings.read(standard, object).equals(standard))
        .orElse(false);
  }

  private static boolean isStricter(StixObject one, StixObject other) {
    var both = MarkingDefinition.read(one).max(MarkingDefinition.read(other));
    return !both.equals(MarkingDefinition.read(other));
  }

  /// By the standard ids, in this collection; mostly none.
  public static Map<StixId, StixObject> of(Connection connection, long collection)
      throws SQLException {
    var claims = new HashMap<StixId, StixObject>();
    try (var select = connection.prepareStatement("select bytes from claim where collection = ?")) {
      select.setLong(1, collection);
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          var definition = StixObject.read(rows.getBytes(1));
          claims.put(definition.id(), definition);
        }
      }
    } catch (MalformedStix e) {
      throw new StorageFailure("a claim that was read no longer reads", e);
    }
    return claims;
  }
}
