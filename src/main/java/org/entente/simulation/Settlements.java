package org.entente.simulation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.entente.accord.KeyUse;
import org.entente.document.SignedSuccession;
import org.entente.document.Succession;
import org.entente.exchange.Succeeded;
import org.entente.exchange.Succeeding;
import org.entente.tlog.LogOrigin;

/// Those who end a pair of logs with a statement that both parties sign (exchange.md §7): now and
/// then for no reason, and whenever entries are lost that nobody holds. Each side installs the
/// statement on a day of its own, and again when its machine came back from an earlier backup.
final class Settlements {
  private static final String COMES = "What both parties signed can be installed";

  private final World world;
  private final Chance chance;
  private final boolean areMade;
  private final List<Agreed> agreed = new ArrayList<>();

  /// @param taken by which nodes, at least once
  private record Agreed(
      SimulatedNode one, SimulatedNode other, byte[] statement, Set<Integer> taken) {
    private boolean isBetween(SimulatedNode node, SimulatedNode partner) {
      return (one == node && other == partner) || (one == partner && other == node);
    }

    private boolean isOpen() {
      return taken.size() < 2;
    }
  }

  Settlements(World world) {
    this.world = world;
    this.chance = world.chance();
    this.areMade = chance.oneIn(3);
  }

  /// Whether such statements are made in this world; then entries may be lost for good in it.
  boolean areMade() {
    return areMade;
  }

  /// What they do while others work.
  void meet(SimulatedNode node) {
    if (!areMade || !node.isUp() || !world.isHonest(node) || !chance.oneIn(15)) {
      return;
    }
    var open =
        agreed.stream()
            .filter(Agreed::isOpen)
            .filter(one -> (one.one == node || one.other == node))
            .filter(one -> !one.taken.contains(node.number()))
            .findFirst();
    if (open.isPresent()) {
      install(node, open.get());
    } else {
      var partners = world.others(node).stream().filter(world::isHonest).toList();
      settle(node, chance.of(partners), this::isWorthIt);
    }
  }

  /// An operator whose machine came back from a backup installs again what was installed since.
  void again(SimulatedNode node) {
    if (node.isUp() && node.waitsForConfirmation()) {
      agreed.stream()
          .filter(one -> one.taken.contains(node.number()))
          .forEach(one -> install(node, one));
    }
  }

  /// The day after, everybody has all of them.
  void conclude() {
    for (var one : agreed) {
      for (int round = 0; round < 2; round++) { // what one refuses it may take after the other
        conclude(one.one, one);
        conclude(one.other, one);
      }
      if (one.taken.size() == 1) {
        world.violated(COMES, "only %s take a statement".formatted(one.taken));
      }
    }
    agreed.removeIf(one -> one.taken.isEmpty()); // both lost what it is about
  }

  private void conclude(SimulatedNode node, Agreed one) {
    if (!one.taken.contains(node.number())) {
      install(node, one);
    }
  }

  /// What cannot go on otherwise ends, and both install it.
  void settle() {
    for (var node : world.honest()) {
      for (var other : world.honest()) {
        if (node != other && !isSettled(node, other)) { // what one proposes the other may not have
          settle(node, other, _ -> true);
        }
      }
    }
    conclude();
  }

  private static boolean isSettled(SimulatedNode node, SimulatedNode other) {
    return node.exchange().isSettled(other.identity())
        && other.exchange().isSettled(node.identity());
  }

  /// One side proposes, the other looks whether it can take it, and both sign.
  private void settle(SimulatedNode node, SimulatedNode other, Predicate<Succession> isWorthIt) {
    if (!node.isUp()
        || !other.isUp()
        || agreed.stream().anyMatch(one -> one.isBetween(node, other) && one.isOpen())) {
      return;
    }
    world.step(
        node,
        "proposes to end its logs with " + other.name(),
        () -> {
          var proposed = succeeding(node, other).map(Settlements::propose);
          var checked =
              proposed.filter(one ->
                  isWorthIt.test(one)
                      && succeeding(other, node)
                          .filter(it -> it.objection(one).isEmpty())
                          .isPresent());
          checked.ifPresent(one -> sign(node, other, one));
        });
  }

  /// To end logs that have hardly begun teaches little.
  private boolean isWorthIt(Succession succession) {
    return sizes(succession).stream().allMatch(size -> size > 1) || chance.oneIn(10);
  }

  private void sign(SimulatedNode node, SimulatedNode other, Succession succession) {
    world.trace().add("  both sign " + succession.epoch() + " " + sizes(succession));
    var signed =
        SignedSuccession.sign(succession, node.keys().of(KeyUse.SIGN))
            .and(other.keys().of(KeyUse.SIGN));
    agreed.add(new Agreed(node, other, signed.bytes(), new HashSet<>()));
  }

  private static List<Long> sizes(Succession succession) {
    return succession.logs().stream().map(Succession.Sealed::size).toList();
  }

  private static Succession propose(Succeeding succeeding) {
    try {
      return succeeding.propose("of the simulated world").succession();
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts in a world without threads", e);
    }
  }

  private static Optional<Succeeding> succeeding(SimulatedNode node, SimulatedNode other) {
    return node.exchange()
        .succeeding(other.identity(), Homes.accord(node.number(), other.number()));
  }

  private void install(SimulatedNode node, Agreed one) {
    if (!node.isUp()) {
      return;
    }
    world.step(
        node,
        "installs a statement",
        () -> {
          if (isShort(node, Seals.read(one.statement))) {
            world.excuses().sealedUnseen(node);
          }
          var became = node.exchange().succeed(one.statement);
          if (became instanceof Succeeded.Refused refused) {
            world.trace().add("  " + refused.reason());
          } else {
            one.taken.add(node.number());
          }
        });
  }

  /// Whether it has less than the statement would seal.
  private static boolean isShort(SimulatedNode node, Succession succession) {
    var ledger = node.running().ledger();
    return ledger.own().stream()
            .anyMatch(log -> isShort(succession, log.origin(), node.database().read(log::size)))
        || ledger.held().stream().anyMatch(log -> isShort(succession, log.origin(), log.size()));
  }

  private static boolean isShort(Succession succession, LogOrigin log, long here) {
    return succession.log(log.text()).filter(sealed -> here < sealed.size()).isPresent();
  }
}
