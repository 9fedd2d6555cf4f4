package org.entente.cli;

import java.util.stream.Collectors;
import org.entente.accord.Accord;
import org.entente.accord.Clause;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonObject;

/// An accord for a reader: who, until when, and each clause's prose beside the expression that
/// decides. In a dispute the prose prevails, so both are shown.
final class AccordText {
  private AccordText() {}

  static JsonObject json(Accord accord, String language) {
    return JsonValue.object()
        .put("id", accord.id())
        .put("revision", accord.revision())
        .put("digest", accord.digest().hex())
        .put("title", accord.title().in(language))
        .put(
            "parties",
            JsonValue.array(
                accord.parties(),
                party ->
                    JsonValue.object()
                        .put("id", party.id())
                        .put("country", party.country())
                        .put("name", party.name().in(language))
                        .build()))
        .put("from", accord.term().from().toString())
        .put("until", accord.term().until().toString())
        .put("clauses", JsonValue.array(accord.clauses().toList(), each -> json(each, language)))
        .build();
  }

  private static JsonObject json(Clause clause, String language) {
    var json =
        JsonValue.object()
            .put("id", clause.id())
            .put("kind", kind(clause))
            .put("text", clause.text().in(language));
    if (clause instanceof Clause.Deciding deciding) {
      json.put("expression", deciding.expression());
    }
    return json.build();
  }

  static String text(Accord accord, String language) {
    var text = new StringBuilder();
    text.append(
        "%s, revision %d\n%s\n"
            .formatted(Table.shown(accord.title().in(language)), accord.revision(), accord.id()));
    text.append("  parties  ")
        .append(
            accord.parties().stream()
                .map(party -> party.country() + " " + Table.shown(party.name().in(language)))
                .collect(Collectors.joining(", ")));
    text.append(
        "\n  term     %s to %s%s\n"
            .formatted(
                accord.term().from(),
                accord.term().until(),
                accord.term().tacit() ? ", renewed tacitly" : ""));
    text.append("  digest   ").append(accord.digest()).append('\n');
    for (var article : accord.articles()) {
      text.append(
          "\n%s  %s (%s)\n"
              .formatted(
                  article.id(),
                  Table.shown(article.title().in(language)),
                  article.pillar().word()));
      article.clauses().forEach(clause -> append(text, clause, language));
    }
    return text.append('\n').toString();
  }

  private static void append(StringBuilder text, Clause clause, String language) {
    text.append(
        "  %-6s %-11s %s\n"
            .formatted(clause.id(), kind(clause), Table.shown(clause.text().in(language))));
    if (clause instanceof Clause.Deciding deciding) {
      text.append(" ".repeat(21)).append(Table.shown(deciding.expression())).append('\n');
    }
  }

  private static String kind(Clause clause) {
    return switch (clause) {
      case Clause.Permit _ -> "permit";
      case Clause.Forbid _ -> "forbid";
      case Clause.Require _ -> "require";
      case Clause.Undertaking _ -> "undertaking";
    };
  }
}
