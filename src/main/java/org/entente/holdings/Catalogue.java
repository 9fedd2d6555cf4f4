package org.entente.holdings;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.entente.accord.Pillar;
import org.entente.stix.Gate;
import org.entente.stix.Tlp;

/// The collections of this node, in the order they were made. A collection is closed until it is
/// opened to a partner or to all; nothing here removes one.
public final class Catalogue {
  private static final String COLUMNS =
      "select no, id, name, title, pillar, gate, source_kind, licence, consents, party, unmarked"
          + " from collection ";

  private Catalogue() {}

  /// Empty when a collection of that name or id is already there.
  public static Optional<Collection> add(Connection connection, NewCollection made)
      throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "insert into collection (id, name, title, pillar, gate, unmarked, source_kind, licence,"
                + " consents, party, last_added) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)"
                + " on conflict do nothing")) {
      insert.setString(1, made.id().toString());
      insert.setString(2, made.name());
      insert.setString(3, made.title());
      insert.setString(4, made.pillar().name());
      insert.setString(5, made.gate().name());
      insert.setString(6, made.unmarked().map(Tlp::name).orElse(null));
      SourceColumns.set(insert, 7, made.source());
      return insert.executeUpdate() == 1 ? named(connection, made.name()) : Optional.empty();
    }
  }

  public static List<Collection> all(Connection connection) throws SQLException {
    try (var select = connection.prepareStatement(COLUMNS + "order by no")) {
      return collections(connection, select);
    }
  }

  public static Optional<Collection> named(Connection connection, String name) throws SQLException {
    return one(connection, "where name = ?", name);
  }

  public static Optional<Collection> identified(Connection connection, UUID id)
      throws SQLException {
    return one(connection, "where id = ?", id.toString());
  }

  static Collection numbered(Connection connection, long no) throws SQLException {
    return one(connection, "where no = ?", no).orElseThrow();
  }

  /// The collections from which things may go to this party.
  public static List<Collection> openTo(Connection connection, String party) throws SQLException {
    return all(connection).stream().filter(collection -> collection.isOpenTo(party)).toList();
  }

  /// Opens to a party's identity id or to [Collection#EVERYBODY].
  public static void open(Connection connection, Collection collection, String party)
      throws SQLException {
    change(
        connection, "insert into opening values (?, ?) on conflict do nothing", collection, party);
  }

  /// Takes an opening back. One to everybody and one to a party are separate: each closes alone.
  public static void close(Connection connection, Collection collection, String party)
      throws SQLException {
    change(connection, "delete from opening where collection = ? and party = ?", collection, party);
  }

  private static void change(Connection connection, String sql, Collection collection, String party)
      throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      statement.setLong(1, collection.no());
      statement.setString(2, party);
      statement.executeUpdate();
    }
  }

  private static Optional<Collection> one(Connection connection, String where, Object value)
      throws SQLException {
    try (var select = connection.prepareStatement(COLUMNS + where)) {
      select.setObject(1, value);
      return collections(connection, select).stream().findFirst();
    }
  }

  private static List<Collection> collections(Connection connection, PreparedStatement select)
      throws SQLException {
    var found = new ArrayList<Collection>();
    try (var rows = select.executeQuery()) {
      while (rows.next()) {
        found.add(collection(connection, rows));
      }
    }
    return found;
  }

  private static Collection collection(Connection connection, ResultSet row) throws SQLException {
    return new Collection(
        row.getLong("no"),
        UUID.fromString(row.getString("id")),
        row.getString("name"),
        row.getString("title"),
        Pillar.valueOf(row.getString("pillar")),
        Gate.valueOf(row.getString("gate")),
        SourceColumns.get(row, 7),
        Optional.ofNullable(row.getString("unmarked")).map(Tlp::valueOf),
        openings(connection, row.getLong("no")));
  }

  private static Set<String> openings(Connection connection, long collection) throws SQLException {
    try (var select =
        connection.prepareStatement("select party from opening where collection = ?")) {
      select.setLong(1, collection);
      var parties = new HashSet<String>();
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          parties.add(rows.getString(1));
        }
      }
      return parties;
    }
  }
}
