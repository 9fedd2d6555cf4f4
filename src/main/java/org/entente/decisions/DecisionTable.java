package org.entente.decisions;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.entente.accord.Approval;
import org.entente.crypto.Sha256;
import org.entente.json.CanonicalJson;
import org.entente.json.Json;
import org.entente.json.JsonValue;
import org.entente.json.MalformedJson;
import org.entente.release.Decision;
import org.entente.release.Decision.Wait;
import org.entente.release.Step;
import org.entente.release.Wanted;
import org.entente.stix.StixId;
import org.entente.storage.Micros;

/// The last word on each object version toward each partner, in the table `decision`.
public final class DecisionTable implements AutoCloseable {
  private final PreparedStatement upsert;
  private final long peer;

  /// Where a release went: the log and the number in it.
  public record Place(long link, long entry) {}

  public DecisionTable(Connection connection, long peer) throws SQLException {
    this.peer = peer;
    this.upsert =
        connection.prepareStatement(
            """
            insert into decision (peer, object, outcome, clause, sent_as, link, entry, live_copy,
              wanted, waits_for, steps, at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (peer, object) do update set outcome = excluded.outcome,
              clause = excluded.clause, sent_as = excluded.sent_as, link = excluded.link,
              entry = excluded.entry, live_copy = excluded.live_copy, wanted = excluded.wanted,
              waits_for = excluded.waits_for, steps = excluded.steps, at = excluded.at\
            """);
  }

  /// What is written of one decision, its place in the log apart.
  public record Row(
      long object,
      String outcome,
      String clause,
      Optional<String> sentAs,
      boolean liveCopy,
      Optional<byte[]> wanted,
      Optional<String> waitsFor,
      byte[] steps,
      Instant at) {
    /// A decision as it is kept.
    ///
    /// @param told steps as they are kept, since many decisions take the same
    public static Row of(Decided decided, Map<List<Step>, byte[]> told) {
      var decision = decided.decision();
      return new Row(
          decided.held().no(),
          decision.outcome().name(),
          DecisionTable.clause(decision),
          DecisionTable.sentAs(decision),
          decision instanceof Decision.Withhold withheld && withheld.liveCopy(),
          DecisionTable.wanted(decision),
          DecisionTable.waitsFor(decision),
          told.computeIfAbsent(decision.steps(), steps -> CanonicalJson.bytes(Step.toJson(steps))),
          decided.at());
    }
  }

  /// Writes what was decided, over what was decided before.
  public void put(Row row, Optional<Place> place) throws SQLException {
    upsert.setLong(1, peer);
    upsert.setLong(2, row.object);
    upsert.setString(3, row.outcome);
    upsert.setString(4, row.clause);
    upsert.setString(5, row.sentAs.orElse(null));
    if (place.isPresent()) {
      upsert.setLong(6, place.get().link);
      upsert.setLong(7, place.get().entry);
    } else {
      upsert.setNull(6, Types.BIGINT);
      upsert.setNull(7, Types.BIGINT);
    }
    upsert.setBoolean(8, row.liveCopy);
    upsert.setBytes(9, row.wanted.orElse(null));
    upsert.setString(10, row.waitsFor.orElse(null));
    upsert.setBytes(11, row.steps);
    upsert.setLong(12, Micros.of(row.at));
    upsert.executeUpdate();
  }

  @Override
  public void close() throws SQLException {
    upsert.close();
  }

  private static String clause(Decision decision) {
    return switch (decision) {
      case Decision.Release release -> release.basis().permit().id();
      case Decision.Redact redact -> redact.basis().permit().id();
      case Decision.Hold hold -> hold.basis().permit().id();
      case Decision.Withhold withheld -> withheld.reason().clause();
      case Decision.AlreadyTheirs _ -> "";
    };
  }

  private static Optional<String> sentAs(Decision decision) {
    return switch (decision) {
      case Decision.Release release -> Optional.of(release.header().object().text());
      case Decision.Redact redact -> Optional.of(redact.header().object().text());
      case Decision.Hold _, Decision.Withhold _, Decision.AlreadyTheirs _ -> Optional.empty();
    };
  }

