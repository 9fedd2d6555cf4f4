package org.entente.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import org.entente.json.CanonicalJson;
import org.entente.json.Json;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonArray;
import org.entente.json.JsonValue.JsonNumber;
import org.entente.json.JsonValue.JsonObject;
import org.entente.json.JsonValue.JsonString;
import org.entente.json.MalformedJson;

/// One change to a JSON text: to what it says, written canonically again, or to how it is written.
final class JsonChange {
  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-1",
          "1",
          "2",
          "1.5",
          "1e21",
          "1e-7",
          "5e-324",
          "1.7976931348623157e308",
          "9007199254740991",
          "9007199254740992",
          "9007199254740993",
          "-9007199254740992",
          "9223372036854775807",
          "100000000000000000000",
          "0.1",
          "333333333.33333329");
  private static final List<String> TEXTS =
      List.of(
          "",
          "x",
          "1",
          "Ed25519",
          "ML-DSA-44",
          "ML-DSA-65",
          "none",
          "sign",
          "hold",
          "signatory",
          "release",
          "receipt",
          "applied",
          "refused",
          "é",
          "\u0000",
          "\u007f",
          "\u0085",
          "\u2028",
          "\ud83d\ude00",
          "\"\\\b\f\n\r\t\u001f/",
          "2026-12-01T08:00:00.000000Z",
          "2026-12-01T24:00:00.000000Z",
          "2026-12-01T08:00:60.000000Z",
          "2026-02-30T08:00:00.000000Z",
          "+10000-12-01T08:00:00.000000Z",
          "-001-12-01T08:00:00.000000Z",
          "2026-12-01T08:00:00.000000z",
          "body0",
          "body1");

  private final Random random;
  private int left;

  private JsonChange(Random random) {
    this.random = random;
  }

  static byte[] of(byte[] json, Random random) {
    var change = new JsonChange(random);
    return random.nextInt(10) < 6 ? change.said(json) : change.written(json);
  }

  static byte[] said(byte[] json, Random random) {
    return new JsonChange(random).said(json);
  }

  private byte[] said(byte[] json) {
    try {
      var value = Json.parse(json);
      left = random.nextInt(count(value));
      return CanonicalJson.bytes(edited(value));
    } catch (MalformedJson e) {
      return written(json);
    }
  }

  private static int count(JsonValue value) {
    return switch (value) {
      case JsonObject object ->
          1 + object.members().values().stream().mapToInt(JsonChange::count).sum();
      case JsonArray array -> 1 + array.items().stream().mapToInt(JsonChange::count).sum();
      default -> 1;
    };
  }

  /// The value with the change at the node that is reached when `left` others have been passed.
  private JsonValue edited(JsonValue value) {
    if (left-- == 0) {
      return changed(value);
    }
    return switch (value) {
      case JsonObject object -> {
        var members = new LinkedHashMap<String, JsonValue>();
        object.members().forEach((name, each) -> members.put(name, left < 0 ? each : edited(each)));
        yield new JsonObject(members);
      }
      case JsonArray array -> {
        var items = new ArrayList<JsonValue>();
        array.items().forEach(each -> items.add(left < 0 ? each : edited(each)));
        yield new JsonArray(items);
      }
      default -> value;
    };
  }

  private JsonValue changed(JsonValue value) {
    if (random.nextInt(6) == 0) {
      return anything();
    }
    return switch (value) {
      case JsonObject object -> members(object);
      case JsonArray array -> items(array);
      case JsonString text -> JsonValue.of(text(text.text()));
      default -> number();
    };
  }

  private JsonValue members(JsonObject object) {
    var names = List.copyOf(object.members().keySet());
    if (names.isEmpty() || random.nextInt(3) == 0) {
      return object.with(pick(TEXTS), anything());
    }
    var name = names.get(random.nextInt(names.size()));
    var other = names.get(random.nextInt(names.size()));
    return switch (random.nextInt(4)) {
      case 0 -> object.without(name);
      case 1 -> object.with(name, object.get(other).orElseThrow());
      case 2 -> object.with(name, anything());
      default -> object.without(name).with(text(name), object.get(name).orElseThrow());
    };
  }

  private JsonValue items(JsonArray array) {
    var items = new ArrayList<>(array.items());
    if (items.isEmpty()) {
      items.add(anything());
      return new JsonArray(items);
    }
    int at = random.nextInt(items.size());
    int other = random.nextInt(items.size());
    switch (random.nextInt(5)) {
      case 0 -> items.remove(at);
      case 1 -> items.add(other, items.get(at));
      case 2 -> items.set(other, items.get(at));
      case 3 -> items.add(at, anything());
      default -> java.util.Collections.swap(items, at, other);
    }
    return new JsonArray(items);
  }

  private String text(String text) {
    int at = text.isEmpty() ? 0 : random.nextInt(text.length());
    return switch (random.nextInt(7)) {
      case 0 -> pick(TEXTS);
      case 1 -> text + pick(TEXTS);
      case 2 -> text.substring(0, at);
      case 3 -> text.substring(0, at) + pick(TEXTS) + text.substring(at);
      case 4 -> text.toUpperCase(java.util.Locale.ROOT);
      case 5 -> "x".repeat(499 + random.nextInt(4));
      default -> whole(text.substring(0, at)) + (char) ('0' + random.nextInt(75)) + rest(text, at);
    };
  }

  /// Without half a character at the cut.
  private static String whole(String text) {
    boolean cut = !text.isEmpty() && Character.isHighSurrogate(text.charAt(text.length() - 1));
    return cut ? text.substring(0, text.length() - 1) : text;
  }

  private static String rest(String text, int at) {
    var rest = at + 1 < text.length() ? text.substring(at + 1) : "";
    return !rest.isEmpty() && Character.isLowSurrogate(rest.charAt(0)) ? rest.substring(1) : rest;
  }

  private JsonNumber number() {
    return new JsonNumber(pick(NUMBERS));
  }

  private JsonValue anything() {
    return switch (random.nextInt(7)) {
      case 0 -> number();
      case 1 -> JsonValue.JsonNull.NULL;
      case 2 -> JsonValue.of(random.nextBoolean());
      case 3 -> JsonArray.EMPTY;
      case 4 -> JsonObject.EMPTY;
      case 5 -> nested(120 + random.nextInt(12));
      default -> JsonValue.of(pick(TEXTS));
    };
  }

  private static JsonValue nested(int depth) {
    JsonValue value = JsonArray.EMPTY;
    for (int i = 1; i < depth; i++) {
      value = new JsonArray(List.of(value));
    }
    return value;
  }

  /// The same or another text, written otherwise.
  private byte[] written(byte[] json) {
    var text = new String(json, UTF_8);
    if (text.isEmpty()) {
      return new byte[] {'{', '}'};
    }
    int at = random.nextInt(text.length());
    char c = text.charAt(at);
    var before = text.substring(0, at);
    var after = text.substring(at + 1);
    var other =
        switch (random.nextInt(9)) {
          case 0 -> before + " \t\n\r".charAt(random.nextInt(4)) + c + after;
          case 1 -> before + "\\u%04x".formatted((int) c) + after;
          case 2 -> text + "\n";
          case 3 -> "\ufeff" + text;
          case 4 -> text.replaceFirst(":([0-9]+)", ":$1.0");
          case 5 -> text.replaceFirst(":([0-9]+)", ":0$1");
          case 6 -> text.replaceFirst(":([0-9]+)", ":$1e0");
          case 7 -> twice(text);
          default -> before + after;
        };
    return other.getBytes(UTF_8);
  }

  /// With its first member a second time at the end.
  private static String twice(String text) {
    int comma = text.indexOf(',');
    return comma < 0
        ? text
        : text.substring(0, text.length() - 1) + "," + text.substring(1, comma) + "}";
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
