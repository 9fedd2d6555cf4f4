package org.entente.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.entente.storage.Disk;
import org.entente.tlog.Merkle;
import org.entente.tlog.TilePath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFolderTest {
  private static final int TILES = 12;

  private static byte[] hashes(int width) {
    var bytes = new byte[width * Merkle.LENGTH];
    for (int i = 0; i < width; i++) {
      Arrays.fill(bytes, i * Merkle.LENGTH, (i + 1) * Merkle.LENGTH, (byte) i);
    }
    return bytes;
  }

  @Test
  void a_tile_is_found_at_every_moment_while_wider_ones_take_its_place(@TempDir Path folder)
      throws Exception {
    var log = new LogFolder(folder, Disk.REAL);
    var written = new AtomicInteger();
    Callable<Boolean> reader =
        () -> {
          while (written.get() < TILES * TilePath.FULL) {
            int entries = written.get();
            if (entries > 0) {
              int index = (entries - 1) / TilePath.FULL;
              int width = (entries - 1) % TilePath.FULL + 1;
              assertThat(log.tile(new TilePath(0, index, width))).isEqualTo(hashes(width));
            }
          }
          return true;
        };
    try (var readers = Executors.newFixedThreadPool(2)) {
      var all = java.util.List.of(readers.submit(reader), readers.submit(reader));
      for (int index = 0; index < TILES; index++) {
        for (int width = 1; width <= TilePath.FULL; width++) {
          log.write(new TilePath(0, index, width), hashes(width));
          written.set(index * TilePath.FULL + width);
        }
      }
      for (var one : all) {
        assertThat(one.get()).isTrue();
      }
    }
  }
}
