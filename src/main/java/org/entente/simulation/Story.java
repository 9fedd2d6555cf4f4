package org.entente.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.entente.decisions.NationalHolds;
import org.entente.decisions.Queue;
import org.entente.holdings.Arrival;
import org.entente.holdings.Catalogue;
import org.entente.holdings.Collection;
import org.entente.holdings.Held;
import org.entente.holdings.Indexed;
import org.entente.holdings.Intake;
import org.entente.simulation.Truth.Kind;
import org.entente.stix.MalformedStix;
import org.entente.stix.StixId;
import org.entente.stix.StixObject;

/// What people do at the nodes of a world while the nodes take their turns and mishaps happen.
final class Story {
  private static final List<Kind> KINDS =
      List.of(Kind.GREEN, Kind.GREEN, Kind.GREEN, Kind.AMBER, Kind.AMBER, Kind.RED, Kind.FORBIDDEN);

  private final World world;
  private final Chance chance;
  private final Mishaps mishaps;
  private int made;

  Story(World world) {
    this.world = world;
    this.chance = world.chance();
    this.mishaps = new Mishaps(world);
  }

  /// Everything up to the day when it is over, faults and all.
  void tell() {
    world.nodes().forEach(this::start);
    mishaps.begin();
    int steps = 40 + chance.below(80);
    for (int step = 0; step < steps; step++) {
      var node = chance.of(world.nodes());
      if (!node.isUp()) {
        if (chance.oneIn(3)) {
          start(node);
        }
      } else {
        mishaps.befall(node);
        if (chance.below(100) < 70) {
          work(node);
        } else if (chance.below(100) < 60) {
          people(node);
        } else {
          mishaps.trouble(node);
        }
      }
    }
  }

  /// A few turns, mostly in the order in which work comes up, now and then in any.
  private void work(SimulatedNode node) {
    var turns = node.running().turns().all();
    int first = chance.below(turns.size());
    int count = 1 + chance.below(turns.size());
    for (int turn = 0; turn < count && node.isUp(); turn++) {
      world.turn(node, turns.get((first + turn) % turns.size()));
    }
  }

  private void start(SimulatedNode node) {
    world.start(node);
  }

  private void people(SimulatedNode node) {
    switch (chance.below(10)) {
      case 0, 1, 2, 3 -> file(node);
      case 4 -> again(node);
      case 5, 6 -> officer(node);
      case 7 -> hold(node);
      case 8 -> openOrClose(node);
      default -> passOn(node);
    }
  }

  /// Some new objects.
  private void file(SimulatedNode node) {
    var own = world.truth().ids(node.number());
    var objects =
        IntStream.range(0, 1 + chance.below(5))
            .mapToObj(each -> {
              var target =
                  own.isEmpty() || chance.oneIn(2)
                      ? Optional.<String>empty()
                      : Optional.of(chance.of(own));
              return world.truth().object(node.number(), ++made, chance.of(KINDS), false, target);
            })
            .toList();
    file(node, chance.oneIn(4) ? Homes.CLOSED : Homes.OPEN, objects);
  }

  /// A new version of one that is there, perhaps its revocation.
  private void again(SimulatedNode node) {
    var own = world.truth().ids(node.number());
    if (!own.isEmpty()) {
      var id = chance.of(own);
      int number = Integer.parseInt(id.substring(id.length() - 11));
      var kind =
          chance.oneIn(3) && !id.startsWith("vulnerability")
              ? chance.of(KINDS.subList(0, 6))
              : world.truth().kind(node.number(), number, id);
      var object =
          world.truth().object(node.number(), number, kind, chance.oneIn(3), Optional.empty());
      file(node, chance.oneIn(4) ? Homes.CLOSED : Homes.OPEN, List.of(object));
    }
  }

  private void file(SimulatedNode node, String collection, List<String> objects) {
    world.step(
        node,
        "files %d objects in %s".formatted(objects.size(), collection),
        () -> {
          intake(node, collection, objects);
          node.exchange().filed();
        });
  }

  /// As an import does, in one transaction, so that everything happens on one thread.
  private static void intake(SimulatedNode node, String name, List<String> objects) {
    node.database()
        .write(connection -> {
          var now = node.clock().instant();
          var into = Catalogue.named(connection, name).orElseThrow();
          var arrival =
              Arrival.record(connection, now, Arrival.Door.IMPORT, "file.json", into.source());
          try (var intake = new Intake(connection, into, Held.HOME, now)) {
            for (var object : objects) {
              intake.file(arrival, Indexed.of(StixObject.read(object.getBytes(UTF_8))));
            }
          } catch (MalformedStix e) {
            throw new IllegalStateException("what was made here is no STIX", e);
          }
          return true;
        });
  }

  private static Collection collection(SimulatedNode node, String name) {
    return node.database().read(connection -> Catalogue.named(connection, name).orElseThrow());
  }

  /// An officer looks at what waits and agrees, or does not.
  private void officer(SimulatedNode node) {
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
    var item = chance.of(items);
    boolean agrees = !chance.oneIn(5);
    world.step(
        node,
        "officer says %s to %s".formatted(agrees ? "yes" : "no", item.object()),
        () -> {
          if (agrees) {
            world.truth().approve(queue.bytes(item).orElseThrow(), item.partner());
          }
          queue.answer(item, "officer", List.of(), agrees);
          node.exchange().filed();
        });
  }

  private void hold(SimulatedNode node) {
    var own = world.truth().ids(node.number());
    if (own.isEmpty()) {
      return;
    }
    var id = StixId.parse(chance.of(own)).orElseThrow();
    var holds = new NationalHolds(node.database(), node.clock());
    boolean lifted = chance.oneIn(2);
    world.step(
        node,
        (lifted ? "lifts the hold on " : "holds ") + id,
        () -> {
          if (lifted) {
            holds.lift(id);
          } else {
            holds.put(id, "officer", "a reason");
          }
          node.exchange().filed();
        });
  }

  private void openOrClose(SimulatedNode node) {
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

  /// An analyst takes what came from a partner and files it as the node's own.
  private void passOn(SimulatedNode node) {
    var received =
        node.database()
            .read(connection -> {
              var objects = new ArrayList<String>();
              try (var select =
                      connection.prepareStatement(
                          "select bytes from object where source <> '' order by no");
                  var rows = select.executeQuery()) {
                while (rows.next()) {
                  objects.add(new String(rows.getBytes(1), UTF_8));
                }
              }
              return objects;
            });
    if (!received.isEmpty()) {
      file(node, Homes.OPEN, List.of(chance.of(received)));
    }
  }
}
