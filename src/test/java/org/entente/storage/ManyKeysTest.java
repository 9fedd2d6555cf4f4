package org.entente.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ManyKeysTest {
  private Database database;

  @BeforeEach
  void two_hundred_rows_of_each_kind(@TempDir Path folder) {
    database = Database.open(folder.resolve("entente.db"));
    database.write(connection -> {
      try (var statement = connection.createStatement()) {
        statement.execute("create table thing (kind text, number integer)");
        for (int number = 0; number < 200; number++) {
          statement.execute("insert into thing values ('a', " + number + ")");
          statement.execute("insert into thing values ('b', " + number + ")");
        }
        return statement.execute("insert into thing values ('a', null)");
      }
    });
  }

  @AfterEach
  void close() {
    database.close();
  }

  private List<Long> found(List<Integer> asked) {
    return database.read(connection -> {
      var found = new ArrayList<Long>();
      try (var select =
          new ManyKeys(connection, "select number from thing where kind = ? and number", "a")) {
        select.read(asked, row -> found.add(row.getLong(1)));
      } catch (SQLException e) {
        throw new AssertionError(e);
      }
      return found;
    });
  }

  @Test
  void each_key_is_found_once_however_many_are_asked_for() {
    for (int count : new int[] {0, 1, 2, 63, 64, 65, 128, 129, 200}) {
      var asked = IntStream.range(0, count).boxed().toList();
      assertThat(found(asked))
          .containsExactlyInAnyOrderElementsOf(asked.stream().map(Integer::longValue).toList());
    }
  }

  @Test
  void what_is_not_there_is_left_out_and_the_empty_places_of_a_run_find_nothing() {
    assertThat(found(List.of(7, 1_000, 8))).containsExactlyInAnyOrder(7L, 8L);
    assertThat(found(List.of(1_000))).isEmpty();
  }
}
