package org.entente.simulation;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.Optional;
import org.entente.json.Json;
import org.entente.json.MalformedJson;
import org.entente.storage.Micros;

/// The second revision of every accord of a simulated world: what was forbidden is permitted, and
/// the other way round. Each side installs it when it likes, and it counts from one day on.
final class Amendment {
  static final LocalDate FIRST_DAY = LocalDate.of(2026, 11, 2);

  private static final String FORBIDDEN_BEFORE = "type == \"vulnerability\"";
  private static final String FORBIDDEN_SINCE = "type == \"tool\"";

  private Amendment() {}

  /// The accord as it is amended, from the file that it was made from.
  static String of(String accord) {
    if (!accord.contains(FORBIDDEN_BEFORE)) {
      throw new IllegalStateException("the accord forbids something else");
    }
    return accord.replace(FORBIDDEN_BEFORE, FORBIDDEN_SINCE);
  }

  /// Whether a signed amendment is of an accord that a node has, and not known there yet.
  static boolean concerns(SimulatedNode node, byte[] document) {
    return node.database()
        .read(connection -> {
          var known = new HashMap<String, Long>();
          try (var select =
                  connection.prepareStatement(
                      "select accord, max(revision) from accord_revision group by accord");
              var rows = select.executeQuery()) {
            while (rows.next()) {
              known.put(rows.getString(1), rows.getLong(2));
            }
          }
          return known.getOrDefault(id(document), 2L) < 2;
        });
  }

  private static String id(byte[] document) {
    try {
      var payload = Json.parseObject(document).string("payload").orElseThrow();
      return Json.parseObject(Base64.getUrlDecoder().decode(payload)).string("id").orElseThrow();
    } catch (MalformedJson e) {
      throw new IllegalStateException("an accord that was signed does not read", e);
    }
  }

  static Instant begins() {
    return FIRST_DAY.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /// Whether a node lives by it toward a partner, as its store and its clock have it.
  static boolean isInForce(SimulatedNode node, String partner) {
    return !node.clock().instant().isBefore(begins()) && installed(node, partner).isPresent();
  }

  /// When a node took it in; empty when it did not, or is down.
  static Optional<Instant> installed(SimulatedNode node, String partner) {
    return node.isUp()
        ? node.database().read(connection -> installed(connection, partner))
        : Optional.empty();
  }

  private static Optional<Instant> installed(Connection connection, String partner)
      throws SQLException {
    try (var select =
        connection.prepareStatement(
            "select r.installed from accord_revision r join link l on l.accord = r.accord"
                + " join peer p on p.no = l.peer where r.revision = 2 and p.identity = ?")) {
      select.setString(1, partner);
      try (var row = select.executeQuery()) {
        return row.next() ? Optional.of(Micros.instant(row.getLong(1))) : Optional.empty();
      }
    }
  }
}
