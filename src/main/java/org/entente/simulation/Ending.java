package org.entente.simulation;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.entente.register.Reconciliation;

/// The day after: everything is repaired, nobody does anything any more, and the nodes work until
/// nothing is left to do. Then both sides must have the same.
final class Ending {
  private static final int MOST_ROUNDS = 200;
  private static final String COMES = "What is repaired comes to an end";

  private final World world;

  private final Diplomats diplomats;
  private final Settlements settlements;

  Ending(World world, Diplomats diplomats, Settlements settlements) {
    this.world = world;
    this.diplomats = diplomats;
    this.settlements = settlements;
  }

  void tell() {
    repair();
    if (!settles() && !(world.excuses().anyLost() && settlesOtherwise())) {
      world.violated(COMES, "not settled after %d rounds: %s".formatted(MOST_ROUNDS, standing()));
      return;
    }
    world.excuses().allIsBack();
    world.honest().forEach(world.invariants()::forget);
    world.invariants().check();
    for (var node : world.honest()) {
      for (var other : world.honest()) {
        if (other != node) {
          reconcile(node, other);
          arrived(node, other);
        }
      }
    }
  }

  private String standing() {
    return world.honest().stream()
        .map(node ->
            node.name()
                + (!node.isUp() ? " down" : isSettled(node) ? " settled" : " busy")
                + (node.isUp() ? " " + node.exchange().standings() : ""))
        .collect(Collectors.joining("; "));
  }

  private void repair() {
    world.liar().ifPresent(liar -> liar.liesOneIn(0));
    world.nodes().stream()
        .filter(node -> !world.isHonest(node))
        .forEach(SimulatedNode::lose); // nobody waits for it
    world.wires().mendAll();
    world.wires().troubleOneIn(0);
    for (var node : world.honest()) {
      node.skew(Duration.ZERO);
      node.disk().fill(false);
      node.disk().cutPowerOneIn(0);
    }
    world.pass(Duration.ofHours(2)); // so that no entry is from the future any more
    for (var node : world.honest()) {
      if (!node.isUp()) {
        world.start(node);
        diplomats.again(node);
        settlements.again(node);
      }
      if (node.isUp() && node.waitsForConfirmation()) {
        world.step(node, "officer confirms the restore", node::confirmRestore);
      }
    }
    diplomats.conclude();
    settlements.conclude();
  }

  /// Where entries are lost that nobody has, people end the logs that cannot go on.
  private boolean settlesOtherwise() {
    settlements.settle();
    return settles();
  }

  /// Whether there comes a round in which nothing changes.
  private boolean settles() {
    for (int round = 0; round < MOST_ROUNDS; round++) {
      long before = changes();
      for (var node : world.honest()) {
        if (!node.isUp()) {
          return false; // it does not start, which was told
        }
        for (var turn : node.running().turns().all()) {
          world.turn(node, turn);
        }
      }
      if (changes() == before && world.honest().stream().allMatch(this::isSettled)) {
        return true;
      }
      world.pass(Duration.ofMinutes(1));
    }
    return false;
  }

  /// With those that keep the accord.
  private boolean isSettled(SimulatedNode node) {
    return world.honest().stream()
        .filter(other -> other != node)
        .allMatch(other -> node.exchange().isSettled(other.identity()));
  }

  private long changes() {
    return world.honest().stream().mapToLong(node -> node.disk().changes()).sum();
  }

  private void reconcile(SimulatedNode node, SimulatedNode other) {
    for (var found : node.exchange().reconcile(other.identity())) {
      found.differences().stream()
          .filter(difference -> !isByWrongClocks(difference) && !isLostAtBoth(difference))
          .forEach(difference ->
              world.violated(
                  "Both sides have the same",
                  "%s with %s: %s".formatted(node.name(), other.name(), difference)));
      found
          .unasked()
          .ifPresent(reason ->
              world.violated(
                  "Both sides have the same",
                  "%s could not ask %s: %s".formatted(node.name(), other.name(), reason)));
    }
  }

  /// Both came back from backups, one after the other: what the first pulled again, the second no
  /// longer gave (exchange.md §5). Nobody has the content any more, and the first says so now where
  /// it once said that it took it. Both are named as what they are.
  private boolean isLostAtBoth(Reconciliation.Difference difference) {
    return world.excuses().anyRestored()
        && (difference.problem().equals("what stood beside its leaf is gone")
            || difference
                .problem()
                .matches("receipt: entry [0-9]+ of the partner's log says otherwise"));
  }

  /// By a clock that was ahead an entry may be dated after a revision was taken in by the right
  /// one, and by its date that is what held.
  private boolean isByWrongClocks(Reconciliation.Difference difference) {
    return world.excuses().clocksDiffered()
        && difference.problem().endsWith("was not in force between the two parties then.");
  }

  /// What one node says went is what the other took. Who came back from a backup may find that what
  /// it once had is not given any more, or have agreed not to ask for it.
  private void arrived(SimulatedNode node, SimulatedNode other) {
    if (world.excuses().hasSealedUnseen(other)) {
      return;
    }
    var lost =
        entries(
            node,
            other,
            "outgoing",
            "not exists (select 1 from verdict_got v where v.link = x.link and v.entry = x.entry)");
    var given = world.excuses().anyRestored() ? " or verdict = 'not-delivered'" : "";
    var taken = entries(other, node, "incoming", "(verdict is null" + given + ")");
    lost.removeAll(taken);
    lost.forEach(entry ->
        world.violated(
            COMES,
            "%s released entry %s, %s has it not".formatted(node.name(), entry, other.name())));
  }

  /// Releases between two nodes that count, in one direction, by accord, epoch and number.
  ///
  /// @param table that of what went, or that of what came
  private static Set<String> entries(
      SimulatedNode node, SimulatedNode partner, String table, String which) {
    var writer = table.equals("outgoing") ? node : partner;
    return node.database()
        .read(connection -> {
          var entries = new TreeSet<String>();
          try (var select =
              connection.prepareStatement(
                  "select l.accord, l.epoch, x.entry, l.no from %s x join link l on l.no = x.link"
                          .formatted(table)
                      + " where kind = 'release' and %s and l.peer =".formatted(which)
                      + " (select no from peer where identity = ?)")) {
            select.setString(1, partner.identity());
            try (var rows = select.executeQuery()) {
              while (rows.next()) {
                if (rows.getLong(3) < Seals.size(connection, rows.getLong(4), writer)) {
                  entries.add(
                      "%s/%d %d".formatted(rows.getString(1), rows.getInt(2), rows.getLong(3)));
                }
              }
            }
          }
          return entries;
        });
  }
}
