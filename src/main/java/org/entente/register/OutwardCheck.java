package org.entente.register;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.entente.crypto.ProofInvalid;
import org.entente.decisions.DecisionTable;
import org.entente.decisions.LinkTable;
import org.entente.decisions.OutgoingTable;
import org.entente.feed.IncomingTable;
import org.entente.feed.Pair;
import org.entente.feed.ReceiptTable;
import org.entente.holdings.Holdings;
import org.entente.holdings.Voices;
import org.entente.ledger.EntryKind;
import org.entente.ledger.Leaf;
import org.entente.ledger.Opening;
import org.entente.receipt.SignedReceipt;
import org.entente.receipt.Verdict;
import org.entente.release.Admission;
import org.entente.release.Explanation;
import org.entente.release.MalformedHeader;
import org.entente.release.ReleaseEntry;
import org.entente.release.ReleaseHeader;

/// Our own log, entry by entry: what stands beside the leaf opens it; a release has its decision,
/// and a clause that let it go; what must be answered has a receipt that verifies.
final class OutwardCheck {
  private final Pair pair;
  private final Reconciling report;
  private final Coverage receipts;
  private final Restated restated;

  OutwardCheck(Pair pair, Reconciling report) {
    this.pair = pair;
    this.report = report;
    this.receipts = Coverage.ofGot(pair.no());
    this.restated = new Restated(pair);
  }

  /// The number of entries looked at.
  long run() {
    report.verifies(pair.own().origin(), -1, pair.own()::check);
    long size = pair.own().published().map(note -> note.checkpoint().size()).orElse(0L);
    for (long from = 0; from < size; from += Reconciling.RUN) {
      check(from, (int) Math.min(Reconciling.RUN, size - from));
    }
    strayDecisions(size);
    receipts();
    return size;
  }

  private void check(long from, int count) {
    var leaves = pair.own().leaves(from, count);
    pair.parts()
        .database()
        .read(connection -> {
          var rows = OutgoingTable.numbered(connection, pair.no(), from, from + leaves.size());
          var went = DecisionTable.went(connection, pair.no(), from, from + leaves.size());
          var run = new Run(connection, went, held(connection, went));
          for (int i = 0; i < leaves.size(); i++) {
            var row = rows.get(from + i);
            if (row == null) {
              differs(from + i, "nothing stands beside its leaf");
            } else {
              check(run, from + i, leaves.get(i), row);
            }
          }
          return true;
        });
  }

  /// What was looked up for some entries together.
  ///
  /// @param went the decision that sent each, by entry
  /// @param held the bytes of the objects that went unchanged, by their number
  private record Run(
      Connection connection, Map<Long, DecisionTable.Went> went, Map<Long, byte[]> held) {}

  private static Map<Long, byte[]> held(Connection connection, Map<Long, DecisionTable.Went> went)
      throws SQLException {
    return Holdings.bytes(
        connection,
        went.values().stream()
            .filter(one -> !one.redacted())
            .map(DecisionTable.Went::object)
            .toList());
  }

  private void check(Run run, long entry, byte[] bytes, OutgoingTable.Row row) throws SQLException {
    Leaf leaf;
    try {
      leaf = Leaf.parse(bytes);
    } catch (ProofInvalid e) {
      differs(entry, String.valueOf(e.getMessage()));
      return;
    }
    if ((row.header().isEmpty() || row.payload().isEmpty())
        && !ReceiptTable.isNotDelivered(run.connection, pair.no(), entry)) { // nobody has it
      differs(entry, "what stood beside its leaf is gone"); // nothing can erase yet
    }
    if (!opens(row.header(), leaf.header()) || !opens(row.payload(), leaf.commit())) {
      differs(entry, "its row was changed: it does not open the commitments of the leaf");
    }
    if (leaf.kind() == EntryKind.RELEASE && row.header().isPresent()) {
      release(run, entry, leaf, row);
    }
    if (leaf.kind().receipted() && !receipts.isCovered(run.connection, entry)) {
      differs(entry, "the partner's receipt is missing");
    }
  }

  private static boolean opens(Optional<Opening> opening, org.entente.crypto.Sha256 commitment) {
    return opening.isEmpty() || opening.get().opens(commitment);
  }

  private void release(Run run, long entry, Leaf leaf, OutgoingTable.Row row) throws SQLException {
    var decided = Optional.ofNullable(run.went.get(entry));
    if (decided.isEmpty()
        && !ReceiptTable.hasVerdict(run.connection, pair.no(), entry)
        && !OutgoingTable.cameBack(run.connection, pair.no(), entry)) {
      differs(entry, "it went, and there is no decision that says so");
    }
    try {
      var header = ReleaseHeader.read(row.header().orElseThrow().content());
      clause(run.connection, entry, leaf, header, row.payload());
      if (decided.isPresent() && !decided.get().clause().equals(header.clause())) {
        differs(
            entry,
            "decided under clause %s, sent under %s"
                .formatted(decided.get().clause(), header.clause()));
      }
      original(run, entry, decided, header, row.payload());
    } catch (MalformedHeader e) {
      differs(entry, String.valueOf(e.getMessage()));
    }
  }

