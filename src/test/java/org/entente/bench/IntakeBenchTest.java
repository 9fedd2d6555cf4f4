package org.entente.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.entente.stix.StixObject;
import org.entente.storage.Database;
import org.entente.terminal.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IntakeBenchTest {
  @TempDir Path folder;

  @Test
  void both_stores_end_with_the_same_rows() throws Exception {
    var sample = List.of(object("indicator", 1, ""), object("malware", 2, ""), relationship());
    var measured = IntakeBench.run(folder, sample, 600, InstantSource.system(), Progress.none());
    assertThat(measured.turns().getLast().size()).isEqualTo(600);
    assertThat(measured.ratio()).isPositive();
    assertThat(rows("ours.db")).isEqualTo(rows("reference.db")).contains("object 600");
  }

  private static StixObject relationship() throws Exception {
    return object(
        "relationship",
        3,
        ",\"relationship_type\":\"indicates\",\"source_ref\":\"indicator--%s\",\"target_ref\":\"malware--%s\""
            .formatted(uuid(1), uuid(2)));
  }

  private static StixObject object(String type, int number, String more) throws Exception {
    var text =
        """
        {"type":"%s","spec_version":"2.1","id":"%s--%s","created":"2026-02-01T00:00:00.000Z",\
        "modified":"2026-02-01T00:00:00.000Z","name":"a","is_family":false,\
        "pattern":"[domain-name:value = 'a%d.example']","pattern_type":"stix",\
        "valid_from":"2026-02-01T00:00:00Z"%s}\
        """
            .formatted(type, type, uuid(number), number, more);
    return StixObject.read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String uuid(int number) {
    return "%08x-0000-4000-8000-000000000000".formatted(number);
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
