package org.entente.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.entente.crypto.Sha256;
import org.entente.storage.Disk;
import org.entente.tlog.Frontier;
import org.entente.tlog.Merkle;
import org.entente.tlog.TilePath;
import org.entente.tlog.TiledTree;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeFilesTest {
  private static final int FULL = TilePath.FULL;

  @TempDir Path folder;

  private LogFolder log;

  @BeforeEach
  void open() {
    log = new LogFolder(folder, Disk.REAL);
  }

  private static void grow(TreeFiles files, long to) {
    Side.leaves(files.size(), to).forEach(files::add);
  }

  /// Two levels of tiles are full at 65,536 entries, so a third one goes on after it.
  @Test
  void goes_on_after_full_tiles_as_if_it_had_never_stopped() throws Exception {
    grow(TreeFiles.empty(log), FULL * FULL + 2 * FULL);
    var tree = Frontier.EMPTY;
    for (int tiles : new int[] {0, 1, 2, FULL - 1, FULL, FULL + 1, FULL + 2}) {
      long size = (long) tiles * FULL;
      tree = tree.plus(Side.leaves(tree.size(), size));
      var files = TreeFiles.resume(log, size);
      assertThat(files.size()).isEqualTo(size);
      assertThat(files.frontier()).as("at %d", size).isEqualTo(tree);
    }
  }

  @Test
  void what_it_writes_after_going_on_is_what_it_would_have_written() throws Exception {
    grow(TreeFiles.empty(log), FULL * FULL - FULL);
    var files = TreeFiles.resume(log, FULL * FULL - FULL);
    long size = FULL * FULL + FULL + 7;
    grow(files, size);
    files.flush();
    var root = Frontier.EMPTY.plus(Side.leaves(0, size)).root();
    assertThat(files.root()).isEqualTo(root);
    assertThat(new TiledTree(size, log).root()).isEqualTo(root);
    for (var path : List.of("1/000", "1/001.p/1", "2/000.p/1", "entries/257.p/7")) {
      assertThat(folder.resolve("tile/" + path)).exists();
    }
  }

  /// 256³ entries and 256 more: all that is read is one tile three levels up and one at the edge.
  @Test
  void goes_on_at_any_size_from_the_few_tiles_at_its_edge() throws Exception {
    var top = hashes(1);
    var edge = hashes(2);
    log.write(new TilePath(2, 0, FULL), top);
    log.write(new TilePath(0, FULL * FULL, FULL), edge);
    long size = 1L << 24;
    assertThat(TreeFiles.resume(log, size).frontier())
        .isEqualTo(new Frontier(size, List.of(root(top))));
    var files = TreeFiles.resume(log, size + FULL);
    assertThat(files.frontier())
        .isEqualTo(new Frontier(size + FULL, List.of(root(top), root(edge))));
    files.flush();
    for (var path : List.of("3/000.p/1", "1/256.p/1")) {
      assertThat(folder.resolve("tile/" + path)).exists();
    }
  }

  private static byte[] hashes(int seed) {
    var hashes = new byte[FULL * Merkle.LENGTH];
    new Random(seed).nextBytes(hashes);
    return hashes;
  }

  private static Sha256 root(byte[] tile) {
    return Sha256.ofBytes(new Merkle().root(tile, 0, 8));
  }

  @Test
  void goes_on_after_full_tiles_only() {
    for (int size : new int[] {1, 255, 257}) {
      assertThatThrownBy(() -> TreeFiles.resume(log, size))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("not at " + size);
    }
  }

  @Test
  void a_tile_that_is_missing_or_short_is_not_gone_on_from() throws Exception {
    grow(TreeFiles.empty(log), 2 * FULL);
    Files.write(folder.resolve("tile/0/001"), new byte[FULL * Merkle.LENGTH - 1]);
    assertThatThrownBy(() -> TreeFiles.resume(log, 2 * FULL))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("tile/0/001: too short");
    Files.delete(folder.resolve("tile/0/001"));
    assertThatThrownBy(() -> TreeFiles.resume(log, 2 * FULL)).isInstanceOf(IOException.class);
  }

  @Test
  void a_flush_writes_what_is_unfinished_and_nothing_else() throws Exception {
    var files = TreeFiles.empty(log);
    files.flush();
    assertThat(written()).isEmpty();
    grow(files, 3);
    files.flush();
    assertThat(written()).containsExactly("tile/0/000.p/3", "tile/entries/000.p/3");
    grow(files, FULL);
    files.flush();
    assertThat(written()).containsExactly("tile/0/000", "tile/1/000.p/1", "tile/entries/000");
    grow(files, FULL + 1);
    files.flush();
    assertThat(written())
        .containsExactly(
            "tile/0/000",
            "tile/0/001.p/1",
            "tile/1/000.p/1",
            "tile/entries/000",
            "tile/entries/001.p/1");
  }

  private List<String> written() throws IOException {
    try (var tree = Files.walk(folder)) {
      return tree.filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }
}
