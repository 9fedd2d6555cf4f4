package org.entente.release;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.entente.accord.CompiledAccord;
import org.entente.accord.Pillar;
import org.entente.document.AccordReader;
import org.entente.document.AccordRejected;
import org.entente.expression.Source;
import org.entente.json.JsonValue.JsonObject;
import org.entente.national.NationalRules;
import org.entente.redaction.MadeCopy;
import org.entente.stix.MalformedStix;
import org.entente.stix.StixId;
import org.entente.stix.StixObject;

/// Two parties, a third, and small accords between them.
public final class Samples {
  public static final String NORTH = "identity--0a000000-0000-4000-8000-000000000001";
  public static final String SOUTH = "identity--0a000000-0000-4000-8000-000000000002";
  public static final String EAST = "identity--0a000000-0000-4000-8000-000000000003";
  public static final Instant NOW = Instant.parse("2026-12-24T10:00:00.123Z");
  public static final Instant HELD = Instant.parse("2026-12-01T08:00:00Z");
  public static final byte[] SECRET = "a secret of thirty-two bytes 123".getBytes(UTF_8);

  public static final String RED = "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1";
  public static final String AMBER = "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421";
  public static final String GREEN = "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb";
  public static final String CLEAR = "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487";

  private static final String HEAD =
      """
      entente: 1
      id: accord--c2a7d6a0-6d0e-4f53-8f0c-5b9e6f1d2a34
      revision: 1
      title: { en: A small accord }
      visibility: %s
      parties:
        - %s
        - %s
      levels: [ { id: channel, title: { en: Channel } }, { id: liaison, title: { en: Liaison } } ]
      initial: { information: liaison, operations: channel, research: channel, knowledge: liaison }
      definitions:
        community: { en: The community }
        constituents: { en: The constituents }
        unmarked: { tlp: AMBER, pap: AMBER }
      articles:
      """;

  private static final String TAIL =
      """
      obligations: { ping: P7D, exercise: P180D, sightings: welcome }
      quotas: { }
      accession: { open-to: framework, consent: all }
      suspension: { held: quarantine, channel: open }
      duration: { from: 2026-12-01, until: 2029-12-01, notice: P90D, renewal: tacit }
      survival: { recall: P10Y, retention: P10Y, confidentiality: P10Y }
      law: { languages: [en], prevails: en, disputes: negotiation, no-duty-to-share: true }
      """;

  private Samples() {}

  private static String party(String id, String country, String name) {
    return """
    { id: %s, country: %s, name: { en: %s }, node: https://node.%s.example,
          bodies: [ { id: authority, name: { en: Authority }, role: competent-authority },
                    { id: signatory, name: { en: Signatory }, role: signatory } ],
          keys: [], contacts: [ { role: duty-officer, hours: 24/7, languages: [en],
                                  by: [ { mail: duty@%s.example } ] } ] }\
    """
        .formatted(id, country, name, country, country);
  }

  /// One article of the information pillar; each clause is a line of flow YAML without its `text`.
  public static CompiledAccord accord(String... clauses) {
    return read(article("information", clauses));
  }

  /// Its number is the pillar's, from 1; clause "2" of it is "1.2".
  public static String article(String pillar, String... clauses) {
    int number = List.of("information", "operations", "research", "knowledge").indexOf(pillar) + 1;
    var text = new StringBuilder();
    text.append("  - id: \"").append(number).append("\"\n    pillar: ").append(pillar);
    text.append("\n    title: { en: An article }\n    clauses:\n");
    for (var clause : clauses) {
      text.append("      - { text: { en: A clause }, ")
          .append(clause.replaceFirst("id: \"", "id: \"" + number + "."))
          .append(" }\n");
    }
    return text.toString();
  }

  public static CompiledAccord read(String... articles) {
    return readAs(head -> head, articles);
  }

  /// With all that stands before the articles changed.
  static CompiledAccord readAs(UnaryOperator<String> change, String... articles) {
    return readWith(
        change.apply(
            HEAD.formatted("public", party(NORTH, "XA", "North"), party(SOUTH, "XB", "South"))),
        articles);
  }

  /// With all that stands before and after the articles changed.
  static CompiledAccord readAs(
      UnaryOperator<String> head, UnaryOperator<String> tail, String... articles) {
    return readWith(
        head.apply(
            HEAD.formatted("public", party(NORTH, "XA", "North"), party(SOUTH, "XB", "South"))),
        tail.apply(TAIL),
        List.of(articles));
  }

