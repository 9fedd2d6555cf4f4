package org.entente.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// One JSON value, immutable (RFC 8259). An object keeps its members in the order read; numbers
/// keep their source text, so that nothing is rounded before someone asks for a number.
public sealed interface JsonValue {

  /// `{"a":1}`; member names are unique (RFC 7493 §2.3).
  record JsonObject(Map<String, JsonValue> members) implements JsonValue {
    public static final JsonObject EMPTY = new JsonObject(Map.of());

    public JsonObject {
      boolean owned = members instanceof FreshMembers;
      members = Collections.unmodifiableMap(owned ? members : new LinkedHashMap<>(members));
    }

    public Optional<JsonValue> get(String name) {
      return Optional.ofNullable(members.get(name));
    }

    public boolean has(String name) {
      return members.containsKey(name);
    }

    /// The text of a member that is a string; empty when it is absent or of another kind.
    public Optional<String> string(String name) {
      return members.get(name) instanceof JsonString(String text)
          ? Optional.of(text)
          : Optional.empty();
    }

    public Optional<JsonObject> object(String name) {
      return members.get(name) instanceof JsonObject object
          ? Optional.of(object)
          : Optional.empty();
    }

    /// The items of a member that is an array; empty when it is absent or of another kind.
    public List<JsonValue> array(String name) {
      return members.get(name) instanceof JsonArray(List<JsonValue> items) ? items : List.of();
    }

    /// The strings among the items of a member that is an array.
    public List<String> strings(String name) {
      if (!(members.get(name) instanceof JsonArray(List<JsonValue> items))) {
        return List.of();
      }
      var texts = new ArrayList<String>(items.size());
      for (var item : items) {
        if (item instanceof JsonString(String text)) {
          texts.add(text);
        }
      }
      return List.copyOf(texts);
    }

    /// A member that is an integer within ±(2^53−1); empty otherwise.
    public Optional<Long> integer(String name) {
      return members.get(name) instanceof JsonNumber number ? number.integer() : Optional.empty();
    }

    public Optional<Boolean> bool(String name) {
      return members.get(name) instanceof JsonBoolean(boolean value)
          ? Optional.of(value)
          : Optional.empty();
    }

    /// The same object with this member set, at its old place or at the end.
    public JsonObject with(String name, JsonValue value) {
      var copy = new FreshMembers(members);
      copy.put(name, value);
      return new JsonObject(copy);
    }

    public JsonObject without(String name) {
      if (!members.containsKey(name)) {
        return this;
      }
      var copy = new FreshMembers(members);
      copy.remove(name);
      return new JsonObject(copy);
    }
  }

  record JsonArray(List<JsonValue> items) implements JsonValue {
    public static final JsonArray EMPTY = new JsonArray(List.of());

    public JsonArray {
      items = List.copyOf(items);
    }
  }

  record JsonString(String text) implements JsonValue {}

  /// A number as it was written, such as `1e-7` or `42`.
  record JsonNumber(String text) implements JsonValue {
    private static final long MAX_SAFE = (1L << 53) - 1;

    public double asDouble() {
      return Double.parseDouble(text);
    }

    /// The value when it is written as an integer within ±(2^53−1) (RFC 7493 §2.2).
    public Optional<Long> integer() {
      if (text.length() > 17 || !isInteger()) {
        return Optional.empty();
      }
      long value = Long.parseLong(text);
      return Math.abs(value) <= MAX_SAFE ? Optional.of(value) : Optional.empty();
    }

    /// Written without fraction and exponent.
    public boolean isInteger() {
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c != '-' && (c < '0' || c > '9')) {
          return false;
        }
      }
      return true;
    }
  }

  record JsonBoolean(boolean value) implements JsonValue {}

  /// `null`
  enum JsonNull implements JsonValue {
    NULL
  }

  static JsonString of(String text) {
    return new JsonString(text);
  }

  static JsonNumber of(long value) {
    return new JsonNumber(Long.toString(value));
  }

  static JsonBoolean of(boolean value) {
    return new JsonBoolean(value);
  }

  static JsonArray of(List<String> texts) {
    return array(texts, JsonValue::of);
  }

  static <T> JsonArray array(List<T> values, Function<? super T, ? extends JsonValue> form) {
    return new JsonArray(values.stream().<JsonValue>map(form).toList());
  }

  static Builder object() {
    return new Builder();
  }

  /// Builds an object member by member, in the order given; a name given twice is a bug. What is
  /// put after `build` goes into a next object.
  final class Builder {
    private FreshMembers members = new FreshMembers();

    private Builder() {}

    public Builder put(String name, JsonValue value) {
      if (members.put(name, value) != null) {
        throw new IllegalStateException("member " + name + " set twice");
      }
      return this;
    }

    public Builder put(String name, String value) {
      return put(name, of(value));
    }

    public Builder put(String name, long value) {
      return put(name, of(value));
    }

    public Builder put(String name, boolean value) {
      return put(name, of(value));
    }

    public Builder put(String name, List<String> values) {
      return put(name, of(values));
    }

    public JsonObject build() {
      var object = new JsonObject(members);
      members = new FreshMembers();
      return object;
    }
  }
}
