package org.entente.stix;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StixObjectTest {
  private static final String NOTE =
      """
      {"type":"note","id":"note--1","modified":"2020-01-01T00:00:00.120000Z",
       "object_refs":["campaign--1","campaign--2"],"created_by_ref":"identity--1",
       "object_marking_refs":["marking-definition--1"],
       "granular_markings":[{"selectors":["content"],"marking_ref":"marking-definition--2"}],
       "extensions":{"extension-definition--1":{"deep":{"x_ref":"tool--1","y_refs":["tool--2","0"]}}},
       "x_ref":"no id","labels":["a"]}\
      """;

  @Test
  void keeps_its_bytes_without_the_space_around_them() throws Exception {
    var text = "{\"type\" : \"url\",\n\t\"id\":\"url--1\", \"\u00e9\": 1.0e2 }";
    var object = read(" \n" + text + "\r\n");
    assertThat(new String(object.bytes(), UTF_8)).isEqualTo(text);
    object.bytes()[0] = 'x';
    assertThat(new String(object.bytes(), UTF_8)).isEqualTo(text);
    assertThat(read(text)).isEqualTo(object);
  }

  @Test
  void finds_every_reference_wherever_it_stands() throws Exception {
    assertThat(read(NOTE).references())
        .extracting(
            reference -> reference.at() + " " + reference.property() + " " + reference.target())
        .containsExactly(
            "/object_refs/0 object_refs campaign--1",
            "/object_refs/1 object_refs campaign--2",
            "/created_by_ref created_by_ref identity--1",
            "/object_marking_refs/0 object_marking_refs marking-definition--1",
            "/granular_markings/0/marking_ref marking_ref marking-definition--2",
            "/extensions/extension-definition--1/deep/x_ref x_ref tool--1",
            "/extensions/extension-definition--1/deep/y_refs/0 y_refs tool--2");
    assertThat(read(NOTE).extensionDefinitions())
        .containsExactly(new StixId("extension-definition--1"));
  }

  @Test
  void tells_versions_apart_by_what_the_standard_versions() throws Exception {
    assertThat(read(NOTE).key()).hasToString("note--1@2020-01-01T00:00:00.120Z");
    var sco =
        read("{\"type\":\"url\",\"id\":\"url--1\",\"modified\":\"2020-01-01T00:00:00.000Z\"}");
    assertThat(sco.key().version()).isEqualTo("sha256:" + sco.canonicalDigest().hex());
    var reordered =
        read("{\"modified\":\"2020-01-01T00:00:00.000Z\",\"id\":\"url--1\",\"type\":\"url\"}");
    assertThat(reordered.key()).isEqualTo(sco.key());
    var definition = read("{\"type\":\"marking-definition\",\"id\":\"marking-definition--1\"}");
    assertThat(definition.key()).hasToString("marking-definition--1");
    assertThat(read("{\"type\":\"x-a\",\"id\":\"x-a--1\"}").key().version()).startsWith("sha256:");
  }

  @ParameterizedTest
  @CsvSource({"true, true", "false, false", "\"no\", true", "null, true"})
  void is_revoked_by_anything_but_false(String value, boolean revoked) throws Exception {
    var text = "{\"type\":\"tool\",\"id\":\"tool--1\",\"revoked\":" + value + "}";
    assertThat(read(text).revoked()).isEqualTo(revoked);
    assertThat(read(NOTE).revoked()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "{\"type\":\"url\"}",
        "{\"type\":\"url\",\"id\":\"1\"}",
        "{\"type\":\"url\",\"id\":\"url--\"}",
        "{\"type\":\"url\",\"id\":\"--1\"}",
        "{\"type\":\"url\",\"id\":\"url--1\\n\"}",
        "{\"type\":\"url\",\"id\":\"url--../1\"}",
        "{\"type\":1,\"id\":\"url--1\"}",
        "{\"type\":\"\",\"id\":\"url--1\"}",
        "{\"type\":\"url\",\"id\":\"url--1\",\"id\":\"url--2\"}",
        "{\"type\":\"url\",\"id\":\"url--1\"} x",
        "{\"type\":\"url\",\"id\":\"url--1\",\"value\":\"\\ud800\"}",
      })
  void refuses_what_has_no_name(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOfSatisfying(
            MalformedStix.class,
            refused -> assertThat(refused.problem().fatalWhenTolerant()).isTrue());
  }

  @ParameterizedTest
  @CsvSource({
    "tool--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f, true",
    "tool--8E2E2D2B-17d4-4cbf-938f-98ee46b3cd3f, false",
    "tool--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3fa, false",
    "tool--8e2e2d2b-17d4-4cbf-138f-98ee46b3cd3f, false",
    "tool--8e2e2d2b17d44cbf938f98ee46b3cd3f, false",
  })
  void tells_whether_an_id_is_as_the_standard_writes_it(String id, boolean standard) {
    assertThat(new StixId(id).isStandard()).isEqualTo(standard);
    assertThat(new StixId(id).type()).isEqualTo("tool");
  }

  private static StixObject read(String text) throws MalformedStix {
    return StixObject.read(text.getBytes(UTF_8));
  }
}
