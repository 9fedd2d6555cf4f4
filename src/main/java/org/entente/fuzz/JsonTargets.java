package org.entente.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.entente.draft.ShippedAccords;
import org.entente.json.CanonicalJson;
import org.entente.json.Json;
import org.entente.json.JsonPointer;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonNumber;
import org.entente.json.MalformedJson;
import org.entente.json.MalformedYaml;
import org.entente.json.Yaml;

/// JSON and YAML themselves.
final class JsonTargets {
  private JsonTargets() {}

  static List<Target> all() {
    var objects = Specimens.stixObjects();
    return List.of(
        new Target("json", 100, MalformedJson.class, Form.JSON, objects, JsonTargets::json),
        new Target(
            "canonical-number",
            100,
            MalformedJson.class,
            Form.BINARY,
            List.of(
                new byte[8], doubles(1.5), doubles(Double.MIN_VALUE), doubles(1e21), doubles(9e15)),
            JsonTargets::number),
        new Target(
            "yaml",
            20,
            MalformedYaml.class,
            Form.YAML,
            Specimens.texts(
                YAML, ShippedAccords.template().substring(0, 6_000), "{\"a\": [1, 2.5e3, null]}"),
            JsonTargets::yaml),
        new Target("yaml-of-json", 20, MalformedYaml.class, Form.JSON, objects, JsonTargets::yaml),
        new Target(
            "json-pointer",
            100,
            MalformedJson.class,
            Form.TEXT,
            Specimens.texts("", "/a/b/0", "/~0~1/x", "/granular_markings/0/selectors"),
            JsonTargets::pointer));
  }

  private static final String YAML =
      """
      # a comment
      text: plain words, no more
      list: [ a, 'b', "c\\u00e9" ]
      block: |
        one
          two
      folded: >-
        a
        b
      nested:
        - { a: 1, b: -2.5e10, c: true, d: null, e: ~ }
        - deeper: { "quoted name": "x" }
      "2026-01-01": 2026-01-01
      """;

  private static byte[] doubles(double value) {
    return ByteBuffer.allocate(8).putDouble(value).array();
  }

  /// The canonical form reads as itself, its numbers as the same doubles; and where the bytes stand
  /// makes no difference.
  private static Optional<String> json(byte[] input) throws MalformedJson {
    var value = Json.parse(input);
    var canonical = CanonicalJson.bytes(value);
    var again = Json.parse(canonical);
    var framed = new byte[input.length + 7];
    System.arraycopy(input, 0, framed, 3, input.length);
    return Target.unless(
            Arrays.equals(CanonicalJson.bytes(again), canonical), "canonical form is not stable")
        .or(() -> numbers(value, again))
        .or(() -> Target.unless(at(framed, input.length).equals(value), "depends on its place"));
  }

  private static JsonValue at(byte[] framed, int length) {
    try {
      return Json.parse(framed, 3, length);
    } catch (MalformedJson e) {
      return JsonValue.of("refused: " + e.getMessage());
    }
  }

  private static Optional<String> numbers(JsonValue one, JsonValue other) {
    return switch (one) {
      case JsonNumber number ->
          Target.unless(
              other instanceof JsonNumber read && read.asDouble() == number.asDouble(),
              "another number");
      case JsonValue.JsonArray(List<JsonValue> items) ->
          first(
              items,
              index -> numbers(items.get(index), ((JsonValue.JsonArray) other).items().get(index)));
      case JsonValue.JsonObject object -> {
        var names = List.copyOf(object.members().keySet());
        yield first(
            names,
            index ->
                numbers(
                    object.get(names.get(index)).orElseThrow(),
                    ((JsonValue.JsonObject) other).get(names.get(index)).orElseThrow()));
      }
      default -> Optional.empty();
    };
  }

  private static Optional<String> first(
      List<?> items, java.util.function.IntFunction<Optional<String>> complaint) {
    for (int i = 0; i < items.size(); i++) {
      var found = complaint.apply(i);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /// Any double: its canonical text is that of ECMAScript, with no more digits than the JDK's.
  private static Optional<String> number(byte[] input) throws MalformedJson {
    double value = ByteBuffer.wrap(Arrays.copyOf(input, 8)).getDouble();
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return Optional.empty();
    }
    var text = CanonicalJson.text(new JsonNumber(Double.toString(value)));
    return Target.unless(Double.parseDouble(text) == value, "another number: " + text)
        .or(() ->
            Target.unless(
                text.matches("-?(0|[1-9][0-9]{0,20})(\\.[0-9]+)?(e[+-][1-9][0-9]{0,2})?"),
                "not as ECMAScript prints it: " + text))
        .or(() ->
            Target.unless(
                digits(text) <= digits(Double.toString(value)), "not the shortest: " + text));
  }

  /// Digits that count, without zeros at either end.
  private static int digits(String number) {
    return number
        .replaceFirst("[eE].*", "")
        .replaceAll("[-.]", "")
        .replaceAll("^0+|0+$", "")
        .length();
  }

  /// What YAML says can be said in JSON, which reads as the same by either reader.
  private static Optional<String> yaml(byte[] input) throws MalformedYaml {
    var text = new String(input, UTF_8);
    var value = Yaml.parse(text).value();
    var canonical = CanonicalJson.bytes(value);
    try {
      if (!Arrays.equals(CanonicalJson.bytes(Json.parse(canonical)), canonical)) {
        return Optional.of("its JSON reads otherwise");
      }
    } catch (MalformedJson e) {
      return Optional.of("its JSON does not read: " + e.getMessage());
    }
    try {
      return Target.unless(
          Arrays.equals(CanonicalJson.bytes(Json.parse(input)), canonical),
          "as JSON it says something else");
    } catch (MalformedJson e) {
      return Optional.empty(); // YAML that is no JSON
    }
  }

  private static Optional<String> pointer(byte[] input) {
    return JsonPointer.parse(new String(input, UTF_8))
        .flatMap(pointer ->
            Target.unless(
                JsonPointer.parse(pointer.toString()).equals(Optional.of(pointer)),
                "not written as read: " + pointer));
  }
}
