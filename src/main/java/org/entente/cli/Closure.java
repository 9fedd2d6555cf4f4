package org.entente.cli;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.entente.holdings.Held;
import org.entente.holdings.Holdings;
import org.entente.release.ReleaseOrder;
import org.entente.stix.StixId;
import org.entente.stix.StixObject;

/// What somebody means by "the incident": an object with all it refers to, and of what refers to
/// them
///
/// - relationships of the first object, with their other ends;
/// - relationships between any two of them;
/// - sightings and translations of any of them, with what those refer to.
///
/// Notes and opinions stay out: they are often about more than the incident, and can be named
/// themselves. Of each object the newest version, as far as it is held here.
final class Closure {
  /// An incident has tens of objects, seldom hundreds; more is a library.
  static final int MOST = 1_000;

  /// What refers to one object is read so far; what is referred to more often is no incident's own.
  private static final int REFERRING = 500;

  private static final Set<String> REFERRED_TO_BY_EVERYTHING =
      Set.of("identity", "location", "marking-definition", "extension-definition");

  private final Connection connection;
  private final Map<StixId, Held> found = new LinkedHashMap<>();

  private Closure(Connection connection) {
    this.connection = connection;
  }

  /// Empty when the object is not held; [#MOST] + 1 objects when there are more than [#MOST].
  static List<Held> of(Connection connection, StixId start) throws SQLException {
    var closure = new Closure(connection);
    closure.addWithNeeds(start);
    closure.addRelationshipsOf(start);
    for (var member : List.copyOf(closure.found.keySet())) {
      closure.addWhatSpeaksOf(member);
    }
    return List.copyOf(closure.found.values());
  }

  private void addWithNeeds(StixId id) throws SQLException {
    var next = new ArrayDeque<>(List.of(id));
    while (!next.isEmpty() && found.size() <= MOST) {
      var one = next.removeFirst();
      if (!found.containsKey(one)) {
        var held = Holdings.latest(connection, one);
        if (held.isPresent()) {
          found.put(one, held.get());
          next.addAll(ReleaseOrder.needs(held.get().object()));
        }
      }
    }
  }

  private void addRelationshipsOf(StixId start) throws SQLException {
    for (var object : referring(start)) {
      if (object.type().equals("relationship")
          && (refers(object, "source_ref", start) || refers(object, "target_ref", start))) {
        addWithNeeds(object.id());
      }
    }
  }

  private void addWhatSpeaksOf(StixId member) throws SQLException {
    for (var object : referring(member)) {
      boolean belongs =
          switch (object.type()) {
            case "relationship" -> isFound(object, "source_ref") && isFound(object, "target_ref");
            case "sighting" -> refers(object, "sighting_of_ref", member);
            case "language-content" -> refers(object, "object_ref", member);
            default -> false;
          };
      if (belongs) {
        addWithNeeds(object.id());
      }
    }
  }

  private List<StixObject> referring(StixId id) throws SQLException {
    return REFERRED_TO_BY_EVERYTHING.contains(id.type())
        ? List.of()
        : Holdings.referring(connection, id, 0, REFERRING).stream().map(Held::object).toList();
  }

  private boolean isFound(StixObject relationship, String property) {
    return relationship
        .json()
        .string(property)
        .flatMap(StixId::parse)
        .filter(found::containsKey)
        .isPresent();
  }

  private static boolean refers(StixObject object, String property, StixId id) {
    return object.json().string(property).filter(id.text()::equals).isPresent();
  }
}
