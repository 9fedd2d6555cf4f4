package org.entente.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.entente.storage.StorageFailure;
import org.entente.tlog.Checkpoint;
import org.entente.tlog.SignedCheckpoint;
import org.entente.tlog.TilePath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a log shows of itself, and what it has on the disk when it does.
class StoredLogTest {
  @TempDir Path home;

  private Side side;
  private DyingDisk disk;

  @BeforeEach
  void open() {
    disk = new DyingDisk(home);
    side = new Side(home, disk);
  }

  @AfterEach
  void close() {
    side.close();
  }

  @Test
  void entries_are_shown_from_any_number_up_to_the_checkpoint() {
    side.publishAt(5);
    side.appendTo(9);
    assertThat(side.own.leaves(0, 2)).containsExactlyElementsOf(Side.leaves(0, 2));
    assertThat(side.own.leaves(4, 100)).containsExactlyElementsOf(Side.leaves(4, 5));
    for (long from : new long[] {-1, 5, 6, 100}) {
      assertThat(side.own.leaves(from, 3)).as("from %d", from).isEmpty();
    }
    assertThat(side.own.leaves(0, 0)).isEmpty();
  }

  /// A checkpoint that is seen has its tiles under it, also for whoever reads the folder itself.
  @Test
  void the_checkpoint_is_the_last_file_to_change() {
    side.publishAt(300);
    var moves = disk.calls().stream().filter(call -> call.startsWith("move ")).toList();
    assertThat(moves)
        .containsExactly(
            "move logs/own-1/tile/entries/000",
            "move logs/own-1/tile/0/000",
            "move logs/own-1/tile/0/001.p/44",
            "move logs/own-1/tile/1/000.p/1",
            "move logs/own-1/tile/entries/001.p/44",
            "move logs/own-1/checkpoint");
  }

  /// Or a power cut would take a signed checkpoint away with its folder.
  @Test
  void the_name_of_a_log_is_on_the_disk_before_its_first_checkpoint() {
    side.publishAt(3);
    assertThat(disk.calls()).containsSubsequence("force logs", "move logs/own-1/checkpoint");
    disk.calls().clear();
    side.publishAt(4);
    assertThat(disk.calls()).contains("move logs/own-1/checkpoint").doesNotContain("force logs");
  }

  @Test
  void what_was_written_is_forced_once_and_only_then_called_durable() {
    side.publishAt(300);
    disk.calls().clear();
    side.own.close();
    assertThat(disk.calls())
        .containsSubsequence(
            "force logs/own-1/tile/entries/000",
            "force logs/own-1/tile/0/000",
            "force logs/own-1/tile/0/001.p/44",
            "force logs/own-1/tile/1/000.p/1",
            "force logs/own-1/tile/entries/001.p/44",
            "force logs/own-1/tile/entries",
            "force logs/own-1/tile",
            "force logs/own-1",
            "force logs/own-1/tile/0",
            "force logs/own-1/tile/0/001.p",
            "force logs/own-1/tile/1/000.p",
            "force logs/own-1/tile/1",
            "force logs/own-1/tile/entries/001.p",
            "move logs/own-1/durable",
            "force logs/own-1");
    disk.calls().clear();
    side.own.close();
    assertThat(disk.calls()).as("when there is nothing new").isEmpty();
  }

  @Test
  void what_is_durable_is_not_written_again() {
    side.publishAt(600);
    side.close();
    disk = new DyingDisk(home);
    side = new Side(home, disk);
    assertThat(disk.calls().stream().filter(call -> call.startsWith("move ")))
        .containsExactly(
            "move logs/own-1/tile/0/002.p/88",
            "move logs/own-1/tile/1/000.p/2",
            "move logs/own-1/tile/entries/002.p/88");
    assertThat(side.ownFolder().resolve("durable")).hasContent("600");
    disk.calls().clear();
    side.own.publish();
    assertThat(disk.calls()).as("where nothing is new").isEmpty();
  }

