package org.entente.holdings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.holdings.TestStore.NOW;

import java.nio.file.Path;
import java.util.List;
import org.entente.storage.Database;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IntakeBenchTest {
  private static final String FIRST = "2026-02-01T00:00:00.000Z";

  @TempDir Path folder;

  @Test
  void both_stores_end_with_the_same_rows() throws Exception {
    var indicator = TestStore.indicator(1, FIRST, "a");
    var sample =
        List.of(
            indicator,
            TestStore.indicator(2, FIRST, "b"),
            TestStore.relationship(3, indicator.id().text(), "malware--" + TestStore.uuid(4)));
    var result = IntakeBench.run(folder, sample, 600, () -> NOW);
    assertThat(result.rounds().getLast().held()).isEqualTo(600);
    assertThat(result.ratio()).isPositive();
    assertThat(rows("ours.db")).isEqualTo(rows("reference.db")).contains("object 600");
  }

  private List<String> rows(String file) {
    try (var database = Database.open(folder.resolve(file))) {
      return List.of("object", "filing", "reference", "indicator_value").stream()
          .map(table -> table + " " + count(database, table))
          .toList();
    }
  }

  private static long count(Database database, String table) {
    return database.<Long>read(connection -> {
      try (var statement = connection.createStatement();
          var rows = statement.executeQuery("select count(*) from " + table)) {
        rows.next();
        return rows.getLong(1);
      }
    });
  }
}
