package org.entente.release;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.function.Function;
import org.entente.accord.Texts;

/// A decision in the reader's words: what comes of it, and every step that was looked at, with the
/// text of each clause as the accord has it in that language (English, French, Arabic, Hebrew; any
/// other reads English).
///
///     withheld
///     Step 3, clause 2.1 "Personal data stay at home.": The clause forbids it.
public final class Explanation {
  private static final ResourceBundle.Control NO_FALLBACK =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  private Explanation() {}

  /// The outcome first, then one line a step.
  ///
  /// @param clauses the text of a clause by its id, of the accords and of `national.yaml`
  public static List<String> lines(
      Decision decision, Function<String, Texts> clauses, String language) {
    var lines = new ArrayList<String>();
    lines.add(outcome(decision.outcome(), language));
    decision.steps().forEach(step -> lines.add(line(step, clauses, language)));
    return List.copyOf(lines);
  }

  /// `released`, `held`, …
  public static String outcome(Outcome outcome, String language) {
    return words(language).getString("outcome." + outcome.name());
  }

  /// One step on one line, with its number and its clause's text.
  public static String line(Step step, Function<String, Texts> clauses, String language) {
    var words = words(language);
    var line =
        new StringBuilder(
            filled(words.getString("step"), List.of(Integer.toString(step.finding().step()))));
    if (!step.clause().isEmpty()) {
      line.append(", ").append(filled(words.getString("clause"), List.of(step.clause())));
      var text = clauses.apply(step.clause()).in(language);
      if (!text.isEmpty()) {
        line.append(" \"").append(text).append('"');
      }
    }
    return line.append(": ").append(sentence(step, language)).toString();
  }

  /// What a step found, in one sentence.
  public static String sentence(Step step, String language) {
    return filled(words(language).getString(step.finding().name()), step.details());
  }

  /// The same after the clause, where there is one: `clause 1.4: The clause forbids it.`
  public static String said(Step step, String language) {
    var sentence = sentence(step, language);
    return step.clause().isEmpty() ? sentence : "clause " + step.clause() + ": " + sentence;
  }

  private static ResourceBundle words(String language) {
    return ResourceBundle.getBundle(
        "org.entente.release.findings", Locale.forLanguageTag(language), NO_FALLBACK);
  }

  /// `{0}` by the first detail and so on; a detail is put in as it is and never read again.
  private static String filled(String sentence, List<String> details) {
    var filled = new StringBuilder();
    int from = 0;
    for (int at = sentence.indexOf('{'); at >= 0; at = sentence.indexOf('{', from)) {
      int index = sentence.charAt(at + 1) - '0';
      filled.append(sentence, from, at);
      filled.append(index < details.size() ? details.get(index) : "");
      from = at + 3;
    }
    return filled.append(sentence.substring(from)).toString();
  }
}
