package org.entente.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class DatabaseTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name_the_file() {
    file = folder.resolve("entente.db");
  }

  @Test
  void commits_what_succeeds_and_undoes_what_throws() {
    try (var database = Database.open(file)) {
      database.write(connection -> execute(connection, "create table note (text text)"));
      database.write(connection -> execute(connection, "insert into note values ('kept')"));
      assertThatThrownBy(() ->
              database.write(connection -> {
                execute(connection, "insert into note values ('lost')");
                throw new IllegalStateException("half way");
              }))
          .hasMessage("half way");
      assertThat(database.<Integer>read(connection -> count(connection))).isEqualTo(1);
    }
  }

  /// SQLite undoes the work itself then, which must not hide why.
  @Test
  void a_full_disk_is_told_as_such_and_undoes_the_work() {
    try (var database = Database.open(file)) {
      database.write(connection -> execute(connection, "create table note (text text)"));
      database.write(connection -> execute(connection, "insert into note values ('kept')"));
      database.write(connection -> execute(connection, "pragma max_page_count = 1"));
      assertThatThrownBy(() ->
              database.write(connection -> {
                execute(connection, "insert into note values ('lost')");
                return execute(connection, "insert into note values (zeroblob(10000000))");
              }))
          .isInstanceOfSatisfying(
              StorageFailure.class,
              failure -> assertThat(failure.next()).contains("free some space"))
          .hasMessageContaining("SQLITE_FULL");
      assertThat(database.<Integer>read(connection -> count(connection))).isEqualTo(1);
      assertThatThrownBy(() ->
              database.write(connection -> {
                execute(connection, "insert into note values ('half of the next')");
                throw new IllegalStateException("half way");
              }))
          .hasMessage("half way");
      assertThat(database.<Integer>read(connection -> count(connection))).isEqualTo(1);
      database.write(connection -> execute(connection, "pragma max_page_count = 100000"));
      database.write(connection -> execute(connection, "insert into note values ('more')"));
      assertThat(database.<Integer>read(connection -> count(connection))).isEqualTo(2);
    }
  }

  @Test
  void a_reader_cannot_write() {
    try (var database = Database.open(file)) {
      database.write(connection -> execute(connection, "create table note (text text)"));
      assertThatThrownBy(() ->
              database.read(connection -> execute(connection, "insert into note values ('x')")))
          .isInstanceOf(StorageFailure.class)
          .hasMessageContaining("readonly");
    }
  }

  @Test
  void only_the_owner_may_read_the_file() throws Exception {
    try (var database = Database.open(file)) {
      database.write(connection -> execute(connection, "create table note (text text)"));
      for (var name : new String[] {"entente.db", "entente.db-wal", "entente.db-shm"}) {
        assertThat(Files.getPosixFilePermissions(folder.resolve(name)))
            .as(name)
            .isEqualTo(PosixFilePermissions.fromString("rw-------"));
      }
    }
  }

  @Test
  void opens_for_reading_beside_the_owner_and_sees_the_last_commit() {
    try (var owner = Database.open(file);
        var other = Database.openReadOnly(file)) {
      owner.write(connection -> execute(connection, "create table note (text text)"));
      owner.write(connection -> execute(connection, "insert into note values ('seen')"));
      assertThat(other.<Integer>read(connection -> count(connection))).isEqualTo(1);
      assertThatThrownBy(() -> other.write(connection -> count(connection)))
          .hasMessageContaining("reading only");
    }
  }

  @Test
  void refuses_tables_of_a_newer_program_and_changes_nothing() throws Exception {
    Database.open(file).close();
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      execute(
          connection,
          "insert into flyway_schema_history (installed_rank, version, description, type, script,"
              + " installed_by, execution_time, success) values (99, '9000', 'later', 'SQL', 'V',"
              + " '', 0, 1)");
    }
    for (var opening :
        new Runnable[] {() -> Database.open(file), () -> Database.openReadOnly(file)}) {
      assertThatThrownBy(opening::run)
          .isInstanceOf(StorageFailure.class)
          .hasMessageContaining("newer program (schema 9000, this program knows up to ");
    }
  }

  @Test
  void reading_refuses_tables_that_were_never_brought_up_to_date() throws Exception {
    Files.createFile(file);
    assertThatThrownBy(() -> Database.openReadOnly(file)).hasMessageContaining("older program");
    assertThatThrownBy(() -> Database.openReadOnly(folder.resolve("none.db")))
        .hasMessageContaining("is gone");
  }

  @Test
  @Timeout(60)
  void closing_twice_does_nothing_and_a_closed_store_says_so() {
    var database = Database.open(file);
    database.close();
    database.close();
    assertThatThrownBy(() -> database.<Integer>read(connection -> count(connection)))
        .isInstanceOf(StorageFailure.class)
        .hasMessageContaining("was closed");
    assertThatThrownBy(() -> database.write(connection -> execute(connection, "select 1")))
        .isInstanceOf(StorageFailure.class)
        .hasMessageContaining("was closed");
  }

  @Test
  void knows_its_migrations() {
    assertThat(Schema.known()).contains(10);
  }

  private static boolean execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
      return true;
    }
  }

  private static int count(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("select count(*) from note")) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
