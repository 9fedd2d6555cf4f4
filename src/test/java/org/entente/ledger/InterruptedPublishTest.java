package org.entente.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.entente.crypto.ProofInvalid;
import org.entente.storage.StorageFailure;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Publishing stopped anywhere, by kill -9 or by a power cut that left files out or cut them short:
/// the next start derives what is missing from the rows, and signs nothing that was not signed.
@Tag("slow")
class InterruptedPublishTest {
  private static final int BEFORE = 300;
  private static final int AFTER = 600;

  @TempDir Path folder;

  @Test
  void any_part_of_the_new_files_may_be_missing() throws Exception {
    var states = interrupted();
    var news = news(states);
    assertThat(news).hasSize(5);
    for (int missing = 0; missing < 1 << news.size(); missing++) {
      restore(states.before());
      for (int i = 0; i < news.size(); i++) {
        if ((missing >> i & 1) == 0) {
          copy(states.after(), news.get(i), logFolder());
        }
      }
      opensAndPublishes();
    }
  }

  @Test
  void any_new_file_may_be_cut_short() throws Exception {
    var states = interrupted();
    for (var file : news(states)) {
      for (int kept : new int[] {0, 1, 31}) {
        restore(states.after());
        Files.copy(
            states.before().resolve("checkpoint"),
            logFolder().resolve("checkpoint"),
            java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        var bytes = Files.readAllBytes(logFolder().resolve(file));
        Files.write(logFolder().resolve(file), java.util.Arrays.copyOf(bytes, kept));
        opensAndPublishes();
      }
    }
  }

  @Test
  void all_files_may_be_lost() throws Exception {
    interrupted();
    delete(logFolder());
    try (var side = new Side(folder)) {
      assertThat(side.own.published()).isEmpty();
      assertThat(side.own.publish().checkpoint().size()).isEqualTo(AFTER);
      side.check();
    }
  }

  @Test
  void files_marked_durable_and_yet_damaged_are_derived_again() throws Exception {
    try (var side = new Side(folder)) {
      side.publishAt(60_000);
    }
    assertThat(Files.readString(logFolder().resolve("durable"))).isEqualTo("60000\n");
    for (int kept : new int[] {0, 8192}) {
      Files.write(logFolder().resolve("tile/0/007"), new byte[kept]);
      try (var side = new Side(folder)) {
        side.check();
      }
    }
    Files.delete(logFolder().resolve("tile/0/100"));
    try (var side = new Side(folder)) {
      side.check();
    }
  }

  @Test
  void rows_that_do_not_give_the_signed_root_do_not_open() throws Exception {
    try (var side = new Side(folder)) {
      side.publishAt(10);
      side.database.write(tx -> {
        try (var statement = tx.createStatement()) {
          return statement.executeUpdate("UPDATE log_leaf SET leaf = x'00' WHERE number = 4");
        }
      });
    }
    delete(logFolder().resolve("tile"));
    assertThatThrownBy(() -> new Side(folder))
        .isInstanceOf(StorageFailure.class)
        .hasMessageContaining("another was signed");
  }

  private record States(Path before, Path after) {}

  /// The log's folder at 300 entries and, all rows committed, at 600; the store stays at 600.
  private States interrupted() throws Exception {
    var states = new States(folder.resolve("before"), folder.resolve("after"));
    try (var side = new Side(folder)) {
      side.publishAt(BEFORE);
      copyAll(logFolder(), states.before());
      side.publishAt(AFTER);
      copyAll(logFolder(), states.after());
    }
    return states;
  }

  private void opensAndPublishes() throws ProofInvalid {
    try (var side = new Side(folder)) {
      assertThat(side.publishedSize()).isEqualTo(BEFORE);
      side.check();
      assertThat(side.own.publish().checkpoint().size()).isEqualTo(AFTER);
      side.check();
    }
  }

  private Path logFolder() {
    return folder.resolve("logs/own-1");
  }

  private void restore(Path state) throws IOException {
    delete(logFolder());
    copyAll(state, logFolder());
  }

  /// Files of the later state that the earlier one has not, the checkpoint excepted.
  private static List<Path> news(States states) throws IOException {
    var news = new ArrayList<Path>();
    for (var file : files(states.after())) {
      if (!Files.exists(states.before().resolve(file))) {
        news.add(file);
      }
    }
    return news;
  }

  private static List<Path> files(Path root) throws IOException {
    try (var tree = Files.walk(root)) {
      return tree.filter(Files::isRegularFile).map(root::relativize).sorted().toList();
    }
  }

  private static void copyAll(Path from, Path to) throws IOException {
    for (var file : files(from)) {
      copy(from, file, to);
    }
  }

  private static void copy(Path from, Path file, Path to) throws IOException {
    var target = to.resolve(file);
    Files.createDirectories(target.getParent());
    Files.copy(from.resolve(file), target);
  }

  private static void delete(Path root) throws IOException {
    try (var tree = Files.walk(root)) {
      for (var path : tree.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