  /// The receiver's own question, asked again: does the accord let this go?
  private void clause(
      Connection connection, long entry, Leaf leaf, ReleaseHeader header, Optional<Opening> payload)
      throws SQLException {
    if (payload.isEmpty()) {
      return;
    }
    var claim = new ReleaseEntry(leaf.at(), leaf.accord(), header, followed(connection, header));
    var answer =
        Admission.admit(
            pair.outward(),
            Voices.definitions(connection, pair.name().partner(), leaf.at()),
            claim,
            payload.get().content());
    if (answer instanceof Admission.Refused refused) {
      differs(entry, "it went without a clause: " + Explanation.sentence(refused.reason(), "en"));
    }
  }

  private Optional<ReleaseHeader> followed(Connection connection, ReleaseHeader header)
      throws SQLException {
    if (header.ref().isEmpty()) {
      return Optional.empty();
    }
    var log =
        header.refEpoch().isEmpty()
            ? OptionalLong.of(pair.no())
            : LinkTable.ofEpoch(connection, pair.no(), header.refEpoch().get());
    if (log.isEmpty()) {
      return Optional.empty();
    }
    long followed = header.ref().get();
    var rows = OutgoingTable.rows(connection, log.getAsLong(), followed, followed + 1);
    try {
      return rows.isEmpty() || rows.getFirst().header().isEmpty()
          ? Optional.empty()
          : Optional.of(ReleaseHeader.read(rows.getFirst().header().get().content()));
    } catch (MalformedHeader e) {
      return Optional.empty();
    }
  }

  /// What went unchanged is what is held, byte for byte (**Unmodified or new**).
  private void original(
      Run run,
      long entry,
      Optional<DecisionTable.Went> decided,
      ReleaseHeader header,
      Optional<Opening> payload) {
    if (decided.isEmpty() || payload.isEmpty() || decided.get().redacted()) {
      return;
    }
    var held = run.held.get(decided.get().object());
    if (held != null && !Arrays.equals(held, payload.get().content())) {
      differs(entry, "what went is not what is held of " + header.object());
    }
  }

  /// Decisions that say something went under a number that the log does not have.
  private void strayDecisions(long size) {
    List<Long> stray =
        pair.parts()
            .database()
            .read(connection -> DecisionTable.beyond(connection, pair.no(), size));
    for (long entry : stray) {
      differs(entry, "a decision says it went, and the published log does not have it");
    }
  }

  private void receipts() {
    var agreements = pair.parts().agreements();
    var name = pair.name();
    var said = new Answers();
    long after = -1;
    while (true) {
      long from = after;
      var got =
          pair.parts()
              .database()
              .read(connection -> ReceiptTable.next(connection, pair.no(), from));
      if (got.isEmpty()) {
        verdicts(said.verdicts());
        return;
      }
      after = got.get().entry();
      var receipt = got.get().receipt();
      report.verifies(
          pair.own().origin(),
          after,
          () -> {
            var signed = SignedReceipt.parse(receipt);
            agreements.verifyEver(name.accord(), name.partner(), signed);
            if (!pair.own().root(signed.receipt().to()).equals(signed.receipt().root())) {
              throw new ProofInvalid("receipt: its root is not that of the log");
            }
            said.add(signed.receipt());
            requireLogged(signed);
          });
    }
  }

  /// What the partner signed is what stands in its own log, of which we hold a copy: under the
  /// number that it named or, when it lost that entry before we pulled it, wherever it says it
  /// again.
  private void requireLogged(SignedReceipt signed) throws ProofInvalid {
    long index = signed.index();
    if (isLogged(signed) || restated.says(signed)) {
      return;
    }
    report.names(index);
    if (index < pair.held().size()) {
      throw new ProofInvalid("receipt: entry " + index + " of the partner's log says otherwise");
    } // else it is compared with what the partner shows
  }

  private boolean isLogged(SignedReceipt signed) {
    long index = signed.index();
    var rows =
        pair.parts()
            .database()
            .read(connection -> IncomingTable.rows(connection, pair.no(), index, index + 1));
    var body = signed.receipt().bytes();
    return !rows.isEmpty()
        && rows.getFirst().kind().equals(EntryKind.RECEIPT.text())
        && rows.getFirst().payload().filter(one -> Arrays.equals(one.content(), body)).isPresent();
  }

  /// The verdicts that are kept are those that were signed.
  private void verdicts(Map<Long, Verdict> said) {
    var kept =
        pair.parts().database().read(connection -> ReceiptTable.verdicts(connection, pair.no()));
    for (var verdict : said.values()) {
      if (!verdict.equals(kept.get(verdict.index()))) {
        differs(verdict.index(), "the partner's verdict is not kept as it was signed");
      }
    }
    for (long entry : kept.keySet()) {
      if (!said.containsKey(entry)) {
        differs(entry, "a verdict is kept that the partner did not sign");
      }
    }
  }

  private void differs(long entry, String problem) {
    report.differs(pair.own().origin(), entry, problem);
  }
}
