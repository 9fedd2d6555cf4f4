package org.entente.decisions;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.entente.crypto.Sha256;
import org.entente.json.CanonicalJson;
import org.entente.json.Json;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonArray;
import org.entente.json.JsonValue.JsonString;
import org.entente.json.MalformedJson;
import org.entente.release.Officer;
import org.entente.storage.Micros;

/// What officers said about held objects, in the table `approval`: one word an officer, the last.
final class ApprovalTable {
  private ApprovalTable() {}

  static void put(
      Connection connection, long peer, long object, Officer officer, boolean agrees, Instant at)
      throws SQLException {
    try (var upsert =
        connection.prepareStatement(
            "insert into approval (peer, object, officer, agrees, persons, bytes, revision, clause,"
                + " at) values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (peer, object, officer) do"
                + " update set agrees = excluded.agrees, persons = excluded.persons,"
                + " bytes = excluded.bytes, revision = excluded.revision,"
                + " clause = excluded.clause, at = excluded.at")) {
      upsert.setLong(1, peer);
      upsert.setLong(2, object);
      upsert.setString(3, officer.name());
      upsert.setBoolean(4, agrees);
      upsert.setString(5, CanonicalJson.text(JsonValue.of(officer.persons())));
      upsert.setString(6, officer.bytes().hex());
      upsert.setString(7, officer.revision().hex());
      upsert.setString(8, officer.clause());
      upsert.setLong(9, Micros.of(at));
      upsert.executeUpdate();
    }
  }

  /// Those who agree. One who refuses leaves the object in the queue until the word is taken back.
  static List<Officer> officers(Connection connection, long peer, long object) throws SQLException {
    try (var select =
        connection.prepareStatement(
            "select officer, persons, bytes, revision, clause from approval"
                + " where peer = ? and object = ? and agrees = 1 order by at")) {
      select.setLong(1, peer);
      select.setLong(2, object);
      var found = new ArrayList<Officer>();
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          found.add(
              new Officer(
                  rows.getString(1),
                  texts(rows.getString(2)),
                  Sha256.ofHex(rows.getString(3)),
                  Sha256.ofHex(rows.getString(4)),
                  rows.getString(5)));
        }
      }
      return found;
    }
  }

  private static List<String> texts(String json) {
    try {
      return ((JsonArray) Json.parse(json.getBytes(UTF_8)))
          .items().stream().map(item -> ((JsonString) item).text()).toList();
    } catch (MalformedJson e) {
      throw new IllegalStateException("an approval no longer reads: " + e.getMessage(), e);
    }
  }
}
