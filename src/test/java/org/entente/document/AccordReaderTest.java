package org.entente.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.entente.document.AccordSample.YAML;
import static org.entente.document.AccordSample.check;
import static org.entente.document.AccordSample.problems;
import static org.entente.document.AccordSample.with;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.entente.accord.AfterRetention;
import org.entente.accord.Approval;
import org.entente.accord.Attribution;
import org.entente.accord.Audience;
import org.entente.accord.Clause;
import org.entente.accord.Clauses;
import org.entente.accord.Level;
import org.entente.accord.Onward;
import org.entente.accord.Pillar;
import org.entente.accord.Redaction;
import org.entente.accord.RefsRule;
import org.entente.accord.Sample;
import org.entente.accord.Texts;
import org.entente.accord.Visibility;
import org.entente.expression.Evaluation;
import org.entente.json.Json;
import org.entente.json.JsonPointer;
import org.entente.stix.Pap;
import org.entente.stix.Tlp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccordReaderTest {
  @Test
  void reads_every_part_into_records() {
    var accord = AccordSample.read(YAML).accord();
    assertThat(accord.id()).isEqualTo(AccordSample.ID);
    assertThat(accord.revision()).isEqualTo(1);
    assertThat(accord.supersedes()).isEmpty();
    assertThat(accord.title().in("fr-CA")).isEqualTo("Accord d'essai");
    assertThat(accord.visibility()).isEqualTo(Visibility.PUBLIC);
    assertThat(accord.levels()).extracting(Level::id, Level::rank).hasSize(3);
    assertThat(accord.initial(Pillar.RESEARCH).id()).isEqualTo("channel");
    assertThat(accord.definitions().unmarkedTlp()).isEqualTo(Tlp.AMBER);
    assertThat(accord.definitions().unmarkedPap()).isEqualTo(Pap.AMBER);
    assertThat(accord.term().from()).isEqualTo(LocalDate.parse("2026-12-01"));
    assertThat(accord.party("XB")).isEqualTo(accord.party(Sample.SOUTH));
    assertThat(accord.parties().getFirst().node().getPort()).isEqualTo(8443);
  }

  @Test
  void reads_the_four_kinds_of_clause() {
    var compiled = AccordSample.read(YAML);
    var permit = Clauses.permits(compiled, Pillar.INFORMATION).getFirst();
    assertThat(permit.level().id()).isEqualTo("liaison");
    assertThat(permit.from()).containsExactly(Sample.NORTH);
    assertThat(permit.to()).containsExactlyInAnyOrder(Sample.NORTH, Sample.SOUTH);
    assertThat(permit.ceiling()).isEqualTo(Tlp.GREEN);
    assertThat(permit.refs()).contains(RefsRule.REDACT);
    assertThat(permit.handling().onward()).contains(Onward.NONE);
    assertThat(permit.handling().purposes()).containsExactly("defence");
    assertThat(Clauses.permits(compiled, Pillar.OPERATIONS)).isEmpty();

    var forbid = Clauses.forbids(compiled, Pillar.KNOWLEDGE).getFirst();
    assertThat(forbid.pillars()).containsExactlyInAnyOrder(Pillar.values());

    var require = Clauses.requires(compiled, Pillar.OPERATIONS).getFirst();
    assertThat(Clauses.requires(compiled, Pillar.KNOWLEDGE)).isEmpty();
    assertThat(require.approval()).isEqualTo(Approval.OFFICER);
    assertThat(require.redact())
        .containsExactly(
            Redaction.Named.CREATED_BY,
            new Redaction.Time(Redaction.Time.Unit.HOUR),
            new Redaction.Paths(List.of(JsonPointer.parse("/name").orElseThrow())));
    assertThat(compiled.accord().clause("2.4")).containsInstanceOf(Clause.Undertaking.class);
  }

  @Test
  void a_permit_says_the_strictest_where_it_says_nothing() {
    var permit = Clauses.permits(AccordSample.read(YAML), Pillar.INFORMATION).getFirst();
    assertThat(permit.handling().audience()).contains(Audience.CONSTITUENTS);
    assertThat(permit.handling().use()).contains(Pap.RED);
    assertThat(permit.handling().then()).contains(AfterRetention.DESTROY);
    assertThat(permit.handling().attribution()).contains(Attribution.ANONYMOUS);
  }

  @Test
  void evaluates_the_clauses_it_compiled() {
    var compiled = AccordSample.read(YAML);
    var permit = Clauses.permits(compiled, Pillar.INFORMATION).getFirst();
    assertThat(compiled.expression(permit).evaluate(Sample.facts("{}"))).isEqualTo(Evaluation.TRUE);
    var foreign =
        new Clause.Forbid("2.1", Texts.NONE, Set.of(Pillar.INFORMATION), "type == 'other'");
    assertThatThrownBy(() -> compiled.expression(foreign))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void reads_json_as_well() throws Exception {
    var accord = AccordSample.read(YAML).accord();
    assertThat(AccordReader.read(accord.canonical()).accord()).isEqualTo(accord);
    assertThat(AccordReader.readSigned(accord.canonical()).accord()).isEqualTo(accord);
  }

  /// The place of each slip, and what would be right.
  @ParameterizedTest
  @CsvSource(
      delimiterString = "-->",
      value = {
        "entente: 1 --> entente: 2 --> line 1, column 10: /entente: expected 1; found 2",
        "revision: 1 --> revision: '1' --> line 3, column 11: /revision: expected integer",
        "revision: 1 --> revision: 1.5 --> no whole number",
        "revision: 1 --> revision: 9007199254740993 --> no whole number within",
        "revision: 1 --> revision: --> a value is missing",
        "visibility: public --> visibility: open --> expected one of public, parties; found \"open\"",
        "visibility: public --> visibilty: public --> \"visibilty\" has no place here; known are entente,",
        "visibility: public --> visibilty: public --> \"visibility\" is missing",
        "country: XB --> country: Xb --> expected a country code of two capitals",
        "country: XB --> country: XA --> \"XA\" stands here a second time",
        "000000000002 --> 000000000001 --> stands here a second time",
        "node: https://node.xb.example --> node: http://node.xb.example --> expected where the",
        "node: https://node.xb.example --> node: https://node.xb.example/x --> expected where the",
        "node: https://node.xb.example --> node: 'https://-' --> expected https:// and a host",
        "[ { id: signatory, role: signatory } ] --> [ { id: s, role: observer } ] --> nobody could sign",
        "id: channel } --> id: liaison } --> \"liaison\" stands here a second time",
        "research: channel --> research: chanel --> level \"chanel\" is not defined; levels are channel,",
        "unmarked: { tlp: AMBER, pap: AMBER } --> unmarked: { tlp: AMBER } --> \"pap\" is missing",
        "id: '\"2\"' --> id: 2 --> expected text (in quotes when it looks like a number); found 2",
        "id: '\"2.2\"' --> id: '\"2.1\"' --> \"2.1\" stands here a second time",
        "id: '\"2.2\"' --> id: '\"3.2\"' --> a clause of article 2 is numbered 2.1, 2.2 …; found 3.2",
        "text: { en: No personal data. } --> text: { fr: Rien. } --> lacks the text in \"en\"",
        "level: liaison --> level: liason --> level \"liason\" is not defined",
        "from: [XA] --> from: [XC] --> XC is no party; parties are XA, XB",
        "ceiling: TLP.GREEN --> ceiling: TLP.WHITE --> expected one of TLP.CLEAR, TLP.GREEN",
        "ceiling: TLP.GREEN --> refs: keep --> duplicate name",
        "purpose: defence --> purpose: War! --> expected a word of lower-case letters",
        "retain: P1Y --> retain: 1 year --> expected a length of time such as P1Y",
        "forbid: personal --> forbid: persnal --> unknown name \"persnal\"",
        "forbid: personal --> level: liaison --> a clause is one of permit, forbid, require",
        "forbid: personal --> { forbid: personal, level: liaison } --> expected",
        "undertaking: true --> undertaking: false --> expected true; found false",
        "redact: [ created-by --> redact: [ creator --> expected one of identities, created-by",
        "approval: officer --> approval: boss --> expected one of none, officer, two-officers",
        "require: tlp >= TLP.AMBER --> require: tlp >= 2 --> >= does not go with (tlp, int)",
        "pass: [ { type: indicator, tlp: GREEN } ] --> pass: [ { tlp: GREEN } ] --> does not apply to this",
        "pass: [ { type: indicator, tlp: GREEN } ] --> pass: [ { type: indicator, tlp: RED } ] --> above its ceiling",
        "{ type: malware, tlp: CLEAR } --> { type: indicator, tlp: CLEAR } --> applies to this example, which",
        "until: 2029-12-01 --> until: 2029-02-30 --> is no day of the calendar",
        "until: 2029-12-01 --> until: 2026-12-01 --> must be after from, 2026-12-01",
      })
  void says_what_is_wrong(String passage, String replacement, String problem) {
    var yaml = with(unquoted(passage), replacement == null ? "" : unquoted(replacement));
    assertThat(problems(yaml)).contains(problem);
  }

  private static String unquoted(String text) {
    return text.replace("'\"", "\"").replace("\"'", "\"");
  }

  @Test
  void a_level_has_no_place_in_a_forbid() {
    var yaml = with("forbid: personal", "forbid: personal\n        level: liaison");
    assertThat(problems(yaml))
        .contains("/articles/0/clauses/1/level: \"level\" has no place here; known are id, text");
  }

  @Test
  void a_clause_is_of_one_kind_only() {
    var yaml = with("forbid: personal", "forbid: personal\n        permit: personal");
    assertThat(problems(yaml)).contains("\"permit\" has no place here");
  }

  @Test
  void a_require_adds_something() {
    var yaml =
        with("        approval: officer\n", "")
            .replace("        redact: [ created-by, \"time:hour\", { paths: [ /name ] } ]\n", "");
    assertThat(problems(yaml)).contains("a require adds something");
  }

  @Test
  void a_later_revision_says_what_it_supersedes() {
    assertThat(problems(with("revision: 1", "revision: 2"))).contains("needs supersedes");
    var digest = "supersedes: " + "ab".repeat(32);
    assertThat(problems(with("revision: 1", "revision: 1\n" + digest))).contains("nothing");
    assertThat(problems(with("revision: 1", "revision: 2\n" + digest))).isEqualTo("[]");
  }

  @Test
  void a_party_belongs_to_the_framework() {
    var framework = "visibility: public\nframework: { title: { en: F }, members: [XA, XC] }";
    assertThat(problems(with("visibility: public", framework)))
        .contains("XB is not a member of the framework");
  }

  @Test
  void texts_are_in_the_language_that_prevails() {
    var law = "duration:";
    var yaml = with("duration:", "law: { languages: [fr, en], prevails: fr }\n" + law);
    assertThat(problems(yaml)).contains("lacks the text in \"fr\"");
  }

  @Test
  void reports_everything_at_once_in_the_order_of_the_file() {
    var yaml =
        with("tlp >= TLP.AMBER", "tlp >= 2 && object.x == 1").replace("personal\n", "persnal\n");
    var problems = check(yaml).problems();
    assertThat(problems).hasSize(2);
    assertThat(problems).isSortedAccordingTo((a, b) -> Integer.compare(a.line(), b.line()));
    assertThat(problems.getFirst().message()).contains("persnal");
  }

  @Test
  void reports_form_and_references_and_expressions_together() {
    var yaml =
        with("visibility: public", "visibility: open")
            .replace("until: 2029-12-01", "until: 2026-01-01")
            .replace("knowledge: liaison }", "knowledge: liason }")
            .replace("ceiling: TLP.GREEN", "ceiling: TLP.WHITE")
            .replace("forbid: personal", "forbid: persnal");
    assertThat(check(yaml).problems())
        .extracting(AccordProblem::pointer)
        .containsExactlyInAnyOrder(
            "/visibility",
            "/initial/knowledge",
            "/articles/0/clauses/0/ceiling",
            "/articles/0/clauses/1/forbid",
            "/duration/until");
  }

  /// A fault inside an expression has its own place where the scalar stands in one piece.
  @ParameterizedTest
  @CsvSource(
      delimiterString = "-->",
      value = {
        "tlp > TLP.CLEAR && tlp > 2 --> 0 --> 41",
        "Qtlp > TLP.CLEAR && tlp > 2Q --> 0 --> 42",
        "\"tlp > TLP.CLEAR && tlp > 2\" --> 0 --> 42",
        "|NtlpXX> TLP.CLEAR &&N tlp > 2 --> 2 --> 19",
        ">-N tlp > TLP.CLEAR &&N tlp > 2 --> 0 --> 18"
      })
  void places_a_fault_inside_an_expression(String scalar, int further, int column) {
    var block = scalar.replace("XX", "  ").replace("Q", "'").replace("N", "\n             ");
    var yaml = with("tlp >= TLP.AMBER", block);
    int line = yaml.substring(0, yaml.indexOf("require:")).split("\n", -1).length;
    assertThat(check(yaml).problems())
        .extracting(AccordProblem::line, AccordProblem::column)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(line + further, column));
  }

  @Test
  void the_schema_comes_with_the_product() throws Exception {
    var schema = Json.parseObject(AccordSchema.bytes());
    assertThat(schema.string("$schema"))
        .isEqualTo(Optional.of("https://json-schema.org/draft/2020-12/schema"));
    assertThat(schema.object("properties").orElseThrow().members().keySet())
        .containsAll(Map.of("entente", 1, "articles", 1, "duration", 1).keySet());
  }
}
