package org.entente.expression;

import com.google.protobuf.NullValue;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonArray;
import org.entente.json.JsonValue.JsonBoolean;
import org.entente.json.JsonValue.JsonNull;
import org.entente.json.JsonValue.JsonNumber;
import org.entente.json.JsonValue.JsonObject;
import org.entente.json.JsonValue.JsonString;
import org.jspecify.annotations.Nullable;

/// A JSON value as CEL sees it, converted only where an expression looks: most clauses read two
/// members of an object that may have thousands. A whole number is an int, any other a double.
final class JsonView {
  private JsonView() {}

  static Object of(JsonValue value) {
    return switch (value) {
      case JsonObject object -> new ObjectView(object);
      case JsonArray(List<JsonValue> items) -> new ArrayView(items);
      case JsonString(String text) -> text;
      case JsonNumber number -> number.integer().<Object>map(n -> n).orElseGet(number::asDouble);
      case JsonBoolean(boolean truth) -> truth;
      case JsonNull.NULL -> NullValue.NULL_VALUE;
    };
  }

  private static final class ArrayView extends AbstractList<Object> {
    private final List<JsonValue> items;

    ArrayView(List<JsonValue> items) {
      this.items = items;
    }

    @Override
    public Object get(int index) {
      return of(items.get(index));
    }

    @Override
    public int size() {
      return items.size();
    }
  }

  static final class ObjectView extends AbstractMap<String, Object> {
    private final Map<String, JsonValue> members;

    ObjectView(JsonObject object) {
      this.members = object.members();
    }

    @Override
    public @Nullable Object get(Object name) {
      var value = members.get(name);
      return value == null ? null : of(value);
    }

    @Override
    public boolean containsKey(Object name) {
      return members.containsKey(name);
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
      return new AbstractSet<>() {
        @Override
        public Iterator<Entry<String, Object>> iterator() {
          return members.entrySet().stream()
              .map(member -> Map.entry(member.getKey(), of(member.getValue())))
              .iterator();
        }

        @Override
        public int size() {
          return members.size();
        }
      };
    }
  }
}
