package org.entente.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShownTest {
  @Test
  void what_moves_the_cursor_or_begins_a_line_becomes_a_space() {
    assertThat(Shown.text("a\nb\r\tc\u001b[2Jd\u0000\u007f\u009b\u2028\u2029e"))
        .isEqualTo("a b  c [2Jd     e");
  }

  @Test
  void what_turns_text_around_or_hides_in_it_becomes_a_space() {
    assertThat(Shown.text("\u202e\u2066\u200f\ufeff\u200bx\udb40\udc41")).isEqualTo("     x ");
  }

  @Test
  void names_in_every_script_stay_as_they_are() {
    var names = "المغرب مركز, מערך הסייבר, Côte d’Ivoire, می\u200cخواهم, 日本, 🙂";
    assertThat(Shown.text(names)).isEqualTo(names);
  }

  @Test
  void half_a_character_is_replaced_and_megabytes_are_cut() {
    assertThat(Shown.text("a\ud83db")).isEqualTo("a\ufffdb");
    assertThat(Shown.text("🙂".repeat(1_000_000))).isEqualTo("🙂".repeat(500));
  }

  @Test
  void a_value_between_quotation_marks_cannot_end_them() {
    assertThat(Shown.quoted("x\" alarm=raised \"")).isEqualTo("x' alarm=raised '");
  }

  @Test
  void json_says_the_same_and_hides_nothing() throws Exception {
    var json = "{\n\"a\":\"\u202eevil\u009b[2J\udb40\udc41 è\"}";
    var shown = Shown.json(json);
    assertThat(shown).contains("\n").contains("\\u202e").contains("\\u009b").contains("è");
    assertThat(shown.replace("\n", "")).isEqualTo(Shown.text(shown.replace("\n", "")));
    assertThat(Json.parse(shown.getBytes(UTF_8))).isEqualTo(Json.parse(json.getBytes(UTF_8)));
  }
}
