package org.entente.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.List;
import java.util.random.RandomGenerator;
import org.entente.json.CanonicalJson;
import org.entente.json.Json;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonArray;
import org.entente.json.JsonValue.JsonObject;
import org.entente.json.JsonValue.JsonString;
import org.entente.json.MalformedJson;

/// Writes a JSON value with one node of it changed: a member twice or not at all, a value of
/// another kind, a number at the edge, a text that no UTF-8 can carry, ten or a hundred thousand
/// levels; and inside a text that is base64, a change of what it stands for.
final class JsonMutation {
  private static final List<String> NUMBERS =
      List.of(
          "-0",
          "0",
          "-1",
          "1e400",
          "-1e400",
          "1e-400",
          "9007199254740991",
          "9007199254740992",
          "9007199254740993",
          "-9007199254740993",
          "9223372036854775807",
          "9223372036854775808",
          "12345678901234567890",
          "01",
          "1.0",
          "1e0",
          "1.5",
          "0.1e1",
          "4294967296",
          "2147483648",
          "5e-324",
          "1.7976931348623157e308",
          "100000000000000000000000",
          "0e999999999");

  private static final List<String> TEXTS =
      List.of(
          "\"\"",
          "\"\\ud800\"",
          "\"\\udc00x\"",
          "\"\\u0000\"",
          "\"\\u202e\"",
          "\"\\ufeff\"",
          "\" \"",
          "\"..\"",
          "\"../../x\"",
          "\"/\"",
          "\"2016-01-01T00:00:60Z\"",
          "\"0000-01-01T00:00:00+23:59\"",
          "\"9999-12-31T23:59:60-23:59\"",
          "\"+1000000000-12-31T23:59:59.999999999Z\"",
          "\"-1000000000-01-01T00:00:00Z\"",
          "\"tlp:x\"",
          "\"indicator--\"",
          "\"identity--00000000-0000-0000-0000-000000000000\"",
          "\"\\ud83d\\ude00\"",
          "\"https://x:1\"",
          "\"P1Y\"",
          "\"PT9223372036854775807S\"",
          "\"P999999999999Y\"",
          "\"(a*)*b\"",
          "\"[\"",
          "\"[a:b = '\"",
          "\"%\"",
          "\"a\\nb\"");

  private static final List<Integer> LEVELS = List.of(2, 9, 126, 127, 128, 129, 1_000, 100_000);

  private final Mutation mutation;
  private final RandomGenerator random;
  private final StringBuilder out = new StringBuilder();
  private int untilHit;

  JsonMutation(Mutation mutation, RandomGenerator random) {
    this.mutation = mutation;
    this.random = random;
  }

  byte[] of(JsonValue value) {
    untilHit = random.nextInt(nodes(value));
    write(value);
    return out.toString().getBytes(UTF_8);
  }

  private static int nodes(JsonValue value) {
    return 1
        + switch (value) {
          case JsonObject object ->
              object.members().values().stream().mapToInt(JsonMutation::nodes).sum();
          case JsonArray(List<JsonValue> items) ->
              items.stream().mapToInt(JsonMutation::nodes).sum();
          default -> 0;
        };
  }

  private void write(JsonValue value) {
    boolean hit = untilHit-- == 0;
    switch (value) {
      case JsonObject object -> members(object, hit);
      case JsonArray(List<JsonValue> items) -> items(items, hit);
      case JsonString(String text) when hit -> text(text);
      default -> out.append(hit ? other(value) : CanonicalJson.text(value));
    }
  }

  private void members(JsonObject object, boolean hit) {
    int what = hit ? random.nextInt(6) : -1;
    if (what == 0) {
      out.append(other(object));
      return;
    }
    int chosen = object.members().isEmpty() ? 0 : random.nextInt(object.members().size());
    out.append('{');
    int index = 0;
    for (var member : object.members().entrySet()) {
      boolean here = index++ == chosen;
      if (what == 1 && here) {
        continue;
      }
      var name = what == 2 && here ? scalar() : CanonicalJson.text(JsonValue.of(member.getKey()));
      comma('{');
      out.append(name).append(':');
      write(member.getValue());
      if (what == 3 && here) {
        out.append(',').append(name).append(':').append(random.nextBoolean() ? "1" : "{}");
      }
    }
    if (what >= 4) {
      comma('{');
      out.append("\"x\":").append(scalar());
    }
    out.append('}');
  }

