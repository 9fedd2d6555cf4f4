package org.entente.exchange;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.entente.crypto.ProofInvalid;
import org.entente.decisions.DecisionTable;
import org.entente.decisions.OutgoingTable;
import org.entente.feed.Loop;
import org.entente.feed.Pace;
import org.entente.feed.ReceiptTable;
import org.entente.feed.Signal;
import org.entente.json.Shown;
import org.entente.ledger.Contradiction;
import org.entente.ledger.EntryKind;
import org.entente.receipt.Receipt;
import org.entente.receipt.SignedReceipt;
import org.entente.receipt.Verdict;
import org.entente.tlog.SignedCheckpoint;

/// Takes the partner's receipts for what we released: verifies both signatures and that its roots
/// are ours, then notes it and appends our own `received` leaf in one transaction. The same receipt
/// again is taken again and changes nothing.
final class ReceiptIntake {
  private static final Logger LOG = System.getLogger(ReceiptIntake.class.getName());

  private final Link link;
  private final Signal decided;
  private final Pace quiet;
  private long untold;

  ReceiptIntake(Link link, Signal decided) {
    this.link = link;
    this.quiet = link.parts().pace(Duration.ofMinutes(1));
    this.decided = decided;
  }

  /// The reason when it is refused.
  Optional<String> take(byte[] bytes) {
    SignedReceipt receipt;
    try {
      receipt = SignedReceipt.parse(bytes);
      verify(receipt);
    } catch (Contradiction e) {
      link.raise(e);
      return Optional.of(String.valueOf(e.getMessage()));
    } catch (ProofInvalid e) {
      tell(Loop.said(e));
      return Optional.of(String.valueOf(e.getMessage()));
    }
    link.trouble().names(receipt.index(), receipt.receipt().to());
    if (link.parts().database().write(connection -> record(connection, receipt))) {
      link.noted();
      decided.raise();
    }
    return Optional.empty();
  }

  /// What was not delivered is decided anew. Only what was indeed given as a bare leaf: otherwise
  /// we would release the same object again and again for as long as a partner says so.
  private void decideAgain(Connection connection, Receipt receipt, List<Verdict> verdicts)
      throws SQLException {
    var withheld = OutgoingTable.withheld(connection, link.no(), receipt.from(), receipt.to() - 1);
    for (var verdict : verdicts) {
      if (verdict.outcome() == Verdict.Outcome.NOT_DELIVERED) {
        if (withheld.contains(verdict.index())) {
          DecisionTable.notDelivered(connection, link.no(), verdict.index());
          RefilledTable.forget(connection, link.no(), verdict.index());
        } else {
          tell("entry %d, it says, was not delivered; it was".formatted(verdict.index()));
        }
      }
    }
  }

  /// One line a minute at most: whoever may post receipts must not write our log.
  private void tell(String reason) {
    synchronized (quiet) {
      if (!quiet.left().isZero()) {
        untold++;
        return;
      }
      quiet.done();
      LOG.log(
          Level.WARNING,
          "receipt=refused link=\"%s\" reason=\"%s\" untold=%d"
              .formatted(link.name(), Shown.quoted(reason), untold));
      untold = 0;
    }
  }

  private void verify(SignedReceipt signed) throws ProofInvalid {
    var receipt = signed.receipt();
    var keys = link.pair().keys();
    signed.verify(keys::node, keys.holder());
    if (!receipt.log().equals(link.own().origin())
        || !receipt.accord().equals(link.name().accord())) {
      throw new ProofInvalid(
          "receipt: for %s, expected %s".formatted(receipt.log(), link.own().origin()));
    }
    var head = signed.checkpoint().checkpoint();
    long published = link.own().published().map(note -> note.checkpoint().size()).orElse(0L);
    if (head.size() > published) {
      throw new ProofInvalid(
          "receipt: for entries up to %d, published are %d".formatted(head.size(), published));
    }
    if (!link.own().root(receipt.to()).equals(receipt.root())
        || !link.own().root(head.size()).equals(head.root())) {
      throw new Contradiction(
          "receipt for entries %d to %d: its root is not that of %s"
              .formatted(receipt.from(), receipt.to() - 1, receipt.log()),
          link.own().published().map(SignedCheckpoint::bytes).orElse(new byte[0]),
          signed.bytes());
    }
  }

  /// Whether it was news. What answers no entry that waits for it is none: a partner that was
  /// restored says so again, perhaps in other ranges, and one that means harm could have us log a
  /// leaf for every range there is. An entry's first answer stands.
  private boolean record(Connection connection, SignedReceipt signed) throws SQLException {
    var receipt = signed.receipt();
    long last = receipt.to() - 1;
    var waiting = OutgoingTable.waiting(connection, link.no(), receipt.from(), last);
    if (waiting.isEmpty()) {
      return false;
    }
    var now = link.parts().clock().instant();
    long entry = link.writing().append(connection, EntryKind.RECEIVED, signed.bytes(), now);
    var news = ReceiptTable.got(connection, link.no(), signed, entry, now);
    OutgoingTable.receipted(connection, link.no(), receipt.from(), last);
    decideAgain(connection, receipt, news);
    return true;
  }
}
