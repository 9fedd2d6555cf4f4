package org.entente.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.entente.json.Json;
import org.entente.terminal.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HoldingsCommandsTest {
  private static final Path SAMPLE = Path.of("src/main/resources/org/entente/demo/sample");

  @TempDir Path folder;

  @Test
  void what_is_imported_is_counted_and_can_be_exported_as_it_was() throws Exception {
    var typed = new Typed(folder);
    typed.init("a");
    var file = SAMPLE.resolve("second-information.json").toAbsolutePath();
    var count = Json.parseObject(Files.readAllBytes(file)).array("objects").size();

    var first = typed.done("import", file, "--home", "a");
    assertThat(first.integer("read")).hasValue((long) count);
    assertThat(first.integer("stored")).hasValue((long) count);
    var again = typed.done("import", file, "--home", "a");
    assertThat(again.integer("duplicate")).hasValue((long) count);

    var bundle = typed.done("export", "information", "--home", "a");
    var exported = typed.done("export", "information", "--out", "out.json", "--home", "a");
    assertThat(bundle.array("objects"))
        .hasSize(exported.integer("objects").orElseThrow().intValue());
    assertThat(Json.parseObject(Files.readAllBytes(folder.resolve("out.json"))).array("objects"))
        .isEqualTo(bundle.array("objects"));
  }

  @Test
  void what_cannot_be_imported_is_said_and_nothing_is_filed() throws Exception {
    var typed = new Typed(folder);
    typed.init("a");
    Files.writeString(folder.resolve("notes.txt"), "not STIX");

    typed.run("import", "absent.json", "--home", "a", "--json");
    assertThat(typed.exit()).isEqualTo(Answer.FAILED);
    assertThat(typed.error("code")).isEqualTo("unreadable");

    typed.run("import", "notes.txt", "--home", "a", "--json");
    assertThat(typed.error("code")).isEqualTo("nothing-stix");
  }

  @Test
  void a_backup_is_restored_only_to_an_empty_home_and_only_whole() throws Exception {
    var typed = new Typed(folder);
    typed.init("a");
    typed.done("import", SAMPLE.resolve("second-information.json").toAbsolutePath(), "--home", "a");
    typed.done("backup", "kept", "--home", "a");

    typed.run("backup", "kept", "--home", "a", "--json");
    assertThat(typed.error("code")).isEqualTo("folder-not-empty");
    typed.run("restore", "kept", "--home", "a", "--json");
    assertThat(typed.error("code")).isEqualTo("home-not-empty");
    typed.done("restore", "kept", "--home", "b");
    assertThat(typed.done("export", "information", "--home", "b").array("objects"))
        .isEqualTo(typed.done("export", "information", "--home", "a").array("objects"));

    Files.writeString(folder.resolve("kept/config.yaml"), "tampered");
    typed.run("restore", "kept", "--home", "c", "--json");
    assertThat(typed.error("code")).isEqualTo("backup");
    assertThat(folder.resolve("c")).doesNotExist();
  }
}
