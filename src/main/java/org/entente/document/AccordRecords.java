package org.entente.document;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.entente.accord.Accord;
import org.entente.accord.Accord.Definitions;
import org.entente.accord.Approval;
import org.entente.accord.Article;
import org.entente.accord.Clause;
import org.entente.accord.Handling;
import org.entente.accord.Level;
import org.entente.accord.Party;
import org.entente.accord.Pillar;
import org.entente.accord.Redaction;
import org.entente.accord.RefsRule;
import org.entente.accord.Span;
import org.entente.accord.Term;
import org.entente.accord.Texts;
import org.entente.accord.Visibility;
import org.entente.crypto.Sha256;
import org.entente.json.CanonicalJson;
import org.entente.json.JsonPointer;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonObject;
import org.entente.json.JsonValue.JsonString;
import org.entente.stix.Pap;
import org.entente.stix.Tlp;

/// Reads the records out of a document that fits the schema. What a schema cannot say about one
/// value by itself (a day of the calendar, a key's bytes, a name that must be known) is a problem
/// here; what parts say about each other is [AccordRules]'.
final class AccordRecords {
  static final LocalDate NO_DAY = LocalDate.EPOCH;
  private static final Term NO_TERM =
      new Term(NO_DAY, NO_DAY.plusDays(1), Span.parse("P1D").orElseThrow(), false);
  private static final Definitions NO_DEFINITIONS =
      new Definitions(Texts.NONE, Texts.NONE, Tlp.RED, Pap.RED);

  private final JsonObject document;
  private final Problems problems;

  AccordRecords(JsonObject document, Problems problems) {
    this.document = document;
    this.problems = problems;
  }

  /// Sections that have not the form are left empty, so that the others can be looked at all the
  /// same: with any problem, from before or from here, the result is good for nothing else.
  Accord read() {
    var levels = has("levels") ? levels() : List.<Level>of();
    var parties = has("parties") ? parties() : List.<Party>of();
    return new Accord(
        document.string("id").orElse(""),
        document.integer("revision").orElse(1L),
        has("supersedes") ? document.string("supersedes").map(Sha256::ofHex) : Optional.empty(),
        texts(document, "title"),
        document.string("visibility").flatMap(Visibility::named).orElse(Visibility.PARTIES),
        parties,
        levels,
        has("initial") ? initial(levels) : new EnumMap<>(Pillar.class),
        has("definitions") ? definitions() : NO_DEFINITIONS,
        has("articles") ? articles(levels, parties) : List.of(),
        has("duration") ? term() : NO_TERM,
        document,
        Sha256.of(CanonicalJson.bytes(document)));
  }

  private boolean has(String section) {
    return document.has(section) && !problems.within(JsonPointer.ROOT.child(section));
  }

  private List<Level> levels() {
    var levels = new ArrayList<Level>();
    for (var json : objects(document, "levels")) {
      levels.add(new Level(string(json, "id"), levels.size(), texts(json, "title")));
    }
    return levels;
  }

  private List<Party> parties() {
    return each(document, "parties", JsonPointer.ROOT, new PartyRecords(problems)::party);
  }

  private List<Article> articles(List<Level> levels, List<Party> parties) {
    return each(
        document, "articles", JsonPointer.ROOT, (json, at) -> article(json, at, levels, parties));
  }

  private EnumMap<Pillar, Level> initial(List<Level> levels) {
    var initial = new EnumMap<Pillar, Level>(Pillar.class);
    var json = document.object("initial").orElseThrow();
    var at = JsonPointer.ROOT.child("initial");
    for (var pillar : Pillar.values()) {
      initial.put(pillar, level(json, pillar.word(), at, levels));
    }
    return initial;
  }

  private Level level(JsonObject json, String name, JsonPointer at, List<Level> levels) {
    var id = string(json, name);
    var known = levels.stream().filter(level -> level.id().equals(id)).findFirst();
    if (known.isEmpty() && !levels.isEmpty()) {
      problems.add(
          at.child(name),
          "level \"%s\" is not defined; levels are %s"
              .formatted(id, levels.stream().map(Level::id).collect(Collectors.joining(", "))));
    }
    return known.orElse(new Level(id, 0, Texts.NONE));
  }

  private Definitions definitions() {
    var json = document.object("definitions").orElseThrow();
    var unmarked = json.object("unmarked").orElseThrow();
    return new Definitions(
        texts(json, "community"),
        texts(json, "constituents"),
        Tlp.named(string(unmarked, "tlp")).orElseThrow(),
        Pap.named(string(unmarked, "pap")).orElseThrow());
  }

