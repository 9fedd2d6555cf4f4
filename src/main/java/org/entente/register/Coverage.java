package org.entente.register;

import java.sql.Connection;
import java.sql.SQLException;

/// Whether a receipt covers an entry, asked of one entry after the other: the range that covered
/// the one before mostly covers this one too, so the store is asked once a receipt.
final class Coverage {
  private final String select;
  private final long link;
  private long first = 0;
  private long last = -1;

  private Coverage(String select, long link) {
    this.select = select;
    this.link = link;
  }

  /// The partner's receipts for our entries.
  static Coverage ofGot(long link) {
    return new Coverage(
        "select first, last from receipt_got where link = ? and first <= ? and last >= ?"
            + " order by first desc limit 1",
        link);
  }

  /// Ours that the partner has taken, for its entries.
  static Coverage ofSent(long link) {
    return new Coverage(
        "select first, last from receipt_sent where link = ? and first <= ? and last >= ?"
            + " and delivered = 1 order by first desc limit 1",
        link);
  }

  boolean isCovered(Connection connection, long entry) throws SQLException {
    if (first <= entry && entry <= last) {
      return true;
    }
    try (var find = connection.prepareStatement(select)) {
      find.setLong(1, link);
      find.setLong(2, entry);
      find.setLong(3, entry);
      try (var row = find.executeQuery()) {
        if (!row.next()) {
          return false;
        }
        first = row.getLong(1);
        last = row.getLong(2);
        return true;
      }
    }
  }
}
