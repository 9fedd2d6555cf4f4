package org.entente.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two nodes in processes of their own, over real sockets and real files, and one after the other
/// is killed in the middle of its work, again and again. `-Dentente.kills=500` for many.
@Tag("slow")
class KillsTest {
  private static final int KILLS = Integer.getInteger("entente.kills", 6);
  private static final long SEED = Long.getLong("entente.kills.seed", 1);
  private static final int OBJECTS = 40;
  private static final int MOST_FILES = 30;

  private final Random random = new Random(SEED);

  @Test
  void nothing_is_lost_and_nothing_goes_twice_whenever_a_process_is_killed(@TempDir Path folder)
      throws Exception {
    int left = KILLS;
    for (int pair = 0; left > 0; pair++) { // new ones before the stores grow large
      int kills = Math.min(left, MOST_FILES);
      kill(Files.createDirectory(folder.resolve("pair-" + pair)), kills);
      left -= kills;
    }
  }

  private void kill(Path folder, int kills) throws Exception {
    try (var nodes = new TwoNodes(folder)) {
      var homes = List.of(nodes.a.home, nodes.b.home);
      nodes.a.close();
      nodes.b.close();
      var running = new HashMap<Integer, Process>();
      try {
        for (int kill = 0; kill < kills; kill++) {
          for (int node = 0; node < 2; node++) {
            if (!running.containsKey(node)) {
              var file = bundle(folder, node, kill);
              running.put(node, NodeProcess.start(homes.get(node).folder(), file));
            }
          }
          int victim = random.nextInt(2);
          awaitSomewhere(homes.get(victim).folder());
          var killed = Optional.ofNullable(running.remove(victim)).orElseThrow();
          killed.destroyForcibly().waitFor(); // SIGKILL
        }
      } finally {
        for (var process : running.values()) {
          process.destroyForcibly().waitFor();
        }
      }
      nodes.openA();
      nodes.openB();
      nodes.start();
      nodes.settle(300);
      requireWhole(nodes);
    }
  }

  /// Anywhere from the first byte a process writes to well after all is done.
  private void awaitSomewhere(Path home) throws InterruptedException {
    long changes = random.nextInt(60);
    var seen = new long[] {0, 0};
    TwoNodes.await(() -> {
      long now = size(home);
      if (now != seen[0]) {
        seen[0] = now;
        seen[1]++;
      }
      seen[1]++; // and where nothing happens any more, it happens then
      return seen[1] > changes * 4;
    });
  }

  private static long size(Path home) {
    try (var files = Files.walk(home)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException | java.io.UncheckedIOException e) {
      return -1; // one was just renamed
    }
  }

  private static Path bundle(Path folder, int node, int number) throws IOException {
    int first = (node * 1_000 + number) * OBJECTS;
    var objects =
        IntStream.range(first, first + OBJECTS)
            .mapToObj(ExchangeTest::indicator)
            .collect(Collectors.joining(","));
    var file = folder.resolve("bundle-%d-%d.json".formatted(node, number));
    Files.write(
        file,
        ("{\"type\":\"bundle\",\"id\":\"bundle--00000000-0000-4000-8000-000000000001\",\"objects\":["
                + objects
                + "]}")
            .getBytes(UTF_8));
    return file;
  }

  /// Everything that was filed before the kill is with the partner once, and both say so.
  private static void requireWhole(TwoNodes nodes) {
    for (var node : List.of(nodes.a, nodes.b)) {
      var other = node == nodes.a ? nodes.b : nodes.a;
      long own = node.count("object where source = ''");
      assertThat(node.count("decision where outcome = 'RELEASED'")).isEqualTo(own);
      assertThat(node.count("outgoing where kind = 'release'")).isEqualTo(own);
      assertThat(other.count("incoming where kind = 'release' and verdict is null")).isEqualTo(own);
      assertThat(other.count("object where source <> ''")).isEqualTo(own);
      assertThat(node.count("alarm")).isZero();
      assertThat(node.exchange.verifyLogs()).isEmpty();
      var reconciled = node.exchange.reconcile(other.card.identity()).getFirst();
      assertThat(reconciled.differences()).isEmpty();
      assertThat(reconciled.withPartner()).isTrue();
    }
  }
}
