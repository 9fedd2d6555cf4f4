package org.entente.redaction;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.entente.json.JsonPointer;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonArray;
import org.entente.json.JsonValue.JsonObject;

/// What is to be taken out of an object, and other values for places that stay. A list or object
/// emptied by it goes too (STIX 2.1 §2: no empty lists), and so do selectors of what is gone:
/// [Selectors]. A place that is both taken out and given a value is taken out.
public final class Edit {
  private final Place root = new Place();
  private boolean takes;
  private boolean replaces;

  /// Of nothing, to begin with.
  public Edit() {}

  /// The places to edit, as a tree; a place taken out takes everything below it along.
  private static final class Place {
    private Map<String, Place> below = Map.of();
    private boolean taken;
    private Optional<JsonValue> replacement = Optional.empty();

    private Place at(JsonPointer pointer) {
      var place = this;
      for (var token : pointer.tokens()) {
        place = place.child(token);
      }
      return place;
    }

    private Place child(String token) {
      if (below.isEmpty()) {
        below = new HashMap<>();
      }
      return below.computeIfAbsent(token, name -> new Place());
    }

    private boolean has(String token) {
      return below.containsKey(token);
    }
  }

  public void take(JsonPointer at) {
    root.at(at).taken = true;
    takes = true;
  }

  public void replace(JsonPointer at, JsonValue value) {
    root.at(at).replacement = Optional.of(value);
    replaces = true;
  }

  public boolean isEmpty() {
    return !takes && !replaces;
  }

  public boolean takesNothing() {
    return !takes;
  }

  /// Whether this place goes, or something that it stands in.
  public boolean takes(JsonPointer at) {
    var place = root;
    for (var token : at.tokens()) {
      if (place.taken || !place.has(token)) {
        return place.taken;
      }
      place = place.child(token);
    }
    return place.taken;
  }

  /// The object with all of it done.
  public JsonObject of(JsonObject object) {
    if (isEmpty()) {
      return object;
    }
    Set<List<String>> removed = new HashSet<>();
    var left = members(object, root, List.of(), removed);
    return removed.isEmpty() ? left : Selectors.moved(left, removed);
  }

  private static JsonObject members(
      JsonObject object, Place place, List<String> at, Set<List<String>> removed) {
    var left = JsonValue.object();
    object
        .members()
        .forEach((name, value) -> {
          if (place.has(name)) {
            edited(value, place.child(name), below(at, name), removed)
                .ifPresent(edited -> left.put(name, edited));
          } else {
            left.put(name, value);
          }
        });
    return left.build();
  }

  private static List<JsonValue> items(
      List<JsonValue> items, Place place, List<String> at, Set<List<String>> removed) {
    var left = new ArrayList<JsonValue>(items.size());
    for (int i = 0; i < items.size(); i++) {
      var index = Integer.toString(i);
      if (place.has(index)) {
        edited(items.get(i), place.child(index), below(at, index), removed).ifPresent(left::add);
      } else {
        left.add(items.get(i));
      }
    }
    return left;
  }

  private static List<String> below(List<String> at, String token) {
    var here = new ArrayList<>(at);
    here.add(token);
    return here;
  }

  private static Optional<JsonValue> edited(
      JsonValue value, Place place, List<String> at, Set<List<String>> removed) {
    var left = place.taken ? Optional.<JsonValue>empty() : changed(value, place, at, removed);
    if (left.isEmpty()) {
      removed.add(at);
    }
    return left;
  }

  private static Optional<JsonValue> changed(
      JsonValue value, Place place, List<String> at, Set<List<String>> removed) {
    if (place.replacement.isPresent()) {
      return place.replacement;
    }
    return switch (value) {
      case JsonObject object -> {
        var left = members(object, place, at, removed);
        yield left.members().isEmpty() && !object.members().isEmpty()
            ? Optional.empty()
            : Optional.of(left);
      }
      case JsonArray(List<JsonValue> items) -> {
        var left = items(items, place, at, removed);
        yield left.isEmpty() && !items.isEmpty()
            ? Optional.empty()
            : Optional.of(new JsonArray(left));
      }
      default -> Optional.of(value);
    };
  }
}
