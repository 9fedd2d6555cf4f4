package org.entente.holdings;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.entente.accord.Handling;
import org.entente.crypto.Sha256;
import org.entente.json.CanonicalJson;
import org.entente.json.Json;
import org.entente.json.MalformedJson;
import org.entente.stix.StixId;
import org.entente.storage.Micros;

/// Rows of `received`, one a partner's log entry.
final class ReceivedTable {
  static final String INSERT =
      "insert into received (id, object, party, revision, log, entry, clause, handling, at)"
          + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private ReceivedTable() {}

  static void add(PreparedStatement insert, long object, Received received) throws SQLException {
    ObjectTable.bind(
        insert,
        received.id().text(),
        object,
        received.party(),
        received.revision().hex(),
        received.log(),
        received.entry(),
        received.clause(),
        CanonicalJson.text(received.handling().toJson()),
        Micros.of(received.at()));
    insert.executeUpdate(); // what follows in the same transaction asks for it
  }

  /// The number under which the same log brought this object before.
  static OptionalLong entry(Connection connection, long object, Received again)
      throws SQLException {
    try (var select =
        connection.prepareStatement(
            "select entry from received where id = ? and log = ? and object = ?"
                + " order by entry limit 1")) {
      ObjectTable.bind(select, again.id().text(), again.log(), object);
      try (var row = select.executeQuery()) {
        return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
      }
    }
  }

  static List<Received> of(Connection connection, StixId id) throws SQLException {
    try (var select =
        connection.prepareStatement(
            "select party, revision, log, entry, clause, handling, at from received"
                + " where id = ? order by at, log, entry")) {
      select.setString(1, id.text());
      var found = new ArrayList<Received>();
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          found.add(
              new Received(
                  id,
                  rows.getString("party"),
                  Sha256.ofHex(rows.getString("revision")),
                  rows.getString("log"),
                  rows.getLong("entry"),
                  rows.getString("clause"),
                  handling(rows.getString("handling")),
                  Micros.instant(rows.getLong("at"))));
        }
      }
      return found;
    }
  }

  private static Handling handling(String json) {
    try {
      return Handling.of(Json.parseObject(json.getBytes(StandardCharsets.UTF_8)));
    } catch (MalformedJson e) {
      throw new IllegalStateException("a stored handling no longer reads: " + e.getMessage(), e);
    }
  }
}
