package org.entente.document;

import java.util.List;
import org.entente.json.JsonPointer;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonArray;
import org.entente.json.JsonValue.JsonNull;
import org.entente.json.JsonValue.JsonNumber;
import org.entente.json.JsonValue.JsonObject;
import org.entente.json.JsonValue.JsonString;

/// What an accord asks of every value in it, so that all machines read the signed form alike
/// (I-JSON, RFC 7493): whole numbers within ±(2^53−1), no lone surrogates, and no null, which YAML
/// makes of a value left out.
final class Interchange {
  private Interchange() {}

  static void check(JsonValue value, JsonPointer at, Problems problems) {
    switch (value) {
      case JsonObject object ->
          object
              .members()
              .forEach((name, member) -> {
                text(name, at, problems);
                check(member, at.child(name), problems);
              });
      case JsonArray(List<JsonValue> items) -> {
        for (int i = 0; i < items.size(); i++) {
          check(items.get(i), at.child(i), problems);
        }
      }
      case JsonString(String text) -> text(text, at, problems);
      case JsonNumber number -> {
        if (number.integer().isEmpty()) {
          problems.add(
              at,
              "%s is no whole number within ±(2^53−1); put it in quotes if it is meant as text"
                  .formatted(number.text()));
        }
      }
      case JsonValue.JsonBoolean _ -> {}
      case JsonNull.NULL -> problems.add(at, "a value is missing; leave its name out too");
    }
  }

  private static void text(String text, JsonPointer at, Problems problems) {
    if (text.codePoints().anyMatch(point -> point >= 0xd800 && point <= 0xdfff)) {
      problems.add(at, "a lone surrogate is no character");
    }
  }
}
