package org.entente.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.release.Samples.GREEN;
import static org.entente.release.Samples.NORTH;
import static org.entente.release.Samples.NOW;
import static org.entente.release.Samples.SECRET;
import static org.entente.release.Samples.indicator;
import static org.entente.release.Samples.marked;
import static org.entente.release.Samples.object;

import java.time.Instant;
import java.util.Optional;
import org.entente.json.JsonValue;
import org.entente.stix.StixId;
import org.entente.stix.StixObject;
import org.junit.jupiter.api.Test;

class CopiesTest {
  private static Copies.Copy copy(StixObject original, Instant at, Optional<MadeCopy> last) {
    return new Copies(new StixId(NORTH), SECRET, at)
        .of(original, original.json().without("description"), id -> last);
  }

  @Test
  void the_id_is_stable_across_versions_and_of_version_four() {
    var first = copy(indicator(""), NOW, Optional.empty());
    var second = copy(indicator(marked(GREEN)), NOW, Optional.empty());
    assertThat(first.object().id()).isEqualTo(second.object().id());
    assertThat(first.object().id().text())
        .matches("indicator--[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
  }

  @Test
  void the_creator_is_the_releaser_and_the_first_copy_gives_created() {
    var first = copy(indicator(""), NOW, Optional.empty());
    assertThat(first.object().createdByRef().orElseThrow().text()).isEqualTo(NORTH);
    assertThat(first.object().json().string("created")).contains("2026-12-24T10:00:00.123Z");
    var later = copy(indicator(marked(GREEN)), NOW.plusSeconds(60), Optional.of(first.made()));
    assertThat(later.object().json().string("created")).contains("2026-12-24T10:00:00.123Z");
    assertThat(later.object().json().string("modified")).contains("2026-12-24T10:01:00.123Z");
  }

  @Test
  void unchanged_content_is_the_same_copy_to_the_byte() {
    var first = copy(indicator(""), NOW, Optional.empty());
    var again = copy(indicator("'revoked':false,"), NOW.plusSeconds(60), Optional.of(first.made()));
    assertThat(again.object()).as("content differs").isNotEqualTo(first.object());
    var same = copy(indicator(""), NOW.plusSeconds(60), Optional.of(first.made()));
    assertThat(same.object()).isEqualTo(first.object());
  }

  @Test
  void modified_always_rises_even_when_the_clock_stands_still() {
    var first = copy(indicator(""), NOW, Optional.empty());
    var next = copy(indicator(marked(GREEN)), NOW, Optional.of(first.made()));
    assertThat(next.object().json().string("modified")).contains("2026-12-24T10:00:00.124Z");
  }

  @Test
  void an_observable_takes_the_id_that_stix_derives_from_what_is_left() {
    var one = object("{'type':'ipv4-addr','id':'ipv4-addr--1','value':'192.0.2.1','x_a':1}");
    var other = object("{'type':'ipv4-addr','id':'ipv4-addr--2','value':'192.0.2.1','x_a':2}");
    var copies = new Copies(new StixId(NORTH), SECRET, NOW);
    var first = copies.of(one, one.json().without("x_a"), id -> Optional.empty()).object();
    assertThat(first.id().text()).isEqualTo("ipv4-addr--8dded90c-40c0-545a-8027-5b212bb37e8e");
    assertThat(copies.of(other, other.json().without("x_a"), id -> Optional.empty()).object())
        .isEqualTo(first);
    assertThat(first.json().has("created_by_ref")).isFalse();
  }

  @Test
  void what_refers_to_itself_refers_to_its_copy() {
    var self = object("{'type':'x-thing','id':'x-thing--1','thing_ref':'x-thing--1','x_a':1}");
    var copies = new Copies(new StixId(NORTH), SECRET, NOW);
    var copy = copies.of(self, self.json().without("x_a"), id -> Optional.empty()).object();
    assertThat(copy.json().string("thing_ref")).contains(copy.id().text());
  }

  @Test
  void every_drawn_id_is_of_version_four_and_its_variant() {
    for (int i = 10; i < 74; i++) {
      var note =
          object("{'type':'x-n','id':'x-n--0b000000-0000-4000-8000-0000000000%d'}".formatted(i));
      var copy =
          new Copies(new StixId(NORTH), SECRET, NOW).of(note, note.json(), id -> Optional.empty());
      assertThat(copy.object().id().isRandom()).as(copy.object().id().text()).isTrue();
      assertThat(copy.object().id().text().substring(5))
          .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    }
  }

  @Test
  void an_observable_that_stix_derives_no_id_for_gets_a_drawn_one() {
    var process =
        object("{'type':'process','id':'process--0b000000-0000-4000-8000-000000000001','pid':1}");
    var copy =
        new Copies(new StixId(NORTH), SECRET, NOW)
            .of(process, process.json().without("pid"), id -> Optional.empty());
    assertThat(copy.object().id()).isNotEqualTo(process.id());
    assertThat(copy.object().id().isRandom()).isTrue();
  }

  @Test
  void a_copy_that_takes_another_id_than_the_last_begins_anew() {
    var address =
        object("{'type':'url','id':'url--0b000000-0000-4000-8000-000000000001','value':'a'}");
    var copies = new Copies(new StixId(NORTH), SECRET, NOW);
    var first = copies.of(address, address.json(), id -> Optional.empty());
    var changed = address.json().with("value", JsonValue.of("b"));
    var later = new Copies(new StixId(NORTH), SECRET, NOW.plusSeconds(60));
    var second = later.of(address, changed, id -> Optional.of(first.made()));
    assertThat(second.object().id()).isNotEqualTo(first.object().id());
    assertThat(second.made().created()).isNotEqualTo(first.made().created());
    var same = later.of(address, address.json(), id -> Optional.of(first.made()));
    assertThat(same.made()).isEqualTo(first.made());
  }
}
