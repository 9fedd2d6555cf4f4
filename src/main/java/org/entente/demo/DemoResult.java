package org.entente.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.entente.holdings.Catalogue;
import org.entente.holdings.Holdings;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonObject;
import org.entente.node.Node;
import org.entente.register.Reconciliation;
import org.entente.register.Register.Totals;
import org.entente.release.Outcome;
import org.entente.stix.StandardMarkings;
import org.entente.terminal.Answer;

/// What the demonstration came to, for the first node toward the second, with both logs verified
/// and both registers compared:
///
///     {"imported":8386,"released":8100,"redacted":…,"held":…,"withheld":…,"received":…,
///      "quarantined":0,"receipts":…,"ledgerVerified":true,"reconciled":true,"seconds":14.2}
///
/// @param imported versions filed by import, without the TLP definitions that everybody knows
/// @param differences what the comparison of the two registers found
public record DemoResult(
    long imported,
    Map<Outcome, Long> outcomes,
    Totals atFirst,
    Totals atSecond,
    List<String> ledgerComplaints,
    List<String> differences,
    Duration took) {

  static DemoResult of(DemoNode first, DemoNode second, Duration took) {
    var ledger = new ArrayList<String>();
    var differences = new ArrayList<String>();
    for (var node : List.of(first.node(), second.node())) {
      ledger.addAll(node.exchange().verifyLogs());
      var partner = node == first.node() ? second.identity() : first.identity();
      for (Reconciliation compared : node.exchange().reconcile(partner)) {
        compared
            .differences()
            .forEach(each ->
                differences.add("%s %d: %s".formatted(each.log(), each.entry(), each.problem())));
      }
    }
    return new DemoResult(
        imported(first.node()),
        first.node().register().counts(second.identity()),
        first.node().register().totals(second.identity()),
        second.node().register().totals(first.identity()),
        ledger,
        differences,
        took);
  }

  /// Counted in the store itself, so that the sum is no echo of the decisions it is compared with.
  private static long imported(Node node) {
    var seen = new HashSet<Long>();
    for (var collection : node.database().read(Catalogue::all)) {
      var after = Instant.EPOCH;
      while (true) {
        var start = after;
        var page =
            node.database().read(tx -> Holdings.page(tx, collection, start, Holdings.MAX_PAGE));
        if (page.isEmpty()) {
          break;
        }
        page.stream()
            .map(filed -> filed.held())
            .filter(held -> held.isOurs() && !StandardMarkings.isStandard(held.object().id()))
            .forEach(held -> seen.add(held.no()));
        after = page.getLast().dateAdded();
      }
    }
    return seen.size();
  }

  private long count(Outcome outcome) {
    return outcomes.getOrDefault(outcome, 0L);
  }

  /// Whether every sum fits: each version in exactly one state, what went arrived, and is
  /// receipted.
  boolean fits() {
    long gone = count(Outcome.RELEASED) + count(Outcome.REDACTED);
    return imported == gone + count(Outcome.HELD) + count(Outcome.WITHHELD)
        && atSecond.received() == gone
        && atSecond.quarantined() == 0
        && atFirst.receipted() == gone
        && ledgerComplaints.isEmpty()
        && differences.isEmpty();
  }

  JsonObject json() {
    return JsonValue.object()
        .put("imported", imported)
        .put("released", count(Outcome.RELEASED))
        .put("redacted", count(Outcome.REDACTED))
        .put("held", count(Outcome.HELD))
        .put("withheld", count(Outcome.WITHHELD))
        .put("received", atSecond.received())
        .put("quarantined", atSecond.quarantined())
        .put("receipts", atFirst.receipted())
        .put("ledgerVerified", ledgerComplaints.isEmpty())
        .put("reconciled", differences.isEmpty())
        .put("seconds", new JsonValue.JsonNumber("%.1f".formatted(took.toMillis() / 1000.0)))
        .build();
  }

  public Answer answer() {
    var text =
        new StringBuilder(
            "In %.1f s. Sums %s. Logs %s. Registers %s.\n"
                .formatted(
                    took.toMillis() / 1000.0,
                    fits() ? "fit" : "DO NOT FIT",
                    ledgerComplaints.isEmpty() ? "verified" : "DO NOT VERIFY",
                    differences.isEmpty() ? "agree" : "DIFFER"));
    ledgerComplaints.forEach(complaint -> text.append("  ").append(complaint).append('\n'));
    differences.forEach(difference -> text.append("  ").append(difference).append('\n'));
    return fits() ? Answer.done(json(), text.toString()) : Answer.failed(json(), text.toString());
  }
}
