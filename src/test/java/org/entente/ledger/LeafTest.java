package org.entente.ledger;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import org.entente.crypto.ProofInvalid;
import org.entente.crypto.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LeafTest {
  private static final Instant AT = Instant.parse("2026-12-01T08:00:00.123456789Z");
  private static final Opening HEADER = Opening.of("{}".getBytes(US_ASCII));
  private static final Opening PAYLOAD = Opening.of("secret".getBytes(US_ASCII));

  private static Leaf leaf(EntryKind kind) {
    return Leaf.of(kind, AT, Sha256.of(new byte[0]), 17, HEADER, PAYLOAD);
  }

  @ParameterizedTest
  @EnumSource(EntryKind.class)
  void every_kind_reads_back(EntryKind kind) throws Exception {
    var leaf = leaf(kind);
    assertThat(Leaf.parse(leaf.bytes())).isEqualTo(leaf);
  }

  /// Or two nodes would acknowledge acknowledgements for ever.
  @Test
  void what_acknowledges_is_not_acknowledged() {
    assertThat(Arrays.stream(EntryKind.values()).filter(EntryKind::receipted))
        .containsExactly(
            EntryKind.STATEMENT,
            EntryKind.RELEASE,
            EntryKind.RECALL,
            EntryKind.REQUEST,
            EntryKind.CASE);
  }

  @Test
  void a_leaf_is_small_and_shows_nothing_of_its_content() {
    var bytes = leaf(EntryKind.RELEASE).bytes();
    assertThat(bytes).hasSizeBetween(280, 340);
    assertThat(new String(bytes, US_ASCII)).doesNotContain("secret");
    assertThat(leaf(EntryKind.RELEASE).at())
        .isEqualTo(Instant.parse("2026-12-01T08:00:00.123456Z"));
  }

  @Test
  void its_id_is_a_version_7_uuid_of_its_time() {
    var id = leaf(EntryKind.RELEASE).id();
    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(AT.toEpochMilli());
    assertThat(leaf(EntryKind.RELEASE).id()).isNotEqualTo(id);
  }

  /// Nothing of an id can be guessed but its time.
  @Test
  void every_other_bit_of_its_id_is_random() {
    long high = 0;
    long low = 0;
    var first = leaf(EntryKind.RELEASE).id();
    for (int i = 0; i < 80; i++) {
      var id = leaf(EntryKind.RELEASE).id();
      high |= id.getMostSignificantBits() ^ first.getMostSignificantBits();
      low |= id.getLeastSignificantBits() ^ first.getLeastSignificantBits();
    }
    assertThat(high).isEqualTo(0x0fffL);
    assertThat(low).isEqualTo(0x3fff_ffff_ffff_ffffL);
  }

  @Test
  void a_leaf_of_nothing_is_refused() {
    assertThatThrownBy(() -> Leaf.parse(new byte[0])).isInstanceOf(ProofInvalid.class);
    assertThatThrownBy(() -> Leaf.parse(new byte[Leaf.MAX_BYTES + 1]))
        .isInstanceOf(ProofInvalid.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          another order         | {"accord"      | {"z":1,"accord"
          white space           | "seen":17       | "seen": 17
          no seen               | "seen":17,      |
          no kind               | ,"t":"release"  |
          negative seen         | "seen":17       | "seen":-1
          an unknown kind       | "t":"release"   | "t":"gossip"
          an id of version 4    | -7              | -4
          a coarser time        | .123456Z        | .123Z
          a year of five digits | "at":"2026      | "at":"+12026
          a year before Christ  | "at":"2026      | "at":"-2026
          an offset             | .123456Z        | .123456+00:00
          hex in capitals       | "e3b0c4         | "E3B0C4
          a shorter hash        | "commit":"      | "commit":"AA==","x":"
          something after it    | "release"}      | "release"} }
          """)
  void any_other_form_is_refused(String what, String from, String to) {
    var text = new String(leaf(EntryKind.RELEASE).bytes(), US_ASCII);
    var changed = text.replace(from.strip(), to == null ? "" : to);
    assertThat(changed).as(what).isNotEqualTo(text);
    assertThatThrownBy(() -> Leaf.parse(changed.getBytes(US_ASCII)))
        .as(what)
        .isInstanceOf(ProofInvalid.class)
        .hasMessageStartingWith("leaf: ");
  }

  @Test
  void another_version_is_refused() {
    for (int version : new int[] {0, 2, '{'}) {
      var bytes = leaf(EntryKind.RELEASE).bytes();
      bytes[0] = (byte) version;
      assertThatThrownBy(() -> Leaf.parse(bytes)).hasMessageContaining("version byte 01");
    }
  }

  @Test
  void a_commitment_opens_with_its_own_salt_and_content_only() {
    var commitment = PAYLOAD.commitment();
    assertThat(PAYLOAD.opens(commitment)).isTrue();
    assertThat(Opening.of(PAYLOAD.content()).opens(commitment)).isFalse();
    assertThat(new Opening(PAYLOAD.salt(), new byte[0]).opens(commitment)).isFalse();
    assertThatThrownBy(() -> new Opening(new byte[31], PAYLOAD.content()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(PAYLOAD.toString()).doesNotContain("secret");
  }

  @Test
  void what_is_no_object_is_refused() {
    for (var json : new String[] {"[]", "7", "\"leaf\"", "null", ""}) {
      assertThatThrownBy(() -> Leaf.parse(("\u0001" + json).getBytes(US_ASCII)))
          .as(json)
          .isInstanceOf(ProofInvalid.class);
    }
  }

  @Test
  void an_id_of_another_version_or_variant_is_refused() {
    var leaf = new String(leaf(EntryKind.RELEASE).bytes(), US_ASCII);
    int at = leaf.indexOf("\"id\":\"") + "\"id\":\"".length();
    for (int place : new int[] {14, 19}) {
      var other = new StringBuilder(leaf).replace(at + place, at + place + 1, "1").toString();
      assertThatThrownBy(() -> Leaf.parse(other.getBytes(US_ASCII)))
          .isInstanceOf(ProofInvalid.class)
          .hasMessageContaining("is no UUIDv7");
    }
  }
}
