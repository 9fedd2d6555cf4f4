package org.entente.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.entente.json.JsonValue.JsonObject;
import org.entente.ledger.EntryKind;
import org.entente.ledger.Leaf;
import org.entente.ledger.Vectors;
import org.entente.stix.StixObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseHeaderTest {
  private static final String GOLDEN =
      """
      {"clause":"2.1","firstHeld":"2026-12-01T08:00:00Z",\
      "handling":{"audience":"constituents","onward":"none","use":"PAP.GREEN"},"level":"liaison",\
      "mark":{"pap":"PAP:GREEN","tlp":"TLP:AMBER+STRICT"},"modified":"2026-12-01T08:00:00.000Z",\
      "object":"indicator--0b000000-0000-4000-8000-000000000001","persons":["Ada"],\
      "pillar":"information","redacted":["created-by","time:hour"],"ref":7,"size":812}\
      """;

  private static ReleaseHeader read(String text) throws MalformedHeader {
    return ReleaseHeader.read(text.getBytes(UTF_8));
  }

  @Test
  void reads_what_it_writes_to_the_byte() throws Exception {
    assertThat(new String(read(GOLDEN).bytes(), UTF_8)).isEqualTo(GOLDEN);
  }

  /// Those of docs/protocol/vectors/log.json, which a script of its own wrote from the document.
  @Test
  void reads_and_writes_the_published_headers_and_they_fit_their_objects() throws Exception {
    int releases = 0;
    for (var entry : Vectors.log().array("entries")) {
      var leaf = Leaf.parse(Vectors.bytes((JsonObject) entry, "leaf"));
      if (leaf.kind() == EntryKind.RELEASE) {
        var bytes = Vectors.opening((JsonObject) entry, "header").content();
        var header = ReleaseHeader.read(bytes);
        assertThat(header.bytes()).isEqualTo(bytes);
        var payload = Vectors.opening((JsonObject) entry, "payload").content();
        var object = StixObject.read(payload);
        assertThat(header.object()).isEqualTo(object.id());
        assertThat(header.modified()).isEqualTo(object.json().string("modified"));
        assertThat(header.size()).isEqualTo(payload.length);
        assertThat(header.ref().isPresent()).isEqualTo(object.revoked());
        releases++;
      }
    }
    assertThat(releases).isEqualTo(3);
  }

  @Test
  void absent_members_say_nothing() throws Exception {
    var header =
        read(
            GOLDEN
                .replaceFirst("\"modified\":\"[^\"]*\",", "")
                .replace("\"persons\":[\"Ada\"],", "")
                .replace("\"redacted\":[\"created-by\",\"time:hour\"],\"ref\":7,", ""));
    assertThat(header.modified()).isEmpty();
    assertThat(header.persons()).isEmpty();
    assertThat(header.redacted()).isEmpty();
    assertThat(header.ref()).isEmpty();
    assertThat(read(new String(header.bytes(), UTF_8))).isEqualTo(header);
  }

  @Test
  void a_member_nobody_knows_is_let_pass() throws Exception {
    assertThat(read(GOLDEN.replace("{\"clause\"", "{\"Z\":1,\"clause\"")).clause())
        .isEqualTo("2.1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"2.1\"|2",
        "\"2.1\"|\"\"",
        "TLP:AMBER+STRICT|TLP:MAUVE",
        "PAP:GREEN|PAP:UNKNOWN",
        "\"information\"|\"rumours\"",
        "812|-1",
        "812|8.5",
        "\"ref\":7|\"ref\":-7",
        "[\"Ada\"]|[]",
        "[\"Ada\"]|[1]",
        "2026-12-01T08:00:00Z|yesterday",
        "indicator--0b|indicator",
      })
  void refuses_what_has_another_form(String part, String other) {
    assertThat(GOLDEN).contains(part);
    assertThatThrownBy(() -> read(GOLDEN.replace(part, other))).isInstanceOf(MalformedHeader.class);
  }

  @Test
  void refuses_a_header_that_is_too_long_or_not_json() {
    assertThatThrownBy(() -> read(" ".repeat(ReleaseHeader.MAX_BYTES) + GOLDEN))
        .isInstanceOf(MalformedHeader.class);
    assertThatThrownBy(() -> read("{")).isInstanceOf(MalformedHeader.class);
  }

  @Test
  void limits_are_reached_and_not_passed() throws Exception {
    var clause = "\"" + "9".repeat(512) + "\"";
    assertThat(read(GOLDEN.replace("\"2.1\"", clause)).clause()).hasSize(512);
    assertThatThrownBy(() -> read(GOLDEN.replace("\"2.1\"", clause.replace("\"9", "\"99"))))
        .isInstanceOf(MalformedHeader.class);
    assertThat(read(GOLDEN.replace("812", "0")).size()).isZero();
    assertThat(read(GOLDEN.replace("\"ref\":7", "\"ref\":0")).ref()).contains(0L);
    var full = GOLDEN + " ".repeat(ReleaseHeader.MAX_BYTES - GOLDEN.getBytes(UTF_8).length);
    assertThat(read(full).size()).isEqualTo(812);
    assertThatThrownBy(() -> read(full + " ")).isInstanceOf(MalformedHeader.class);
  }

  @Test
  void names_at_most_sixty_four_persons() throws Exception {
    var person = "\"Ada\"";
    var most = String.join(",", Collections.nCopies(64, person));
    assertThat(read(GOLDEN.replace(person, most)).persons()).hasSize(64);
    assertThatThrownBy(() -> read(GOLDEN.replace(person, most + "," + person)))
        .isInstanceOf(MalformedHeader.class);
  }

  @Test
  void a_reason_travels() throws Exception {
    var header = read(GOLDEN.replace("\"size\"", "\"reason\":\"why\",\"size\""));
    assertThat(header.reason()).contains("why");
    assertThat(read(new String(header.bytes(), UTF_8))).isEqualTo(header);
  }

  private static ReleaseHeader with(List<String> persons, Optional<String> modified)
      throws MalformedHeader {
    var like = read(GOLDEN);
    return changed(like, modified, like.clause(), like.level(), persons, like.reason());
  }

  /// Made and not read, so that it may be what no reader takes.
  private static ReleaseHeader changed(
      ReleaseHeader like,
      Optional<String> modified,
      String clause,
      String level,
      List<String> persons,
      Optional<String> reason) {
    return new ReleaseHeader(
        like.object(),
        modified,
        like.pillar(),
        clause,
        level,
        like.mark(),
        like.handling(),
        like.redacted(),
        like.firstHeld(),
        like.size(),
        persons,
        like.ref(),
        like.refEpoch(),
        reason);
  }

  @Test
  void says_what_is_too_large_before_it_is_written() throws Exception {
    var most = Collections.nCopies(64, "Ada");
    assertThat(read(new String(with(most, Optional.empty()).bytes(), UTF_8)).persons())
        .isEqualTo(most);
    for (var excessive :
        List.of(
            with(Collections.nCopies(65, "Ada"), Optional.empty()),
            with(Collections.nCopies(40, "A".repeat(400)), Optional.empty()),
            with(Collections.nCopies(40, "\u0001".repeat(70)), Optional.empty()),
            with(List.of(), Optional.of("2026-12-01T08:00:00." + "0".repeat(500) + "Z")))) {
      assertThat(excessive.excess()).isPresent();
      assertThatThrownBy(excessive::bytes).isInstanceOf(IllegalStateException.class);
    }
  }

  private static ReleaseHeader said(String clause, String level, Optional<String> reason)
      throws MalformedHeader {
    var like = read(GOLDEN);
    return changed(like, like.modified(), clause, level, like.persons(), reason);
  }

  /// A partner refuses such a header, and then both have lost what it belongs to.
  @Test
  void a_word_that_no_reader_takes_is_told_whichever_it_is() throws Exception {
    var most = "9".repeat(512);
    assertThat(said(most, most, Optional.of(most)).excess()).isEmpty();
    for (var bad : List.of("", most + "9")) {
      assertThat(said(bad, "liaison", Optional.empty()).excess().orElseThrow())
          .startsWith("clause of");
      assertThat(said("2.1", bad, Optional.empty()).excess().orElseThrow()).startsWith("level of");
      assertThat(said("2.1", "liaison", Optional.of(bad)).excess().orElseThrow())
          .startsWith("reason of");
    }
  }

  @Test
  void characters_that_canonical_json_escapes_count_as_what_they_become() throws Exception {
    var long512 = "\u0001".repeat(512); // 3,072 bytes each
    var three = said(long512, long512, Optional.of(long512));
    assertThat(three.excess()).isEmpty();
    assertThat(ReleaseHeader.read(three.bytes())).isEqualTo(three);
    var persons = Collections.nCopies(3, long512);
    assertThat(with(persons, Optional.of(long512)).excess()).isEmpty();
    assertThat(with(Collections.nCopies(5, long512), Optional.of(long512)).excess()).isPresent();
  }

  /// However the length is spread over the members, none of it is overlooked.
  @Test
  void a_header_is_as_long_as_all_its_members_together() throws Exception {
    var long512 = "\u0001".repeat(512);
    var like = said(long512, long512, Optional.of(long512));
    assertThat(whole(like, long512, "\u0001".repeat(120)).excess()).isPresent();
    assertThat(whole(like, long512, "\u0001").excess()).isEmpty();
    int length = 1;
    while (whole(like, long512, "A".repeat(length + 1)).excess().isEmpty()) {
      length++;
    }
    var most = whole(like, long512, "A".repeat(length)).bytes();
    assertThat(most).hasSize(ReleaseHeader.MAX_BYTES);
    assertThat(ReleaseHeader.read(most).bytes()).isEqualTo(most);
  }

  private static ReleaseHeader whole(ReleaseHeader like, String modified, String person) {
    var persons = List.of("\u0001".repeat(512), person);
    return changed(
        like, Optional.of(modified), like.clause(), like.level(), persons, like.reason());
  }

  @Test
  void a_version_is_no_longer_than_a_text_may_be() throws Exception {
    var date = "2026-12-01T08:00:00." + "0".repeat(491) + "Z";
    var most = GOLDEN.replace("2026-12-01T08:00:00.000Z", date);
    assertThat(read(most).modified().orElseThrow()).hasSize(512);
    assertThatThrownBy(() -> read(most.replace(date, "0" + date)))
        .isInstanceOf(MalformedHeader.class)
        .hasMessageContaining("modified");
  }

  @Test
  void refuses_what_it_would_not_write() throws Exception {
    var many = "[" + "\"Ada\",".repeat(64) + "\"Ada\"]";
    assertThatThrownBy(() -> read(GOLDEN.replace("[\"Ada\"]", many)))
        .isInstanceOf(MalformedHeader.class)
        .hasMessageContaining("65 persons, at most 64");
  }
}
