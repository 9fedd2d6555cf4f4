package org.entente.redaction;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.entente.json.JsonPointer;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonArray;
import org.entente.json.JsonValue.JsonObject;

/// Takes places out of an object and puts other values in places that stay. A list or object
/// emptied by it goes too (STIX 2.1 §2: no empty lists), and the selectors of granular markings
/// follow the items that moved up:
///
///     {"labels":["a","b"],"granular_markings":[{"marking_ref":"…","selectors":["labels.[1]"]}]}
///     without /labels/0
///     {"labels":["b"],"granular_markings":[{"marking_ref":"…","selectors":["labels.[0]"]}]}
///
/// A selector left behind would mark the wrong value or nothing at all, which is how a marking is
/// lost; so one whose place is gone is dropped, and its marking with it when it was the last.
public final class Edit {
  private static final String GRANULAR = "granular_markings";

  private final Set<List<String>> removed = new HashSet<>();

  private Edit() {}

  /// A place that is both taken out and given a value is taken out.
  public static JsonObject of(
      JsonObject object, Collection<JsonPointer> taken, Map<JsonPointer, JsonValue> replaced) {
    if (taken.isEmpty() && replaced.isEmpty()) {
      return object;
    }
    var edit = new Edit();
    var root = new Place();
    replaced.forEach((at, value) -> root.at(at).replacement = Optional.of(value));
    taken.forEach(at -> root.at(at).taken = true);
    return edit.withSelectors(edit.members(object, root, List.of()));
  }

  /// The places to edit, as a tree; a place taken out takes everything below it along.
  private static final class Place {
    private final Map<String, Place> below = new HashMap<>();
    private boolean taken;
    private Optional<JsonValue> replacement = Optional.empty();

    private Place at(JsonPointer pointer) {
      var place = this;
      for (var token : pointer.tokens()) {
        place = place.below.computeIfAbsent(token, name -> new Place());
      }
      return place;
    }
  }

  private Optional<JsonValue> edited(JsonValue value, Place place, List<String> at) {
    if (place.taken) {
      return Optional.empty();
    }
    if (place.replacement.isPresent()) {
      return place.replacement;
    }
    return switch (value) {
      case JsonObject object -> {
        var left = members(object, place, at);
        yield left.members().isEmpty() && !object.members().isEmpty()
            ? Optional.empty()
            : Optional.of(left);
      }
      case JsonArray(List<JsonValue> items) -> {
        var left = items(items, place, at);
        yield left.isEmpty() && !items.isEmpty()
            ? Optional.empty()
            : Optional.of(new JsonArray(left));
      }
      default -> Optional.of(value);
    };
  }

  private JsonObject members(JsonObject object, Place place, List<String> at) {
    var left = new LinkedHashMap<String, JsonValue>();
    object
        .members()
        .forEach((name, value) -> child(value, place, at, name).ifPresent(v -> left.put(name, v)));
    return new JsonObject(left);
  }

  private List<JsonValue> items(List<JsonValue> items, Place place, List<String> at) {
    var left = new ArrayList<JsonValue>();
    for (int i = 0; i < items.size(); i++) {
      child(items.get(i), place, at, Integer.toString(i)).ifPresent(left::add);
    }
    return left;
  }

  private Optional<JsonValue> child(JsonValue value, Place place, List<String> at, String token) {
    var below = place.below.get(token);
    if (below == null) {
      return Optional.of(value);
    }
    var here = new ArrayList<>(at);
    here.add(token);
    var left = edited(value, below, here);
    if (left.isEmpty()) {
      removed.add(here);
    }
    return left;
  }

  private JsonObject withSelectors(JsonObject object) {
    if (!object.has(GRANULAR) || removed.isEmpty()) {
      return object;
    }
    var kept = new ArrayList<JsonValue>();
    for (var marking : object.array(GRANULAR)) {
      if (marking instanceof JsonObject one) {
        var selectors =
            one.strings("selectors").stream().flatMap(text -> moved(text).stream()).toList();
        if (!selectors.isEmpty()) {
          kept.add(one.with("selectors", JsonValue.of(selectors)));
        }
      }
    }
    return kept.isEmpty() ? object.without(GRANULAR) : object.with(GRANULAR, new JsonArray(kept));
  }

  /// Where the selected value stands now; empty when it was taken out.
  private Optional<String> moved(String selector) {
    var old = tokens(selector);
    var now = new ArrayList<String>();
    for (int i = 0; i < old.size(); i++) {
      if (removed.contains(old.subList(0, i + 1))) {
        return Optional.empty();
      }
      var token = old.get(i);
      var parent = old.subList(0, i);
      now.add(
          isIndex(selector, token)
              ? "[" + (Integer.parseInt(token) - removedBefore(parent, token)) + "]"
              : token);
    }
    return Optional.of(String.join(".", now));
  }

  private int removedBefore(List<String> parent, String index) {
    int before = 0;
    var place = new ArrayList<>(parent);
    place.add("");
    for (int i = Integer.parseInt(index) - 1; i >= 0; i--) {
      place.set(parent.size(), Integer.toString(i));
      before += removed.contains(place) ? 1 : 0;
    }
    return before;
  }

  private static boolean isIndex(String selector, String token) {
    return selector.contains("[" + token + "]");
  }

  /// `external_references.[0].url` (STIX 2.1 §7.2.3.1) as pointer tokens.
  static List<String> tokens(String selector) {
    var tokens = new ArrayList<String>();
    for (var part : selector.split("\\.", -1)) {
      boolean index = part.matches("\\[[0-9]{1,6}\\]");
      tokens.add(index ? part.substring(1, part.length() - 1) : part);
    }
    return tokens;
  }
}
