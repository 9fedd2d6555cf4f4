package org.entente.document;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.entente.accord.Accord;
import org.entente.accord.Approval;
import org.entente.accord.Article;
import org.entente.accord.Clause;
import org.entente.accord.Clause.Forbid;
import org.entente.accord.Clause.Permit;
import org.entente.accord.Clause.Require;
import org.entente.accord.Clause.Undertaking;
import org.entente.accord.Handling;
import org.entente.accord.Level;
import org.entente.accord.Party;
import org.entente.accord.Pillar;
import org.entente.accord.Redaction;
import org.entente.accord.Texts;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonArray;
import org.entente.json.JsonValue.JsonBoolean;
import org.entente.json.JsonValue.JsonNull;
import org.entente.json.JsonValue.JsonNumber;
import org.entente.json.JsonValue.JsonObject;
import org.entente.json.JsonValue.JsonString;

/// An accord to be read by people: its parties, its days, and every clause with its prose beside its
/// expression, since the prose prevails in a dispute and whoever signs must see both.
///
///     2.1  Indicators up to TLP:GREEN go at once.
///          permit   type == "indicator" && tlp <= TLP.GREEN
///          from level liaison up, up to TLP:GREEN
///          handling onward none, audience constituents, …
public final class AccordText {
  private static final List<String> TERMS =
      List.of(
          "framework",
          "definitions",
          "obligations",
          "quotas",
          "accession",
          "suspension",
          "survival",
          "law");

  private final Accord accord;
  private final String language;
  private final StringBuilder text = new StringBuilder();

  private AccordText(Accord accord, String language) {
    this.accord = accord;
    this.language = language;
  }

  /// The whole accord in this language, or in the nearest there is.
  public static String of(Accord accord, String language) {
    var page = new AccordText(accord, language);
    page.head();
    accord.articles().forEach(page::article);
    page.terms();
    return page.text.toString();
  }

  private void head() {
    line(accord.title().in(language));
    line("%s revision %d".formatted(accord.id(), accord.revision()));
    line("sha256 " + accord.digest());
    var term = accord.term();
    line(
        "from %s until %s, %s, notice %s"
            .formatted(
                term.from(),
                term.until(),
                term.tacit() ? "tacitly renewed" : "not renewed",
                term.notice()));
    line("between");
    for (var party : accord.parties()) {
      line("  %s  %s  %s".formatted(party.country(), party.name().in(language), party.id()));
    }
    line("levels, lowest first: " + joined(accord.levels().stream().map(Level::id).toList()));
    line(
        "at first: "
            + accord.initial().entrySet().stream()
                .map(each -> each.getKey().word() + " " + each.getValue().id())
                .collect(Collectors.joining(", ")));
    line(
        "what is not marked counts as %s, %s"
            .formatted(
                accord.definitions().unmarkedTlp().label(),
                accord.definitions().unmarkedPap().label()));
  }

  private void article(Article article) {
    line("");
    line(
        "Article %s  %s (%s)"
            .formatted(article.id(), article.title().in(language), article.pillar().word()));
    article.clauses().forEach(this::clause);
  }

  private void clause(Clause clause) {
    line("");
    line("%-5s %s".formatted(clause.id(), clause.text().in(language)));
    switch (clause) {
      case Permit permit -> permit(permit);
      case Forbid forbid -> {
        expression("forbid", forbid.expression());
        detail(where(forbid.pillars()));
      }
      case Require require -> require(require);
      case Undertaking _ -> detail("undertaking: binds people, decides nothing");
    }
  }

  private void permit(Permit permit) {
    expression("permit", permit.expression());
    detail(
        "from level %s up, up to %s%s%s"
            .formatted(
                permit.level().id(),
                permit.ceiling().label(),
                direction("from", permit.from()),
                direction("to", permit.to())));
    permit.refs().ifPresent(rule -> detail("references to what the partner lacks: " + rule.word()));
    handling(permit.handling());
  }

  private void require(Require require) {
    expression("require", require.expression());
    detail(where(require.pillars()));
    if (require.approval() != Approval.NONE) {
      detail("approval " + require.approval().word());
    }
    if (!require.redact().isEmpty()) {
      detail("redact   " + joined(require.redact().stream().map(Redaction::word).toList()));
    }
    handling(require.handling());
  }

  /// The parts that decide nothing today and bind all the same: whoever signs must have read them.
  private void terms() {
    for (var name : TERMS) {
      accord
          .document()
          .get(name)
          .ifPresent(value -> {
            line("");
            line(Character.toUpperCase(name.charAt(0)) + name.substring(1));
            term("  ", value);
          });
    }
    contacts();
  }

  private void term(String indent, JsonValue value) {
    if (value instanceof JsonObject object) {
      object
          .members()
          .forEach((name, member) -> {
            var words = words(member);
            line(indent + name + (words.isEmpty() ? "" : " " + words));
            if (words.isEmpty()) {
              term(indent + "  ", member);
            }
          });
    }
  }

  /// A value on the line of its name; empty when it needs lines of its own.
  private String words(JsonValue value) {
    return switch (value) {
      case JsonString(String text) -> text;
      case JsonBoolean(boolean truth) -> truth ? "yes" : "no";
      case JsonArray(List<JsonValue> items) -> joined(items.stream().map(this::words).toList());
      case JsonObject object when isText(object) -> Texts.of(object).in(language);
      case JsonObject _ -> "";
      case JsonNumber(String text) -> text;
      case JsonNull.NULL -> "";
    };
  }

  /// `{ en: …, fr: … }`: every member is a text, and the languages are those the accord is held in.
  private boolean isText(JsonObject object) {
    var languages = accord.title().byLanguage().keySet();
    return languages.containsAll(object.members().keySet());
  }

  private void contacts() {
    for (var party : accord.parties()) {
      for (var contact : party.contacts()) {
        line("");
        line("Contact %s, %s".formatted(party.country(), contact.role()));
        line("  %s %s".formatted(contact.hours(), joined(contact.languages())).stripTrailing());
        contact.by().forEach(reach -> line("  " + reach.means() + " " + reach.address()));
      }
    }
  }

  private void handling(Handling handling) {
    var json = handling.toJson();
    if (!json.members().isEmpty()) {
      detail(
          "handling "
              + json.members().keySet().stream()
                  .map(name -> name + " " + value(handling, name))
                  .collect(Collectors.joining(", ")));
    }
  }

  private static String value(Handling handling, String name) {
    return name.equals("purpose")
        ? String.join(" and ", handling.purposes())
        : handling.toJson().string(name).orElse("");
  }

  private void expression(String kind, String expression) {
    detail("%-8s %s".formatted(kind, expression.strip().replaceAll("\\s+", " ")));
  }

  private static String where(Set<Pillar> pillars) {
    return pillars.size() == Pillar.values().length
        ? "at every level, in every pillar"
        : "at every level, in " + joined(pillars.stream().sorted().map(Pillar::word).toList());
  }

  private String direction(String preposition, Set<String> parties) {
    if (parties.size() == accord.parties().size()) {
      return "";
    }
    var countries =
        accord.parties().stream()
            .filter(party -> parties.contains(party.id()))
            .map(Party::country)
            .toList();
    return ", only " + preposition + " " + joined(countries);
  }

  private static String joined(List<String> words) {
    return String.join(", ", words);
  }

  private void detail(String detail) {
    line("      " + detail);
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
