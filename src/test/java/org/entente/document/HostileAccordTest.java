package org.entente.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.entente.document.AccordSample.YAML;
import static org.entente.document.AccordSample.check;
import static org.entente.document.AccordSample.problems;
import static org.entente.document.AccordSample.with;

import java.util.List;
import org.entente.json.CanonicalJson;
import org.entente.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Documents that were broken or made to harm: each ends in problems with their places, or is
/// accepted in the one form in which it would be signed.
class HostileAccordTest {
  /// Whatever is left out or of another kind, the check ends with problems and a place.
  @Test
  void survives_any_member_left_out_or_of_another_kind() throws Exception {
    var document = AccordSample.read(YAML).accord().document();
    for (var name : document.members().keySet()) {
      for (var value :
          List.of("null", "1", "\"x\"", "[]", "{}", "[1]", "[{}]", "{\"en\":1}", "true")) {
        var other = document.with(name, Json.parse(value.getBytes(UTF_8)));
        assertThat(AccordReader.check(CanonicalJson.bytes(other)).problems().isEmpty())
            .as(name + ": " + value)
            .isEqualTo(other.equals(document));
      }
      var checked = AccordReader.check(CanonicalJson.bytes(document.without(name)));
      assertThat(checked.problems()).as("without " + name).isNotEmpty();
      assertThat(checked.accord()).isEmpty();
    }
  }

  @Test
  void refuses_bytes_that_are_not_text() {
    assertThat(AccordReader.check(new byte[] {(byte) 0xff, 0}).problems().toString())
        .contains("not UTF-8");
    assertThat(AccordReader.check(new byte[AccordReader.MAX_BYTES + 1]).problems().toString())
        .contains("longer than");
  }

  /// What hostile YAML is known to do to readers (billion laughs, constructors, merge keys, depth).
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: &a [x]\nb: *a\n",
        "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
        "base: &b { x: 1 }\nentente: 1\n<<: *b\n",
        "entente: !!javax.script.ScriptEngineManager [ x ]",
        "!custom { entente: 1 }",
        "entente: !custom 1",
        "entente: !!binary aGFsbG8=",
        "entente: 1\nentente: 1\n",
        "? [a, b]\n: c\n",
        "--- 1\n--- 2\n",
        "[1, 2]",
        "entente",
        "",
        "\u0000",
        "entente: \"\\ud800\"",
        "{ \"entente\": 1, \"entente\": 1 }",
        "entente: 0x1",
        "entente: .inf",
        "entente: 1e400",
        "a: {b: &x {c: *x}}",
        "\t- a",
        "entente: @x",
        "%YAML 9.9\n---\nentente: 1",
      })
  void refuses_hostile_yaml_with_a_place(String yaml) {
    var checked = check(yaml);
    assertThat(checked.accord()).isEmpty();
    assertThat(checked.problems()).isNotEmpty();
    assertThat(checked.problems()).allMatch(each -> each.line() >= 1 && each.column() >= 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{a: ", "- ", "{\"a\":[", "? ", "&a [", "!x "})
  void refuses_what_is_nested_without_end(String opening) {
    assertThat(check(opening.repeat(100_000)).problems()).isNotEmpty();
  }

  @Test
  void refuses_a_tag_on_a_mapping() {
    assertThat(problems("!!map\n" + YAML)).isEqualTo("[]");
    assertThat(problems("!accord\n" + YAML)).contains("tag");
    assertThat(problems(with("levels: [", "levels: !mine ["))).contains("tag");
  }

  @Test
  void reports_no_more_than_can_be_worked_on() {
    var many = "x: y, ".repeat(100_000);
    var yaml = "entente: 1\nlevels: [" + "{ id: 1 }, ".repeat(50_000) + "]\n";
    assertThat(check("{ " + many.replace("x", "x") + " }").problems()).hasSizeLessThan(300);
    assertThat(check(yaml).problems()).hasSizeBetween(1, 300);
  }

  @Test
  void a_signed_payload_is_canonical_to_the_last_byte() {
    var canonical = AccordSample.read(YAML).accord().canonical();
    var text = new String(canonical, UTF_8);
    for (var other :
        List.of(text + "\n", " " + text, text.replace("\"entente\":1,", "\"entente\":1.0,"))) {
      assertThatThrownBy(() -> AccordReader.readSigned(other.getBytes(UTF_8)))
          .isInstanceOf(AccordRejected.class);
    }
    assertThatThrownBy(() -> AccordReader.readSigned("[]".getBytes(UTF_8)))
        .isInstanceOf(AccordRejected.class);
    assertThatThrownBy(() -> AccordReader.readSigned("{".getBytes(UTF_8)))
        .isInstanceOf(AccordRejected.class)
        .hasMessageContaining("not JSON");
  }

  /// Random edits of the document: whatever is still accepted reads the same from its signed form.
  @Test
  void what_it_accepts_it_accepts_in_canonical_form() throws Exception {
    long seed = System.nanoTime();
    var random = new java.util.Random(seed);
    var words =
        List.of("XA", "liaison", "P2Y", "2.2", "tlp", "TLP.RED", "none", "- ", "{", "é", "0");
    int accepted = 0;
    for (int i = 0; i < 120; i++) {
      int at = random.nextInt(YAML.length());
      var edited =
          YAML.substring(0, at)
              + words.get(random.nextInt(words.size()))
              + YAML.substring(Math.min(YAML.length(), at + random.nextInt(4)));
      var accord = check(edited).accord();
      if (accord.isPresent()) {
        accepted++;
        var canonical = accord.get().accord().canonical();
        assertThat(CanonicalJson.bytes(Json.parse(canonical)))
            .as("seed " + seed)
            .isEqualTo(canonical);
        assertThat(AccordReader.readSigned(canonical).accord())
            .as("seed " + seed)
            .isEqualTo(accord.get().accord());
      }
    }
    assertThat(accepted).isPositive();
  }
}
