package org.entente.holdings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.entente.holdings.TestStore.NOW;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.entente.Shared;
import org.entente.accord.Audience;
import org.entente.expression.Source;
import org.entente.stix.Gate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImporterTest {
  private static final String MODIFIED = "2026-02-01T00:00:00.000Z";

  @TempDir Path folder;
  private TestStore store;
  private Collection collection;

  @BeforeEach
  void open() {
    store = new TestStore(folder);
    collection = store.collection("public", Gate.TOLERANT, Source.PUBLIC);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void real_folders_give_the_counts_that_are_known_of_them() {
    var paths =
        List.of(
            Shared.path("data/eset-malware-ioc-as-stix21"),
            Shared.path("data/pymisp-test-events-as-stix21"),
            Shared.path("data/attack-stix-2.1"),
            Shared.path("data/oca-iob"));
    var result = importAll(paths);
    assertThat(result.errors())
        .extracting(ImportError::message)
        .allMatch(message -> message.contains("held with other content"));
    assertThat(result)
        .extracting(
            ImportResult::read,
            ImportResult::duplicate,
            ImportResult::refused,
            ImportResult::stored,
            ImportResult::skippedFiles)
        .containsExactly(8_415L, 126L, 148L, 8_141L, 15L);
    assertThat(result.errorsTotal()).isEqualTo(148);
    assertThat(result.errors()).hasSize(ImportResult.MAX_LISTED);

    var again = importAll(paths);
    assertThat(again.stored()).isZero();
    assertThat(again.refused()).isEqualTo(148);
  }

  @Test
  void one_bad_object_is_told_with_its_place_and_the_others_come_in() throws Exception {
    var file = write("mixed.json", bundle(indicator(1), "{\"type\":\"malware\"}", indicator(2)));
    var result = importAll(List.of(file));
    assertThat(result.stored()).isEqualTo(2);
    assertThat(result.refused()).isEqualTo(1);
    assertThat(result.read()).isEqualTo(3);
    assertThat(result.errors())
        .singleElement()
        .satisfies(error -> {
          assertThat(error.file()).isEqualTo(file.toString());
          assertThat(error.pointer()).startsWith("/objects/1");
        });
    assertThat(result.succeeded()).isTrue();
  }

  @Test
  void an_object_alone_in_its_file_that_cannot_be_read_is_read_and_refused() throws Exception {
    var cut = write("cut.json", indicator(1).substring(0, 120));
    var twice = write("twice.json", indicator(2).replace("\"id\"", "\"type\":\"tool\",\"id\""));
    var result = importAll(List.of(cut, twice));
    assertThat(result.read()).isEqualTo(2);
    assertThat(result.refused()).isEqualTo(2);
    assertThat(result.errors()).extracting(ImportError::file).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void a_device_or_a_pipe_is_not_waited_for() {
    var result = importAll(List.of(Path.of("/dev/zero")));
    assertThat(result.succeeded()).isFalse();
    assertThat(result.unreadable()).containsExactly("/dev/zero");
  }

  @Test
  void a_strict_collection_tells_every_problem_of_an_object_at_once() throws Exception {
    var strict = store.collection("strict", Gate.STRICT, Source.OWN);
    var wrong = indicator(1).replace("2026-01-01T00:00:00Z", "yesterday").replace("\"2.1\"", "2.1");
    var result = run(List.of(write("wrong.json", bundle(wrong))), strict);
    assertThat(result.refused()).isEqualTo(1);
    var error = result.errors().getFirst();
    assertThat(error.pointer() + error.message()).contains("valid_from").contains("spec_version");
    assertThat(error.id()).startsWith("indicator--");
    assertThat(error.clause()).startsWith("STIX 2.1");
  }

  @Test
  void what_is_not_stix_is_skipped_and_counted_and_alone_it_fails() throws Exception {
    write("in/readme.txt", "not STIX");
    write("in/schema.json", "{\"$schema\":\"x\",\"type\":\"object\"}");
    write("in/.hidden.json", bundle(indicator(1)));
    var result = importAll(List.of(folder.resolve("in")));
    assertThat(result.skippedFiles()).isEqualTo(2);
    assertThat(result.errorsTotal()).isZero();
    assertThat(result.succeeded()).isFalse();
  }

  @Test
  void a_bundle_that_breaks_off_keeps_what_came_before_and_says_so() throws Exception {
    var whole = bundle(indicator(1), indicator(2));
    var result = importAll(List.of(write("cut.json", whole.substring(0, whole.length() - 30))));
    assertThat(result.stored()).isEqualTo(1);
    assertThat(result.errorsTotal()).isEqualTo(1);
    assertThat(result.errors().getFirst().message()).contains("not JSON");
  }

  @Test
  void a_named_path_that_is_missing_stops_all_before_anything_is_read() throws Exception {
    var good = write("good.json", bundle(indicator(1)));
    var result = importAll(List.of(good, folder.resolve("none.json")));
    assertThat(result.unreadable()).containsExactly(folder.resolve("none.json").toString());
    assertThat(result.stored()).isZero();
    assertThat(result.succeeded()).isFalse();
  }

  @Test
  void of_two_contents_the_file_name_decides_which_stays() throws Exception {
    write("in/z/event_1.json", bundle(indicator(1)));
    write("in/a/event_2.json", bundle(indicator(1).replace("indicator 1", "changed")));
    var result = importAll(List.of(folder.resolve("in")));
    assertThat(result.stored()).isEqualTo(1);
    assertThat(result.errors().getFirst().file()).endsWith("event_2.json");
  }

  @Test
  void a_cut_import_leaves_whole_batches_and_goes_on_when_begun_again() throws Exception {
    var objects = IntStream.range(0, 3_000).mapToObj(ImporterTest::indicator).toList();
    var file = write("large.json", bundle(objects.toArray(String[]::new)));
    assertThatThrownBy(() ->
            new Importer(store.database, () -> NOW)
                .run(
                    List.of(file),
                    collection,
                    Source.PUBLIC,
                    (bytes, total, seen) -> {
                      if (seen > 2_000) {
                        throw new IllegalStateException("cut");
                      }
                    }))
        .hasMessage("cut");
    var again = importAll(List.of(file));
    assertThat(again.duplicate()).isPositive();
    assertThat(again.duplicate() + again.stored()).isEqualTo(3_000);
    assertThat(filed(collection)).isEqualTo(3_000);
  }

  @Test
  void progress_rises_to_the_whole() throws Exception {
    var objects = IntStream.range(0, 1_000).mapToObj(ImporterTest::indicator).toList();
    var file = write("large.json", bundle(objects.toArray(String[]::new)));
    var seen = new ArrayList<Long>();
    new Importer(store.database, () -> NOW)
        .run(
            List.of(file),
            collection,
            Source.PUBLIC,
            (bytes, total, count) -> {
              assertThat(total).isEqualTo(file.toFile().length());
              seen.add(bytes);
            });
    assertThat(seen).isSorted().last().isEqualTo(file.toFile().length());
  }

  @Test
  void an_exported_collection_imports_into_another_node_with_the_same_bytes() throws Exception {
    var objects = IntStream.range(0, 1_500).mapToObj(ImporterTest::indicator).toList();
    importAll(List.of(write("all.json", bundle(objects.toArray(String[]::new)))));
    var out = new ByteArrayOutputStream();
    var exported = Export.bundle(store.database, collection, Audience.AUTHORITY, out);
    assertThat(exported.objects()).isEqualTo(1_500);
    var elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Files.write(elsewhere.resolve("export.json"), out.toByteArray());
    try (var other = new TestStore(elsewhere)) {
      var target = other.collection("copy");
      var result =
          new Importer(other.database, () -> NOW)
              .run(List.of(elsewhere.resolve("export.json")), target, Source.OWN, (b, t, o) -> {});
      assertThat(result.stored()).isEqualTo(1_500);
      assertThat(first(other, target).object()).isEqualTo(first(store, collection).object());
    }
  }

  private static Held first(TestStore store, Collection collection) {
    return store.database.<Held>read(
        connection -> Holdings.page(connection, collection, Instant.EPOCH, 1).getFirst().held());
  }

  private int filed(Collection from) {
    int count = 0;
    var after = Instant.EPOCH;
    while (true) {
      var start = after;
      List<Filed> page =
          store.database.read(connection -> Holdings.page(connection, from, start, 1_000));
      if (page.isEmpty()) {
        return count;
      }
      count += page.size();
      after = page.getLast().dateAdded();
    }
  }

  private ImportResult importAll(List<Path> paths) {
    return run(paths, collection);
  }

  private ImportResult run(List<Path> paths, Collection into) {
    return new Importer(store.database, () -> NOW)
        .run(paths, into, into.source(), (bytes, total, objects) -> {});
  }

  private Path write(String name, String text) throws Exception {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static String indicator(int number) {
    return new String(
        TestStore.indicator(number, MODIFIED, "indicator " + number).bytes(),
        StandardCharsets.UTF_8);
  }

  private static String bundle(String... objects) {
    return "{\"type\":\"bundle\",\"id\":\"bundle--1\",\"objects\":["
        + String.join(",\n", objects)
        + "]}";
  }
}
