package org.entente.stix;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.entente.Shared;
import org.entente.conformance.StixCheck;
import org.entente.stix.StixStream.Item;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarkingsTest {
  private static final String CUSTOM = "marking-definition--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f";
  private static final String OTHER = "marking-definition--9e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f";
  private static final String GREEN = "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb";

  private final Map<StixId, StixObject> definitions = new HashMap<>();

  @ParameterizedTest
  @CsvSource({
    "613f2e26-407d-48c7-9eca-b8e91df99dc9, CLEAR",
    "34098fce-860f-48ae-8e50-ebd3cc5e41da, GREEN",
    "f88d31f6-486f-44da-b317-01333bde0b82, AMBER",
    "5e57c739-391a-4eb3-b6be-7d15ca92d5ed, RED",
    "94868c89-83c2-464b-929b-a1a8aa3c8487, CLEAR",
    "bab4a63c-aed9-4cf5-a766-dfca5abac2bb, GREEN",
    "55d920b0-5e8b-4f79-9ee9-91f868d9b421, AMBER",
    "939a9414-2ddd-4d32-a0cd-375ea402b003, AMBER_STRICT",
    "e828b379-4e03-4974-9ac4-e53a884c97c1, RED",
  })
  void knows_the_standard_levels_without_their_definitions(String uuid, Tlp level)
      throws Exception {
    var markings = markings("\"object_marking_refs\":[\"marking-definition--" + uuid + "\"]");
    assertThat(markings.overall()).isEqualTo(Marking.of(level));
  }

  @Test
  void reads_the_published_tlp_2_definitions_as_their_ids_say() throws Exception {
    try (var in = Files.newInputStream(Shared.path("data/tlp2-oasis/tlp2-markings.json"))) {
      var stream = new StixStream(in);
      int read = 0;
      for (var item = next(stream); item.isPresent(); item = next(stream)) {
        var definition = item.get();
        assertThat(StandardMarkings.marking(definition.id()))
            .contains(MarkingDefinition.read(definition));
        assertThat(StixCheck.problems(definition)).isEmpty();
        read++;
      }
      assertThat(read).isEqualTo(5);
    }
  }

  private static Optional<StixObject> next(StixStream stream) throws IOException {
    return stream.next().map(item -> ((Item.Whole) item).object());
  }

  /// The body of a definition under an id of its own, and how it reads.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "\"definition_type\":\"tlp\",\"definition\":{\"tlp\":\"amber\"} | AMBER",
        "\"definition_type\":\"TLP:CLEAR\" | CLEAR",
        "\"definition_type\":\"TLP:CLEAR\",\"definition\":{\"TLP\":\"TLP:CLEAR\"} | CLEAR",
        "\"definition_type\":\"tlp\",\"definition\":{\"tlp\":\"amber+strict\"} | AMBER_STRICT",
        "\"definition_type\":\"tlp\",\"definition\":{\"tlp\":\"purple\"} | UNKNOWN",
        "\"definition_type\":\"tlp\",\"definition\":{\"tlp\":3} | UNKNOWN",
        "\"definition_type\":\"tlp\" | UNKNOWN",
        "\"definition_type\":\"statement\",\"definition\":{\"statement\":\"custom\"},\"name\":\"TLP:AMBER+STRICT\" | AMBER_STRICT",
        "\"definition_type\":\"statement\",\"definition\":{\"statement\":\"TLP:RED\"} | RED",
        "\"definition_type\":\"tlp\",\"definition\":{\"tlp\":\"green\"},\"name\":\"TLP:RED\" | RED",
        "\"definition_type\":\"ais\",\"definition\":{\"ais\":\"x\"} | UNKNOWN",
        "\"extensions\":{\"extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d\":{\"tlp_2_0\":\"red\"}} | RED",
        "\"extensions\":{\"extension-definition--3a65884d-005a-4290-8335-cb2d778a83ce\":{\"x\":\"y\"}} | UNKNOWN",
        "\"extensions\":[] | UNKNOWN",
        "\"name\":\"TLP:WHITE\" | CLEAR",
        "\"name\":\"anything\" | UNKNOWN",
      })
  void reads_definitions_and_their_wrong_forms(String body, Tlp level) throws Exception {
    define(CUSTOM, body);
    assertThat(markedBy(CUSTOM).tlp()).contains(level);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "\"extensions\":{\"extension-definition--f8d78575-edfd-406e-8e84-6162a8450f5b\":{\"pap\":\"amber\"}} | AMBER",
        "\"definition_type\":\"pap\",\"definition\":{\"pap\":\"red\"} | RED",
        "\"definition_type\":\"pap\",\"definition\":{\"pap\":\"x\"} | UNKNOWN",
        "\"definition_type\":\"PAP:WHITE\" | CLEAR",
      })
  void reads_pap(String body, Pap level) throws Exception {
    define(CUSTOM, body);
    assertThat(markedBy(CUSTOM).overall()).isEqualTo(Marking.of(level));
  }

  @Test
  void a_statement_has_no_rank() throws Exception {
    define(
        CUSTOM, "\"definition_type\":\"statement\",\"definition\":{\"statement\":\"© Example\"}");
    assertThat(markedBy(CUSTOM).overall()).isEqualTo(Marking.STATEMENT);
    var both = markings("\"object_marking_refs\":[\"" + CUSTOM + "\",\"" + GREEN + "\"]");
    assertThat(both.overall())
        .isEqualTo(new Marking(Optional.of(Tlp.GREEN), Optional.empty(), true));
  }

  @Test
  void what_is_not_marked_is_unmarked() throws Exception {
    assertThat(markings("\"labels\":[\"campaign\",\"tlp\"]").overall()).isEqualTo(Marking.NONE);
    assertThat(markings("\"object_marking_refs\":[]").overall()).isEqualTo(Marking.NONE);
  }

  /// Whatever stands in a marking's place and cannot be read stands above RED.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"object_marking_refs\":[\"" + OTHER + "\"]",
        "\"object_marking_refs\":\"" + GREEN + "\"",
        "\"object_marking_refs\":{}",
        "\"object_marking_refs\":[3]",
        "\"object_marking_refs\":[\"tlp:green\"]",
        "\"object_marking_refs\":[\"" + GREEN + "\",null]",
        "\"granular_markings\":{}",
        "\"granular_markings\":[7]",
        "\"granular_markings\":[{\"selectors\":[\"name\"]}]",
        "\"granular_markings\":[{\"selectors\":[\"name\"],\"marking_ref\":\"" + OTHER + "\"}]",
        "\"granular_markings\":[{\"selectors\":[\"name\"],\"marking_ref\":3,\"lang\":\"en\"}]",
      })
  void what_cannot_be_read_stands_above_red(String property) throws Exception {
    assertThat(markings(property).overall()).isEqualTo(Marking.UNKNOWN);
    assertThat(Tlp.UNKNOWN.fits(Tlp.RED)).isFalse();
  }

  @Test
  void a_marking_by_something_that_is_no_marking_definition_is_unknown() throws Exception {
    var id = new StixId(CUSTOM);
    definitions.put(
        id, read("{\"type\":\"note\",\"id\":\"" + CUSTOM + "\",\"name\":\"TLP:CLEAR\"}"));
    assertThat(markedBy(CUSTOM).tlp()).contains(Tlp.UNKNOWN);
  }

  @Test
  void the_stricter_of_object_granular_and_label_wins() throws Exception {
    var red = "marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed";
    var granular = "[{\"selectors\":[\"name\"],\"marking_ref\":\"" + red + "\"}]";
    var markings =
        markings(
            "\"object_marking_refs\":[\""
                + GREEN
                + "\"],\"granular_markings\":"
                + granular
                + ",\"labels\":[\"tlp:amber\",\"PAP:AMBER\"]");
    assertThat(markings.tlp()).contains(Tlp.RED);
    assertThat(markings.pap()).contains(Pap.AMBER);
    assertThat(markings.applied())
        .extracting(Markings.Applied::by)
        .containsExactly(GREEN, red, "tlp:amber", "PAP:AMBER");
    assertThat(markings.applied().get(1).selectors()).containsExactly("name");
  }

  @ParameterizedTest
  @CsvSource({
    "TLP:AMBER+STRICT, AMBER_STRICT",
    "TLP:RED, RED",
    "TLP:GREEN, AMBER",
    "a name that says nothing, AMBER",
  })
  void a_standard_id_reads_as_its_producer_defines_it_if_that_is_stricter(String name, Tlp level)
      throws Exception {
    var amber = "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82";
    assertThat(markedBy(amber).tlp()).contains(Tlp.AMBER);
    define(amber, "\"name\":\"" + name + "\"");
    assertThat(markedBy(amber).tlp()).contains(level);
  }

  @ParameterizedTest
  @CsvSource({
    "tlp:amber+strict, AMBER_STRICT",
    "TLP:AMBER-STRICT, AMBER_STRICT",
    "tlp:amber_strict, AMBER_STRICT",
    "Tlp:White, CLEAR",
    "'tlp: red', RED",
    "tlp:unclear, UNKNOWN",
    "tlp:ex:chr, UNKNOWN",
    "tlp:, UNKNOWN",
  })
  void reads_labels_that_claim_a_level(String label, Tlp level) throws Exception {
    assertThat(markings("\"labels\":[\"" + label + "\"]").tlp()).contains(level);
  }

  @Test
  void a_language_of_a_part_is_no_marking() throws Exception {
    var markings = markings("\"granular_markings\":[{\"selectors\":[\"name\"],\"lang\":\"fr\"}]");
    assertThat(markings.overall()).isEqualTo(Marking.NONE);
  }

  private void define(String id, String body) throws Exception {
    var text = "{\"type\":\"marking-definition\",\"id\":\"" + id + "\"," + body + "}";
    definitions.put(new StixId(id), read(text));
  }

  private Markings markedBy(String id) throws Exception {
    return markings("\"object_marking_refs\":[\"" + id + "\"]");
  }

  private Markings markings(String property) throws Exception {
    var object = read("{\"type\":\"tool\",\"id\":\"tool--1\",\"name\":\"n\"," + property + "}");
    return Markings.of(object, id -> Optional.ofNullable(definitions.get(id)));
  }

  private static StixObject read(String text) throws MalformedStix {
    return StixObject.read(text.getBytes(UTF_8));
  }
}