  /// An accord of its own between the same parties, which numbers its clauses like the other.
  public static CompiledAccord another(String... articles) {
    return readWith(
        HEAD.formatted("public", party(NORTH, "XA", "North"), party(SOUTH, "XB", "South"))
            .replace("c2a7d6a0", "b196c5f9"),
        articles);
  }

  /// An accord of NORTH and EAST that nobody else may know of.
  public static CompiledAccord secret() {
    return readWith(
        HEAD.formatted("parties", party(NORTH, "XA", "North"), party(EAST, "XC", "Eastern League"))
            .replace("c2a7d6a0", "d3b8e7b1"),
        article("information", permit("1", "true", "RED")));
  }

  private static CompiledAccord readWith(String head, String... articles) {
    return readWith(head, TAIL, List.of(articles));
  }

  private static CompiledAccord readWith(String head, String tail, List<String> articles) {
    try {
      return AccordReader.read((head + String.join("", articles) + tail).getBytes(UTF_8));
    } catch (AccordRejected e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  public static String permit(String id, String expression, String ceiling) {
    return permit(id, expression, ceiling, "");
  }

  /// A permit with `more` at its end, such as `, refs: withhold`.
  public static String permit(String id, String expression, String ceiling, String more) {
    return "id: \"%s\", level: channel, permit: '%s', ceiling: TLP.%s, handling: {onward: none}%s"
        .formatted(id, expression, ceiling, more);
  }

  public static String forbid(String id, String expression) {
    return "id: \"%s\", forbid: '%s'".formatted(id, expression);
  }

  public static String require(String id, String expression, String conditions) {
    return "id: \"%s\", require: '%s', %s".formatted(id, expression, conditions);
  }

  public static Between between(CompiledAccord accord) {
    return Between.draft(accord, NORTH, SOUTH);
  }

  /// With all of these in force, at their initial levels.
  public static Between between(List<CompiledAccord> accords) {
    return new Between(
        NORTH,
        SOUTH,
        at -> accords,
        (accord, pillar, at) -> Optional.ofNullable(accord.initial().get(pillar)),
        accords.stream().map(CompiledAccord::accord).toList());
  }

  public static Decisions decisions(List<CompiledAccord> accords) {
    return new Decisions(between(accords), NationalRules.NONE, SECRET);
  }

  public static Decisions decisions(CompiledAccord accord) {
    return new Decisions(between(accord), NationalRules.NONE, SECRET);
  }

  /// JSON with single quotes.
  public static StixObject object(String json) {
    try {
      return StixObject.read(json.replace('\'', '"').getBytes(UTF_8));
    } catch (MalformedStix e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  static StixObject of(JsonObject json) {
    try {
      return StixObject.of(json);
    } catch (MalformedStix e) {
      throw new IllegalArgumentException(e);
    }
  }

  /// A valid indicator of ours; `more` such as `'labels':['a'],`.
  public static StixObject indicator(String more) {
    return object(
        """
        {'type':'indicator','spec_version':'2.1',
         'id':'indicator--0b000000-0000-4000-8000-000000000001',
         'created_by_ref':'%s',
         'created':'2026-12-01T08:00:00.000Z','modified':'2026-12-01T08:00:00.000Z',%s
         'name':'A name','description':'A description','pattern_type':'stix',
         'pattern':"[domain-name:value = 'a.example']",
         'valid_from':'2026-12-01T08:17:27.000Z'}\
        """
            .replace(
                "\"[domain-name:value = 'a.example']\"",
                "'[domain-name:value = \\u0027a.example\\u0027]'")
            .formatted(EAST, more));
  }

  public static String marked(String marking) {
    return "'object_marking_refs':['%s'],".formatted(marking);
  }

  public static Filing own() {
    return own(Pillar.INFORMATION);
  }

  public static Filing own(Pillar pillar) {
    return new Filing("mine", pillar, Optional.empty(), Optional.of(Source.OWN));
  }

  public static Filing filedFrom(Source source) {
    return new Filing("theirs", Pillar.INFORMATION, Optional.empty(), Optional.of(source));
  }

  public static Candidate candidate(StixObject object) {
    return Candidate.of(object, List.of(own()), HELD);
  }

  public static Function<StixId, Fate> allGone() {
    return Fate.Gone::new;
  }

  public static Function<StixId, Fate> nothingThere() {
    return id -> Fate.ABSENT;
  }

  public static Function<StixId, Optional<MadeCopy>> noCopies() {
    return id -> Optional.empty();
  }

  public static Decision decide(CompiledAccord accord, Candidate candidate) {
    return decisions(accord).decide(candidate, nothingThere(), noCopies(), NOW);
  }

  public static Decision decide(CompiledAccord accord, StixObject object) {
    return decide(accord, candidate(object));
  }
}
