package org.entente.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.entente.crypto.ProofInvalid;
import org.entente.decisions.OutgoingTable;
import org.entente.feed.Pair;
import org.entente.feed.ReceiptTable;
import org.entente.ledger.EntryKind;
import org.entente.ledger.Leaf;
import org.entente.ledger.Opening;

/// The only way by which anything is written to our log toward a partner. After every start the
/// partner is asked first how much of it it holds: otherwise a number could be given away a second
/// time (**Never twice, never a gap**).
final class Writing {
  private static final byte[] NOTHING_TO_SAY = "{}".getBytes(UTF_8);

  private final Pair pair;
  private volatile boolean known;

  Writing(Pair pair) {
    this.pair = pair;
  }

  /// Whether it is known how much of our log the partner holds.
  boolean isOpen() {
    return known;
  }

  /// The size of our log that the partner holds is known, so that appending cannot fork it. What
  /// was applied before gets its `receipt` leaf now.
  void open() {
    known = true;
    pair.parts().database().write(this::logOwed);
  }

  /// The partner is asked again before a leaf is appended.
  void shut() {
    known = false;
  }

  private boolean logOwed(Connection connection) throws SQLException {
    var owed = ReceiptTable.nextOwed(connection, pair.no());
    for (; owed.isPresent(); owed = ReceiptTable.nextOwed(connection, pair.no())) {
      var now = pair.parts().clock().instant();
      long entry = append(connection, EntryKind.RECEIPT, owed.get().body(), now);
      ReceiptTable.logged(connection, pair.no(), owed.get().first(), entry);
    }
    return true;
  }

  /// Appends an entry about receipts, which nobody answers, in the caller's transaction; its
  /// number.
  long append(Connection connection, EntryKind kind, byte[] content, Instant at)
      throws SQLException {
    var header = Opening.of(NOTHING_TO_SAY);
    var payload = Opening.of(content);
    var revision = pair.parts().agreements().latest(pair.name().accord()).digest();
    var leaf = Leaf.of(kind, at, revision, seen(connection), header, payload);
    return append(
        connection,
        List.of(leaf.bytes()),
        List.of(OutgoingTable.Row.of(kind, header, payload, at)));
  }

  /// Appends leaves and what stands beside them, in the caller's transaction; the number of the
  /// first.
  long append(Connection connection, List<byte[]> leaves, List<OutgoingTable.Row> rows)
      throws SQLException {
    if (!known) {
      throw new StandsStill(
          "under %s: it is not known how much the partner holds".formatted(pair.name()));
    }
    long number = pair.own().append(connection, leaves);
    OutgoingTable.insert(connection, pair.no(), number, rows);
    return number;
  }

  /// How much of the partner's log we have read, for a leaf that is appended now. It never falls:
  /// after a restore, what our log says counts until it is here again.
  long seen(Connection connection) throws SQLException {
    return Math.max(pair.held().size(connection), seenBefore(pair.own().last(connection)));
  }

  /// The `seen` of a log's newest leaf; 0 when it has none.
  static long seenBefore(Optional<byte[]> last) {
    return last.isEmpty() ? 0 : leaf(last.get()).seen();
  }

  /// A leaf that was written here.
  static Leaf leaf(byte[] bytes) {
    try {
      return Leaf.parse(bytes);
    } catch (ProofInvalid e) {
      throw new IllegalStateException("a leaf that was written no longer reads", e);
    }
  }
}
