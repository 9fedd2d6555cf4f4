package org.entente.release;

import java.util.List;
import java.util.Optional;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonArray;
import org.entente.json.JsonValue.JsonObject;

/// One thing that was looked at on the way to a decision, and what was found. Kept in this form,
/// since the reader's language is not known when it happens; [Explanation] puts it into words.
///
/// @param clause the clause looked at, or empty
/// @param details what the finding's sentence is about, in its order
public record Step(Finding finding, String clause, List<String> details) {
  private static final int MAX_STEPS = 10_000;

  public Step {
    details = List.copyOf(details);
  }

  static Step of(Finding finding, String... details) {
    return new Step(finding, "", List.of(details));
  }

  static Step at(String clause, Finding finding, String... details) {
    return new Step(finding, clause, List.of(details));
  }

  /// `{"found":"PERMITTED","clause":"2.1","about":["…"]}`: how steps are kept in a store.
  private JsonObject toJson() {
    var json = JsonValue.object().put("found", finding.name());
    if (!clause.isEmpty()) {
      json.put("clause", clause);
    }
    if (!details.isEmpty()) {
      json.put("about", details);
    }
    return json.build();
  }

  public static JsonArray toJson(List<Step> steps) {
    return JsonValue.array(steps, Step::toJson);
  }

  /// Reads what [#toJson(List)] wrote; a finding that this version does not know is left out.
  public static List<Step> read(JsonArray steps) {
    return steps.items().stream()
        .limit(MAX_STEPS)
        .filter(JsonObject.class::isInstance)
        .flatMap(item -> read((JsonObject) item).stream())
        .toList();
  }

  private static Optional<Step> read(JsonObject json) {
    return json.string("found")
        .flatMap(Finding::named)
        .map(finding -> new Step(finding, json.string("clause").orElse(""), json.strings("about")));
  }
}
