package org.entente.decisions;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.entente.ledger.EntryKind;
import org.entente.ledger.Opening;
import org.entente.storage.Micros;

/// What stands beside the leaves of our own logs, in the table `outgoing`, and which of our entries
/// still wait for the partner's receipt, in `unreceipted`.
public final class OutgoingTable {
  private OutgoingTable() {}

  /// One entry as it is written, without its number.
  public record Row(
      EntryKind kind, Optional<Opening> header, Optional<Opening> payload, Instant at) {
    public static Row of(EntryKind kind, Opening header, Opening payload, Instant at) {
      return new Row(kind, Optional.of(header), Optional.of(payload), at);
    }
  }

  /// Writes rows with consecutive numbers; those that the partner must answer are noted.
  public static void insert(Connection connection, long link, long first, List<Row> rows)
      throws SQLException {
    try (var insert =
            connection.prepareStatement(
                "insert into outgoing (link, entry, kind, header_salt, header, payload_salt,"
                    + " payload, at) values (?, ?, ?, ?, ?, ?, ?, ?)");
        var wait =
            connection.prepareStatement(
                "insert into unreceipted (link, entry, at) values (?, ?, ?)")) {
      long entry = first;
      for (var row : rows) {
        insert.setLong(1, link);
        insert.setLong(2, entry);
        insert.setString(3, row.kind.text());
        bind(insert, 4, row.header);
        bind(insert, 6, row.payload);
        insert.setLong(8, Micros.of(row.at));
        insert.executeUpdate();
        if (row.kind.receipted()) {
          wait.setLong(1, link);
          wait.setLong(2, entry);
          wait.setLong(3, Micros.of(row.at));
          wait.executeUpdate();
        }
        entry++;
      }
    }
  }

  /// Whether an entry came back from the partner after a restore, and its object, which went with
  /// the decision, was not filed here again. That it went is proved by our own checkpoint over it.
  public static boolean cameBack(Connection connection, long link, long entry) throws SQLException {
    try (var select =
        connection.prepareStatement("select 1 from refilled where link = ? and entry = ?")) {
      select.setLong(1, link);
      select.setLong(2, entry);
      try (var row = select.executeQuery()) {
        return row.next();
      }
    }
  }

  /// Rows from one number up to another, in order.
  public static List<Row> rows(Connection connection, long link, long from, long to)
      throws SQLException {
    return rows(connection, link, from, to, Long.MAX_VALUE);
  }

  /// The same, ending with the row that brings them to so many bytes.
  public static List<Row> rows(Connection connection, long link, long from, long to, long most)
      throws SQLException {
    try (var select =
        connection.prepareStatement(
            "select kind, header_salt, header, payload_salt, payload, at from outgoing"
                + " where link = ? and entry >= ? and entry < ? order by entry")) {
      select.setLong(1, link);
      select.setLong(2, from);
      select.setLong(3, to);
      var found = new ArrayList<Row>();
      long bytes = 0;
      try (var rows = select.executeQuery()) {
        while (bytes < most && rows.next()) {
          var row =
              new Row(
                  EntryKind.named(rows.getString(1)).orElseThrow(),
                  opening(rows, 2),
                  opening(rows, 4),
                  Micros.instant(rows.getLong(6)));
          found.add(row);
          bytes += length(row.header) + length(row.payload);
        }
      }
      return found;
    }
  }

  /// The same by number, so that one that is missing shows.
  public static Map<Long, Row> numbered(Connection connection, long link, long from, long to)
      throws SQLException {
    var found = new HashMap<Long, Row>();
    try (var select =
        connection.prepareStatement(
            "select entry from outgoing where link = ? and entry >= ? and entry < ?"
                + " order by entry")) {
      select.setLong(1, link);
      select.setLong(2, from);
      select.setLong(3, to);
      var rows = rows(connection, link, from, to);
      try (var numbers = select.executeQuery()) {
        for (int i = 0; numbers.next(); i++) {
          found.put(numbers.getLong(1), rows.get(i));
        }
      }
    }
    return found;
  }