  /// A power cut in the middle could else leave a torn bundle under a size that is called durable.
  @Test
  void what_is_about_to_be_written_again_is_not_called_durable() throws Exception {
    var folder = new LogFolder(home.resolve("logs/torn"), disk);
    side.appendTo(700);
    var rows = new LeafRows(side.database, 1);
    var lines = side.own.publish().signatures();
    var log = StoredLog.open(Side.ORIGIN, rows, folder);
    log.show(new SignedCheckpoint(new Checkpoint(Side.ORIGIN, 300, log.extend(300)), lines));
    log.extend(600); // and nobody signed it
    log.sync();
    assertThat(folder.durable()).isEqualTo(600);
    var again = StoredLog.open(Side.ORIGIN, rows, folder);
    assertThat(folder.durable()).isEqualTo(256);
    again.sync();
    assertThat(folder.durable()).isEqualTo(300);

    Files.write(home.resolve("logs/torn/tile/0/000"), new byte[8192]);
    StoredLog.open(Side.ORIGIN, rows, folder);
    assertThat(folder.durable()).isZero();
    folder.sync(300);
    Files.delete(home.resolve("logs/torn/tile/0/000"));
    StoredLog.open(Side.ORIGIN, rows, folder);
    assertThat(folder.durable()).isZero();
  }

  @Test
  void a_size_that_was_passed_has_the_root_it_had() throws Exception {
    side.appendTo(700);
    var note = side.own.publish();
    var folder = new LogFolder(home.resolve("logs/other"), disk);
    var log = StoredLog.open(Side.ORIGIN, new LeafRows(side.database, 1), folder);
    log.extend(700);
    for (int size : new int[] {600, 300, 700, 7}) {
      assertThat(log.extend(size)).as("at %d", size).isEqualTo(side.own.root(size));
      assertThat(log.frontier().size()).isEqualTo(size);
    }
    side.own.proof(7).verify(Side.leaves(7, 8).getFirst(), Side.AUTHOR.keys());
    assertThat(side.own.proof(7)).isEqualTo(side.own.proof(7, note));
  }

  /// Else a power cut would cost more the longer a node runs.
  @Test
  void a_log_that_is_never_closed_is_forced_from_time_to_time() {
    var folder = new LogFolder(home.resolve("logs/busy"), disk);
    side.appendTo(2_600);
    var log = StoredLog.open(Side.ORIGIN, new LeafRows(side.database, 1), folder);
    var note = side.own.publish();
    long forced = 0;
    for (int size = 1; forced == 0; size++) {
      var head = new Checkpoint(Side.ORIGIN, size, log.extend(size));
      log.show(new SignedCheckpoint(head, note.signatures()));
      forced = folder.durable();
      assertThat(forced).isIn(0L, (long) size);
      assertThat(folder.unsynced()).isLessThan(4_096);
    }
    assertThat(forced).isGreaterThan(2_000);
    assertThat(folder.unsynced()).isZero();
  }

  @Test
  void a_tile_that_is_gone_stops_what_needs_it_and_names_the_log() throws Exception {
    side.publishAt(300);
    assertThat(side.own.tile(new TilePath(0, 0, 256))).isPresent();
    assertThat(side.own.tile(new TilePath(0, 2, 256))).isEmpty();
    Files.delete(side.ownFolder().resolve("tile/0/000"));
    var note = side.own.published().orElseThrow();
    List<ThrowingCallable> all =
        List.of(
            () -> side.own.tile(new TilePath(0, 0, 256)),
            () -> side.own.root(7),
            () -> side.own.consistency(7, 300),
            () -> side.own.proof(7, note),
            side::check);
    for (var each : all) {
      assertThatThrownBy(each)
          .isInstanceOf(StorageFailure.class)
          .hasMessageContaining("log " + Side.ORIGIN);
    }
  }

  @Test
  void rows_that_do_not_give_the_signed_root_do_not_open() throws Exception {
    side.publishAt(10);
    side.close();
    disk = new DyingDisk(home);
    try (var database = org.entente.storage.Database.open(home.resolve("test.db"))) {
      database.write(tx -> {
        try (var statement = tx.createStatement()) {
          return statement.executeUpdate("UPDATE log_leaf SET leaf = x'00' WHERE number = 4");
        }
      });
    }
    assertThatThrownBy(() -> new Side(home))
        .isInstanceOf(StorageFailure.class)
        .hasMessageContaining("at size 10, but another was signed");
    side = new Side(Files.createDirectory(home.resolve("elsewhere")), disk);
  }

  @Test
  void a_checkpoint_that_does_not_read_does_not_open() throws Exception {
    side.publishAt(10);
    side.close();
    Files.writeString(side.ownFolder().resolve("checkpoint"), "torn\n");
    assertThatThrownBy(() -> new Side(home))
        .isInstanceOf(StorageFailure.class)
        .hasMessageContaining("log " + Side.ORIGIN + ": note: expected");
    side = new Side(Files.createDirectory(home.resolve("elsewhere")), disk);
  }
}
