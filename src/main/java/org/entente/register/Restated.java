package org.entente.register;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.entente.crypto.ProofInvalid;
import org.entente.feed.IncomingTable;
import org.entente.feed.Pair;
import org.entente.json.Json;
import org.entente.json.MalformedJson;
import org.entente.ledger.EntryKind;
import org.entente.ledger.Opening;
import org.entente.receipt.Receipt;
import org.entente.receipt.SignedReceipt;
import org.entente.receipt.Verdict.Outcome;

/// What the partner's log, of which we hold a copy, says of our entries wherever it says it. A
/// partner that lost the end of its log gave the number of a receipt to another entry; it pulls our
/// entries again and says the same again, perhaps in other ranges (receipt.md §2).
///
/// The log is read only once something is not where it was said to be.
final class Restated {
  private final Pair pair;
  private final List<Receipt> said = new ArrayList<>();
  private boolean read;

  Restated(Pair pair) {
    this.pair = pair;
  }

  /// Whether the partner's log says of each entry in the range what the receipt says. That an entry
  /// came without its content when it came once more takes nothing back.
  boolean says(SignedReceipt signed) {
    read();
    for (long entry = signed.receipt().from(); entry < signed.receipt().to(); entry++) {
      if (!says(entry, outcome(signed.receipt(), entry))) {
        return false;
      }
    }
    return true;
  }

  private boolean says(long entry, String outcome) {
    return said.stream()
        .filter(receipt -> receipt.from() <= entry && entry < receipt.to())
        .map(receipt -> outcome(receipt, entry))
        .anyMatch(again -> again.equals(outcome) || again.equals(Outcome.NOT_DELIVERED.word()));
  }

  /// In the words of the wire; empty for what was taken.
  private static String outcome(Receipt receipt, long entry) {
    return receipt.verdicts().stream()
        .filter(verdict -> verdict.index() == entry)
        .map(verdict -> verdict.outcome().word())
        .findFirst()
        .orElse("");
  }

  private void read() {
    if (read) {
      return;
    }
    read = true;
    long size = pair.held().size();
    for (long from = 0; from < size; from += Reconciling.RUN) {
      long run = from;
      said.addAll(pair.parts().database().read(connection -> receipts(connection, run)));
    }
    said.removeIf(receipt -> !isOfOurs(receipt));
  }

  private List<Receipt> receipts(Connection connection, long from) throws SQLException {
    var found = new ArrayList<Receipt>();
    for (var row : IncomingTable.rows(connection, pair.no(), from, from + Reconciling.RUN)) {
      if (row.kind().equals(EntryKind.RECEIPT.text()) && row.payload().isPresent()) {
        found.addAll(receipt(row.payload().get()));
      }
    }
    return found;
  }

  /// Nothing when the entry is no receipt, whatever it says it is.
  private static List<Receipt> receipt(Opening payload) {
    try {
      return List.of(Receipt.of(Json.parseObject(payload.content())));
    } catch (MalformedJson | ProofInvalid e) {
      return List.of();
    }
  }

  private boolean isOfOurs(Receipt receipt) {
    long published = pair.own().published().map(note -> note.checkpoint().size()).orElse(0L);
    return receipt.log().equals(pair.own().origin())
        && receipt.to() <= published
        && receipt.root().equals(pair.own().root(receipt.to()));
  }
}
