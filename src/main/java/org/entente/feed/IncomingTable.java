package org.entente.feed;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.entente.decisions.OutgoingTable;
import org.entente.ledger.Opening;
import org.entente.receipt.Verdict;
import org.entente.storage.Micros;

/// What stands beside the leaves of a partner's log as this node took it, in the table `incoming`.
/// The payload of an object that was applied lies in the table `object`, byte for byte.
public final class IncomingTable implements AutoCloseable {
  private final PreparedStatement insert;
  private final long link;

  /// One entry. `object` is there when the store holds exactly the bytes of `payload`, which are
  /// then not kept twice.
  public record Row(
      long entry,
      String kind,
      Optional<Opening> header,
      Optional<Opening> payload,
      OptionalLong object,
      Optional<Verdict> verdict) {}

  public IncomingTable(Connection connection, long link) throws SQLException {
    this.link = link;
    this.insert =
        connection.prepareStatement(
            "insert into incoming (link, entry, kind, header_salt, header, payload_salt, payload,"
                + " object, verdict, reason, at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  }

  public void insert(Row row, Instant at) throws SQLException {
    insert.setLong(1, link);
    insert.setLong(2, row.entry);
    insert.setString(3, row.kind);
    OutgoingTable.bind(insert, 4, row.header);
    insert.setBytes(6, row.payload.map(Opening::salt).orElse(null));
    insert.setBytes(
        7, row.object.isPresent() ? null : row.payload.map(Opening::content).orElse(null));
    if (row.object.isPresent()) {
      insert.setLong(8, row.object.getAsLong());
    } else {
      insert.setNull(8, Types.BIGINT);
    }
    insert.setString(9, row.verdict.map(verdict -> verdict.outcome().word()).orElse(null));
    insert.setString(10, row.verdict.map(Verdict::reason).orElse(null));
    insert.setLong(11, Micros.of(at));
    insert.executeUpdate();
  }

  @Override
  public void close() throws SQLException {
    insert.close();
  }

  /// Rows from one number up to another, in order, each payload filled in from the object that it
  /// became.
  public static List<Row> rows(Connection connection, long link, long from, long to)
      throws SQLException {
    return rows(connection, link, from, to, Long.MAX_VALUE);
  }

  /// The same, ending with the row that brings them to so many bytes.
  public static List<Row> rows(Connection connection, long link, long from, long to, long most)
      throws SQLException {
    try (var select =
        connection.prepareStatement(
            "select i.entry, i.kind, i.header_salt, i.header, i.payload_salt,"
                + " coalesce(i.payload, o.bytes) as payload, i.object, i.verdict, i.reason"
                + " from incoming i left join object o on o.no = i.object"
                + " where i.link = ? and i.entry >= ? and i.entry < ? order by i.entry")) {
      select.setLong(1, link);
      select.setLong(2, from);
      select.setLong(3, to);
      var found = new ArrayList<Row>();
      long bytes = 0;
      try (var rows = select.executeQuery()) {
        while (bytes < most && rows.next()) {
          long object = rows.getLong(7);
          var filed = rows.wasNull() ? OptionalLong.empty() : OptionalLong.of(object);
          var row =
              new Row(
                  rows.getLong(1),
                  rows.getString(2),
                  OutgoingTable.opening(rows, 3),
                  OutgoingTable.opening(rows, 5),
                  filed,
                  verdict(rows));
          found.add(row);
          bytes += OutgoingTable.length(row.header) + OutgoingTable.length(row.payload);
        }
      }
      return found;
    }
  }

  /// What was not taken from one number up to another, in order.
  public static List<Verdict> verdicts(Connection connection, long link, long from, long to)
      throws SQLException {
    try (var select =
        connection.prepareStatement(
            "select entry, verdict, reason from incoming"
                + " where link = ? and entry >= ? and entry < ? and verdict is not null"
                + " order by entry")) {
      select.setLong(1, link);
      select.setLong(2, from);
      select.setLong(3, to);
      var found = new ArrayList<Verdict>();
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          found.add(
              new Verdict(
                  rows.getLong(1),
                  Verdict.Outcome.named(rows.getString(2)).orElseThrow(),
                  rows.getString(3)));
        }
      }
      return found;
    }
  }

  /// What is kept of all that a partner sent and was not taken, under every accord.
  public static Quarantine.Kept kept(Connection connection, String partner) throws SQLException {
    try (var select =
        connection.prepareStatement(
            "select count(*), coalesce(sum(length(i.header) + length(i.payload)), 0)"
                + " from peer p join link l on l.peer = p.no join incoming i on i.link = l.no"
                + " where p.identity = ? and i.verdict is not null and i.payload is not null")) {
      select.setString(1, partner);
      try (var row = select.executeQuery()) {
        row.next();
        return new Quarantine.Kept(row.getLong(1), row.getLong(2));
      }
    }
  }

  private static Optional<Verdict> verdict(ResultSet row) throws SQLException {
    var word = row.getString(8);
    return word == null
        ? Optional.empty()
        : Optional.of(
            new Verdict(
                row.getLong(1), Verdict.Outcome.named(word).orElseThrow(), row.getString(9)));
  }
}
