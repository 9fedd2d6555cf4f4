package org.entente.exchange;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.entente.ledger.EntryKind;
import org.entente.ledger.Leaf;
import org.entente.ledger.Opening;
import org.entente.release.Basis;
import org.entente.release.Decision;
import org.entente.release.ReleaseHeader;
import org.entente.stix.StixId;
import org.entente.stix.StixObject;

/// Writes what was decided, all of it in the caller's transaction: the decision, and for what goes
/// the leaf and the row beside it (**Ledger first**).
final class Releasing {
  private final Connection connection;
  private final Partner partner;
  private final Map<Link, Batch> batches = new HashMap<>();
  private final List<Placed> placed = new ArrayList<>();

  /// Leaves for one log, with the decisions that made them.
  private static final class Batch {
    private final List<byte[]> leaves = new ArrayList<>();
    private final List<OutgoingTable.Row> rows = new ArrayList<>();
    private final List<Decided> decided = new ArrayList<>();
  }

  private record Placed(Decided decided, DecisionTable.Place place) {}

  Releasing(Connection connection, Partner partner) {
    this.connection = connection;
    this.partner = partner;
  }

  void write(List<Decided> all) throws SQLException {
    var changed = new ArrayList<StixId>();
    try (var decisions = new DecisionTable(connection, partner.no())) {
      for (var one : all) {
        switch (one.decision()) {
          case Decision.Release release ->
              release(one, release.basis(), release.header(), one.held().object());
          case Decision.Redact redact -> {
            CopyTable.put(connection, partner.no(), redact.made());
            release(one, redact.basis(), redact.header(), redact.copy());
          }
          case Decision.Hold _, Decision.Withhold _, Decision.AlreadyTheirs _ ->
              decisions.put(one.held().no(), one.decision(), Optional.empty(), one.at());
        }
        if (one.changed()) {
          changed.add(one.held().object().id());
        }
      }
      append(decisions);
    }
    RedecideTable.became(connection, partner.no(), changed);
    for (var one : all) {
      RedecideTable.await(connection, partner.no(), one.held().no(), one.waits());
    }
  }

  private void release(Decided one, Basis basis, ReleaseHeader told, StixObject sent)
      throws SQLException {
    var link = partner.link(basis.accord().id());
    var before = RefilledTable.take(connection, link.no(), sent.bytes());
    if (before.isPresent()) {
      tookOldPlace(one, link, before.get());
      return;
    }
    var batch = batches.computeIfAbsent(link, _ -> new Batch());
    var header = Opening.of(told.bytes());
    var payload = Opening.of(sent.bytes());
    var seen = link.held().size(connection);
    batch.leaves.add(
        Leaf.of(EntryKind.RELEASE, one.at(), basis.accord().digest(), seen, header, payload)
            .bytes());
    batch.rows.add(OutgoingTable.Row.of(EntryKind.RELEASE, header, payload, one.at()));
    batch.decided.add(one);
  }

  /// It went before the end of our log was lost, and the partner has it.
  private void tookOldPlace(Decided one, Link link, RefilledTable.Went before) throws SQLException {
    placed.add(new Placed(one, new DecisionTable.Place(link.no(), before.entry())));
    if (one.decision() instanceof Decision.Redact redact) {
      CopyTable.put(connection, partner.no(), before.dated(redact.made()));
    }
  }

  private void append(DecisionTable decisions) throws SQLException {
    for (var entry : batches.entrySet()) {
      var link = entry.getKey();
      var batch = entry.getValue();
      long number = link.own().append(connection, batch.leaves);
      OutgoingTable.insert(connection, link.no(), number, batch.rows);
      for (var one : batch.decided) {
        placed.add(new Placed(one, new DecisionTable.Place(link.no(), number++)));
      }
    }
    for (var one : placed) {
      var decided = one.decided;
      decisions.put(decided.held().no(), decided.decision(), Optional.of(one.place), decided.at());
    }
  }
}
