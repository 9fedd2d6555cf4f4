package org.entente.decisions;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.entente.release.Officer;
import org.entente.release.Wanted;
import org.entente.stix.StixId;
import org.entente.storage.Database;
import org.entente.storage.Micros;

/// What waits for officers before it may go, oldest first. An approval is given for exactly the
/// bytes, revision and clause that were shown, and the object is then decided again with it;
/// whether it goes is still the accord's to say.
public final class Queue {
  private static final String WAITING =
      // a cross join keeps this order: from the few partners, not from all decisions
      "select d.object, o.id, p.identity, d.wanted, d.at from peer p cross join decision d"
          + " join object o on o.no = d.object"
          + " where p.no = d.peer and d.outcome = 'HELD' and d.wanted is not null";

  private final Database database;
  private final InstantSource clock;

  public Queue(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /// One held object.
  ///
  /// @param number of the object version in this store, by which officers name it
  /// @param officers those who have agreed so far
  public record Item(
      long number,
      StixId object,
      String partner,
      Wanted wanted,
      Instant since,
      List<String> officers) {
    public Item {
      officers = List.copyOf(officers);
    }
  }

  /// Those toward one partner after that number, at most so many.
  public List<Item> list(String partner, long after, int limit) {
    return database.read(connection -> {
      try (var select =
          connection.prepareStatement(
              WAITING + " and p.identity = ? and d.object > ? order by d.object limit ?")) {
        select.setString(1, partner);
        select.setLong(2, after);
        select.setInt(3, limit);
        return items(connection, select.executeQuery());
      }
    });
  }

  /// The held versions of an id, toward every partner.
  public List<Item> of(StixId id) {
    return database.read(connection -> of(connection, id));
  }

  private static List<Item> of(Connection connection, StixId id) throws SQLException {
    try (var select =
        connection.prepareStatement(
            WAITING
                + " and d.object in (select no from object where id = ?)"
                + " order by d.object limit 100")) {
      select.setString(1, id.text());
      return items(connection, select.executeQuery());
    }
  }

  /// An officer's word for or against. The item must be as it was shown: when the object, the
  /// accord or the clause changed meanwhile, nothing is written and the answer is false. Afterwards
  /// the exchange must be told, which has it decided.
  public boolean answer(Item shown, String officer, List<String> persons, boolean agrees) {
    return database.write(connection -> {
      long peer = LinkTable.peer(connection, shown.partner);
      var same =
          of(connection, shown.object).stream()
              .anyMatch(item ->
                  item.number == shown.number
                      && item.partner.equals(shown.partner)
                      && item.wanted.equals(shown.wanted));
      if (same) {
        var wanted = shown.wanted;
        var word =
            new Officer(officer, persons, wanted.bytes(), wanted.revision(), wanted.clause());
        ApprovalTable.put(connection, peer, shown.number, word, agrees, clock.instant());
        RedecideTable.add(connection, peer, shown.number);
      }
      return same;
    });
  }

  private static List<Item> items(Connection connection, ResultSet rows) throws SQLException {
    var found = new ArrayList<Item>();
    while (rows.next()) {
      long number = rows.getLong(1);
      var partner = rows.getString(3);
      var officers =
          ApprovalTable.officers(connection, LinkTable.peer(connection, partner), number);
      found.add(
          new Item(
              number,
              StixId.parse(rows.getString(2)).orElseThrow(),
              partner,
              DecisionTable.wanted(rows.getBytes(4)),
              Micros.instant(rows.getLong(5)),
              officers.stream().map(Officer::name).toList()));
    }
    return found;
  }

  /// The object as an officer sees it: its bytes.
  public Optional<byte[]> bytes(Item item) {
    return database.read(connection -> {
      try (var select = connection.prepareStatement("select bytes from object where no = ?")) {
        select.setLong(1, item.number);
        try (var row = select.executeQuery()) {
          return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
        }
      }
    });
  }
}
