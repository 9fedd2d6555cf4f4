package org.entente.draft;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.entente.json.CanonicalJson;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonArray;
import org.entente.json.JsonValue.JsonObject;
import org.entente.json.JsonValue.JsonString;

/// JSON values as YAML that people edit: an object's members one a line, what is short on one line.
///
///     - id: identity--6f1c…
///       name: { en: "CERT Example", fr: "CERT Exemple" }
///       keys:
///         - { kid: sign-3f9a1c20b7d4, body: signatory, use: sign, … }
final class YamlText {
  private static final int SHORT = 90;

  private YamlText() {}

  /// An object as an item of a list, at this indentation.
  static List<String> item(JsonObject object, String indent) {
    var lines = new ArrayList<String>();
    object
        .members()
        .forEach((name, value) -> {
          var start = indent + (lines.isEmpty() ? "- " : "  ") + name + ":";
          if (value instanceof JsonArray(List<JsonValue> items) && inline(value).length() > SHORT) {
            lines.add(start);
            items.forEach(each -> lines.add(indent + "    - " + inline(each)));
          } else {
            lines.add(start + " " + inline(value));
          }
        });
    return lines;
  }

  /// The value on one line.
  static String inline(JsonValue value) {
    return switch (value) {
      case JsonObject object ->
          object.members().entrySet().stream()
              .map(member -> member.getKey() + ": " + inline(member.getValue()))
              .collect(Collectors.joining(", ", "{ ", " }"));
      case JsonArray(List<JsonValue> items) ->
          items.stream().map(YamlText::inline).collect(Collectors.joining(", ", "[", "]"));
      case JsonString(String text) when isPlain(text) -> text;
      default -> CanonicalJson.text(value);
    };
  }

  /// Text that YAML reads as text without quotes: begins with a letter, and is no word that YAML
  /// takes for something else.
  private static boolean isPlain(String text) {
    return text.matches("[A-Za-z][A-Za-z0-9/._-]*|[0-9]{4}-[0-9]{2}-[0-9]{2}")
        && !text.matches("(?i)true|false|null|yes|no|on|off|y|n");
  }
}
