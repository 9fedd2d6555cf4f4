package org.entente.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TilePathTest {
  @Test
  void the_examples_of_the_specification() {
    assertThat(new TilePath(0, 1_234_067, 256)).hasToString("tile/0/x001/x234/067");
    assertThat(new TilePath(TilePath.ENTRIES, 273, 112)).hasToString("tile/entries/273.p/112");
    assertThat(new TilePath(2, 0, 1)).hasToString("tile/2/000.p/1");
  }

  @Test
  void every_path_reads_back() {
    for (int level = TilePath.ENTRIES; level <= 7; level++) {
      for (long index : new long[] {0, 1, 999, 1000, 999_999, 1_000_000, 123_456_789_012L}) {
        for (int width : new int[] {1, 255, 256}) {
          var path = new TilePath(level, index, width);
          assertThat(TilePath.parse(path.text())).contains(path);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "tile/0/0",
        "tile/0/0000",
        "tile/00/000",
        "tile/8/000",
        "tile/-1/000",
        "tile/0/x000/000",
        "tile/0/001/234",
        "tile/0/000.p/0",
        "tile/0/000.p/01",
        "tile/0/000.p/256",
        "tile/0/000.p/257",
        "tile/0/000.p/999",
        "tile/0/000.p/",
        "tile/0/../checkpoint",
        "tile/0/000/",
        "/tile/0/000",
        "tile/entries/x1/000",
        "tile/0/٠٠٠"
      })
  void no_other_text_is_a_path(String text) {
    assertThat(TilePath.parse(text)).isEmpty();
  }

  @Test
  void a_partial_tile_has_a_full_one_in_its_place() {
    assertThat(new TilePath(2, 7, 12).full()).isEqualTo(new TilePath(2, 7, TilePath.FULL));
  }

  @Test
  void a_tree_has_the_tiles_that_fit_in_it() {
    assertThat(new TilePath(0, 0, 1).within(0)).isFalse();
    assertThat(new TilePath(0, 0, 5).within(5)).isTrue();
    assertThat(new TilePath(0, 0, 6).within(5)).isFalse();
    assertThat(new TilePath(1, 0, 1).within(255)).isFalse();
    assertThat(new TilePath(1, 0, 1).within(256)).isTrue();
    for (long far : new long[] {Long.MAX_VALUE / 300, 1L << 55, 999_999_999_999_999_999L}) {
      assertThat(new TilePath(0, far, 256).within(1000)).isFalse();
    }
  }

  @Test
  void there_is_no_tile_off_the_edge() {
    int[][] places = {{-2, 0, 1}, {8, 0, 1}, {0, -1, 1}, {0, 0, 0}, {0, 0, 257}};
    for (var place : places) {
      assertThatThrownBy(() -> new TilePath(place[0], place[1], place[2]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("no tile at level " + place[0]);
    }
  }
}
