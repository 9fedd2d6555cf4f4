package org.entente.register;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.entente.crypto.ProofInvalid;
import org.entente.decisions.OutgoingTable;
import org.entente.feed.Loop;
import org.entente.feed.Page;
import org.entente.feed.PageEntry;
import org.entente.feed.Pair;
import org.entente.feed.ReceiptTable;
import org.entente.feed.Signal;
import org.entente.ledger.Observed;
import org.entente.tlog.Checkpoint;
import org.entente.tlog.LogOrigin;
import org.entente.tlog.Proofs;
import org.entente.tlog.SignedCheckpoint;

/// Compares, row by row, what this node and the partner keep of both logs under one accord: leaves,
/// what stands beside them, decisions, receipts, and what was filed. It shares no state with those
/// who wrote the rows, and changes nothing.
public final class Reconciling {
  static final int RUN = 500;

  private final Pair pair;
  private final BooleanSupplier pulls;
  private final List<Reconciliation.Difference> differences = new ArrayList<>();
  private long named = -1;

  /// @param pulls whether the partner's log can be pulled now
  public Reconciling(Pair pair, BooleanSupplier pulls) {
    this.pair = pair;
    this.pulls = pulls;
  }

  public Reconciliation run() {
    long sent = new OutwardCheck(pair, this).run();
    long received = new InwardCheck(pair, this).run();
    var unasked = compareWithPartner();
    return new Reconciliation(pair.name().accord(), sent, received, unasked, differences);
  }

  void differs(LogOrigin log, long entry, String problem) {
    if (differences.size() < Reconciliation.MAX_DIFFERENCES) {
      differences.add(new Reconciliation.Difference(log.text(), entry, problem));
    }
  }

  /// A receipt of the partner says that it stands in the partner's log under this number.
  void names(long entry) {
    named = Math.max(named, entry);
  }

  /// Why the partner's word could not be had, or nothing: that nobody answers, and that what is
  /// answered is no answer, alike leave open whether the two sides agree.
  private Optional<String> compareWithPartner() {
    try (var client = pair.client()) {
      var theirs = new TheirCopy(pair, client);
      compareOut(theirs);
      compareIn(theirs);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(Loop.said(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }

  /// Our log as the partner holds it.
  private void compareOut(TheirCopy theirs) throws IOException, InterruptedException {
    var own = pair.own();
    var note = theirs.checkpoint("in");
    note.ifPresent(this::verifyHolder);
    var head = note.map(SignedCheckpoint::checkpoint);
    long size = head.map(Checkpoint::size).orElse(0L);
    long answered =
        pair.parts().database().read(connection -> ReceiptTable.answered(connection, pair.no()));
    if (size < answered) {
      differs(
          own.origin(),
          -1,
          "the partner has receipted %d entries, and holds %d".formatted(answered, size));
    }
    if (head.isEmpty()) {
      return;
    }
    long published = own.published().map(one -> one.checkpoint().size()).orElse(0L);
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
        pair.parts()
            .database()
            .read(connection ->
                OutgoingTable.rows(connection, pair.no(), from, from + entries.size()));
    var leaves = pair.own().leaves(from, entries.size());
    for (int i = 0; i < entries.size() && i < rows.size(); i++) {
      var theirs = entries.get(i);
      if (!java.util.Arrays.equals(theirs.leaf(), leaves.get(i))) {
        differs(pair.own().origin(), from + i, "the partner holds another leaf");
      } else if (theirs.payload().isPresent()
          && rows.get(i).payload().isPresent()
          && !java.util.Arrays.equals(
              theirs.payload().get().content(), rows.get(i).payload().get().content())) {
        differs(pair.own().origin(), from + i, "the partner holds another payload");
      }
    }
  }

  private void verifyHolder(SignedCheckpoint note) {
    var keys = pair.keys();
    verifies(
        pair.own().origin(),
        -1,
        () -> {
          keys.holder().verify(note);
          requireOrigin(pair.own().origin(), note);
        });
  }

  private static void requireOrigin(LogOrigin expected, SignedCheckpoint note) throws ProofInvalid {
    if (!note.checkpoint().origin().equals(expected)) {
      throw new ProofInvalid("the partner shows a log named " + note.checkpoint().origin());
    }
  }

  /// The partner's log as the partner shows it now: what is here must be its beginning, and all of
  /// it must come to be here.
  private void compareIn(TheirCopy theirs) throws IOException, InterruptedException {
    var held = pair.held();
    var note = awaitPublished(theirs);
    long shown = size(note);
    awaitPulled(shown);
    long size = held.size();
    if (shown < size) {
      differs(
          held.origin(), -1, "here are %d entries, the partner shows %d".formatted(size, shown));
    }
    if (shown > size) {
      differs(
          held.origin(),
          -1,
          "the partner shows %d entries, here are %d: the others were not pulled"
              .formatted(shown, size));
    }
    if (named >= shown) {
      differs(
          held.origin(),
          -1,
          "a receipt stands as entry %d of it, and the partner shows %d".formatted(named, shown));
    }
    note.ifPresent(one -> verifies(held.origin(), -1, () -> requireNotDenied(one)));
    var ours = held.cosigned().map(SignedCheckpoint::checkpoint);
    if (ours.isPresent() && ours.get().size() > 0 && ours.get().size() <= shown) {
      compareLeaves(theirs.from("out", ours.get().size() - 1, 1), ours.get());
    }
  }

  /// The partner's checkpoint. One that is due at any moment, over the entry of a receipt that came
  /// already, is waited for.
  private Optional<SignedCheckpoint> awaitPublished(TheirCopy theirs)
      throws IOException, InterruptedException {
    var pause = new Signal();
    long deadline = System.nanoTime() + pair.parts().settings().onItsWay().toNanos();
    var note = theirs.checkpoint("out");
    while (size(note) <= named && System.nanoTime() < deadline) {
      pause.awaitAfter(0, Duration.ofMillis(50));
      note = theirs.checkpoint("out");
    }
    return note;
  }

  private static long size(Optional<SignedCheckpoint> note) {
    return note.map(one -> one.checkpoint().size()).orElse(0L);
  }

  /// What is on its way now is waited for, not reported.
  private void awaitPulled(long size) throws InterruptedException {
    var pause = new Signal();
    long deadline = System.nanoTime() + pair.parts().settings().onItsWay().toNanos();
    while (pulls.getAsBoolean() && pair.held().size() < size && System.nanoTime() < deadline) {
      pause.awaitAfter(0, Duration.ofMillis(20));
    }
  }

  private void requireNotDenied(SignedCheckpoint note) throws ProofInvalid {
    if (pair.held().observe(note) instanceof Observed.Denied denied) {
      throw denied.contradiction();
    }
  }

  /// One entry with the proof that goes with it stands for all before it.
  private void compareLeaves(Page page, Checkpoint ours) {
    verifies(
        pair.held().origin(),
        -1,
        () -> {
          var note = SignedCheckpoint.parse(page.checkpoint());
          requireNotDenied(note);
          var head = note.checkpoint();
          Proofs.verifyConsistency(
              ours.size(), ours.root(), head.size(), head.root(), page.consistency());
          var leaf = pair.held().leaves(ours.size() - 1, 1).getFirst();
          if (page.entries().size() != 1
              || !java.util.Arrays.equals(page.entries().getFirst().leaf(), leaf)) {
            throw new ProofInvalid("the partner shows another leaf than is here");
          }
        });
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
