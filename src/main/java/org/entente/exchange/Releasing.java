package org.entente.exchange;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.entente.crypto.Sha256;
import org.entente.decisions.CopyTable;
import org.entente.decisions.Decided;
import org.entente.decisions.DecisionTable;
import org.entente.decisions.OutgoingTable;
import org.entente.decisions.RedecideTable;
import org.entente.ledger.EntryKind;
import org.entente.ledger.Leaf;
import org.entente.ledger.Opening;
import org.entente.release.Basis;
import org.entente.release.Decision;
import org.entente.release.ReleaseHeader;
import org.entente.release.Step;
import org.entente.stix.StixObject;
import org.entente.storage.Restorations;

/// Writes what was decided, all of it in the caller's transaction: the decision, and for what goes
/// the leaf and the row beside it (**Ledger first**). What can be computed before the transaction
/// is, since everyone who writes waits for it to end.
final class Releasing {
  private final Partner partner;
  private final List<Ready> all;

  /// One decision, ready to be written.
  private record Ready(Decided decided, DecisionTable.Row row, Optional<Going> going) {}

  /// What goes, its commitments made.
  private record Going(Link link, Sha256 revision, byte[] sent, Opening header, Opening payload) {}

  /// Leaves for one log, with the decisions that made them.
  private static final class Batch {
    private final boolean refilled;
    private final long seen;
    private final List<byte[]> leaves = new ArrayList<>();
    private final List<OutgoingTable.Row> rows = new ArrayList<>();
    private final List<Ready> decided = new ArrayList<>();

    Batch(Connection connection, Link link) throws SQLException {
      this.refilled = !RefilledTable.isEmpty(connection, link.no());
      this.seen = link.writing().seen(connection);
    }

    void add(Ready one, Going going) {
      var at = one.decided.at();
      var leaf = Leaf.of(EntryKind.RELEASE, at, going.revision, seen, going.header, going.payload);
      leaves.add(leaf.bytes());
      rows.add(OutgoingTable.Row.of(EntryKind.RELEASE, going.header, going.payload, at));
      decided.add(one);
    }
  }

  Releasing(Partner partner, List<Decided> decided) {
    this.partner = partner;
    var told = new HashMap<List<Step>, byte[]>();
    this.all = decided.stream().map(one -> ready(one, told)).toList();
  }

  private Ready ready(Decided one, Map<List<Step>, byte[]> told) {
    var row = DecisionTable.Row.of(one, told);
    return switch (one.decision()) {
      case Decision.Release release ->
          new Ready(
              one, row, Optional.of(going(release.basis(), release.header(), one.held().object())));
      case Decision.Redact redact ->
          new Ready(one, row, Optional.of(going(redact.basis(), redact.header(), redact.copy())));
      case Decision.Hold _, Decision.Withhold _, Decision.AlreadyTheirs _ ->
          new Ready(one, row, Optional.empty());
    };
  }

  private Going going(Basis basis, ReleaseHeader header, StixObject sent) {
    var bytes = sent.bytes();
    return new Going(
        partner.link(basis.accord().id()),
        basis.accord().digest(),
        bytes,
        Opening.of(header.bytes()),
        Opening.of(bytes));
  }

  void write(Connection connection) throws SQLException {
    if (Restorations.unconfirmed(connection).isPresent()) {
      throw new StandsStill("before an officer has confirmed the restore");
    }
    try (var decisions = new DecisionTable(connection, partner.no());
        var again = new RedecideTable(connection, partner.no())) {
      var batches = new HashMap<Link, Batch>();
      for (var one : all) {
        if (one.decided.decision() instanceof Decision.Redact redact) {
          CopyTable.put(connection, partner.no(), redact.made());
        }
        if (one.going.isEmpty()) {
          decisions.put(one.row, Optional.empty());
        } else {
          release(connection, decisions, batches, one, one.going.get());
        }
      }
      append(connection, decisions, batches);
      for (var one : all) {
        if (one.decided.changed()) {
          again.became(one.decided.held().object().id());
        }
      }
      for (var one : all) {
        again.await(one.decided.held().no(), one.decided.waits());
      }
    }
  }

  private void release(
      Connection connection,
      DecisionTable decisions,
      Map<Link, Batch> batches,
      Ready one,
      Going going)
      throws SQLException {
    var batch = batches.get(going.link);
    if (batch == null) {
      if (!going.link.mayAppend() || going.link.isStill(connection)) {
        throw new StandsStill("under " + going.link.name());
      }
      batch = new Batch(connection, going.link);
      batches.put(going.link, batch);
    }
    var before =
        batch.refilled
            ? RefilledTable.take(connection, going.link.no(), going.sent)
            : Optional.<RefilledTable.Went>empty();
    if (before.isPresent()) {
      tookOldPlace(connection, decisions, one, before.get());
    } else {
      batch.add(one, going);
    }
  }

  /// It went before the end of our log was lost, and the partner has it.
  private void tookOldPlace(
      Connection connection, DecisionTable decisions, Ready one, RefilledTable.Went before)
      throws SQLException {
    decisions.put(one.row, Optional.of(new DecisionTable.Place(before.link(), before.entry())));
    if (one.decided.decision() instanceof Decision.Redact redact) {
      CopyTable.put(connection, partner.no(), before.dated(redact.made()));
    }
  }

  private static void append(
      Connection connection, DecisionTable decisions, Map<Link, Batch> batches)
      throws SQLException {
    for (var entry : batches.entrySet()) {
      var link = entry.getKey();
      var batch = entry.getValue();
      if (batch.leaves.isEmpty()) {
        continue;
      }
      long number = link.writing().append(connection, batch.leaves, batch.rows);
      for (var one : batch.decided) {
        decisions.put(one.row, Optional.of(new DecisionTable.Place(link.no(), number++)));
      }
    }
  }
}
