package org.entente.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.entente.storage.Database;
import org.entente.storage.StorageFailure;
import org.entente.tlog.Checkpoint;
import org.entente.tlog.Frontier;
import org.entente.tlog.SignedCheckpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The files of a log on a machine that dies at each of the calls its disk is asked for, in turn.
/// Whatever was not forced by then may be lost: the log opens, shows what it last showed, every
/// byte of it verified, and goes on.
@Tag("slow")
class PowerCutTest {
  private static final int ENTRIES = 600;
  private static final Map<Long, SignedCheckpoint> NOTES =
      Stream.of(250L, 300L, 600L).collect(Collectors.toMap(size -> size, PowerCutTest::note));

  @TempDir Path folder;

  private Database database;
  private LeafRows rows;
  private DyingDisk disk;
  private long reached;

  private static SignedCheckpoint note(long size) {
    var root = Frontier.EMPTY.plus(Side.leaves(0, size)).root();
    var head = new Checkpoint(Side.ORIGIN, size, root);
    return Side.AUTHOR.sign(new SignedCheckpoint(head, List.of()), Side.CLOCK.instant());
  }

  @BeforeEach
  void six_hundred_entries_are_committed() {
    disk = new DyingDisk(folder);
    database = Database.open(folder.resolve("test.db"));
    long id = database.write(tx -> LogTable.open(tx, Side.ORIGIN, LogTable.Role.OWN));
    database.write(tx -> {
      LogTable.take(tx, id, ENTRIES);
      LogTable.insert(tx, id, 0, Side.leaves(0, ENTRIES));
      return id;
    });
    rows = new LeafRows(database, id);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void bytes_that_were_not_forced_may_be_cut() throws Exception {
    everywhere(() -> disk.loseBytes(""));
  }

  /// Their hashes came through, so no root says that the bundles did not.
  @Test
  void bundles_that_were_not_forced_may_be_cut_alone() throws Exception {
    everywhere(() -> disk.loseBytes("/entries/"));
  }

  @Test
  void names_that_were_not_forced_may_be_gone() throws Exception {
    everywhere(() -> disk.loseNames(""));
  }

  @Test
  void bundles_whose_names_were_not_forced_may_be_gone_alone() throws Exception {
    everywhere(() -> disk.loseNames("/entries"));
  }

  private interface Loss {
    void strike() throws IOException;
  }

  private void everywhere(Loss loss) throws Exception {
    boolean died = true;
    for (int calls = 0; died; calls++) {
      var home = Files.createDirectories(folder.resolve("after-" + calls + "/logs"));
      disk = new DyingDisk(home);
      disk.dieAfter(calls);
      reached = 0;
      died = dies(home);
      loss.strike();
      goesOn(home, "after call " + calls);
    }
  }

  private boolean dies(Path home) {
    try {
      live(home);
      return false;
    } catch (DyingDisk.Died e) {
      return true;
    }
  }

  private void live(Path home) {
    var log = open(home, disk);
    show(log, 250);
    log.sync();
    show(log, 300);
    disk.fill(true);
    assertThatThrownBy(() -> log.extend(600))
        .isInstanceOfAny(StorageFailure.class, DyingDisk.Died.class);
    disk.fill(false);
    log.sync();
    var again = open(home, disk);
    show(again, 600);
    again.sync();
  }

  private void show(StoredLog log, long size) {
    var note = Objects.requireNonNull(NOTES.get(size));
    assertThat(log.extend(size)).isEqualTo(note.checkpoint().root());
    log.show(note);
    reached = size;
  }

  private StoredLog open(Path home, DyingDisk on) {
    return StoredLog.open(Side.ORIGIN, rows, new LogFolder(home.resolve("own-1"), on));
  }

  private void goesOn(Path home, String when) throws Exception {
    var log = open(home, new DyingDisk(home));
    assertThat(log.shownSize()).as(when).isGreaterThanOrEqualTo(reached);
    log.check(Side.AUTHOR.keys());
    show(log, 600);
    log.check(Side.AUTHOR.keys());
    assertThat(log.leaves(0, ENTRIES)).hasSize(ENTRIES);
  }
}
