package org.entente.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.entente.control.Invocation;
import org.entente.terminal.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CommandLineTest {
  @TempDir Path folder;

  @Test
  void home_and_json_are_accepted_before_and_after_the_subcommand() {
    var typed = new Typed(folder);
    typed.run(
        "--json",
        "init",
        "--name",
        "CERT Example",
        "--country",
        "fr",
        "--port",
        "0",
        "--home",
        "h");
    assertThat(typed.exit()).isEqualTo(Answer.DONE);

    typed.run("--home", "h", "status", "--json");
    var after = typed.json();
    typed.run("--json", "--home", "h", "status");
    assertThat(typed.json()).isEqualTo(after);
    assertThat(after.string("country")).hasValue("FR");
    assertThat(after.string("home")).hasValue(folder.resolve("h").toString());
  }

  @Test
  void with_json_every_failure_is_one_document_that_says_what_to_do_next() {
    var typed = new Typed(folder);
    typed.run("status", "--json", "--home", "absent");
    assertThat(typed.exit()).isEqualTo(Answer.FAILED);
    assertThat(typed.error("code")).isEqualTo("no-home");
    assertThat(typed.error("next")).contains("init");

    typed.run("init", "--json", "--no-such-option");
    assertThat(typed.exit()).isEqualTo(Answer.USAGE);
    assertThat(typed.error("code")).isEqualTo("usage");
  }

  @Test
  void what_is_not_json_goes_to_standard_error() {
    var typed = new Typed(folder);
    typed.run("status", "--home", "absent");
    assertThat(typed.out()).isEmpty();
    assertThat(typed.err()).contains("no node lives in").contains("next: ");
  }

  @Test
  void a_home_is_made_for_its_owner_alone_and_never_twice() throws Exception {
    var typed = new Typed(folder);
    typed.init("h");
    assertThat(Files.getPosixFilePermissions(folder.resolve("h"))).hasSize(3);
    assertThat(Files.getPosixFilePermissions(folder.resolve("h/config.yaml"))).hasSize(2);

    typed.run("init", "--name", "Other", "--country", "FR", "--home", "h", "--json");
    assertThat(typed.error("code")).isEqualTo("home-exists");

    Files.createDirectory(folder.resolve("used"));
    Files.writeString(folder.resolve("used/file"), "something else");
    typed.run("init", "--name", "Other", "--country", "FR", "--home", "used", "--json");
    assertThat(typed.error("code")).isEqualTo("home-not-empty");
  }

  @Test
  void a_configuration_that_does_not_read_is_refused_with_every_fault() throws Exception {
    var typed = new Typed(folder);
    typed.init("h");
    var config = folder.resolve("h/config.yaml");
    var text = Files.readString(config).replace("officers:", "officer:");
    Files.writeString(config, text);

    typed.run("status", "--home", "h", "--json");
    assertThat(typed.error("code")).isEqualTo("configuration");
    assertThat(typed.error("message")).contains("officer: unknown").contains("officers: expected");
  }

  @Test
  void each_command_is_known_by_the_name_it_gives_itself() {
    var line = Commands.line(new Entente(), new Invocation(List.of("--help"), folder, false));
    assertThat(line.getSubcommands()).hasSizeGreaterThan(20);
    line.getSubcommands()
        .forEach((name, command) -> assertThat(command.getCommandName()).isEqualTo(name));
  }

  @Test
  void a_folder_that_is_named_like_a_command_is_no_command() {
    var typed = new Typed(folder);
    typed.init("status");
    typed.run("--home", "status", "peer", "list", "--json");
    assertThat(typed.json().array("peers")).isEmpty();
  }

  @Test
  void with_json_help_and_a_missing_command_are_documents_too() {
    var typed = new Typed(folder);
    typed.run("peer", "--json");
    assertThat(typed.exit()).isEqualTo(Answer.USAGE);
    assertThat(typed.error("code")).isEqualTo("usage");
    assertThat(typed.err()).contains("confirm");

    typed.run("--json");
    assertThat(typed.exit()).isEqualTo(Answer.USAGE);
    assertThat(typed.error("next")).contains("--help");

    assertThat(typed.done("peer", "add", "--help").string("help").orElseThrow()).contains("CARD");
    assertThat(typed.done("--version").string("version").orElseThrow()).startsWith("entente ");
  }

  @Test
  void what_was_typed_wrongly_is_usage_whoever_finds_it() {
    var typed = new Typed(folder);
    typed.init("h");
    typed.run("decisions", "--limit", 0, "--home", "h", "--json");
    assertThat(typed.exit()).isEqualTo(Answer.USAGE);
    typed.run("send", "no-id", "--partner", "MA", "--home", "h", "--json");
    assertThat(typed.exit()).isEqualTo(Answer.FAILED);
    assertThat(typed.error("code")).isEqualTo("unknown-partner");
  }

  @Test
  void a_port_that_is_taken_is_named() throws Exception {
    var typed = new Typed(folder);
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      typed.done(
          "init",
          "--home",
          "h",
          "--name",
          "CERT Example",
          "--country",
          "FR",
          "--port",
          taken.getLocalPort(),
          "--partner-port",
          0,
          "--http-loopback");
      typed.run("serve", "--home", "h", "--json");
      assertThat(typed.exit()).isEqualTo(Answer.FAILED);
      assertThat(typed.error("code")).isEqualTo("port-taken");
      assertThat(typed.error("message")).contains(Integer.toString(taken.getLocalPort()));
    }
    assertThat(typed.done("peer", "list", "--home", "h").array("peers")).isEmpty();
  }

  @Test
  void an_answer_that_cannot_be_written_is_a_failure() throws Exception {
    var full = Path.of("/dev/full");
    assumeThat(full).exists();
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "--version")
            .redirectOutput(full.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor()).isEqualTo(Answer.FAILED);
  }
}