  private void items(List<JsonValue> items, boolean hit) {
    int what = hit ? random.nextInt(5) : -1;
    if (what == 0) {
      out.append(other(new JsonArray(items)));
      return;
    }
    out.append('[');
    if (what != 1) {
      items.forEach(item -> {
        comma('[');
        write(item);
      });
    }
    if (what == 2 && !items.isEmpty()) {
      out.append(',').append(CanonicalJson.text(items.get(random.nextInt(items.size()))));
    } else if (what >= 3) {
      comma('[');
      out.append(scalar());
    }
    out.append(']');
  }

  private void comma(char opening) {
    if (out.charAt(out.length() - 1) != opening) {
      out.append(',');
    }
  }

  private void text(String text) {
    switch (random.nextInt(8)) {
      case 0 -> out.append(other(JsonValue.of(text)));
      case 1 -> out.append(TEXTS.get(random.nextInt(TEXTS.size())));
      case 2, 3, 4 -> out.append(CanonicalJson.text(JsonValue.of(encoded(text))));
      case 5 -> out.append(CanonicalJson.text(JsonValue.of(edited(text))));
      case 6 -> out.append(CanonicalJson.text(JsonValue.of(text + text)));
      default ->
          out.append('"')
              .repeat("a", random.nextInt(40) == 0 ? 1 << 20 : 1 << random.nextInt(10))
              .append('"');
    }
  }

  /// One character changed, added or taken out.
  private String edited(String text) {
    int at = random.nextInt(text.length() + 1);
    int end = Math.min(text.length(), at + random.nextInt(3));
    var safe = Character.toString((char) (0x20 + random.nextInt(0x60)));
    var edited = text.substring(0, at) + (random.nextBoolean() ? safe : "") + text.substring(end);
    return new String(edited.getBytes(UTF_8), UTF_8); // half of a pair becomes a question mark
  }

  /// What a base64 text stands for, changed and written again; any other text, edited.
  private String encoded(String text) {
    boolean url = !text.endsWith("=") && text.chars().noneMatch(c -> c == '+' || c == '/');
    try {
      var bytes = (url ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(text);
      if (bytes.length < 16) {
        return edited(text);
      }
      return url
          ? Base64.getUrlEncoder().withoutPadding().encodeToString(changed(bytes))
          : Base64.getEncoder().encodeToString(changed(bytes));
    } catch (IllegalArgumentException e) {
      return edited(text);
    }
  }

  /// A document inside is changed as a document, and stays canonical as far as it goes.
  private byte[] changed(byte[] bytes) {
    try {
      var inner = new JsonMutation(mutation, random).of(Json.parse(bytes));
      return random.nextBoolean() ? CanonicalJson.bytes(Json.parse(inner)) : inner;
    } catch (MalformedJson e) {
      return mutation.within(bytes);
    }
  }

  /// Something of another kind, or the same deep inside.
  private String other(JsonValue value) {
    if (random.nextInt(6) > 0) {
      return scalar();
    }
    int levels = LEVELS.get(random.nextInt(LEVELS.size()));
    boolean lists = random.nextBoolean();
    return (lists ? "[" : "{\"a\":").repeat(levels)
        + CanonicalJson.text(value)
        + (lists ? "]" : "}").repeat(levels);
  }

  private String scalar() {
    return switch (random.nextInt(4)) {
      case 0 -> NUMBERS.get(random.nextInt(NUMBERS.size()));
      case 1 -> TEXTS.get(random.nextInt(TEXTS.size()));
      case 2 -> List.of("null", "true", "false").get(random.nextInt(3));
      default -> List.of("{}", "[]", "[null]", "{\"\":0}", "[[]]", "[\"\"]").get(random.nextInt(6));
    };
  }
}
