package org.entente.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What befalls the machines of a world, and the wires between them.
final class Mishaps {
  private final World world;
  private final Chance chance;
  private final Theme theme;
  private final boolean isCareless;

  /// What a world has most of. Where everything fails a little, nothing fails twice in a row.
  private enum Theme {
    CUTS,
    DISKS,
    NETWORK,
    RESTORES,
    CLOCKS
  }

  /// @param isCareless whether machines may be lost with what nobody else has
  Mishaps(World world, boolean isCareless) {
    this.world = world;
    this.isCareless = isCareless;
    this.chance = world.chance();
    this.theme = chance.of(List.of(Theme.values()));
  }

  /// What holds for the whole of a world.
  void begin() {
    world.liar().ifPresent(liar -> liar.liesOneIn(2 + chance.below(12)));
    world.wires().troubleOneIn(theme == Theme.NETWORK ? 3 : 4 + chance.below(20));
    if (theme == Theme.CLOCKS) {
      world.excuses().clocksDiffer();
    }
  }

  /// What happens to a machine while it works.
  void befall(SimulatedNode node) {
    var liar = world.liar().filter(one -> one.is(node));
    if (liar.isPresent() && chance.oneIn(3)) {
      liar.get().act();
      return;
    }
    if (theme == Theme.CUTS && chance.oneIn(4)) {
      node.disk().cutPowerOneIn(1 + chance.below(10));
    }
    if (theme == Theme.RESTORES && world.isHonest(node)) {
      rehearse(node);
    }
  }

  /// What was filed and is not decided yet may be decided twice, when the machine is lost after it
  /// went.
  ///
  /// @param meanwhile what others do until then
  void filed(SimulatedNode node, Runnable meanwhile) {
    if (theme == Theme.RESTORES && node.isUp() && chance.oneIn(2)) {
      world.step(node, "backs up", node::backUp);
      if (chance.oneIn(2)) {
        meanwhile.run();
        work();
        loseMachine(node);
      }
    }
  }

  private void work() {
    for (int round = 1 + chance.below(8); round > 0; round--) {
      for (var one : world.nodes()) {
        for (var turn : one.isUp() ? one.running().turns().all() : List.<Turns.Turn>of()) {
          if (one.isUp()) {
            world.turn(one, turn);
          }
        }
      }
    }
  }

  /// Where machines are lost often, copies are made often too, and officers are at hand.
  private void rehearse(SimulatedNode node) {
    if (node.waitsForConfirmation() && chance.oneIn(4)) {
      world.step(node, "officer confirms the restore", node::confirmRestore);
    } else if (chance.oneIn(node.isBackedUp() ? 40 : 5)) {
      world.step(node, "backs up", node::backUp);
    } else if (node.isBackedUp() && chance.oneIn(15)) {
      loseMachine(node);
    }
  }

  /// What others have seen signed they may have read to its end, and then nothing of it is lost for
  /// good.
  private void loseMachine(SimulatedNode node) {
    if (!node.isUp() || !node.isBackedUp()) {
      return;
    }
    for (var other : world.others(node)) {
      for (int page = chance.below(4); page > 0 && other.isUp(); page--) {
        pull(other);
      }
    }
    if (node.isUp() && world.isHeldByOthers(node)) {
      world.restore(List.of(node));
    } else if (isCareless && world.nodes().stream().allMatch(SimulatedNode::isUp)) {
      loseForGood(node);
    }
  }

  private void pull(SimulatedNode node) {
    for (var turn : node.running().turns().pulling()) {
      if (node.isUp()) { // the power may have failed at the one before
        world.turn(node, turn);
      }
    }
  }

  /// Entries may be lost that nobody else has, all the more when another machine is lost at once.
  private void loseForGood(SimulatedNode node) {
    var lost = new ArrayList<>(List.of(node));
    world.others(node).stream()
        .filter(SimulatedNode::isBackedUp)
        .filter(world::isHonest)
        .filter(_ -> chance.oneIn(2))
        .forEach(lost::add);
    world.excuses().lostForGood();
    world.restore(lost);
  }

  /// Of everything a little, and of the world's theme much.
  void trouble(SimulatedNode node) {
    switch (chance.oneIn(2) ? theme : chance.of(List.of(Theme.values()))) {
      case CUTS -> cutPower(node);
      case DISKS -> {
        node.disk().fill(!node.disk().isFull());
        world.trace().fault(node.name() + " disk " + (node.disk().isFull() ? "full" : "has room"));
      }
      case NETWORK -> network(node);
      case RESTORES -> restore(node);
      case CLOCKS -> clock(node);
    }
  }

  private void cutPower(SimulatedNode node) {
    switch (chance.below(3)) {
      case 0 -> {
        world.trace().fault(node.name() + " power cut");
        node.lose();
      }
      case 1 -> node.disk().cutPowerOneIn(1 + chance.below(30));
      default -> world.step(node, "stops", node::stop);
    }
  }

  private void network(SimulatedNode node) {
    switch (chance.below(3)) {
      case 0 -> {
        world.trace().fault(node.name() + " torn from another");
        world.wires().tear(node, chance.of(world.others(node)));
      }
      case 1 -> world.wires().mendAll();
      default -> world.wires().deliverLate();
    }
  }

  private void restore(SimulatedNode node) {
    if (!world.isHonest(node)) {
      return; // it would be found to lie about its own log
    }
    if (!node.isBackedUp() || chance.oneIn(3)) {
      world.step(node, "backs up", node::backUp);
    } else {
      loseMachine(node);
    }
  }

  /// Time passes; in a world of wrong clocks, one goes wrong.
  private void clock(SimulatedNode node) {
    if (theme == Theme.CLOCKS) {
      node.skew(Duration.ofMinutes(chance.below(121) - 60L));
      world.trace().fault(node.name() + " clock wrong");
    } else {
      world.pass(Duration.ofMinutes(chance.below(24 * 60)));
    }
  }
}
