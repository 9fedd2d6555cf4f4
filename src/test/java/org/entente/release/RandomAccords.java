package org.entente.release;

import java.util.ArrayList;
import java.util.List;
import org.entente.accord.CompiledAccord;

/// An accord or two: clauses that are true, false or fail, and redactions of every kind.
final class RandomAccords {
  private static final List<String> EXPRESSIONS =
      List.of(
          "true",
          "type == \"indicator\"",
          "type in [\"report\", \"relationship\", \"identity\", \"ipv4-addr\"]",
          "tlp <= TLP.GREEN",
          "tlp == TLP.AMBER",
          "tlp >= TLP.AMBER_STRICT",
          "pap > PAP.GREEN",
          "\"a\" in labels",
          "!(\"a\" in labels)",
          "revoked",
          "personal",
          "confidence > 50",
          "severity == \"high\"",
          "source.kind == \"own\"",
          "origin == \"\"",
          "victims.size() > 0",
          "age > days(10)",
          "has(object.description)",
          "has(object.x_odd) && object.x_odd > 5",
          "has(object.created_by_ref)");

  private static final List<String> REDACTIONS =
      List.of(
          "identities",
          "created-by",
          "external-references",
          "description",
          "custom",
          "observed-counts",
          "granular",
          "\"time:hour\"",
          "\"time:day\"",
          "\"time:month\"",
          "{ paths: [ /labels/0, /object_refs/0 ] }");
  private final Chance chance;

  RandomAccords(Chance chance) {
    this.chance = chance;
  }

  /// Where there are two, both number their clauses from 1.
  List<CompiledAccord> draw() {
    var one = Samples.read(articles());
    return chance.oneIn(2) ? List.of(one) : List.of(one, Samples.another(articles()));
  }

  private String[] articles() {
    var articles = new ArrayList<String>();
    for (var pillar : List.of("information", "knowledge")) {
      var clauses = new ArrayList<String>();
      for (int i = 1 + chance.below(4); i > 0; i--) {
        clauses.add(permit(clauses.size() + 1));
      }
      for (int i = chance.below(3); i > 0; i--) {
        var forbid =
            Samples.forbid(
                Integer.toString(clauses.size() + 1),
                chance.one(EXPRESSIONS) + " && " + chance.one(EXPRESSIONS));
        clauses.add(forbid + somePillars());
      }
      for (int i = chance.below(4); i > 0; i--) {
        clauses.add(require(clauses.size() + 1));
      }
      articles.add(Samples.article(pillar, clauses.toArray(String[]::new)));
    }
    return articles.toArray(String[]::new);
  }

  private String permit(int number) {
    var refs = List.of("", ", refs: keep", ", refs: redact", ", refs: withhold");
    return Samples.permit(
            Integer.toString(number),
            chance.one(EXPRESSIONS),
            chance.one(List.of("CLEAR", "GREEN", "AMBER", "AMBER_STRICT", "RED")),
            chance.one(refs))
        .replace("level: channel", "level: " + chance.one(List.of("channel", "liaison")));
  }

  private String require(int number) {
    var conditions =
        chance.oneIn(4)
            ? "approval: officer"
            : "redact: [ " + chance.one(REDACTIONS) + ", " + chance.one(REDACTIONS) + " ]";
    return Samples.require(Integer.toString(number), chance.one(EXPRESSIONS), conditions)
        + somePillars();
  }

  private String somePillars() {
    return chance.oneIn(3)
        ? ", pillars: [" + chance.one(List.of("information", "knowledge")) + "]"
        : "";
  }
}
