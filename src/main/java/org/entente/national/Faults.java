package org.entente.national;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.entente.json.JsonPointer;
import org.entente.json.JsonValue.JsonObject;
import org.entente.json.Yaml;

/// What is wrong with `national.yaml`, all of it together, each with its place: `12:7 unknown name
/// "forbidden"; known are …`.
final class Faults {
  private final Function<JsonPointer, Yaml.Place> places;
  private final List<String> found = new ArrayList<>();

  Faults(Function<JsonPointer, Yaml.Place> places) {
    this.places = places;
  }

  void add(JsonPointer at, String message) {
    var place = places.apply(at);
    found.add(place.line() + ":" + place.column() + " " + message);
  }

  /// A protection that is misspelt must not be silently none.
  void unlessKnown(JsonObject object, Set<String> names, JsonPointer at) {
    for (var name : object.members().keySet()) {
      if (!names.contains(name)) {
        add(at.child(name), "unknown name \"" + name + "\"; known are " + sorted(names));
      }
    }
  }

  static String sorted(Set<String> names) {
    return String.join(", ", names.stream().sorted().toList());
  }

  void throwIfAny() throws NationalRejected {
    if (!found.isEmpty()) {
      throw new NationalRejected(found);
    }
  }
}
