package org.entente.stix;

import java.util.ArrayList;
import java.util.List;
import org.entente.json.JsonPointer;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonArray;
import org.entente.json.JsonValue.JsonObject;
import org.entente.json.JsonValue.JsonString;

/// Finds every reference in an object by the names the standard reserves for them: `_ref` and
/// `_refs` (STIX 2.1 §3.1), wherever they stand, since extensions carry them too. A value that is
/// no id (the deprecated observed-data `"0"`) is not a reference.
final class ReferenceWalk {
  private final List<Reference> found = new ArrayList<>();
  private final List<String> path = new ArrayList<>();

  private ReferenceWalk() {}

  static List<Reference> references(JsonObject object) {
    var walk = new ReferenceWalk();
    walk.enter(object);
    return List.copyOf(walk.found);
  }

  private void enter(JsonObject object) {
    for (var member : object.members().entrySet()) {
      path.add(member.getKey());
      value(member.getKey(), member.getValue());
      path.removeLast();
    }
  }

  private void value(String property, JsonValue value) {
    switch (value) {
      case JsonObject object -> enter(object);
      case JsonArray(List<JsonValue> items) -> items(property, items);
      case JsonString(String text) when property.endsWith("_ref") -> add(property, text);
      default -> {}
    }
  }

  private void items(String property, List<JsonValue> items) {
    boolean references = property.endsWith("_refs");
    for (int i = 0; i < items.size(); i++) {
      switch (items.get(i)) {
        case JsonString(String text) when references -> {
          path.add(Integer.toString(i));
          add(property, text);
          path.removeLast();
        }
        case JsonString _ -> {}
        case JsonValue item -> {
          path.add(Integer.toString(i));
          value("", item);
          path.removeLast();
        }
      }
    }
  }

  private void add(String property, String text) {
    StixId.parse(text)
        .ifPresent(id -> found.add(new Reference(new JsonPointer(path), property, id)));
  }
}
