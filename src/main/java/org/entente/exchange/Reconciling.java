package org.entente.exchange;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.entente.crypto.ProofInvalid;
import org.entente.peers.PartnerClient;
import org.entente.tlog.Checkpoint;
import org.entente.tlog.LogOrigin;
import org.entente.tlog.SignedCheckpoint;

/// Compares, row by row, what this node and the partner keep of both logs under one accord: leaves,
/// what stands beside them, decisions, receipts, and what was filed (EXCHANGE.md, "Reconcile"). It
/// shares no state with those who wrote the rows, and changes nothing.
final class Reconciling {
  static final int RUN = 500;

  private final Link link;
  private final List<Reconciliation.Difference> differences = new ArrayList<>();

  Reconciling(Link link) {
    this.link = link;
  }

  Reconciliation run() {
    long sent = new OutwardCheck(link, this).run();
    long received = new InwardCheck(link, this).run();
    boolean asked = compareWithPartner();
    return new Reconciliation(link.name().accord(), sent, received, asked, differences);
  }

  void differs(LogOrigin log, long entry, String problem) {
    if (differences.size() < Reconciliation.MAX_DIFFERENCES) {
      differences.add(new Reconciliation.Difference(log.text(), entry, problem));
    }
  }

  private boolean compareWithPartner() {
    try (var client = new PartnerClient(link.peer().card(), link.parts().keys().tls())) {
      var theirs = new TheirCopy(link, client);
      compareOut(theirs);
      compareIn(theirs);
      return true;
    } catch (IOException e) {
      return false; // not reachable: what is here was compared
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Our log as the partner holds it.
  private void compareOut(TheirCopy theirs) throws IOException, InterruptedException {
    var own = link.own();
    var head = theirs.checkpoint("in");
    long size = head.map(Checkpoint::size).orElse(0L);
    long answered =
        link.parts().database().read(connection -> ReceiptTable.answered(connection, link.no()));
    if (size < answered) {
      differs(
          own.origin(),
          -1,
          "the partner has receipted %d entries, and holds %d".formatted(answered, size));
    }
    if (head.isEmpty()) {
      return;
    }
    long published = own.published().map(note -> note.checkpoint().size()).orElse(0L);
    if (size > published) {
      differs(
          own.origin(), -1, "the partner holds %d entries, here are %d".formatted(size, published));
      return;
    }
    if (!own.root(size).equals(head.get().root())) {
      differs(
          own.origin(), -1, "the partner holds another log: its root at size " + size + " differs");
    }
    theirs.compare("in", size, (from, entries) -> out(from, entries));
  }

  private void out(long from, List<PageEntry> entries) {
    var rows =
        link.parts()
            .database()
            .read(connection ->
                OutgoingTable.rows(connection, link.no(), from, from + entries.size()));
    var leaves = link.own().leaves(from, entries.size());
    for (int i = 0; i < entries.size() && i < rows.size(); i++) {
      var theirs = entries.get(i);
      if (!java.util.Arrays.equals(theirs.leaf(), leaves.get(i))) {
        differs(link.own().origin(), from + i, "the partner holds another leaf");
      } else if (theirs.payload().isPresent()
          && rows.get(i).payload().isPresent()
          && !java.util.Arrays.equals(
              theirs.payload().get().content(), rows.get(i).payload().get().content())) {
        differs(link.own().origin(), from + i, "the partner holds another payload");
      }
    }
  }

  /// The partner's log as the partner shows it now.
  private void compareIn(TheirCopy theirs) throws IOException, InterruptedException {
    var held = link.held();
    var head = theirs.checkpoint("out");
    long size = held.size();
    if (head.isEmpty() || head.get().size() < size) {
      if (size > 0) {
        differs(
            held.origin(),
            -1,
            "here are %d entries, the partner shows %d"
                .formatted(size, head.map(shown -> shown.size()).orElse(0L)));
      }
      return;
    }
    var seen = held.seen().map(SignedCheckpoint::checkpoint);
    if (seen.isPresent()
        && seen.get().size() == head.get().size()
        && !seen.get().root().equals(head.get().root())) {
      differs(held.origin(), -1, "the partner shows two roots for size " + seen.get().size());
    }
  }

  /// Runs a check that reports what does not verify.
  void verifies(LogOrigin log, long entry, Verification verification) {
    try {
      verification.run();
    } catch (ProofInvalid e) {
      differs(log, entry, String.valueOf(e.getMessage()));
    }
  }

  @FunctionalInterface
  interface Verification {
    void run() throws ProofInvalid;
  }
}
