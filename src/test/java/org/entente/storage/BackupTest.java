package org.entente.storage;

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
    Backup.restore(backup, restored);
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
    Backup.restore(backup, restored);
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
    assertThatThrownBy(() -> Backup.restore(backup, restored))
        .isInstanceOf(StorageFailure.class)
        .hasMessageContaining("config.yaml")
        .hasMessageContaining("keys/node.key");
    assertThat(restored.isEmpty()).isTrue();
  }

  @Test
  void a_backup_that_was_cut_short_is_refused() throws Exception {
    take();
    Files.delete(backup.resolve(BackupManifest.NAME));
    assertThatThrownBy(() -> Backup.restore(backup, new Home(folder.resolve("restored"))))
        .hasMessageContaining("no whole backup");
  }

  @Test
  void a_home_that_holds_anything_is_left_alone() {
    take();
    assertThatThrownBy(() -> Backup.restore(backup, home)).hasMessageContaining("not empty");
    assertThatThrownBy(this::take).hasMessageContaining("not empty");
  }

  @Test
  void a_manifest_that_points_outside_is_refused() throws Exception {
    take();
    var manifest = backup.resolve(BackupManifest.NAME);
    Files.writeString(manifest, Files.readString(manifest).replace("config.yaml", "../up.yaml"));
    assertThatThrownBy(() -> Backup.restore(backup, new Home(folder.resolve("restored"))))
        .hasMessageContaining("not a manifest");
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
