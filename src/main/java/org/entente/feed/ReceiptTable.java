package org.entente.feed;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.entente.receipt.Receipt;
import org.entente.receipt.SignedReceipt;
import org.entente.receipt.Verdict;
import org.entente.storage.Micros;

/// Receipts both ways: the partner's for our entries in `receipt_got` and `verdict_got`, ours for
/// the partner's entries in `receipt_sent`.
public final class ReceiptTable {
  /// In place of the number of a leaf: the page was applied before we might append to our own log.
  public static final long OWED = -1;

  private ReceiptTable() {}

  /// A receipt of ours that the partner has not taken yet.
  ///
  /// @param entry our own leaf that commits to `body`, or [#OWED]
  /// @param body canonical JSON, as [org.entente.receipt.Receipt] reads it
  public record Due(long first, long last, long entry, byte[] body) {}

  public static void due(Connection connection, long link, Due receipt) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "insert into receipt_sent (link, first, last, entry, body, delivered)"
                + " values (?, ?, ?, ?, ?, 0)")) {
      insert.setLong(1, link);
      insert.setLong(2, receipt.first);
      insert.setLong(3, receipt.last);
      insert.setLong(4, receipt.entry);
      insert.setBytes(5, receipt.body);
      insert.executeUpdate();
    }
  }

  /// The oldest that the partner has not taken, in our log already or not.
  public static Optional<Due> nextDue(Connection connection, long link) throws SQLException {
    return first(connection, link, "");
  }

  /// The oldest that stands in our log and can be sent.
  public static Optional<Due> nextToSend(Connection connection, long link) throws SQLException {
    return first(connection, link, " and entry >= 0");
  }

  /// The oldest that does not stand in our log yet.
  public static Optional<Due> nextOwed(Connection connection, long link) throws SQLException {
    return first(connection, link, " and entry < 0");
  }

  private static Optional<Due> first(Connection connection, long link, String condition)
      throws SQLException {
    try (var select =
        connection.prepareStatement(
            "select first, last, entry, body from receipt_sent"
                + " where link = ? and delivered = 0"
                + condition
                + " order by first limit 1")) {
      select.setLong(1, link);
      try (var row = select.executeQuery()) {
        return row.next()
            ? Optional.of(new Due(row.getLong(1), row.getLong(2), row.getLong(3), row.getBytes(4)))
            : Optional.empty();
      }
    }
  }

  /// The receipt that begins there now stands in our own log, under this number.
  public static void logged(Connection connection, long link, long first, long entry)
      throws SQLException {
    try (var update =
        connection.prepareStatement(
            "update receipt_sent set entry = ? where link = ? and first = ?")) {
      update.setLong(1, entry);
      update.setLong(2, link);
      update.setLong(3, first);
      update.executeUpdate();
    }
  }

  public static void delivered(Connection connection, long link, long first) throws SQLException {
    try (var update =
        connection.prepareStatement(
            "update receipt_sent set delivered = 1 where link = ? and first = ?")) {
      update.setLong(1, link);
      update.setLong(2, first);
      update.executeUpdate();
    }
  }

  /// The partner asks for its own entries from there on again: it lost them, and perhaps the
  /// receipts too.
  public static boolean deliverAgain(Connection connection, long link, long from)
      throws SQLException {
    try (var update =
        connection.prepareStatement(
            "update receipt_sent set delivered = 0 where link = ? and last >= ?")) {
      update.setLong(1, link);
      update.setLong(2, from);
      return update.executeUpdate() > 0;
    }
  }

  /// Keeps a receipt of the partner's, and of the verdicts in it those on entries that no receipt
  /// has spoken of yet: an entry's first answer stands.
  ///
  /// @param entry our own `received` leaf
  /// @return the verdicts that were kept
  public static List<Verdict> got(
      Connection connection, long link, SignedReceipt receipt, long entry, Instant at)
      throws SQLException {
    var news = unanswered(connection, link, receipt.receipt());
    try (var insert =
            connection.prepareStatement(
                "insert into receipt_got (link, first, last, entry, receipt, at)"
                    + " values (?, ?, ?, ?, ?, ?)");
        var verdict =
            connection.prepareStatement(
                "insert into verdict_got (link, entry, verdict, reason) values (?, ?, ?, ?)")) {
      insert.setLong(1, link);
      insert.setLong(2, receipt.receipt().from());
      insert.setLong(3, receipt.receipt().to() - 1);
      insert.setLong(4, entry);
      insert.setBytes(5, receipt.bytes());
      insert.setLong(6, Micros.of(at));
      insert.executeUpdate();
      for (Verdict one : news) {
        verdict.setLong(1, link);
        verdict.setLong(2, one.index());
        verdict.setString(3, one.outcome().word());
        verdict.setString(4, one.reason());
        verdict.executeUpdate();
      }
    }
    return news;
  }

  private static List<Verdict> unanswered(Connection connection, long link, Receipt receipt)
      throws SQLException {
    var news = new ArrayList<>(receipt.verdicts());
    try (var select =
        connection.prepareStatement(
            "select first, last from receipt_got where link = ? and first < ? and last >= ?")) {
      select.setLong(1, link);
      select.setLong(2, receipt.to());
      select.setLong(3, receipt.from());
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          long first = rows.getLong(1);
          long last = rows.getLong(2);
          news.removeIf(verdict -> first <= verdict.index() && verdict.index() <= last);
        }
      }
    }
    return news;
  }

  /// Up to which number the partner has given receipts.
  public static long answered(Connection connection, long link) throws SQLException {
    try (var select =
        connection.prepareStatement(
            "select last from receipt_got where link = ? order by first desc limit 1")) {
      select.setLong(1, link);
      try (var row = select.executeQuery()) {
        return row.next() ? row.getLong(1) + 1 : 0;
      }
    }
  }

  /// A receipt of the partner that covers an entry.
  public static Optional<byte[]> covering(Connection connection, long link, long entry)
      throws SQLException {
    try (var select =
        connection.prepareStatement(
            "select receipt from receipt_got where link = ? and first <= ? and last >= ?"
                + " order by first desc limit 1")) {
      select.setLong(1, link);
      select.setLong(2, entry);
      select.setLong(3, entry);
      try (var row = select.executeQuery()) {
        return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
      }
    }
  }

  /// Whether the partner said that it did not take an entry.
  public static boolean hasVerdict(Connection connection, long link, long entry)
      throws SQLException {
    try (var select =
        connection.prepareStatement("select 1 from verdict_got where link = ? and entry = ?")) {
      select.setLong(1, link);
      select.setLong(2, entry);
      try (var row = select.executeQuery()) {
        return row.next();
      }
    }
  }

  /// Whether the partner said that an entry came without its content. After a restore it comes back
  /// so, and nobody has the rest.
  public static boolean isNotDelivered(Connection connection, long link, long entry)
      throws SQLException {
    try (var select =
        connection.prepareStatement(
            "select 1 from verdict_got where link = ? and entry = ? and verdict = ?")) {
      select.setLong(1, link);
      select.setLong(2, entry);
      select.setString(3, Verdict.Outcome.NOT_DELIVERED.word());
      try (var row = select.executeQuery()) {
        return row.next();
      }
    }
  }

  /// Every verdict of the partner, by entry.
  public static Map<Long, Verdict> verdicts(Connection connection, long link) throws SQLException {
    try (var select =
        connection.prepareStatement(
            "select entry, verdict, reason from verdict_got where link = ?")) {
      select.setLong(1, link);
      var found = new HashMap<Long, Verdict>();
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          long entry = rows.getLong(1);
          var outcome = Verdict.Outcome.named(rows.getString(2)).orElseThrow();
          found.put(entry, new Verdict(entry, outcome, rows.getString(3)));
        }
      }
      return found;
    }
  }

  /// Our receipts from the one that begins there on, at most so many.
  public static List<Due> sent(Connection connection, long link, long first, int limit)
      throws SQLException {
    try (var select =
        connection.prepareStatement(
            "select first, last, entry, body from receipt_sent"
                + " where link = ? and first >= ? order by first limit ?")) {
      select.setLong(1, link);
      select.setLong(2, first);
      select.setInt(3, limit);
      var found = new ArrayList<Due>();
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          found.add(new Due(rows.getLong(1), rows.getLong(2), rows.getLong(3), rows.getBytes(4)));
        }
      }
      return found;
    }
  }

  /// A receipt of the partner as it came, and the number of our leaf that says so.
  public record Got(long entry, byte[] receipt) {}

  /// The next after that number.
  public static Optional<Got> next(Connection connection, long link, long after)
      throws SQLException {
    try (var select =
        connection.prepareStatement(
            "select entry, receipt from receipt_got where link = ? and entry > ?"
                + " order by entry limit 1")) {
      select.setLong(1, link);
      select.setLong(2, after);
      try (var row = select.executeQuery()) {
        return row.next()
            ? Optional.of(new Got(row.getLong(1), row.getBytes(2)))
            : Optional.empty();
      }
    }
  }
}