  private static Optional<byte[]> wanted(Decision decision) {
    return decision instanceof Decision.Hold hold
            && hold.waitsFor() instanceof Wait.ForOfficers(Wanted wanted)
        ? Optional.of(bytes(wanted))
        : Optional.empty();
  }

  private static Optional<String> waitsFor(Decision decision) {
    return decision instanceof Decision.Hold hold
            && hold.waitsFor() instanceof Wait.ForObject(StixId id)
        ? Optional.of(id.text())
        : Optional.empty();
  }

  /// The entry was served without its content, so the object went nowhere: it is decided anew.
  public static void notDelivered(Connection connection, long link, long entry)
      throws SQLException {
    decideAnew(connection, link, entry, entry);
  }

  /// Both parties sealed the log at that size, so that nothing beyond it counts as sent.
  static void notUnderSeal(Connection connection, long link, long size) throws SQLException {
    decideAnew(connection, link, size, Long.MAX_VALUE);
  }

  private static void decideAnew(Connection connection, long link, long first, long last)
      throws SQLException {
    try (var update =
        connection.prepareStatement(
            "update decision set outcome = 'WITHHELD', sent_as = null, link = null, entry = null"
                + " where link = ? and entry between ? and ? returning peer, object")) {
      update.setLong(1, link);
      update.setLong(2, first);
      update.setLong(3, last);
      var anew = new ArrayList<long[]>();
      try (var rows = update.executeQuery()) {
        while (rows.next()) {
          anew.add(new long[] {rows.getLong(1), rows.getLong(2)});
        }
      }
      for (var one : anew) {
        RedecideTable.add(connection, one[0], one[1]);
      }
    }
  }

  /// The decision that sent an entry.
  public record Went(long object, String clause, boolean redacted) {}

  /// Those that sent entries from one number up to another, by number.
  public static Map<Long, Went> went(Connection connection, long link, long from, long to)
      throws SQLException {
    try (var select =
        connection.prepareStatement(
            "select entry, object, clause, outcome from decision"
                + " where link = ? and entry >= ? and entry < ?")) {
      select.setLong(1, link);
      select.setLong(2, from);
      select.setLong(3, to);
      var found = new HashMap<Long, Went>();
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          found.put(
              rows.getLong(1),
              new Went(rows.getLong(2), rows.getString(3), rows.getString(4).equals("REDACTED")));
        }
      }
      return found;
    }
  }

  /// Numbers that decisions name and that lie beyond that size; a few of them.
  public static List<Long> beyond(Connection connection, long link, long size) throws SQLException {
    try (var select =
        connection.prepareStatement(
            "select entry from decision where link = ? and entry >= ? order by entry limit 100")) {
      select.setLong(1, link);
      select.setLong(2, size);
      var found = new ArrayList<Long>();
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          found.add(rows.getLong(1));
        }
      }
      return found;
    }
  }

  /// `{"approval":"officer","bytes":"…","clause":"2.4","persons":false,"revision":"…"}`
  static byte[] bytes(Wanted wanted) {
    return CanonicalJson.bytes(
        JsonValue.object()
            .put("approval", wanted.approval().word())
            .put("persons", wanted.persons())
            .put("bytes", wanted.bytes().hex())
            .put("revision", wanted.revision().hex())
            .put("clause", wanted.clause())
            .build());
  }

  static Wanted wanted(byte[] bytes) {
    try {
      var json = Json.parseObject(bytes);
      return new Wanted(
          json.string("approval").flatMap(Approval::named).orElseThrow(),
          json.bool("persons").orElseThrow(),
          Sha256.ofHex(json.string("bytes").orElseThrow()),
          Sha256.ofHex(json.string("revision").orElseThrow()),
          json.string("clause").orElseThrow());
    } catch (MalformedJson e) {
      throw new IllegalStateException(
          "a queue entry no longer reads: " + new String(bytes, UTF_8), e);
    }
  }
}
