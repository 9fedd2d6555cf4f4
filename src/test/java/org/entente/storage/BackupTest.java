package org.entente.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BackupTest {
  private static final Instant NOW = Instant.parse("2026-11-22T16:00:00Z");

  @TempDir Path folder;
  private Home home;
  private Path backup;

  @BeforeEach
  void make_a_home() throws Exception {
    home = new Home(folder.resolve("home"));
    home.makeFolders();
    Files.writeString(home.config(), "name: Example\n");
    Files.writeString(home.keys().resolve("node.key"), "secret");
    backup = folder.resolve("backup");
    try (var database = Database.open(home.database())) {
      database.write(connection -> {
        try (var statement = connection.createStatement()) {
          statement.execute("create table note (number integer primary key, twice integer)");
          return statement.execute("insert into note values (1, 2)");
        }
      });
    }
  }

  @Test
  void restores_files_and_rows_for_the_owner_alone() throws Exception {
    take();
    var restored = new Home(folder.resolve("restored"));
    Backup.restore(backup, restored, NOW);
    assertThat(restored.config()).hasSameBinaryContentAs(home.config());
    assertThat(restored.keys().resolve("node.key")).hasContent("secret");
    assertThat(Files.getPosixFilePermissions(restored.keys().resolve("node.key")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(Files.getPosixFilePermissions(restored.folder()))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    try (var database = Database.open(restored.database())) {
      assertThat(rows(database)).isEqualTo(1);
    }
  }

  @Test
  void copies_one_moment_while_the_node_goes_on_writing() throws Exception {
    try (var database = Database.open(home.database());
        var writing = Executors.newSingleThreadExecutor()) {
      var stop = new AtomicBoolean();
      var written = new AtomicLong();
      var done =
          writing.submit(() -> {
            for (long n = 2; !stop.get(); n++) {
              insert(database, n);
              written.set(n);
            }
          });
      while (written.get() < 20) {
        Thread.onSpinWait();
      }
      Backup.take(home, database, backup, NOW);
      stop.set(true);
      done.get();
    }
    var restored = new Home(folder.resolve("restored"));
    Backup.restore(backup, restored, NOW);
    try (var database = Database.open(restored.database())) {
      assertThat(rows(database)).isGreaterThanOrEqualTo(20);
      var halves =
          database.<Long>read(
              connection -> number(connection, "select count(*) from note where twice is null"));
      assertThat(halves).as("transactions copied in half").isZero();
    }
  }

  @Test
  void a_changed_byte_or_a_missing_file_is_named_and_nothing_is_restored() throws Exception {
    take();
    Files.writeString(backup.resolve("config.yaml"), "name: Elsewhere\n");
    Files.delete(backup.resolve("keys/node.key"));
    var restored = new Home(folder.resolve("restored"));
    assertThatThrownBy(() -> Backup.restore(backup, restored, NOW))
        .isInstanceOf(StorageFailure.class)
        .hasMessageContaining("config.yaml")
        .hasMessageContaining("keys/node.key");
    assertThat(restored.isEmpty()).isTrue();
  }

  @Test
  void a_backup_that_was_cut_short_is_refused() throws Exception {
    take();
    Files.delete(backup.resolve(BackupManifest.NAME));
    assertThatThrownBy(() -> Backup.restore(backup, new Home(folder.resolve("restored")), NOW))
        .hasMessageContaining("no whole backup");
  }

  @Test
  void a_home_that_holds_anything_is_left_alone() {
    take();
    assertThatThrownBy(() -> Backup.restore(backup, home, NOW)).hasMessageContaining("not empty");
    assertThatThrownBy(this::take).hasMessageContaining("not empty");
  }

  @Test
  void a_manifest_that_points_outside_is_refused() throws Exception {
    take();
    var manifest = backup.resolve(BackupManifest.NAME);
    Files.writeString(manifest, Files.readString(manifest).replace("config.yaml", "../up.yaml"));
    assertThatThrownBy(() -> Backup.restore(backup, new Home(folder.resolve("restored")), NOW))
        .hasMessageContaining("not a manifest");
  }

  @Test
  @Tag("slow")
  void a_backup_and_a_restore_that_meet_a_full_disk_leave_nothing() throws Exception {
    Files.write(home.logs().resolve("tile"), new byte[9 << 20]);
    take();
    var again = folder.resolve("again");
    var restored = folder.resolve("restored");
    var process = FullDisk.start(8 << 10, home.folder(), again, backup, restored);
    var said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(said).contains("backup refused, left: false", "restore refused, left: false");
    assertThat(folder).isDirectoryNotContaining("glob:**restoring");
    Backup.restore(backup, new Home(restored), NOW); // with room again
  }

  @Test
  void a_restore_that_was_killed_left_its_half_beside_the_home_and_is_not_taken_for_one()
      throws Exception {
    take();
    var half = Files.createDirectory(folder.resolve(".restored.restoring"));
    var restored = new Home(folder.resolve("restored"));
    assertThatThrownBy(() -> Backup.restore(backup, restored, NOW))
        .hasMessageContaining("cut short; remove it and try again");
    assertThat(restored.isEmpty()).isTrue();
    Files.delete(half);
    Backup.restore(backup, restored, NOW);
  }

  @Test
  void a_restored_store_says_so_until_it_is_confirmed_and_so_does_a_copy_of_it() throws Exception {
    take();
    var first = new Home(folder.resolve("first"));
    Backup.restore(backup, first, NOW);
    try (var database = Database.open(first.database())) {
      assertThat(database.read(Restorations::unconfirmed).orElseThrow().asOf()).hasValue(NOW);
      Backup.take(first, database, folder.resolve("later"), NOW);
    }
    var second = new Home(folder.resolve("second"));
    Backup.restore(folder.resolve("later"), second, NOW.plusSeconds(60));
    try (var database = Database.open(second.database())) {
      assertThat(database.<Long>read(Restorations::last)).isEqualTo(2);
      int confirmed =
          database.write(connection -> Restorations.confirm(connection, "officer", "why", NOW));
      assertThat(confirmed).as("one word for both").isEqualTo(2);
      assertThat(database.read(Restorations::unconfirmed)).isEmpty();
    }
  }

  private void take() {
    try (var database = Database.open(home.database())) {
      Backup.take(home, database, backup, NOW);
    }
  }

  private static void insert(Database database, long number) {
    database.write(connection -> {
      try (var statement = connection.createStatement()) {
        statement.execute("insert into note (number) values (" + number + ")");
        return statement.execute("update note set twice = 2 * number where twice is null");
      }
    });
  }

  private static long rows(Database database) {
    return database.<Long>read(connection -> number(connection, "select count(*) from note"));
  }

  private static long number(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
