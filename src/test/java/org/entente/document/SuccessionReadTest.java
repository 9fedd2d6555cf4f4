package org.entente.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.entente.crypto.Sha256;
import org.junit.jupiter.api.Test;

/// A succeed statement has one form, and means one thing.
class SuccessionReadTest {
  private static final String ROOT = Sha256.of(new byte[1]).base64();

  /// As exchange.md §7 shows it.
  private static final String TEXT =
      """
      {"accord":"accord--a","at":"2026-12-01T08:00:00Z","entente":1,"epoch":1,\
      "logs":[{"origin":"a/1","root":"ROOT","size":96},{"origin":"b/1","root":"ROOT","size":0}],\
      "reason":"a disk burnt","statement":"succeed"}\
      """
          .replace("ROOT", ROOT);

  private static Succession read(String text) throws AccordRejected {
    return Succession.read(text.getBytes(UTF_8));
  }

  @Test
  void reads_back_byte_for_byte() throws Exception {
    var read = read(TEXT);
    assertThat(read.bytes()).asString(UTF_8).isEqualTo(TEXT);
    assertThat(read.epoch()).isEqualTo(1);
    assertThat(read.at()).isEqualTo(Instant.parse("2026-12-01T08:00:00Z"));
    assertThat(read.log("a/1")).map(Succession.Sealed::size).contains(96L);
    assertThat(read.log("b/1")).map(Succession.Sealed::size).contains(0L);
    assertThat(read.log("c/1")).isEmpty();
    assertThat(Succession.isOne(TEXT.getBytes(UTF_8))).isTrue();
  }

  @Test
  void the_two_logs_have_one_order_whoever_writes_them() throws Exception {
    var read = read(TEXT);
    var turned =
        new Succession(
            read.accord(), read.at(), read.epoch(), read.logs().reversed(), read.reason());
    assertThat(turned).isEqualTo(read);
  }

  @Test
  void every_member_is_as_it_must_be() {
    var log = "{\"origin\":\"b/1\",\"root\":\"" + ROOT + "\",\"size\":0}";
    var form = "not a succeed statement of this version";
    refused("\"entente\":1", "\"entente\":2", form);
    refused("\"statement\":\"succeed\"", "\"statement\":\"recall\"", form);
    refused("\"reason\":\"a disk burnt\",", "", form);
    refused("\"reason\"", "\"more\":1,\"reason\"", form);
    var rule = "two logs, an epoch from 1 on, and a reason";
    refused("," + log, "", rule);
    refused(log, log + "," + log.replace("b/1", "c/1"), rule);
    refused("\"origin\":\"b/1\"", "\"origin\":\"a/1\"", rule);
    refused("a disk burnt", " ", rule);
    refused("a disk burnt", "x".repeat(2_001), rule);
    refused("\"epoch\":1", "\"epoch\":0", rule);
    refused("\"epoch\":1", "\"epoch\":1000001", rule);
    refused("\"size\":0", "\"size\":-1", "a size of 0 or more");
    refused(log, "7", "has origin, root and size");
    refused("\"size\":0", "\"more\":1,\"size\":0", "has origin, root and size");
    refused("\"root\":\"" + ROOT, "\"root\":\"AA==", "does not read");
    refused("2026-12-01T08:00:00Z", "yesterday", "does not read");
    refused("2026-12-01T08:00:00Z", "2026-12-01T08:00:00.000Z", "canonical form");
    refused("{\"accord\"", " {\"accord\"", "canonical form");
    refused("{\"accord\"", "{\"accord\":\"b\",\"accord\"", "does not read");
  }

  private static void refused(String part, String other, String because) {
    assertThat(TEXT).contains(part);
    var text = TEXT.replace(part, other);
    assertThatThrownBy(() -> read(text))
        .as(text)
        .isInstanceOf(AccordRejected.class)
        .hasMessageContaining(because);
  }

  @Test
  void the_longest_reason_and_the_last_epoch_are_taken() throws Exception {
    read(TEXT.replace("a disk burnt", "x".repeat(2_000)));
    read(TEXT.replace("\"epoch\":1", "\"epoch\":1000000"));
  }

  @Test
  void a_statement_has_at_most_16_KiB() throws Exception {
    int room = Succession.MAX_BYTES - TEXT.length() + "accord--a".length();
    var most = TEXT.replace("accord--a", "a".repeat(room));
    read(most);
    assertThat(Succession.isOne(most.getBytes(UTF_8))).isTrue();
    var more = TEXT.replace("accord--a", "a".repeat(room + 1));
    assertThatThrownBy(() -> read(more)).hasMessageContaining("of 16385 bytes, at most 16384");
    assertThat(Succession.isOne(more.getBytes(UTF_8))).isFalse();
  }

  @Test
  void what_is_none_is_not_taken_for_one() {
    for (var text : List.of("", "[]", "{}", "{\"statement\":\"recall\"}")) {
      assertThat(Succession.isOne(text.getBytes(UTF_8))).as(text).isFalse();
    }
  }
}
