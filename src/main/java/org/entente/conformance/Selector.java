package org.entente.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.entente.json.JsonPointer;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonArray;
import org.entente.json.JsonValue.JsonObject;
import org.jspecify.annotations.Nullable;

/// A granular marking's selector (STIX 2.1 §7.2.3.1): `description`, `labels.[0]`,
/// `external_references.[1].url`.
public final class Selector {
  private Selector() {}

  /// Where it points in this object; empty when it points at nothing there.
  public static Optional<JsonPointer> resolve(String selector, JsonObject object) {
    var tokens = new ArrayList<String>();
    JsonValue here = object;
    for (var step : selector.split("\\.", -1)) {
      boolean isIndex = step.startsWith("[") && step.endsWith("]");
      var token = isIndex ? step.substring(1, step.length() - 1) : step;
      var next = isIndex ? item(here, token) : member(here, token);
      if (next == null) {
        return Optional.empty();
      }
      tokens.add(token);
      here = next;
    }
    return Optional.of(new JsonPointer(tokens));
  }

  private static @Nullable JsonValue member(JsonValue value, String name) {
    return value instanceof JsonObject object ? object.members().get(name) : null;
  }

  private static @Nullable JsonValue item(JsonValue value, String digits) {
    return value instanceof JsonArray(List<JsonValue> items)
        ? JsonPointer.index(digits).filter(i -> i < items.size()).map(items::get).orElse(null)
        : null;
  }
}
