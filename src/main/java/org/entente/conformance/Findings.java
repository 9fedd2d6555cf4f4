package org.entente.conformance;

import java.util.ArrayList;
import java.util.List;
import org.entente.json.JsonPointer;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonArray;
import org.entente.json.JsonValue.JsonBoolean;
import org.entente.json.JsonValue.JsonNumber;
import org.entente.json.JsonValue.JsonObject;
import org.entente.json.JsonValue.JsonString;
import org.entente.stix.Problem;

/// The problems found so far on a walk through one object, and where the walk stands.
final class Findings {
  private static final int MAX_PROBLEMS = 200;

  private final List<String> path = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  void enter(String token) {
    path.add(token);
  }

  void leave() {
    path.removeLast();
  }

  /// Something that the tolerant gate keeps and marks.
  void add(String message, String clause) {
    add(message, clause, false);
  }

  /// Something that could not be filed, or would be misread.
  void addFatal(String message, String clause) {
    add(message, clause, true);
  }

  /// A hostile object can break a rule a million times; the first few hundred tell enough.
  private void add(String message, String clause, boolean fatalWhenTolerant) {
    if (problems.size() < MAX_PROBLEMS || fatalWhenTolerant) {
      problems.add(
          new Problem(new JsonPointer(path).toString(), message, clause, fatalWhenTolerant));
    }
  }

  void expected(String what, JsonValue found, String clause) {
    add("expected " + what + ", found " + shown(found), clause);
  }

  List<Problem> problems() {
    return List.copyOf(problems);
  }

  /// Enough of a value to recognise it.
  static String shown(JsonValue value) {
    return switch (value) {
      case JsonString(String text) ->
          text.length() <= 60 ? "\"" + text + "\"" : "\"" + text.substring(0, 60) + "…\"";
      case JsonNumber(String text) -> text.length() <= 60 ? text : "a long number";
      case JsonBoolean(boolean truth) -> Boolean.toString(truth);
      case JsonValue.JsonNull.NULL -> "null";
      case JsonArray(List<JsonValue> items) -> items.isEmpty() ? "an empty list" : "a list";
      case JsonObject object -> object.members().isEmpty() ? "an empty object" : "an object";
    };
  }
}
