package org.entente.ledger;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.entente.crypto.ProofInvalid;
import org.entente.crypto.Sha256;
import org.entente.storage.Disk;
import org.entente.storage.StorageFailure;
import org.entente.tlog.Checkpoint;
import org.entente.tlog.Merkle;
import org.entente.tlog.SignedCheckpoint;
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
      var all = List.of(readers.submit(reader), readers.submit(reader));
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

  private static TilePath tile(int width) {
    return new TilePath(0, 0, width);
  }

  @Test
  void of_each_place_one_width_is_kept_and_narrower_ones_are_cut_from_it(@TempDir Path folder)
      throws Exception {
    var log = new LogFolder(folder, Disk.REAL);
    for (int width : new int[] {8, 5, TilePath.FULL, 7, 200}) {
      log.write(tile(width), hashes(width));
      for (int narrow = 1; narrow <= width; narrow++) {
        assertThat(log.tile(tile(narrow))).isEqualTo(hashes(narrow));
      }
      for (int wide = width + 1; wide <= TilePath.FULL; wide++) {
        var wider = tile(wide);
        assertThatThrownBy(() -> log.tile(wider)).isInstanceOf(NoSuchFileException.class);
      }
      assertThat(files(folder)).containsExactly(tile(width).text());
    }
  }

  private static List<String> files(Path folder) throws IOException {
    try (var tree = Files.walk(folder)) {
      return tree.filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  /// As a full disk leaves it, and a machine that died between the write and the rename.
  @Test
  void what_a_write_that_failed_left_behind_is_in_nobodys_way(@TempDir Path folder)
      throws Exception {
    var disk = new DyingDisk(folder);
    var log = new LogFolder(folder, disk);
    log.write(tile(3), hashes(3));
    disk.fill(true);
    assertThatThrownBy(() -> log.write(tile(17), hashes(17)))
        .isInstanceOf(StorageFailure.class)
        .hasMessageContaining("cannot write " + folder.resolve(tile(17).text()));
    disk.fill(false);
    assertThat(log.tile(tile(3))).isEqualTo(hashes(3));
    log.write(tile(TilePath.FULL), hashes(TilePath.FULL));
    assertThat(files(folder)).containsExactly("tile/0/000");
  }

  @Test
  void a_tile_that_was_cut_short_is_not_shown(@TempDir Path folder) throws Exception {
    var log = new LogFolder(folder, Disk.REAL);
    log.write(tile(8), Arrays.copyOf(hashes(8), 8 * Merkle.LENGTH - 1));
    assertThatThrownBy(() -> log.tile(tile(8)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("tile/0/000.p/8: too short");
    assertThat(log.tile(tile(7))).isEqualTo(hashes(7));
    var bundle = new TilePath(TilePath.ENTRIES, 0, 2);
    log.write(bundle, new byte[] {0, 1, 7, 0});
    assertThatThrownBy(() -> log.tile(bundle))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("tile/entries/000.p/2: entry bundle: ends before entry 1");
  }

  @Test
  void what_is_known_to_be_on_the_disk_is_nothing_where_nothing_readable_says_so(
      @TempDir Path folder) throws Exception {
    var log = new LogFolder(folder, Disk.REAL);
    assertThat(log.durable()).isZero();
    log.sync(300);
    assertThat(folder.resolve("durable")).hasContent("300");
    assertThat(log.durable()).isEqualTo(300);
    for (var torn : List.of("", "3x", "\n")) {
      Files.writeString(folder.resolve("durable"), torn, US_ASCII);
      assertThat(log.durable()).isZero();
    }
    Files.delete(folder.resolve("durable"));
    Files.createDirectory(folder.resolve("durable"));
    assertThatThrownBy(log::durable)
        .isInstanceOf(StorageFailure.class)
        .hasMessageContaining("cannot read " + folder + "/durable");
  }

  @Test
  void a_checkpoint_is_there_or_not_there_or_says_why_it_cannot_be_read(@TempDir Path folder)
      throws Exception {
    var log = new LogFolder(folder, Disk.REAL);
    assertThat(log.checkpoint()).isEmpty();
    var note = new Checkpoint(Side.ORIGIN, 1, Sha256.of(new byte[] {1}));
    var signed = Side.AUTHOR.sign(new SignedCheckpoint(note, List.of()), Side.CLOCK.instant());
    log.write(signed);
    assertThat(log.checkpoint()).map(SignedCheckpoint::bytes).contains(signed.bytes());
    Files.writeString(folder.resolve("checkpoint"), "torn", US_ASCII);
    assertThatThrownBy(log::checkpoint).isInstanceOf(ProofInvalid.class);
    Files.delete(folder.resolve("checkpoint"));
    Files.createDirectory(folder.resolve("checkpoint"));
    assertThatThrownBy(log::checkpoint)
        .isInstanceOf(StorageFailure.class)
        .hasMessageContaining("cannot read " + folder + "/checkpoint");
  }

  @Test
  void a_folder_that_cannot_be_made_is_named(@TempDir Path folder) throws Exception {
    Files.write(folder.resolve("tile"), new byte[0]);
    var log = new LogFolder(folder, Disk.REAL);
    assertThatThrownBy(() -> log.write(tile(1), hashes(1)))
        .isInstanceOf(StorageFailure.class)
        .hasMessageContaining("cannot make " + folder.resolve("tile/0/000.p"));
    assertThat(log).hasToString(folder.toString());
  }

  @Test
  void only_its_owner_may_read_a_log(@TempDir Path home) throws Exception {
    var folder = home.resolve("own-1");
    var log = new LogFolder(folder, Disk.REAL);
    log.write(tile(1), hashes(1));
    log.sync(1);
    try (var tree = Files.walk(folder)) {
      for (var path : tree.toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
            .as("%s", path)
            .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
      }
    }
  }
}