  /// How many wait for a receipt, counted to `most` only.
  public static int unreceipted(Connection connection, long link, int most) throws SQLException {
    try (var select =
        connection.prepareStatement(
            "select count(*) from (select 1 from unreceipted where link = ? limit ?)")) {
      select.setLong(1, link);
      select.setInt(2, most);
      try (var row = select.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  /// The oldest entry that waits, and since when.
  public static Optional<Unreceipted> oldestUnreceipted(Connection connection, long link)
      throws SQLException {
    try (var select =
        connection.prepareStatement(
            "select entry, at from unreceipted where link = ? order by entry limit 1")) {
      select.setLong(1, link);
      try (var row = select.executeQuery()) {
        return row.next()
            ? Optional.of(new Unreceipted(row.getLong(1), Micros.instant(row.getLong(2))))
            : Optional.empty();
      }
    }
  }

  public record Unreceipted(long entry, Instant since) {}

  /// The first entry from a number on that waits for a receipt; empty when none does.
  public static OptionalLong firstUnreceipted(Connection connection, long link, long from)
      throws SQLException {
    try (var select =
        connection.prepareStatement(
            "select entry from unreceipted where link = ? and entry >= ? order by entry limit 1")) {
      select.setLong(1, link);
      select.setLong(2, from);
      try (var row = select.executeQuery()) {
        return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
      }
    }
  }

  /// Nothing of first..last waits any more; how many did.
  public static int receipted(Connection connection, long link, long first, long last)
      throws SQLException {
    try (var delete =
        connection.prepareStatement(
            "delete from unreceipted where link = ? and entry between ? and ?")) {
      delete.setLong(1, link);
      delete.setLong(2, first);
      delete.setLong(3, last);
      return delete.executeUpdate();
    }
  }

  /// From that entry on nothing of a sealed log waits any more, and no old place is given again.
  static void forget(Connection connection, long link, long from) throws SQLException {
    for (var table : List.of("unreceipted", "refilled")) {
      try (var delete =
          connection.prepareStatement("delete from " + table + " where link = ? and entry >= ?")) {
        delete.setLong(1, link);
        delete.setLong(2, from);
        delete.executeUpdate();
      }
    }
  }

  /// Which of first..last wait for their receipt.
  public static Set<Long> waiting(Connection connection, long link, long first, long last)
      throws SQLException {
    return numbers(
        connection,
        "select entry from unreceipted where link = ? and entry between ? and ?",
        link,
        first,
        last);
  }

  /// Which of first..last the partner was once given as bare leaves.
  public static Set<Long> withheld(Connection connection, long link, long first, long last)
      throws SQLException {
    return numbers(
        connection,
        "select entry from withheld where link = ? and entry between ? and ?",
        link,
        first,
        last);
  }

  private static Set<Long> numbers(
      Connection connection, String sql, long link, long first, long last) throws SQLException {
    try (var select = connection.prepareStatement(sql)) {
      select.setLong(1, link);
      select.setLong(2, first);
      select.setLong(3, last);
      var found = new HashSet<Long>();
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          found.add(rows.getLong(1));
        }
      }
      return found;
    }
  }

  /// These are about to be given to the partner as bare leaves.
  public static boolean withhold(Connection connection, long link, List<Long> entries)
      throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "insert into withheld (link, entry) values (?, ?) on conflict do nothing")) {
      for (long entry : entries) {
        insert.setLong(1, link);
        insert.setLong(2, entry);
        insert.executeUpdate();
      }
    }
    return true;
  }

  /// Bytes of what opens a commitment.
  public static long length(Optional<Opening> part) {
    return part.map(opening -> opening.content().length).orElse(0);
  }

  public static void bind(PreparedStatement statement, int first, Optional<Opening> part)
      throws SQLException {
    statement.setBytes(first, part.map(Opening::salt).orElse(null));
    statement.setBytes(first + 1, part.map(Opening::content).orElse(null));
  }

  /// A salt and what it opens, from two columns that stand together.
  public static Optional<Opening> opening(ResultSet row, int first) throws SQLException {
    var salt = row.getBytes(first);
    var content = row.getBytes(first + 1);
    return salt == null || content == null
        ? Optional.empty()
        : Optional.of(new Opening(salt, content));
  }
}
