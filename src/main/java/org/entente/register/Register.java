package org.entente.register;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.entente.json.Json;
import org.entente.json.JsonValue.JsonArray;
import org.entente.json.MalformedJson;
import org.entente.release.Outcome;
import org.entente.release.Step;
import org.entente.stix.StixId;
import org.entente.storage.Database;
import org.entente.storage.Micros;

/// What was decided toward each partner and what went: the disclosure register, a view of
/// decisions, log and receipts. Lists continue from the last number seen, so a page costs the same
/// wherever it lies.
public final class Register {
  public static final int MAX_PAGE = 1_000;

  private final Database database;

  public Register(Database database) {
    this.database = database;
  }

  /// The last word on one object version toward one partner.
  ///
  /// @param number of the object version in this store
  /// @param clause of the permit, or the one that withheld; empty where there is none
  /// @param sentAs the id under which the partner knows it, where it went
  /// @param accord in whose log it went, of which epoch, and `entry` its number there
  /// @param receipted whether a receipt of the partner covers that entry
  /// @param liveCopy withheld while the partner holds another version: recall?
  /// @param waitsFor the id that a held object waits for; else officers
  public record Entry(
      long number,
      StixId object,
      String partner,
      Outcome outcome,
      String clause,
      Optional<StixId> sentAs,
      Optional<String> accord,
      int epoch,
      OptionalLong entry,
      boolean receipted,
      boolean liveCopy,
      Optional<StixId> waitsFor,
      List<Step> steps,
      Instant at) {
    public Entry {
      steps = List.copyOf(steps);
    }
  }

  /// Decisions toward a partner after that number; of one outcome when it is named.
  public List<Entry> decisions(String partner, Set<Outcome> outcomes, long after, int limit) {
    var words = outcomes.stream().map(outcome -> "'" + outcome.name() + "'").toList();
    return entries(
        "p.identity = ? and d.object > ?"
            + (words.isEmpty() ? "" : " and d.outcome in (" + String.join(", ", words) + ")")
            + " order by d.object limit ?",
        partner,
        after,
        Math.min(limit, MAX_PAGE));
  }

  /// What was decided about an id, toward every partner.
  public List<Entry> of(StixId id) {
    return entries(
        "d.object in (select no from object where id = ?) order by d.object, d.peer limit ?",
        id.text(),
        MAX_PAGE);
  }

  /// Decisions toward a partner by outcome, on what came through this node's own doors.
  public Map<Outcome, Long> counts(String partner) {
    return database.read(connection -> {
      try (var select =
          connection.prepareStatement(
              "select d.outcome, count(*) from decision d join peer p on p.no = d.peer"
                  + " join object o on o.no = d.object"
                  + " where p.identity = ? and o.source = '' group by d.outcome")) {
        select.setString(1, partner);
        var counts = new EnumMap<Outcome, Long>(Outcome.class);
        try (var rows = select.executeQuery()) {
          while (rows.next()) {
            counts.put(Outcome.valueOf(rows.getString(1)), rows.getLong(2));
          }
        }
        return counts;
      }
    });
  }

  /// Totals of what a partner sent and of what it has confirmed.
  ///
  /// @param received release entries of the partner that were taken here
  /// @param quarantined release entries of the partner that were quarantined here
  /// @param receipted release entries of ours that a receipt of the partner covers
  public record Totals(long received, long quarantined, long receipted) {}

  public Totals totals(String partner) {
    return new Totals(
        count(
            "select count(*) from incoming i join link l on l.no = i.link join peer p on p.no ="
                + " l.peer where p.identity = ? and i.kind = 'release' and i.verdict is null",
            partner),
        count(
            "select count(*) from incoming i join link l on l.no = i.link join peer p on p.no ="
                + " l.peer where p.identity = ? and i.verdict = 'quarantined'",
            partner),
        count(
            "select count(*) from outgoing e join link l on l.no = e.link join peer p on p.no ="
                + " l.peer where p.identity = ? and e.kind = 'release' and not exists (select 1"
                + " from unreceipted u where u.link = e.link and u.entry = e.entry)",
            partner));
  }

  private long count(String sql, String partner) {
    return database.read(connection -> {
      try (var select = connection.prepareStatement(sql)) {
        select.setString(1, partner);
        try (var row = select.executeQuery()) {
          row.next();
          return row.getLong(1);
        }
      }
    });
  }

  private List<Entry> entries(String where, Object... values) {
    return database.read(connection -> {
      try (var select =
          connection.prepareStatement(
              "select d.object, o.id, p.identity, d.outcome, d.clause, d.sent_as, l.accord, l.epoch,"
                  + " d.entry, d.live_copy, d.waits_for, d.steps, d.at, u.entry as waiting"
                  // a cross join keeps this order: from the few partners, not from all decisions
                  + " from peer p cross join decision d join object o on o.no = d.object"
                  + " left join link l on l.no = d.link"
                  + " left join unreceipted u on u.link = d.link and u.entry = d.entry"
                  + " where p.no = d.peer and "
                  + where)) {
        for (int i = 0; i < values.length; i++) {
          select.setObject(i + 1, values[i]);
        }
        var found = new ArrayList<Entry>();
        try (var rows = select.executeQuery()) {
          while (rows.next()) {
            found.add(entry(rows));
          }
        }
        return found;
      }
    });
  }

  private static Entry entry(ResultSet row) throws SQLException {
    long number = row.getLong("entry");
    var entry = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(number);
    row.getLong("waiting");
    boolean receipted = entry.isPresent() && row.wasNull();
    return new Entry(
        row.getLong("object"),
        StixId.parse(row.getString("id")).orElseThrow(),
        row.getString("identity"),
        Outcome.valueOf(row.getString("outcome")),
        row.getString("clause"),
        Optional.ofNullable(row.getString("sent_as")).flatMap(StixId::parse),
        Optional.ofNullable(row.getString("accord")),
        row.getInt("epoch"),
        entry,
        receipted,
        row.getBoolean("live_copy"),
        Optional.ofNullable(row.getString("waits_for")).flatMap(StixId::parse),
        steps(row.getBytes("steps")),
        Micros.instant(row.getLong("at")));
  }

  private static List<Step> steps(byte[] json) {
    try {
      return Json.parse(json) instanceof JsonArray array ? Step.read(array) : List.of();
    } catch (MalformedJson e) {
      throw new IllegalStateException(
          "the steps of a decision no longer read: " + new String(json, UTF_8), e);
    }
  }
}
