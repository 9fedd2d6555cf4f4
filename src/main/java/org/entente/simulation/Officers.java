package org.entente.simulation;

import java.util.ArrayList;
import java.util.List;
import org.entente.decisions.NationalHolds;
import org.entente.decisions.Queue;
import org.entente.holdings.Catalogue;
import org.entente.holdings.Collection;
import org.entente.stix.StixId;

/// Those who decide what the machine does not: officers, and who opens collections.
final class Officers {
  private static final int SOME_TURNS = 4;

  /// Enough for all of a plan; mostly it is left in the middle.
  private static final int MANY_TURNS = 16;

  private final World world;
  private final Chance chance;

  Officers(World world) {
    this.world = world;
    this.chance = world.chance();
  }

  /// An officer looks at what waits and agrees, or does not; to one thing, or to all at once.
  void answer(SimulatedNode node) {
    if (node.waitsForConfirmation()) {
      world.step(node, "officer confirms the restore", node::confirmRestore);
      return;
    }
    var queue = new Queue(node.database(), node.clock());
    var items = new ArrayList<Queue.Item>();
    world.others(node).forEach(other -> items.addAll(queue.list(other.identity(), 0, 100)));
    if (items.isEmpty()) {
      return;
    }
    boolean agrees = !chance.oneIn(5);
    var some = chance.oneIn(2) ? items : List.of(chance.of(items));
    world.step(
        node,
        "officer says %s to %d, first %s"
            .formatted(agrees ? "yes" : "no", some.size(), some.getFirst().object()),
        () -> {
          some.forEach(item -> answer(queue, item, agrees));
          node.exchange().filed();
        });
  }

  private void answer(Queue queue, Queue.Item item, boolean agrees) {
    if (agrees) {
      world.truth().approve(queue.bytes(item).orElseThrow(), item.partner());
    }
    queue.answer(item, "officer", List.of(), agrees);
  }

  /// One object is kept at home, or no longer.
  void hold(SimulatedNode node) {
    var own = world.truth().ids(node.number());
    if (!own.isEmpty()) {
      hold(node, chance.oneIn(2), List.of(chance.of(own)));
    }
  }

  /// A whole case is kept at home from the beginning: its objects are decided, and do not go.
  void keepCase(SimulatedNode node, List<String> objects) {
    if (node.isUp() && !objects.isEmpty()) {
      hold(node, false, objects);
    }
  }

  /// What was kept at home may go, so that much is decided again, in several batches; perhaps
  /// somebody changes their mind when the first of them is out.
  void liftMany(SimulatedNode node) {
    var held =
        new NationalHolds(node.database(), node.clock())
            .list("", 100).stream().map(hold -> hold.id().text()).toList();
    if (held.isEmpty()) {
      return;
    }
    decide(node, SOME_TURNS);
    if (!node.isUp()) {
      return;
    }
    hold(node, true, held.subList(chance.oneIn(3) ? chance.below(held.size()) : 0, held.size()));
    if (node.isUp() && chance.oneIn(3)) {
      node.disk().cutPowerOneIn(2 + chance.below(20));
    }
    decide(node, 1 + chance.below(MANY_TURNS));
    if (node.isUp() && chance.oneIn(2)) {
      hold(node);
    }
  }

  /// So many turns of those who decide what goes.
  private void decide(SimulatedNode node, int turns) {
    for (int turn = 0; turn < turns && node.isUp(); turn++) {
      world.turn(node, node.running().turns().release(chance));
    }
  }

  private void hold(SimulatedNode node, boolean lifted, List<String> objects) {
    var holds = new NationalHolds(node.database(), node.clock());
    world.step(
        node,
        "%s %d, first %s"
            .formatted(lifted ? "lifts the hold on" : "holds", objects.size(), objects.getFirst()),
        () -> {
          for (var object : objects) {
            var id = StixId.parse(object).orElseThrow();
            if (lifted) {
              holds.lift(id);
            } else {
              holds.put(id, "officer", "a reason");
            }
          }
          node.exchange().filed();
        });
  }

  void openOrClose(SimulatedNode node) {
    var name = chance.oneIn(2) ? Homes.OPEN : Homes.CLOSED;
    boolean opens = !chance.oneIn(4);
    world.step(
        node,
        (opens ? "opens " : "closes ") + name,
        () -> {
          var collection = collection(node, name);
          node.database()
              .write(connection -> {
                if (opens) {
                  Catalogue.open(connection, collection, Collection.EVERYBODY);
                } else {
                  Catalogue.close(connection, collection, Collection.EVERYBODY);
                }
                return true;
              });
          node.exchange().filed();
        });
  }

  private static Collection collection(SimulatedNode node, String name) {
    return node.database().read(connection -> Catalogue.named(connection, name).orElseThrow());
  }
}
