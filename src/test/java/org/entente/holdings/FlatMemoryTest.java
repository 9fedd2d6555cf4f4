package org.entente.holdings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An import in a process of its own whose heap is far smaller than the file.
@Tag("slow")
final class FlatMemoryTest {
  private static final int OBJECTS = 150;
  private static final int OBJECT_SIZE = 1024 * 1024;

  @TempDir Path folder;

  @Test
  void a_file_of_150_MB_imports_within_a_heap_of_64_MB() throws Exception {
    writeBundle(folder.resolve("large.json"));
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Import.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var output = process.inputReader()) {
      assertThat(output.lines().toList()).last().isEqualTo("stored " + OBJECTS);
    }
    assertThat(process.waitFor()).isZero();
  }

  private static void writeBundle(Path file) throws Exception {
    var text = "x".repeat(OBJECT_SIZE);
    try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
      var before = "{\"type\":\"bundle\",\"id\":\"bundle--1\",\"objects\":[";
      for (int i = 0; i < OBJECTS; i++) {
        out.write(before.getBytes(StandardCharsets.UTF_8));
        out.write(TestStore.indicator(i, "2026-02-01T00:00:00.000Z", text).bytes());
        before = ",";
      }
      out.write("]}".getBytes(StandardCharsets.UTF_8));
    }
  }

  /// The process.
  static final class Import {
    private Import() {}

    public static void main(String[] arguments) {
      var folder = Path.of(arguments[0]);
      try (var store = new TestStore(folder)) {
        var collection = store.collection("information");
        var result =
            new Importer(store.database, InstantSource.system())
                .run(
                    List.of(folder.resolve("large.json")),
                    collection,
                    collection.source(),
                    (bytes, total, objects) -> {});
        System.out.println("stored " + result.stored());
      }
    }
  }
}
