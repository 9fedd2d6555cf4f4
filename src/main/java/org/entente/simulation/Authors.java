package org.entente.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.entente.holdings.Arrival;
import org.entente.holdings.Catalogue;
import org.entente.holdings.Held;
import org.entente.holdings.Indexed;
import org.entente.holdings.Intake;
import org.entente.simulation.Truth.Kind;
import org.entente.stix.MalformedStix;
import org.entente.stix.StixObject;

/// Those who write objects and file them.
final class Authors {
  private static final List<Kind> KINDS =
      List.of(
          Kind.GREEN,
          Kind.GREEN,
          Kind.GREEN,
          Kind.AMBER,
          Kind.AMBER,
          Kind.RED,
          Kind.FORBIDDEN,
          Kind.FORBIDDEN_LATER);

  private static final List<Kind> MOSTLY_GREEN =
      List.of(Kind.GREEN, Kind.GREEN, Kind.GREEN, Kind.GREEN, Kind.AMBER, Kind.FORBIDDEN_LATER);

  private static final int FEW = 5;
  private static final int MANY = 10;

  private final World world;
  private final Chance chance;
  private int made;

  Authors(World world) {
    this.world = world;
    this.chance = world.chance();
  }

  /// Some new objects.
  void file(SimulatedNode node) {
    file(node, 1 + chance.below(FEW), KINDS);
  }

  /// As many as make several batches; their ids.
  List<String> fileMany(SimulatedNode node) {
    int before = world.truth().ids(node.number()).size();
    file(node, FEW + chance.below(MANY), MOSTLY_GREEN);
    var own = world.truth().ids(node.number());
    return List.copyOf(own.subList(before, own.size()));
  }

  private void file(SimulatedNode node, int count, List<Kind> kinds) {
    var own = world.truth().ids(node.number());
    var objects =
        IntStream.range(0, count)
            .mapToObj(each -> {
              var target =
                  own.isEmpty() || chance.oneIn(2)
                      ? Optional.<String>empty()
                      : Optional.of(chance.of(own));
              return world.truth().object(node.number(), ++made, chance.of(kinds), false, target);
            })
            .toList();
    file(node, chance.oneIn(4) ? Homes.CLOSED : Homes.OPEN, objects);
  }

  /// A new version of one that is there, perhaps its revocation.
  void again(SimulatedNode node) {
    var own = world.truth().ids(node.number());
    if (!own.isEmpty()) {
      var id = chance.of(own);
      int number = Integer.parseInt(id.substring(id.length() - 11));
      var kind = world.truth().kind(node.number(), number, id);
      if (kind.isOneOfMany() && chance.oneIn(3)) {
        kind = chance.of(KINDS.subList(0, 6));
      }
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

  /// An analyst takes what came from a partner and files it as the node's own.
  void passOn(SimulatedNode node) {
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
