package org.entente.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.entente.crypto.Sha256;
import org.entente.ledger.Opening;
import org.entente.release.ReleaseHeader;
import org.entente.stix.StixStream;
import org.junit.jupiter.api.Test;

class PageTest {
  private static final Page.Limit LIMIT = new Page.Limit(10, 1_000_000);

  private static PageEntry full(long index) {
    return new PageEntry(
        index,
        "leaf".getBytes(UTF_8),
        Optional.of(Opening.of("{}".getBytes(UTF_8))),
        Optional.of(Opening.of("payload".getBytes(UTF_8))),
        Optional.empty());
  }

  private static final List<Sha256> PROOF = List.of(Sha256.of("a".getBytes(UTF_8)));

  private static byte[] page(PageEntry... entries) throws IOException {
    return page(PROOF, entries);
  }

  private static byte[] page(List<Sha256> proof, PageEntry... entries) throws IOException {
    var out = new ByteArrayOutputStream();
    var writer = new PageWriter(out, "note".getBytes(UTF_8));
    for (var entry : entries) {
      writer.entry(entry);
    }
    writer.end(proof);
    return out.toByteArray();
  }

  private static Page read(byte[] bytes) throws IOException {
    return Page.read(new ByteArrayInputStream(bytes), LIMIT);
  }

  @Test
  void is_read_back_as_it_was_written() throws Exception {
    var first = full(7);
    var page = read(page(first, PageEntry.withheld(8, new byte[] {1}, "why")));
    assertThat(page.checkpoint()).isEqualTo("note".getBytes(UTF_8));
    assertThat(page.consistency()).isEqualTo(PROOF);
    assertThat(page.entries()).usingRecursiveFieldByFieldElementComparator().hasSize(2);
    assertThat(page.entries().getFirst()).usingRecursiveComparison().isEqualTo(first);
    assertThat(page.entries().getLast().withheld()).contains("why");
    assertThat(page.entries().getLast().payload()).isEmpty();
  }

  /// Else what one node imports and may release would stop the other's puller for ever.
  @Test
  void carries_the_largest_object_that_is_imported_and_admitted() throws Exception {
    var settings = ExchangeSettings.DEFAULT;
    var limit = new Page.Limit(settings.pageEntries(), settings.mostPageBytes());
    var largest =
        new PageEntry(
            0,
            new byte[65_535],
            Optional.of(Opening.of(new byte[ReleaseHeader.MAX_BYTES])),
            Optional.of(Opening.of(new byte[StixStream.MAX_OBJECT_BYTES])),
            Optional.empty());
    var page = Page.read(new ByteArrayInputStream(page(largest)), limit);
    assertThat(page.entries().getFirst().payload().orElseThrow().content())
        .hasSize(StixStream.MAX_OBJECT_BYTES);
  }

  /// The bytes of docs/protocol/exchange.md, "Page".
  @Test
  void has_the_bytes_that_the_protocol_shows() throws Exception {
    var page = page(List.of(), PageEntry.withheld(5, new byte[] {1, '{', '}'}, "x"));
    var expected =
        HexFormat.of().formatHex(PageWriter.MAGIC)
            + "43"
            + "00000004"
            + HexFormat.of().formatHex("note".getBytes(UTF_8))
            + "45"
            + "00000024"
            + "0000000000000005"
            + "00000003017b7d"
            + "00000000".repeat(4)
            + "0000000178"
            + "58"
            + "00000004"
            + "00000001";
    assertThat(HexFormat.of().formatHex(page)).isEqualTo(expected);
  }

  @Test
  void counts_for_nothing_when_it_is_cut_anywhere() throws Exception {
    var whole = page(full(0), full(1));
    for (int length = 0; length < whole.length; length++) {
      var cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> read(cut)).as("cut at " + length).isInstanceOf(IOException.class);
    }
  }

  @Test
  void is_refused_beyond_the_receivers_limits() throws Exception {
    var bytes = page(full(0), full(1));
    assertThatThrownBy(
            () -> Page.read(new ByteArrayInputStream(bytes), new Page.Limit(1, 1_000_000)))
        .hasMessageContaining("at most 1 entries");
    assertThatThrownBy(() -> Page.read(new ByteArrayInputStream(bytes), new Page.Limit(10, 150)))
        .hasMessageContaining("expected at most");
  }

  @Test
  void allocates_nothing_for_a_length_that_is_only_claimed() {
    var claimed =
        HexFormat.of()
            .parseHex(
                HexFormat.of().formatHex(PageWriter.MAGIC) + "43" + "00000000" + "45" + "7f000000");
    assertThatThrownBy(
            () -> Page.read(new ByteArrayInputStream(claimed), new Page.Limit(10, Long.MAX_VALUE)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cut within a frame");
  }

  @Test
  void must_not_go_on_after_its_end() throws Exception {
    var bytes = page(full(0));
    assertThatThrownBy(() -> read(Arrays.copyOf(bytes, bytes.length + 1)))
        .hasMessageContaining("goes on after its end");
  }

  @Test
  void must_end_with_as_many_entries_as_it_says() throws Exception {
    var bytes = page(full(0));
    bytes[bytes.length - 1 - 32]++;
    assertThatThrownBy(() -> read(bytes)).hasMessageContaining("end frame");
  }
}
