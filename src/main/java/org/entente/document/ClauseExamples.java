package org.entente.document;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.entente.accord.Accord;
import org.entente.accord.Clause.Deciding;
import org.entente.accord.Clause.Permit;
import org.entente.accord.Party;
import org.entente.accord.Span;
import org.entente.expression.Evaluation;
import org.entente.expression.Expression;
import org.entente.expression.Facts;
import org.entente.expression.Licence;
import org.entente.expression.Source;
import org.entente.expression.SourceKind;
import org.entente.expression.Victim;
import org.entente.json.JsonPointer;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonArray;
import org.entente.json.JsonValue.JsonObject;
import org.entente.stix.Pap;
import org.entente.stix.Tlp;

/// Runs a clause's own examples: the clause must apply to each of `pass` and to none of `fail`. A
/// permit applies when its expression is true and the ceiling fits; any other clause when its
/// expression is true.
///
///     examples:
///       pass: [ { type: indicator, tlp: GREEN } ]
///       fail: [ { type: indicator, tlp: RED, note: above the ceiling } ]
///
/// An example says what an expression would read; what it leaves out is empty, `unmarked` of the
/// accord's definitions, the accord's first party as `from` and its second as `to`.
final class ClauseExamples {
  private final Accord accord;
  private final Problems problems;

  ClauseExamples(Accord accord, Problems problems) {
    this.accord = accord;
    this.problems = problems;
  }

  /// Runs those of every clause that has an expression here.
  void run(Map<String, Expression> expressions) {
    for (int i = 0; i < accord.articles().size(); i++) {
      var article = accord.articles().get(i);
      var clauses = JsonPointer.ROOT.child("articles").child(i).child("clauses");
      for (int j = 0; j < article.clauses().size(); j++) {
        var expression = expressions.get(article.clauses().get(j).id());
        if (article.clauses().get(j) instanceof Deciding clause && expression != null) {
          run(clause, expression, clauses.child(j).child("examples"));
        }
      }
    }
  }

  private void run(Deciding clause, Expression expression, JsonPointer at) {
    for (var wanted : List.of("pass", "fail")) {
      var here = at.child(wanted);
      if (here.resolve(accord.document()).orElse(JsonArray.EMPTY)
          instanceof JsonArray(List<JsonValue> examples)) {
        for (int i = 0; i < examples.size(); i++) {
          var example = (JsonObject) examples.get(i);
          run(clause, expression, example, wanted.equals("pass"), here.child(i));
        }
      }
    }
  }

  private void run(
      Deciding clause, Expression expression, JsonObject json, boolean applies, JsonPointer at) {
    var facts = facts(json);
    switch (expression.evaluate(facts)) {
      case Evaluation.Failed(String reason) ->
          problems.add(at, "clause %s fails on this example: %s".formatted(clause.id(), reason));
      case Evaluation.Value value -> {
        boolean isTrue = value == Evaluation.Value.TRUE;
        boolean fits = !(clause instanceof Permit permit) || facts.tlp().fits(permit.ceiling());
        if ((isTrue && fits) != applies) {
          problems.add(at, disagreement(clause, isTrue, applies));
        }
      }
    }
  }

  private static String disagreement(Deciding clause, boolean isTrue, boolean applies) {
    if (!applies) {
      return "clause %s applies to this example, which it should not".formatted(clause.id());
    }
    return isTrue
        ? "clause %s does not apply: the marking is above its ceiling".formatted(clause.id())
        : "clause %s does not apply to this example, which it should".formatted(clause.id());
  }

  private Facts facts(JsonObject json) {
    var from = party(json, "from", 0);
    var to = party(json, "to", 1);
    var vulnerability = json.object("vulnerability").orElse(JsonObject.EMPTY);
    return new Facts(
        json.string("type").orElse(""),
        json.string("id").orElse(""),
        json.string("tlp").flatMap(Tlp::named).orElse(accord.definitions().unmarkedTlp()),
        json.string("pap").flatMap(Pap::named).orElse(accord.definitions().unmarkedPap()),
        json.strings("markings"),
        json.strings("labels"),
        json.strings("sectors"),
        json.strings("countries"),
        json.integer("confidence").map(Long::intValue).orElse(-1),
        json.string("severity").orElse(""),
        json.bool("revoked").orElse(false),
        age(json),
        from.id(),
        from.country(),
        to.id(),
        to.country(),
        source(json.object("source").orElse(JsonObject.EMPTY), from),
        json.string("origin").map(this::idOf).orElse(""),
        json.bool("personal").orElse(false),
        json.array("victims").stream().map(ClauseExamples::victim).toList(),
        new Facts.Vulnerability(
            vulnerability.bool("unfixed").orElse(false),
            vulnerability.bool("exploited").orElse(false)),
        json.string("exercise").orElse(""),
        json.object("object").orElse(JsonObject.EMPTY));
  }

  private Party party(JsonObject json, String name, int otherwise) {
    return json.string(name)
        .flatMap(accord::party)
        .orElse(accord.parties().get(Math.min(otherwise, accord.parties().size() - 1)));
  }

  private String idOf(String reference) {
    return accord.party(reference).map(Party::id).orElse(reference);
  }

  private static Duration age(JsonObject json) {
    return json.string("age")
        .flatMap(Span::parse)
        .map(span -> Duration.between(Instant.EPOCH, span.after(Instant.EPOCH)))
        .orElse(Duration.ZERO);
  }

  private Source source(JsonObject json, Party from) {
    var kind = json.string("kind").flatMap(SourceKind::named).orElse(SourceKind.OWN);
    return new Source(
        kind,
        json.string("licence").flatMap(Licence::named),
        json.strings("consents").stream().map(this::idOf).collect(Collectors.toSet()),
        kind == SourceKind.PARTY ? Optional.of(from.id()) : Optional.empty());
  }

  private static Victim victim(JsonValue value) {
    var json = (JsonObject) value;
    return new Victim(
        json.string("id").orElse(""), json.string("country").orElse(""), json.strings("sectors"));
  }
}
