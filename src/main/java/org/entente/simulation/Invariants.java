package org.entente.simulation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.entente.crypto.ProofInvalid;
import org.entente.exchange.Standing;
import org.entente.ledger.OwnLog;
import org.entente.storage.StorageFailure;
import org.entente.tlog.LogOrigin;

/// What must hold in every node after every step, read from its store and its files. A node on
/// whose disk nothing was changed since it was looked at is not looked at again.
final class Invariants {
  private static final int CHANGES = 16;

  private final Wiretap tap;
  private final List<SimulatedNode> nodes;
  private final Excuses excuses;
  private final Optional<Liar> liar;
  private final Entries entries;
  private final BiConsumer<String, String> violated;
  private final Map<String, List<?>> verified = new HashMap<>();
  private final Map<String, Integer> changed = new HashMap<>();
  private final Map<Integer, Long> looked = new HashMap<>();

  /// @param liar of it nothing is asked
  Invariants(
      Truth truth,
      Wiretap tap,
      List<SimulatedNode> nodes,
      Excuses excuses,
      Optional<Liar> liar,
      BiConsumer<String, String> violated) {
    this.tap = tap;
    this.nodes = nodes;
    this.excuses = excuses;
    this.liar = liar;
    this.entries = new Entries(truth, nodes, excuses, liar, violated);
    this.violated = violated;
  }

  private boolean isLiar(String identity) {
    return liar.filter(one -> one.is(identity)).isPresent();
  }

  void check() {
    for (var node : nodes) {
      if (!isLiar(node.identity())
          && node.isUp()
          && looked.getOrDefault(node.number(), -1L) != node.disk().changes()) {
        looked.put(node.number(), node.disk().changes());
        check(node);
      }
    }
  }

  /// All of it must be looked at again, whatever its disk says: it was started.
  void forget(SimulatedNode node) {
    looked.remove(node.number());
    verified.keySet().removeIf(log -> log.startsWith(node.number() + " "));
  }

  private void check(SimulatedNode node) {
    var ledger = node.running().ledger();
    for (var log : ledger.own()) {
      verify(
          node,
          log.origin(),
          List.of(node.database().read(log::size), log.published()),
          log::check);
      asShown(node, log);
    }
    for (var log : ledger.held()) {
      verify(node, log.origin(), List.of(log.size(), log.cosigned(), log.seen()), log::check);
      if (liar.isPresent() && log.seen().filter(liar.get()::forged).isPresent()) {
        violated.accept("A lie is not taken", node.name() + " accepted a forged log");
      }
    }
    node.exchange().standings().stream()
        .filter(standing -> !isLiar(standing.partner()))
        .flatMap(standing -> standing.alarm().stream())
        .map(Standing.Alarm::message)
        .filter(alarm -> !(excuses.anyLost() && alarm.contains("nobody has them all")))
        .forEach(
            alarm -> violated.accept("Honest nodes raise no alarm", node.name() + ": " + alarm));
    node.database()
        .read(connection -> {
          entries.check(connection, node);
          return true;
        });
  }

  @FunctionalInterface
  private interface Check {
    void run() throws ProofInvalid;
  }

  /// Verifies a log from its first entry, unless nothing of it is other than when that was done:
  /// whenever its node has started, which is when faults show, else every few changes, since
  /// signatures are what a world spends most of its time on.
  ///
  /// @param state what of it can change while its node runs
  private void verify(SimulatedNode node, LogOrigin log, List<?> state, Check check) {
    var name = node.number() + " " + log;
    var before = verified.put(name, state);
    if (!state.equals(before)
        && (before == null || changed.merge(name, 1, Integer::sum) % CHANGES == 0)) {
      try {
        check.run();
      } catch (ProofInvalid | StorageFailure e) {
        violated.accept("Ledger first", node.name() + ": " + e.getMessage());
      }
    }
  }

  private boolean isTowardLiar(OwnLog log) {
    return nodes.stream()
        .map(SimulatedNode::identity)
        .anyMatch(one -> isLiar(one) && log.origin().text().contains("-" + one + "/"));
  }

  private static boolean isSealed(SimulatedNode node, OwnLog log) {
    return node.database().read(log.rows()::isSealed);
  }

  /// Whatever was shown of a log is a beginning of what is there.
  private void asShown(SimulatedNode node, OwnLog log) {
    var shown = tap.shown(log.origin().text());
    long size = log.published().map(note -> note.checkpoint().size()).orElse(0L);
    shown.forEach((at, root) -> {
      if (at > size) {
        if (excuses.isRestored(node) || isTowardLiar(log) || isSealed(node, log)) {
          return; // it is about to come back, or with one who need not give it, or lost and sealed
        }
        violated.accept(
            "Ledger first", "%s showed %d entries and has %d".formatted(node.name(), at, size));
      } else if (!log.root(at).equals(root)) {
        violated.accept(
            "Ledger first", "%s showed another root at size %d".formatted(node.name(), at));
      }
    });
  }
}
