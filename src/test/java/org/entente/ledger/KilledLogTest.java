package org.entente.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.entente.crypto.Algorithm;
import org.entente.crypto.SigningKey;
import org.entente.json.CanonicalJson;
import org.entente.json.Json;
import org.entente.tlog.NoteSigners;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A writer in a process of its own, killed with -9 while it appends and publishes: nothing that it
/// had acknowledged is lost, and the log goes on without a gap.
@Tag("slow")
class KilledLogTest {
  private static final int KILLS = 4;
  private static final String SAID = "committed ";

  @TempDir Path folder;

  /// The writer: says each size once it is committed, and publishes after every third.
  static final class Writer {
    private Writer() {}

    public static void main(String[] arguments) throws Exception {
      var side = new Side(Path.of(arguments[0]), keys(Path.of(arguments[0])));
      for (long size = side.own.publish().checkpoint().size(); ; size += 100) {
        side.appendTo(size + 100);
        System.out.println(SAID + (size + 100));
        if (size % 300 == 0) {
          side.own.publish();
        }
      }
    }
  }

  @Test
  void what_was_acknowledged_survives_kill_9() throws Exception {
    writeKeys();
    for (int kill = 0; kill < KILLS; kill++) {
      long acknowledged = killAfter(10 + 7 * kill);
      try (var side = new Side(folder, keys(folder))) {
        side.check();
        assertThat(side.own.publish().checkpoint().size())
            .isGreaterThanOrEqualTo(acknowledged)
            .isEqualTo(side.own.leaves(0, Integer.MAX_VALUE).size());
        side.check();
      }
    }
  }

  /// Runs the writer until it has said so many sizes; the last that was read.
  private long killAfter(int lines) throws IOException, InterruptedException {
    var writer = start();
    try (var said = new BufferedReader(writer.inputReader())) {
      long last = 0;
      for (int i = 0; i < lines; i++) {
        last = committed(said);
      }
      return last;
    } finally {
      writer.destroyForcibly().waitFor();
    }
  }

  private static long committed(BufferedReader said) throws IOException {
    while (true) {
      var line = Objects.requireNonNull(said.readLine(), "the writer ended by itself");
      if (line.startsWith(SAID)) {
        return Long.parseLong(line.substring(SAID.length()));
      }
    }
  }

  /// Both processes sign with the same keys.
  private static NoteSigners keys(Path folder) throws Exception {
    return NoteSigners.ofLog(
        Side.ORIGIN, key(folder.resolve("ed.json")), key(folder.resolve("ml.json")));
  }

  private static SigningKey key(Path file) throws Exception {
    return SigningKey.ofJson(Json.parseObject(Files.readAllBytes(file)));
  }

  private void writeKeys() throws IOException {
    write("ed.json", SigningKey.generate(Algorithm.ED25519));
    write("ml.json", SigningKey.generate(Algorithm.ML_DSA_44));
  }

  private void write(String name, SigningKey key) throws IOException {
    Files.write(folder.resolve(name), CanonicalJson.bytes(key.toJson()));
  }

  private Process start() throws IOException {
    var java = ProcessHandle.current().info().command().orElseThrow();
    return new ProcessBuilder(
            java,
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            Writer.class.getName(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
