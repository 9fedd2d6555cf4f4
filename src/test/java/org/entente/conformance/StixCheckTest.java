package org.entente.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.entente.json.Json;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonArray;
import org.entente.json.JsonValue.JsonObject;
import org.entente.stix.Gate;
import org.entente.stix.Kind;
import org.entente.stix.Problem;
import org.entente.stix.StixObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StixCheckTest {
  private static final Path VALID =
      Path.of("src/test/resources/org/entente/stix/one-of-each-type.json");

  /// One valid object of each type, with documentation addresses.
  static Stream<JsonObject> ofEachType() throws Exception {
    return ((JsonArray) Json.parse(Files.readAllBytes(VALID)))
        .items().stream().map(JsonObject.class::cast);
  }

  private static String type(JsonObject object) {
    return object.string("type").orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("ofEachType")
  void finds_nothing_wrong_with_a_valid_object(JsonObject object) throws Exception {
    assertThat(problems(object)).as(type(object)).isEmpty();
  }

  @Test
  void has_a_valid_object_of_every_type_of_the_standard() throws Exception {
    assertThat(ofEachType().map(StixCheckTest::type).distinct()).hasSize(42);
  }

  /// What each type requires beyond the common properties: the property tables of §4 to §7.
  @ParameterizedTest
  @CsvSource({
    "attack-pattern, name",
    "campaign, name",
    "course-of-action, name",
    "grouping, context object_refs",
    "identity, name",
    "incident, name",
    "indicator, pattern pattern_type valid_from",
    "infrastructure, name",
    "intrusion-set, name",
    "malware, is_family",
    "malware-analysis, product",
    "note, content object_refs",
    "observed-data, first_observed last_observed number_observed",
    "opinion, opinion object_refs",
    "report, name published object_refs",
    "threat-actor, name",
    "tool, name",
    "vulnerability, name",
    "relationship, relationship_type source_ref target_ref",
    "sighting, sighting_of_ref",
    "autonomous-system, number",
    "directory, path",
    "domain-name, value",
    "email-addr, value",
    "email-message, is_multipart",
    "ipv4-addr, value",
    "ipv6-addr, value",
    "mac-addr, value",
    "mutex, name",
    "network-traffic, protocols",
    "software, name",
    "url, value",
    "language-content, object_ref contents",
    "extension-definition, name schema version extension_types created_by_ref",
  })
  void asks_for_what_a_type_requires(String type, String required) throws Exception {
    for (var property : required.split(" ", -1)) {
      assertThat(problems(valid(type).without(property)))
          .filteredOn(problem -> problem.pointer().equals("/" + property))
          .singleElement()
          .satisfies(problem -> {
            assertThat(problem.message()).isEqualTo("required, but absent");
            assertThat(problem.clause()).startsWith("STIX 2.1 §");
          });
    }
  }

  @ParameterizedTest
  @MethodSource("ofEachType")
  void asks_for_the_common_properties(JsonObject object) throws Exception {
    var kind = Kind.of(type(object));
    for (var property : List.of("spec_version", "created", "modified")) {
      boolean required =
          kind != Kind.SCO && !(kind == Kind.MARKING_DEFINITION && property.equals("modified"));
      assertThat(problems(object.without(property)))
          .hasSize(required ? 1 : 0)
          .allMatch(problem -> problem.pointer().equals("/" + property));
    }
  }

  /// type, pointer of the one problem, property to set, its JSON
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "campaign | /spec_version | spec_version | 2.1",
        "campaign | /spec_version | spec_version | \"2.0\"",
        "campaign | /created | created | \"2020-01-01T00:00:00Z\"",
        "campaign | /first_seen | first_seen | \"2020-01-01 00:00:00\"",
        "campaign | /first_seen | first_seen | \"2020-01-01T00:00:00+01:00\"",
        "campaign | /first_seen | first_seen | \"2020-01-01T00:00:00.Z\"",
        "campaign | /first_seen | first_seen | \"2020-02-30T00:00:00Z\"",
        "campaign | /last_seen | last_seen | \"1999-01-01T00:00:00Z\"",
        "campaign | /modified | modified | \"1999-01-01T00:00:00.000Z\"",
        "campaign | /aliases | aliases | []",
        "campaign | /aliases/0 | aliases | [1]",
        "campaign | /confidence | confidence | 101",
        "campaign | /confidence | confidence | 9007199254740993",
        "campaign | /lang | lang | \"e\"",
        "campaign | /revoked | revoked | \"true\"",
        "campaign | /defanged | defanged | true",
        "campaign | /created_by_ref | created_by_ref | \"campaign--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f\"",
        "campaign | /created_by_ref | created_by_ref | \"identity--8E2E2D2B-17d4-4cbf-938f-98ee46b3cd3f\"",
        "campaign | /external_references/0 | external_references | [{\"source_name\":\"s\"}]",
        "campaign | /external_references/0/source_name | external_references | [{\"url\":\"u\"}]",
        "campaign | /object_marking_refs/0 | object_marking_refs | [\"tlp:red\"]",
        "campaign | /granular_markings/0 | granular_markings | [{\"selectors\":[\"name\"]}]",
        "campaign | /granular_markings/0/selectors | granular_markings | [{\"selectors\":[\"nothing\"],\"lang\":\"en\"}]",
        "campaign | /granular_markings/0/selectors | granular_markings | [{\"selectors\":[\"aliases.[9]\"],\"lang\":\"en\"}]",
        "campaign | /extensions | extensions | {}",
        "campaign | /extensions/x-e | extensions | {\"x-e\":3}",
        "campaign | /extensions/extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d | extensions | {\"extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d\":{\"a\":1}}",
        "campaign | /X | X | 1",
        "campaign | /x_empty | x_empty | []",
        "campaign | /x_deep/a/0 | x_deep | {\"a\":[null]}",
        "identity | /name | name | null",
        "indicator | /valid_until | valid_until | \"2020-01-01T00:00:00Z\"",
        "location | '' | longitude | 1",
        "location | /region | region | 1",
        "malware-analysis | /sample_ref | sample_ref | \"0\"",
        "observed-data | /number_observed | number_observed | 0",
        "observed-data | '' | objects | {\"0\":{\"type\":\"ipv4-addr\",\"value\":\"192.0.2.1\"}}",
        "opinion | /opinion | opinion | \"maybe\"",
        "relationship | /relationship_type | relationship_type | \"Targets\"",
        "relationship | /source_ref | source_ref | \"sighting--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f\"",
        "sighting | /count | count | -1",
        "sighting | /where_sighted_refs/0 | where_sighted_refs | [\"campaign--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f\"]",
        "artifact | '' | url | \"http://example.org/\"",
        "domain-name | /value | value | \"example[.]org\"",
        "email-message | /body_multipart | body_multipart | [{\"body\":\"b\"}]",
        "file | /hashes | hashes | {}",
        "file | /hashes/MD5! | hashes | {\"MD5!\":\"x\"}",
        "file | /magic_number_hex | magic_number_hex | \"ABC\"",
        "file | /extensions/pdf-ext/is_optimized | extensions | {\"pdf-ext\":{\"is_optimized\":1}}",
        "ipv4-addr | /value | value | \"2001:db8::1\"",
        "ipv4-addr | /created | created | \"2020-01-01T00:00:00.000Z\"",
        "mac-addr | /value | value | \"D2:FB:49:24:37:18\"",
        "network-traffic | /src_port | src_port | 65536",
        "network-traffic | /end | end | \"1999-01-01T00:00:00Z\"",
        "windows-registry-key | /key | key | \"HKLM\\\\System\"",
        "language-content | /contents/de | contents | {\"de\":{}}",
        "marking-definition | /modified | modified | \"2020-01-01T00:00:00.000Z\"",
        "extension-definition | /extension_types/0 | extension_types | [\"new-thing\"]",
        "extension-definition | /extension_properties/0 | extension_properties | [\"created\"]",
      })
  void finds_one_thing_wrong(String type, String pointer, String property, String value)
      throws Exception {
    var object = valid(type).with(property, Json.parse(value.getBytes(UTF_8)));
    assertThat(problems(object)).extracting(Problem::pointer).containsExactly(unquoted(pointer));
  }

  private static String unquoted(String pointer) {
    return pointer.equals("''") ? "" : pointer;
  }

  @Test
  void tells_all_problems_together() throws Exception {
    var broken =
        read(
            """
            {"type":"report","id":"note--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f","spec_version":2.1,
             "created":"yesterday","name":7,"object_refs":[],"x_list":[]}\
            """);
    assertThat(StixCheck.problems(broken))
        .extracting(problem -> problem.pointer() + " " + problem.message())
        .containsExactlyInAnyOrder(
            "/id expected an id of type report, found note--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f",
            "/spec_version expected \"2.1\", found 2.1",
            "/created expected a timestamp YYYY-MM-DDTHH:mm:ss[.s+]Z, found \"yesterday\"",
            "/modified required, but absent",
            "/name expected a string, found 7",
            "/object_refs expected a list of at least one, found an empty list",
            "/published required, but absent",
            "/x_list expected a list of at least one, found an empty list");
  }

  @Test
  void the_tolerant_gate_refuses_only_what_would_be_misread() throws Exception {
    var unorderable =
        valid("campaign").with("modified", JsonValue.of("last week")).with("name", JsonValue.of(1));
    assertThat(Gate.TOLERANT.refusedFor(problems(unorderable)))
        .extracting(Problem::pointer)
        .containsExactly("/modified");
    assertThat(Gate.STRICT.refusedFor(problems(unorderable))).hasSize(2);
    var bundle = read("{\"type\":\"bundle\",\"id\":\"bundle--1\"}");
    assertThat(Gate.TOLERANT.refusedFor(StixCheck.problems(bundle))).isNotEmpty();
    var path = read("{\"type\":\"../../x\",\"id\":\"x--1\"}");
    assertThat(Gate.TOLERANT.refusedFor(StixCheck.problems(path))).isNotEmpty();
  }

  @Test
  void refuses_a_standard_tlp_id_that_says_another_level() throws Exception {
    var amber =
        """
        {"type":"marking-definition","spec_version":"2.1","name":"TLP:AMBER+STRICT",
         "id":"marking-definition--f88d31f6-486f-44da-b317-01333bde0b82",
         "created":"2017-01-20T00:00:00.000Z","definition_type":"tlp","definition":{"tlp":"amber"}}\
        """;
    assertThat(Gate.TOLERANT.refusedFor(StixCheck.problems(read(amber)))).hasSize(1);
    var meant = read(amber.replace("TLP:AMBER+STRICT", "TLP:AMBER"));
    assertThat(StixCheck.problems(meant)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        {"type":"x-entente-thing","spec_version":"2.1","created":"2020-01-01T00:00:00.000Z",
         "id":"x-entente-thing--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f",
         "modified":"2020-01-01T00:00:00.000Z","anything":{"at":["all",1,true]}}\
        """,
        """
        {"type":"x-entente-value","id":"x-entente-value--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f",
         "extensions":{"extension-definition--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f":
           {"extension_type":"new-sco"}},"value":"v"}\
        """,
      })
  void keeps_unknown_types_properties_and_extensions(String text) throws Exception {
    assertThat(StixCheck.problems(read(text))).isEmpty();
  }

  /// A hostile object cannot make the list of its faults larger than itself.
  @Test
  void tells_a_bounded_number_of_problems() throws Exception {
    var many = "{\"type\":\"url\",\"id\":\"url--1\",\"x_all\":[" + "[],".repeat(9_999) + "[]]}";
    assertThat(StixCheck.problems(read(many))).hasSizeLessThan(300);
  }

  private static List<Problem> problems(JsonObject object) throws Exception {
    return StixCheck.problems(StixObject.of(object));
  }

  private static JsonObject valid(String type) throws Exception {
    return ofEachType().filter(object -> type(object).equals(type)).findFirst().orElseThrow();
  }

  private static StixObject read(String text) throws Exception {
    return StixObject.read(text.getBytes(UTF_8));
  }
}
