package org.entente.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.entente.json.JsonValue.JsonObject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Backup, restore and the officer's word as they are typed.
final class RestoreCommandTest {
  private static final String OFFICER = TwoHomes.OFFICER;

  @TempDir Path folder;

  private static Optional<JsonObject> restored(Typed typed, String home) {
    return typed.done("status", "--home", home).object("restored");
  }

  private static JsonObject confirm(Typed typed, String home) {
    return typed.done(
        "confirm-restore", "--by", OFFICER, "--reason", "compared with paper", "--home", home);
  }

  @Test
  void a_restored_home_waits_for_an_officer_and_says_so_until_one_confirms() {
    var typed = new Typed(folder);
    new TwoHomes(folder, typed).init("a", "IL");
    var taken = typed.done("backup", "kept", "--home", "a");
    assertThat(restored(typed, "a")).isEmpty();
    typed.run("confirm-restore", "--by", OFFICER, "--reason", "x", "--home", "a", "--json");
    assertThat(typed.error("code")).isEqualTo("not-restored");

    var answer = typed.done("restore", "kept", "--home", "c");
    assertThat(answer.bool("held")).hasValue(true);
    assertThat(answer.string("next").orElseThrow()).contains("confirm-restore");
    var waits = restored(typed, "c").orElseThrow();
    assertThat(waits.string("asOf")).isEqualTo(taken.string("at").map(RestoreCommandTest::micros));
    assertThat(waits.string("next").orElseThrow()).contains("confirm-restore");
    typed.run("status", "--home", "c");
    assertThat(typed.out()).contains("RESTORED since").contains("until an officer confirms");

    typed.run("confirm-restore", "--by", "Nobody", "--reason", "x", "--home", "c", "--json");
    assertThat(typed.error("code")).isEqualTo("not-an-officer");
    typed.run("confirm-restore", "--by", OFFICER, "--reason", " ", "--home", "c", "--json");
    assertThat(typed.error("code")).isEqualTo("usage");
    assertThat(restored(typed, "c")).as("a second look").isPresent();
    assertThat(confirm(typed, "c").array("waits")).isEmpty();
    assertThat(restored(typed, "c")).isEmpty();
    typed.run("confirm-restore", "--by", OFFICER, "--reason", "x", "--home", "c", "--json");
    assertThat(typed.error("code")).isEqualTo("not-restored");
  }

  private static String micros(String at) {
    return java.time.Instant.parse(at).truncatedTo(java.time.temporal.ChronoUnit.MICROS).toString();
  }

  @Test
  void a_backup_within_the_home_and_a_home_with_too_long_a_path_are_refused() {
    var typed = new Typed(folder);
    new TwoHomes(folder, typed).init("a", "IL");
    typed.run("backup", "a/kept", "--home", "a", "--json");
    assertThat(typed.error("message")).contains("lies inside the home");
    assertThat(folder.resolve("a/kept")).doesNotExist();
    typed.done("backup", "kept", "--home", "a");
    var far = "x".repeat(100);
    typed.run("restore", "kept", "--home", far, "--json");
    assertThat(typed.error("code")).isEqualTo("home-path-too-long");
    assertThat(folder.resolve(far)).doesNotExist();
  }

  @Test
  @Tag("slow")
  void a_node_that_serves_is_copied_and_its_copy_goes_on_in_another_folder() throws Exception {
    var typed = new Typed(folder);
    var homes = new TwoHomes(folder, typed).make();
    try (var _ = homes.serve("b")) {
      try (var _ = homes.serve("a")) {
        homes.imported("a", 0, 20);
        typed.done("collection", "open", "information", "--to", "MA", "--home", "a");
        typed.done("backup", "kept", "--home", "a"); // while it is on its way
        homes.imported("a", 20, 25);
        homes.settle("a");
      }
      typed.done("restore", "kept", "--home", "moved");
      Files.move(folder.resolve("moved"), folder.resolve("c"));
      try (var _ = homes.serve("c")) {
        homes.imported("c", 20, 30);
        assertThat(restored(typed, "c")).isPresent();
        assertThat(received()).isEqualTo(25);
        confirm(typed, "c");
        homes.settle("c");
        assertThat(received()).isEqualTo(30);
        assertThat(typed.done("reconcile", "--partner", "MA", "--home", "c").bool("reconciled"))
            .hasValue(true);
        assertThat(typed.done("reconcile", "--partner", "IL", "--home", "b").bool("reconciled"))
            .hasValue(true);
      }
    }
  }

  /// How many objects B has from A.
  private long received() {
    var home = new org.entente.storage.Home(folder.resolve("b"));
    try (var store = org.entente.storage.Database.openReadOnly(home.database())) {
      return store.read(connection -> {
        try (var statement = connection.createStatement();
            var row =
                statement.executeQuery("select count(*) from incoming where kind = 'release'")) {
          row.next();
          return row.getLong(1);
        }
      });
    }
  }
}
