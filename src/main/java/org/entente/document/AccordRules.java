package org.entente.document;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.entente.accord.Accord;
import org.entente.accord.Approval;
import org.entente.accord.Article;
import org.entente.accord.Clause;
import org.entente.accord.Clause.Require;
import org.entente.accord.Handling;
import org.entente.accord.KeyUse;
import org.entente.accord.Party;
import org.entente.accord.PartyKey;
import org.entente.accord.Texts;
import org.entente.crypto.Algorithm;
import org.entente.json.JsonPointer;
import org.entente.json.JsonValue.JsonObject;

/// What the parts of a document must be to each other: names unique and known, keys fit for their
/// use, every text in the language that prevails.
final class AccordRules {
  private static final Map<KeyUse, Set<Algorithm>> ALGORITHMS =
      new EnumMap<>(
          Map.of(
              KeyUse.SIGN, Set.of(Algorithm.ED25519, Algorithm.ML_DSA_65),
              KeyUse.NODE, Set.of(Algorithm.ED25519, Algorithm.ML_DSA_65),
              KeyUse.LOG, Set.of(Algorithm.ED25519, Algorithm.ML_DSA_44),
              KeyUse.HOLD, Set.of(Algorithm.ED25519, Algorithm.ML_DSA_44)));

  private static final JsonPointer PARTIES = JsonPointer.ROOT.child("parties");
  private static final JsonPointer ARTICLES = JsonPointer.ROOT.child("articles");

  private final Accord accord;
  private final Problems problems;

  private AccordRules(Accord accord, Problems problems) {
    this.accord = accord;
    this.problems = problems;
  }

  static void check(Accord accord, Problems problems) {
    var rules = new AccordRules(accord, problems);
    if (accord.document().integer("revision").isPresent()) {
      rules.revision();
    }
    rules.term();
    rules.framework();
    rules.levels();
    rules.parties();
    rules.articles();
  }

  private void revision() {
    if (accord.revision() == 1 && accord.supersedes().isPresent()) {
      problems.add(JsonPointer.ROOT.child("supersedes"), "revision 1 supersedes nothing");
    }
    if (accord.revision() > 1 && accord.supersedes().isEmpty()) {
      problems.add(
          JsonPointer.ROOT.child("revision"),
          "revision %d needs supersedes, the SHA-256 of the revision before it"
              .formatted(accord.revision()));
    }
  }

  private void term() {
    var term = accord.term();
    if (!term.from().isBefore(term.until())) {
      problems.add(
          JsonPointer.ROOT.child("duration").child("until"),
          "must be after from, %s; found %s".formatted(term.from(), term.until()));
    }
  }

  private void framework() {
    accord.document().object("framework").ifPresent(framework -> members(framework));
  }

  private void members(JsonObject framework) {
    var members = framework.strings("members");
    for (int i = 0; i < accord.parties().size(); i++) {
      var country = accord.parties().get(i).country();
      if (!members.contains(country)) {
        problems.add(
            PARTIES.child(i).child("country"), country + " is not a member of the framework");
      }
    }
  }

  private void levels() {
    var seen = new HashSet<String>();
    for (var level : accord.levels()) {
      unique(seen, level.id(), JsonPointer.ROOT.child("levels").child(level.rank()).child("id"));
    }
  }

  private void parties() {
    var ids = new HashSet<String>();
    var countries = new HashSet<String>();
    var kids = new HashSet<String>();
    var keys = new HashSet<String>();
    for (int i = 0; i < accord.parties().size(); i++) {
      var party = accord.parties().get(i);
      var at = PARTIES.child(i);
      unique(ids, party.id(), at.child("id"));
      unique(countries, party.country(), at.child("country"));
      bodies(party, at.child("bodies"));
      keys(party, at.child("keys"), kids, keys);
    }
  }

  private void bodies(Party party, JsonPointer at) {
    var seen = new HashSet<String>();
    for (int i = 0; i < party.bodies().size(); i++) {
      unique(seen, party.bodies().get(i).id(), at.child(i).child("id"));
    }
    if (party.signatories().isEmpty()) {
      problems.add(at, party.country() + " has no body of role signatory, so nobody could sign");
    }
  }

  private void keys(Party party, JsonPointer at, Set<String> kids, Set<String> keys) {
    for (int i = 0; i < party.keys().size(); i++) {
      var key = party.keys().get(i);
      var here = at.child(i);
      unique(kids, key.kid(), here.child("kid"));
      unique(keys, key.key().base64Url(), here.child("public"));
      if (party.bodies().stream().noneMatch(body -> body.id().equals(key.body()))) {
        problems.add(here.child("body"), "\"%s\" is no body of this party".formatted(key.body()));
      }
      if (!ALGORITHMS.getOrDefault(key.use(), Set.of()).contains(key.key().algorithm())) {
        problems.add(here.child("alg"), "keys for %s are %s".formatted(key.use().word(), fit(key)));
      }
      key.until()
          .filter(until -> !key.from().isBefore(until))
          .ifPresent(until -> problems.add(here.child("until"), "must be after from"));
    }
  }

  private static String fit(PartyKey key) {
    var names = new ArrayList<String>();
    ALGORITHMS.getOrDefault(key.use(), Set.of()).forEach(each -> names.add(each.joseName()));
    names.sort(null);
    return String.join(" and ", names);
  }

  private void articles() {
    var articles = new HashSet<String>();
    var clauses = new HashSet<String>();
    for (int i = 0; i < accord.articles().size(); i++) {
      var article = accord.articles().get(i);
      var at = ARTICLES.child(i);
      unique(articles, article.id(), at.child("id"));
      inPrevailingLanguage(article.title(), at.child("title"));
      for (int j = 0; j < article.clauses().size(); j++) {
        clause(article, article.clauses().get(j), at.child("clauses").child(j), clauses);
      }
    }
  }

  private void clause(Article article, Clause clause, JsonPointer at, Set<String> seen) {
    unique(seen, clause.id(), at.child("id"));
    if (!clause.id().startsWith(article.id() + ".")) {
      problems.add(
          at.child("id"),
          "a clause of article %s is numbered %s.1, %s.2 …; found %s"
              .formatted(article.id(), article.id(), article.id(), clause.id()));
    }
    inPrevailingLanguage(clause.text(), at.child("text"));
    if (clause instanceof Require require && addsNothing(require)) {
      problems.add(at, "a require adds something: approval, redact or handling");
    }
  }

  private static boolean addsNothing(Require require) {
    return require.approval() == Approval.NONE
        && require.redact().isEmpty()
        && require.handling().equals(Handling.UNSAID);
  }

  private void inPrevailingLanguage(Texts texts, JsonPointer at) {
    var prevails = prevails();
    if (!texts.byLanguage().containsKey(prevails)) {
      problems.add(at, "lacks the text in \"" + prevails + "\", the language that prevails");
    }
  }

  private String prevails() {
    return accord.document().object("law").flatMap(law -> law.string("prevails")).orElse("en");
  }

  private void unique(Set<String> seen, String name, JsonPointer at) {
    if (!seen.add(name)) {
      problems.add(at, "\"" + name + "\" stands here a second time");
    }
  }
}
