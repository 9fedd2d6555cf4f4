package org.entente.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class YamlTest {
  @Test
  void reads_yaml_and_json_as_the_same_value() throws Exception {
    var yaml = Yaml.parse("a: [1, 2.5, true, null]\nb: { c: 2026-12-01 } # a day stays text\n");

    var text = "{\"a\":[1,2.5,true,null],\"b\":{\"c\":\"2026-12-01\"}}";
    var json = Json.parse(text.getBytes(UTF_8));
    assertThat(yaml.value()).isEqualTo(json);
    assertThat(Yaml.parse(CanonicalJson.text(json)).value()).isEqualTo(json);
  }

  @Test
  void remembers_where_each_value_stands() throws Exception {
    var yaml = Yaml.parse("articles:\n  - id: \"2\"\n    pillar: information\n");

    var pillar = new JsonPointer(List.of("articles", "0", "pillar"));
    assertThat(yaml.place(pillar)).isEqualTo(new Yaml.Place(3, 13));
    assertThat(yaml.place(new JsonPointer(List.of("articles", "0", "title"))))
        .as("what is absent is placed at its parent")
        .isEqualTo(new Yaml.Place(2, 5));
  }

  @Test
  void refuses_duplicate_names_aliases_and_second_documents_with_their_place() {
    refused("a: 1\na: 2\n", "line 2, column 1: duplicate name \"a\"");
    refused("a: &x [1]\nb: *x\n", "alias");
    refused("a: 1\n---\nb: 2\n", "line 2");
    refused("a: 0x1F\n", "0x1F is no number of JSON");
    refused("a: !!binary aGVsbG8=\n", "tag");
    refused("? [1]\n: 2\n", "a name must be plain text");
    refused("[".repeat(200) + "]".repeat(200), "nested deeper");
    refused("a: [1\n", "line 2");
    refused("? " + "é".repeat(32_769) + "\n: 1", "line 1, column 3: a name of more than 65,536");
  }

  @Test
  void reads_a_name_as_long_as_JSON_may_have() throws Exception {
    var name = "é".repeat(32_768);
    var written = CanonicalJson.bytes(Yaml.parse("? " + name + "\n: 1").value());
    assertThat(Json.parseObject(written).members()).containsOnlyKeys(name);
  }

  private static void refused(String text, String message) {
    assertThatThrownBy(() -> Yaml.parse(text))
        .isInstanceOf(MalformedYaml.class)
        .hasMessageContaining(message);
  }
}
