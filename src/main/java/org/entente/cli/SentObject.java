package org.entente.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Function;
import org.entente.accord.Texts;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonObject;
import org.entente.preview.Why;
import org.entente.register.Register;
import org.entente.release.Decision;
import org.entente.release.Explanation;
import org.entente.release.Outcome;
import org.entente.stix.StixId;
import org.entente.terminal.Table;

/// One object of what was sent, and what comes of it:
///
///     {"object":"indicator--…","outcome":"released","before":false,"clause":"3.4","why":"clause 3.4 \"…\""}
///
/// @param before it had gone already
/// @param clause the one that lets it go, or that withheld it; empty where none is named
record SentObject(StixId id, Outcome outcome, boolean before, String clause, String why) {

  static SentObject now(
      StixId id, Decision decision, Function<String, Texts> texts, String language) {
    return new SentObject(
        id, decision.outcome(), false, clause(decision), Why.of(decision, texts, language));
  }

  static SentObject before(Register.Entry entry, Function<String, Texts> texts, String language) {
    var why =
        entry.steps().isEmpty() ? "" : Explanation.line(entry.steps().getLast(), texts, language);
    return new SentObject(entry.object(), entry.outcome(), true, entry.clause(), why);
  }

  private static String clause(Decision decision) {
    return switch (decision) {
      case Decision.Release release -> release.basis().permit().id();
      case Decision.Redact redact -> redact.basis().permit().id();
      case Decision.Hold hold -> hold.basis().permit().id();
      case Decision.Withhold withhold -> withhold.reason().clause();
      case Decision.AlreadyTheirs _ -> "";
    };
  }

  JsonObject json() {
    return JsonValue.object()
        .put("object", id.text())
        .put("outcome", word(outcome))
        .put("before", before)
        .put("clause", clause)
        .put("why", why)
        .build();
  }

  /// Every outcome, those that did not occur too.
  static JsonObject counts(List<SentObject> all) {
    var counts = JsonValue.object();
    for (var outcome : Outcome.values()) {
      counts.put(word(outcome), all.stream().filter(each -> each.outcome == outcome).count());
    }
    return counts.build();
  }

  /// One row an outcome and reason, with the first object it applied to.
  static Table table(List<SentObject> all) {
    var alike = new EnumMap<Outcome, TreeMap<String, List<SentObject>>>(Outcome.class);
    for (var each : all) {
      alike
          .computeIfAbsent(each.outcome, _ -> new TreeMap<>(Comparator.naturalOrder()))
          .computeIfAbsent(each.before ? "went before" : each.why, _ -> new ArrayList<>())
          .add(each);
    }
    var table = new Table("OUTCOME", "OBJECTS", "FOR EXAMPLE", "WHY");
    alike.forEach((outcome, byReason) ->
        byReason.forEach((why, objects) ->
            table.row(
                word(outcome),
                Integer.toString(objects.size()),
                objects.getFirst().id.text(),
                why)));
    return table;
  }

  private static String word(Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT);
  }
}
