package org.entente.simulation;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.entente.crypto.ProofInvalid;
import org.entente.ledger.Leaf;
import org.entente.ledger.OwnLog;
import org.entente.storage.StorageFailure;
import org.entente.tlog.LogOrigin;

/// The nodes of one world, what is around them, and one step after the other.
final class World implements AutoCloseable {
  private final long seed;
  private final Chance chance;
  private final Trace trace;
  private final Truth truth = new Truth();
  private final Excuses excuses = new Excuses();
  private final List<SimulatedNode> nodes = new ArrayList<>();
  private final List<Violation> violations = new ArrayList<>();
  private final Wiretap tap;
  private final Wires wires;
  private final Invariants invariants;
  private final Optional<Liar> liar;
  private Instant now = Homes.BEGINNING;

  /// Something that somebody does at a node.
  @FunctionalInterface
  interface Action {
    void run();
  }

  World(long seed, Homes homes, Path folder) {
    this.seed = seed;
    this.chance = new Chance(seed);
    this.trace = new Trace(folder);
    this.tap = new Wiretap(truth, this::violated);
    this.wires = new Wires(chance, trace, tap);
    var sizes = Sizes.of(chance);
    for (int number = 0; number < homes.nodes(); number++) {
      var home = homes.copy(number, folder.resolve(Homes.country(number)));
      var disk = new FaultyDisk(Homes.country(number), chance, trace);
      var node = new SimulatedNode(number, home, disk, wires.from(number), sizes, () -> now);
      nodes.add(node);
      wires.add(node);
    }
    boolean lies = homes.nodes() > 2 && chance.oneIn(2);
    this.liar = lies ? Optional.of(new Liar(this, nodes.getLast())) : Optional.empty();
    liar.ifPresent(wires::add);
    this.invariants = new Invariants(truth, tap, nodes, excuses, liar, this::violated);
  }

  /// The node that does not keep the accord, in some worlds of three.
  Optional<Liar> liar() {
    return liar;
  }

  /// Those that keep it.
  List<SimulatedNode> honest() {
    return nodes.stream().filter(this::isHonest).toList();
  }

  boolean isHonest(SimulatedNode node) {
    return liar.filter(one -> one.is(node)).isEmpty();
  }

  Chance chance() {
    return chance;
  }

  Trace trace() {
    return trace;
  }

  Truth truth() {
    return truth;
  }

  Wires wires() {
    return wires;
  }

  Excuses excuses() {
    return excuses;
  }

  Invariants invariants() {
    return invariants;
  }

  List<SimulatedNode> nodes() {
    return List.copyOf(nodes);
  }

  List<SimulatedNode> others(SimulatedNode node) {
    return nodes.stream().filter(other -> other != node).toList();
  }

  List<Violation> violations() {
    return List.copyOf(violations);
  }

  void violated(String invariant, String message) {
    trace.add("VIOLATED " + invariant + ": " + message);
    violations.add(new Violation(seed, trace.steps(), invariant, message));
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  /// It becomes that late, unless it is later.
  void passTo(Instant time) {
    now = time.isAfter(now) ? time : now;
  }

  /// One step at a node, and then all that must hold. The power may fail on the way; a full disk
  /// may refuse; whatever else the node throws is its fault.
  void step(SimulatedNode node, String what, Action action) {
    trace.step(node.name() + " " + what);
    pass(Duration.ofMillis(100));
    try {
      action.run();
    } catch (PowerCut e) {
      node.lose();
    } catch (StorageFailure e) {
      if (node.disk().isFull() || !isHonest(node)) {
        trace.add("  " + e.getMessage());
      } else {
        violated("No step fails by a fault of ours", "%s %s: %s".formatted(node.name(), what, e));
      }
    } catch (RuntimeException e) {
      if (!isHonest(node)) {
        trace.add("  " + e.getMessage());
        return;
      }
      var at = e.getStackTrace().length == 0 ? "" : " at " + e.getStackTrace()[0];
      violated(
          "No step fails by a fault of ours", "%s %s: %s%s".formatted(node.name(), what, e, at));
    }
    invariants.check();
  }

  /// Switches a machine on.
  void start(SimulatedNode node) {
    step(
        node,
        "starts",
        () -> {
          invariants.forget(node);
          node.start();
        });
  }

  /// Machines are lost at once and the last backup of each put in its place. Others may have seen
  /// of their logs more than the backups have; what nobody has seen never was.
  void restore(List<SimulatedNode> lost) {
    var known = new HashMap<String, Long>();
    for (var node : nodes) {
      var knows = lost.contains(node) ? node.backedUp() : node.knows();
      knows.forEach((log, size) -> known.merge(log, size, Math::max));
    }
    for (var node : lost) {
      trace.fault(node.name() + " lost, restored from its backup");
      node.restore();
      excuses.restored(node);
      invariants.forget(node);
    }
    tap.forgetBeyond(known);
  }

  /// Whether every log of these has all that was ever shown of it.
  private boolean isWhole(SimulatedNode node) {
    return node.running().ledger().own().stream()
        .allMatch(log -> {
          var shown = tap.shown(log.origin().text());
          long size = log.published().map(note -> note.checkpoint().size()).orElse(0L);
          return shown.isEmpty() || shown.lastKey() <= size;
        });
  }

  /// Whether each entry that anybody has seen signed is held by somebody else than this node, so
  /// that its backup can be made whole again.
  boolean isHeldByOthers(SimulatedNode node) {
    return nodes.stream()
        .filter(other -> other != node)
        .allMatch(other ->
            other.isUp()
                && isWhole(other) // or what only this node holds of it would be lost
                && hasWhatItRead(other, node)
                && other.running().ledger().held().stream()
                    .filter(log -> log.origin().text().contains("/" + node.identity() + "-"))
                    .allMatch(log ->
                        log.seen().map(note -> note.checkpoint().size()).orElse(0L) == log.size()));
  }

  /// Whether a node holds as much of another's logs as its own leaves say that it has read: one
  /// that was put back has them again before it holds that much.
  private static boolean hasWhatItRead(SimulatedNode reader, SimulatedNode author) {
    var there = "/%s-%s/".formatted(author.identity(), reader.identity());
    var here = "/%s-%s/".formatted(reader.identity(), author.identity());
    var own = reader.running().ledger().own();
    return reader.running().ledger().held().stream()
        .filter(held -> held.origin().text().contains(there))
        .allMatch(held ->
            own.stream()
                .filter(log -> isOf(log.origin(), held.origin().text().replace(there, here)))
                .allMatch(log -> read(reader, log) <= held.size()));
  }

  /// The same accord, parties and epoch; the machine's name may be another.
  private static boolean isOf(LogOrigin origin, String text) {
    return origin.text().endsWith(text.substring(text.indexOf('/')));
  }

  /// How much the last leaf of a log says that was read of the partner's.
  private static long read(SimulatedNode node, OwnLog log) {
    var last = node.database().read(log::last);
    try {
      return last.isEmpty() ? 0 : Leaf.parse(last.get()).seen();
    } catch (ProofInvalid e) {
      throw new IllegalStateException("a leaf that was written here no longer reads", e);
    }
  }

  /// A turn for one of a node's loops.
  void turn(SimulatedNode node, Turns.Turn turn) {
    step(
        node,
        turn.work(),
        () -> {
          var problem = turn.take();
          if (!problem.isEmpty()) {
            trace.add("  " + problem);
          }
        });
  }

  @Override
  public void close() {
    nodes.forEach(SimulatedNode::close);
  }
}