  private Term term() {
    var json = document.object("duration").orElseThrow();
    var at = JsonPointer.ROOT.child("duration");
    return new Term(
        date(json, "from", at, problems).orElse(NO_DAY),
        date(json, "until", at, problems).orElse(NO_DAY),
        Span.parse(string(json, "notice")).orElseThrow(),
        string(json, "renewal").equals("tacit"));
  }

  private Article article(
      JsonObject json, JsonPointer at, List<Level> levels, List<Party> parties) {
    var pillar = Pillar.named(string(json, "pillar")).orElseThrow();
    return new Article(
        string(json, "id"),
        pillar,
        texts(json, "title"),
        each(json, "clauses", at, (clause, here) -> clause(clause, here, pillar, levels, parties)));
  }

  private Clause clause(
      JsonObject json, JsonPointer at, Pillar pillar, List<Level> levels, List<Party> parties) {
    var id = string(json, "id");
    var text = texts(json, "text");
    if (json.has("permit")) {
      return new Clause.Permit(
          id,
          text,
          pillar,
          level(json, "level", at, levels),
          partyIds(json, "from", at, parties),
          partyIds(json, "to", at, parties),
          string(json, "permit"),
          Tlp.named(string(json, "ceiling")).orElseThrow(),
          json.string("refs").flatMap(RefsRule::named),
          handling(json).orElse(Handling.STRICTEST));
    }
    if (json.has("forbid")) {
      return new Clause.Forbid(id, text, pillars(json), string(json, "forbid"));
    }
    if (json.has("require")) {
      return new Clause.Require(
          id,
          text,
          pillars(json),
          string(json, "require"),
          json.string("approval").flatMap(Approval::named).orElse(Approval.NONE),
          json.array("redact").stream().map(AccordRecords::redaction).toList(),
          handling(json));
    }
    return new Clause.Undertaking(id, text);
  }

  private static Handling handling(JsonObject clause) {
    return clause.object("handling").map(Handling::of).orElse(Handling.UNSAID);
  }

  private static Set<Pillar> pillars(JsonObject clause) {
    if (!clause.has("pillars")) {
      return EnumSet.allOf(Pillar.class);
    }
    return clause.strings("pillars").stream()
        .map(word -> Pillar.named(word).orElseThrow())
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Pillar.class)));
  }

  private static Redaction redaction(JsonValue json) {
    if (json instanceof JsonString(String word)) {
      return Redaction.named(word).orElseThrow();
    }
    var paths = (JsonObject) json;
    return new Redaction.Paths(
        paths.strings("paths").stream()
            .map(path -> JsonPointer.parse(path).orElseThrow())
            .toList());
  }

  private Set<String> partyIds(
      JsonObject clause, String name, JsonPointer at, List<Party> parties) {
    if (!clause.has(name)) {
      return parties.stream().map(Party::id).collect(Collectors.toSet());
    }
    return clause.strings(name).stream()
        .flatMap(reference -> partyId(reference, at.child(name), parties).stream())
        .collect(Collectors.toSet());
  }

  private Optional<String> partyId(String reference, JsonPointer at, List<Party> parties) {
    var id =
        parties.stream()
            .filter(party -> party.id().equals(reference) || party.country().equals(reference))
            .map(Party::id)
            .findFirst();
    if (id.isEmpty() && !parties.isEmpty()) {
      problems.add(
          at,
          "%s is no party; parties are %s"
              .formatted(
                  reference,
                  parties.stream().map(Party::country).collect(Collectors.joining(", "))));
    }
    return id;
  }

  static Optional<LocalDate> date(JsonObject json, String name, JsonPointer at, Problems problems) {
    try {
      return Optional.of(LocalDate.parse(string(json, name)));
    } catch (DateTimeException e) {
      problems.add(at.child(name), "is no day of the calendar: " + string(json, name));
      return Optional.empty();
    }
  }

  static Texts texts(JsonObject json, String name) {
    return json.object(name).map(Texts::of).orElse(Texts.NONE);
  }

  static String string(JsonObject json, String name) {
    return json.string(name).orElseThrow();
  }

  static List<JsonObject> objects(JsonObject json, String name) {
    return json.array(name).stream().map(JsonObject.class::cast).toList();
  }

  static <T> List<T> each(
      JsonObject json, String name, JsonPointer at, BiFunction<JsonObject, JsonPointer, T> read) {
    var values = new ArrayList<T>();
    for (var item : objects(json, name)) {
      values.add(read.apply(item, at.child(name).child(values.size())));
    }
    return values;
  }
}
