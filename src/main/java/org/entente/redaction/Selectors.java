package org.entente.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonArray;
import org.entente.json.JsonValue.JsonNull;
import org.entente.json.JsonValue.JsonObject;
import org.entente.json.JsonValue.JsonString;

/// The selectors of granular markings (STIX 2.1 §7.2.3.1), which follow the items that moved up when
/// others were taken out:
///
///     {"labels":["a","b"],"granular_markings":[{"marking_ref":"…","selectors":["labels.[1]"]}]}
///     without /labels/0
///     {"labels":["b"],"granular_markings":[{"marking_ref":"…","selectors":["labels.[0]"]}]}
///
/// A selector left behind would mark the wrong value or nothing at all, which is how a marking is
/// lost; so one whose place is gone is dropped, and its marking with it when it was the last. What
/// cannot be read as a selector selects nobody knows what: it stays as it is, and with it the
/// marking, which would otherwise be lost to dirt (**stricter reading**).
final class Selectors {
  private static final String GRANULAR = "granular_markings";
  private static final String SELECTORS = "selectors";

  private Selectors() {}

  /// @param removed places that are gone from the object, as pointer tokens
  static JsonObject moved(JsonObject object, Set<List<String>> removed) {
    if (!(object.get(GRANULAR).orElse(JsonNull.NULL) instanceof JsonArray(var markings))) {
      return object;
    }
    var kept = markings.stream().flatMap(marking -> kept(marking, removed).stream()).toList();
    return kept.isEmpty() && !markings.isEmpty()
        ? object.without(GRANULAR)
        : object.with(GRANULAR, new JsonArray(kept));
  }

  private static Optional<JsonValue> kept(JsonValue marking, Set<List<String>> removed) {
    if (!(marking instanceof JsonObject one)
        || !(one.get(SELECTORS).orElse(JsonNull.NULL) instanceof JsonArray(var selectors))
        || selectors.isEmpty()) {
      return Optional.of(marking);
    }
    var left = new ArrayList<JsonValue>();
    for (var selector : selectors) {
      if (selector instanceof JsonString(String text)) {
        moved(text, removed).map(JsonValue::of).ifPresent(left::add);
      } else {
        left.add(selector);
      }
    }
    return left.isEmpty()
        ? Optional.empty()
        : Optional.of(one.with(SELECTORS, new JsonArray(left)));
  }

  /// Where the selected value stands now; empty when it was taken out.
  private static Optional<String> moved(String selector, Set<List<String>> removed) {
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
              ? "[" + (Integer.parseInt(token) - removedBefore(parent, token, removed)) + "]"
              : token);
    }
    return Optional.of(String.join(".", now));
  }

  private static int removedBefore(List<String> parent, String index, Set<List<String>> removed) {
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

  /// `external_references.[0].url` as pointer tokens.
  static List<String> tokens(String selector) {
    var tokens = new ArrayList<String>();
    for (var part : selector.split("\\.", -1)) {
      boolean index = part.matches("\\[[0-9]{1,6}\\]");
      tokens.add(index ? part.substring(1, part.length() - 1) : part);
    }
    return tokens;
  }
}
