package org.entente.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.entente.crypto.ProofInvalid;
import org.entente.exchange.Standing;
import org.entente.ledger.Leaf;
import org.entente.ledger.OwnLog;
import org.entente.storage.StorageFailure;
import org.entente.tlog.LogOrigin;

/// What must hold in every node after every step, read from its store and its files. A node on
/// whose disk nothing was changed since it was looked at is not looked at again.
final class Invariants {
  private static final int CHANGES = 16;
  private static final String TWICE = "Never twice, never a gap";

  /// What came: kept with the object that it became, or, when it became none, with the entry.
  static final String CONTENT =
      "coalesce(payload, (select o.bytes from object o where o.no = x.object))";

  private final Truth truth;
  private final Wiretap tap;
  private final List<SimulatedNode> nodes;
  private final BiConsumer<String, String> violated;
  private final Map<String, List<?>> verified = new HashMap<>();
  private final Map<String, Integer> changed = new HashMap<>();
  private final Set<Integer> restored = new HashSet<>();
  private Optional<Liar> liar = Optional.empty();
  private boolean anyRestored;
  private boolean clocksDiffered;
  private boolean amended;
  private final Map<Integer, Long> looked = new HashMap<>();

  Invariants(
      Truth truth, Wiretap tap, List<SimulatedNode> nodes, BiConsumer<String, String> violated) {
    this.truth = truth;
    this.tap = tap;
    this.nodes = nodes;
    this.violated = violated;
  }

  /// One of them does not keep the accord: of it nothing is asked.
  void add(Liar one) {
    liar = Optional.of(one);
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

  /// Clocks went wrong in this world, so an entry may come from the future.
  void clocksDiffer() {
    clocksDiffered = true;
  }

  /// Somebody amends an accord in this world.
  void amended() {
    amended = true;
  }

  boolean clocksDiffered() {
    return clocksDiffered;
  }

  /// Its machine was lost and came back from a backup; its logs are shorter than what was shown of
  /// them, until the partners have given it back.
  void restored(SimulatedNode node) {
    restored.add(node.number());
    anyRestored = true;
    forget(node);
  }

  boolean anyRestored() {
    return anyRestored;
  }

  /// Everything is repaired: no log is shorter any more.
  void allIsBack() {
    restored.clear();
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
        .forEach(
            alarm -> violated.accept("Honest nodes raise no alarm", node.name() + ": " + alarm));
    node.database()
        .read(connection -> {
          incoming(connection, node);
          outgoing(connection, node);
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

  /// Whatever was shown of a log is a beginning of what is there.
  private void asShown(SimulatedNode node, OwnLog log) {
    var shown = tap.shown(log.origin().text());
    long size = log.published().map(note -> note.checkpoint().size()).orElse(0L);
    shown.forEach((at, root) -> {
      if (at > size) {
        if (restored.contains(node.number()) || isTowardLiar(log)) {
          return; // the end is about to come back, or it is with one who need not give it
        }
        violated.accept(
            "Ledger first", "%s showed %d entries and has %d".formatted(node.name(), at, size));
      } else if (!log.root(at).equals(root)) {
        violated.accept(
            "Ledger first", "%s showed another root at size %d".formatted(node.name(), at));
      }
    });
  }

  private void incoming(Connection connection, SimulatedNode node) throws SQLException {
    try (var select =
            connection.prepareStatement(
                "select link, entry, "
                    + CONTENT
                    + ", kind, verdict, p.identity from incoming x"
                    + " join link l on l.no = x.link join peer p on p.no = l.peer"
                    + " order by link, entry");
        var rows = select.executeQuery()) {
      var seen = new HashSet<String>();
      long link = -1;
      long next = 0;
      while (rows.next()) {
        next = rows.getLong(1) == link ? next : 0;
        link = rows.getLong(1);
        if (rows.getLong(2) != next) {
          violated.accept(
              TWICE, "%s lacks entry %d before %d".formatted(node.name(), next, rows.getLong(2)));
        }
        next = rows.getLong(2) + 1;
        var content = rows.getBytes(3);
        if (isLiar(rows.getString(6))) {
          toldByLiar(node, content, rows.getString(5));
        } else if (content != null) {
          if (rows.getString(4).equals("release")) {
            received(node, rows.getString(6), content);
          }
          var verdict = rows.getString(5);
          if (verdict != null && !clocksDiffered && !isBetweenRevisions(node, rows)) {
            violated.accept(
                "Refuse with reasons",
                "%s does not take what an honest node sent: %s".formatted(node.name(), verdict));
          }
        }
        if (content != null
            && rows.getString(4).equals("release")
            && (rows.getString(5) == null || !isLiar(rows.getString(6)))
            && !seen.add(link + new String(content, UTF_8))) {
          violated.accept(TWICE, node.name() + " was sent twice: " + new String(content, UTF_8));
        }
      }
    }
  }

  private void toldByLiar(SimulatedNode node, byte[] content, String verdict) {
    if (content != null && verdict == null && liar.orElseThrow().madeUp(content)) {
      violated.accept(
          "A lie is not taken", node.name() + " has " + Truth.token(content).orElseThrow());
    }
  }

  private void received(SimulatedNode node, String partner, byte[] payload) {
    var from = named(partner);
    var problem = truth.neverMay(payload, from, node.identity(), false);
    if (problem.isPresent() && truth.neverMay(payload, from, node.identity(), true).isPresent()) {
      violated.accept("Nothing without a clause", node.name() + " has it: " + problem.get());
    }
  }

  /// Whether an entry is of a time in which perhaps only one of the two lived by the amendment.
  private boolean isBetweenRevisions(SimulatedNode node, ResultSet row) throws SQLException {
    if (!amended) {
      return false;
    }
    var partner = named(row.getString(6));
    var ours = Amendment.installed(node, partner.identity());
    var theirs = Amendment.installed(partner, node.identity());
    if (ours.isEmpty() || theirs.isEmpty()) {
      return true;
    }
    var made = made(node, partner, row.getLong(2));
    return made.isEmpty() || made.get().isBefore(ours.get()) || made.get().isBefore(theirs.get());
  }

  private SimulatedNode named(String identity) {
    return nodes.stream().filter(one -> one.identity().equals(identity)).findFirst().orElseThrow();
  }

  /// When an entry says it was made; empty until it was cosigned.
  private static Optional<Instant> made(SimulatedNode node, SimulatedNode partner, long entry) {
    return node.running().ledger().held().stream()
        .filter(held -> held.origin().text().contains("/" + partner.identity() + "-"))
        .flatMap(held -> held.leaves(entry, 1).stream())
        .map(Invariants::leaf)
        .map(Leaf::at)
        .findFirst();
  }

  private static Leaf leaf(byte[] bytes) {
    try {
      return Leaf.parse(bytes);
    } catch (ProofInvalid e) {
      throw new IllegalStateException("a leaf that was taken no longer reads", e);
    }
  }

  private void outgoing(Connection connection, SimulatedNode node) throws SQLException {
    try (var select =
            connection.prepareStatement(
                "select link, payload from outgoing x where kind = 'release' and payload is not"
                    + " null and not exists (select 1 from verdict_got v where v.link = x.link and"
                    + " v.entry = x.entry and v.verdict = 'not-delivered')");
        var rows = select.executeQuery()) {
      var seen = new HashSet<String>();
      while (rows.next()) {
        var text = rows.getLong(1) + " " + new String(rows.getBytes(2), UTF_8);
        if (!seen.add(text)) {
          violated.accept(TWICE, node.name() + " released twice: " + text);
        }
      }
    }
  }
}
