package org.entente.draft;

import org.entente.accord.Accord;
import org.entente.accord.Clause;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonObject;

/// An accord for a program: who, until when, and what each clause says and decides.
public final class AccordJson {
  private AccordJson() {}

  public static JsonObject of(Accord accord, String language) {
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

  private static String kind(Clause clause) {
    return switch (clause) {
      case Clause.Permit _ -> "permit";
      case Clause.Forbid _ -> "forbid";
      case Clause.Require _ -> "require";
      case Clause.Undertaking _ -> "undertaking";
    };
  }
}
