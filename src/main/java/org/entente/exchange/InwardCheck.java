package org.entente.exchange;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.entente.crypto.ProofInvalid;
import org.entente.crypto.Sha256;
import org.entente.ledger.Leaf;
import org.entente.ledger.Opening;

/// Our copy of the partner's log, entry by entry: what stands beside the leaf, and what was filed
/// from it, opens it; what must be answered was answered.
final class InwardCheck {
  private final Link link;
  private final Reconciling report;
  private final Coverage receipts;

  InwardCheck(Link link, Reconciling report) {
    this.link = link;
    this.report = report;
    this.receipts = Coverage.ofSent(link.no());
  }

  /// The number of entries looked at.
  long run() {
    report.verifies(link.held().origin(), -1, link.held()::check);
    long size = link.held().cosigned().map(note -> note.checkpoint().size()).orElse(0L);
    for (long from = 0; from < size; from += Reconciling.RUN) {
      check(from, (int) Math.min(Reconciling.RUN, size - from));
    }
    return size;
  }

  private void check(long from, int count) {
    var leaves = link.held().leaves(from, count);
    link.parts()
        .database()
        .read(connection -> {
          var rows = IncomingTable.rows(connection, link.no(), from, from + leaves.size());
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
    if (!opens(row.header(), leaf.header()) || !opens(row.payload(), leaf.commit())) {
      differs(row.entry(), "its row, or what was filed from it, was changed");
    }
    if (leaf.kind().receipted() && !receipts.isCovered(connection, row.entry())) {
      differs(row.entry(), "our receipt for it has not reached the partner");
    }
  }

  private static boolean opens(Optional<Opening> opening, Sha256 commitment) {
    return opening.isEmpty() || opening.get().opens(commitment);
  }

  private void differs(long entry, String problem) {
    report.differs(link.held().origin(), entry, problem);
  }
}
