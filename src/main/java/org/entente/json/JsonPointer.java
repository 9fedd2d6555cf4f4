package org.entente.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.entente.json.JsonValue.JsonArray;
import org.entente.json.JsonValue.JsonObject;

/// A place in a JSON value (RFC 6901), such as `/objects/3/name`; the empty pointer is the whole.
public record JsonPointer(List<String> tokens) {
  public static final JsonPointer ROOT = new JsonPointer(List.of());

  public JsonPointer {
    tokens = List.copyOf(tokens);
  }

  /// Reads the text form; empty when it is neither empty nor begins with `/`.
  public static Optional<JsonPointer> parse(String text) {
    if (text.isEmpty()) {
      return Optional.of(ROOT);
    }
    if (text.charAt(0) != '/') {
      return Optional.empty();
    }
    var tokens = new ArrayList<String>();
    for (var token : text.substring(1).split("/", -1)) {
      tokens.add(token.replace("~1", "/").replace("~0", "~"));
    }
    return Optional.of(new JsonPointer(tokens));
  }

  public JsonPointer child(String token) {
    var longer = new ArrayList<>(tokens);
    longer.add(token);
    return new JsonPointer(longer);
  }

  public JsonPointer child(int index) {
    return child(Integer.toString(index));
  }

  public Optional<JsonValue> resolve(JsonValue value) {
    var at = Optional.of(value);
    for (var token : tokens) {
      at = at.flatMap(here -> step(here, token));
    }
    return at;
  }

  private static Optional<JsonValue> step(JsonValue value, String token) {
    return switch (value) {
      case JsonObject object -> object.get(token);
      case JsonArray(List<JsonValue> items) ->
          index(token).filter(i -> i < items.size()).map(items::get);
      default -> Optional.empty();
    };
  }

  /// The array index a token spells: digits without a leading zero.
  public static Optional<Integer> index(String token) {
    return token.matches("0|[1-9][0-9]{0,8}")
        ? Optional.of(Integer.parseInt(token))
        : Optional.empty();
  }

  @Override
  public String toString() {
    var text = new StringBuilder();
    for (var token : tokens) {
      text.append('/').append(token.replace("~", "~0").replace("/", "~1"));
    }
    return text.toString();
  }
}
