package org.entente.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
}
