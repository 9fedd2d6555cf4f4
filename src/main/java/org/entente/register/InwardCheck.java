package org.entente.register;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import org.entente.crypto.ProofInvalid;
import org.entente.crypto.Sha256;
import org.entente.decisions.OutgoingTable;
import org.entente.feed.IncomingTable;
import org.entente.feed.Pair;
import org.entente.feed.ReceiptTable;
import org.entente.json.Json;
import org.entente.json.MalformedJson;
import org.entente.ledger.Leaf;
import org.entente.ledger.Opening;
import org.entente.receipt.Receipt;
import org.entente.receipt.Verdict;

/// Our copy of the partner's log, entry by entry: what stands beside the leaf, and what was filed
/// from it, opens it; what must be answered was answered.
final class InwardCheck {
  private static final int AT_ONCE = 100;

  private final Pair pair;
  private final Reconciling report;
  private final Coverage receipts;

  InwardCheck(Pair pair, Reconciling report) {
    this.pair = pair;
    this.report = report;
    this.receipts = Coverage.ofSent(pair.no());
  }

  /// The number of entries looked at.
  long run() {
    report.verifies(pair.held().origin(), -1, pair.held()::check);
    long size = pair.held().cosigned().map(note -> note.checkpoint().size()).orElse(0L);
    for (long from = 0; from < size; from += Reconciling.RUN) {
      check(from, (int) Math.min(Reconciling.RUN, size - from));
    }
    receipts();
    return size;
  }

  /// Our own receipts say what is kept, and what our own log says.
  private void receipts() {
    long from = 0;
    while (true) {
      long first = from;
      var some =
          pair.parts()
              .database()
              .read(connection -> ReceiptTable.sent(connection, pair.no(), first, AT_ONCE));
      if (some.isEmpty()) {
        return;
      }
      from = some.getLast().first() + 1;
      pair.parts()
          .database()
          .read(connection -> {
            for (var due : some) {
              receipt(connection, due);
            }
            return true;
          });
    }
  }

  private void receipt(Connection connection, ReceiptTable.Due due) throws SQLException {
    if (due.entry() != ReceiptTable.OWED) {
      var rows = OutgoingTable.rows(connection, pair.no(), due.entry(), due.entry() + 1);
      if (rows.isEmpty()
          || rows.getFirst()
              .payload()
              .filter(one -> Arrays.equals(one.content(), due.body()))
              .isEmpty()) {
        differs(due.first(), "our log has another receipt for it than was sent");
      }
    }
    try {
      var said = Receipt.of(Json.parseObject(due.body()));
      var kept = IncomingTable.verdicts(connection, pair.no(), said.from(), said.to());
      if (!kept.equals(said.verdicts())) {
        differs(said.from(), "our receipt from here on says other verdicts than are kept");
      }
    } catch (MalformedJson | ProofInvalid e) {
      differs(due.first(), "our receipt no longer reads: " + e.getMessage());
    }
  }

  private void check(long from, int count) {
    var leaves = pair.held().leaves(from, count);
    pair.parts()
        .database()
        .read(connection -> {
          var rows = IncomingTable.rows(connection, pair.no(), from, from + leaves.size());
          if (rows.size() != leaves.size()) {
            differs(
                from,
                "%d rows stand beside %d leaves from here on"
                    .formatted(rows.size(), leaves.size()));
          }
          for (var row : rows) {
            check(connection, leaves.get((int) (row.entry() - from)), row);
          }
          return true;
        });
  }

  private void check(Connection connection, byte[] bytes, IncomingTable.Row row)
      throws SQLException {
    Leaf leaf;
    try {
      leaf = Leaf.parse(bytes);
    } catch (ProofInvalid e) {
      differs(row.entry(), String.valueOf(e.getMessage()));
      return;
    }
    if ((row.header().isEmpty() || row.payload().isEmpty()) && !cameBare(row)) {
      differs(row.entry(), "what stood beside its leaf is gone"); // nothing can erase yet
    }
    if (!opens(row.header(), leaf.header()) || !opens(row.payload(), leaf.commit())) {
      differs(row.entry(), "its row, or what was filed from it, was changed");
    }
    if (leaf.kind().receipted() && !receipts.isCovered(connection, row.entry())) {
      differs(row.entry(), "our receipt for it has not reached the partner");
    }
  }

  private static boolean cameBare(IncomingTable.Row row) {
    return switch (row.verdict().map(Verdict::outcome).orElse(Verdict.Outcome.QUARANTINED)) {
      case NOT_DELIVERED -> true;
      case REFUSED -> row.header().isEmpty() && row.payload().isEmpty();
      case QUARANTINED -> false;
    };
  }

  private static boolean opens(Optional<Opening> opening, Sha256 commitment) {
    return opening.isEmpty() || opening.get().opens(commitment);
  }

  private void differs(long entry, String problem) {
    report.differs(pair.held().origin(), entry, problem);
  }
}
