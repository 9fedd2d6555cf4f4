package org.entente.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.entente.terminal.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a command finds on a bad day: something else in the place of a file, a home that lost a
/// part, a disk that takes nothing, words that mean nothing. Each time a document that says what
/// and what to do next, the right exit code, and nothing done by halves.
final class SurroundingsTest {
  @TempDir Path folder;
  private Typed typed;

  @BeforeEach
  void a_node_lives_here() {
    typed = new Typed(folder);
    typed.init("h");
  }

  private void refused(int exit, String code, Object... words) {
    var all = new ArrayList<Object>(List.of(words));
    all.add("--json");
    typed.run(all.toArray());
    assertThat(typed.exit()).as(() -> typed.out() + typed.err()).isEqualTo(exit);
    assertThat(typed.error("code")).as(typed.out()).isEqualTo(code);
    assertThat(typed.error("message")).isNotBlank();
    assertThat(typed.error("next")).isNotBlank();
    assertThat(typed.err()).doesNotContain("Exception");
  }

  private List<Path> everything() throws IOException {
    try (var files = Files.walk(folder)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "accord check",
        "accord install",
        "accord show",
        "accord sign",
        "peer add",
        "verify --key card.json --key card.json",
        "try --accord"
      })
  void a_folder_a_device_or_rubbish_in_the_place_of_a_file_is_named(String command)
      throws Exception {
    Files.copy(folder.resolve("h/card.json"), folder.resolve("card.json"));
    Files.createDirectory(folder.resolve("dir"));
    Files.write(folder.resolve("rubbish"), new byte[] {(byte) 0xff, 0, 1});
    for (var name : List.of("dir", "/dev/zero", "rubbish", "absent")) {
      var words = new ArrayList<Object>(List.of(command.split(" ")));
      if (command.startsWith("verify")) {
        words.add(1, name);
      } else {
        words.add(name);
      }
      if (command.startsWith("try")) {
        words.add(1, name);
      }
      words.addAll(List.of("--home", "h", "--json"));
      var before = everything();
      typed.run(words.toArray());
      assertThat(typed.exit()).as(command + " " + name).isEqualTo(Answer.FAILED);
      assertThat(typed.error("message")).contains(name);
      assertThat(typed.error("code")).isNotEqualTo("bug");
      assertThat(everything()).isEqualTo(before);
    }
  }

  /// A rename would have put a card in the place of the device.
  @Test
  void what_is_no_file_is_never_replaced_by_one() throws Exception {
    var address = UnixDomainSocketAddress.of(folder.resolve("socket"));
    try (var socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(address);
      for (var name : List.of("socket", "h", "absent/card.json")) {
        var before = everything();
        refused(Answer.FAILED, "storage", "card", "--home", "h", "--out", name);
        assertThat(everything()).isEqualTo(before);
      }
      assertThat(Files.isRegularFile(folder.resolve("socket"))).isFalse();
    }
  }

  @Test
  void a_home_without_its_store_never_gets_an_empty_one() throws Exception {
    Files.delete(folder.resolve("h/entente.db"));
    for (var command : List.of("status", "collection list", "peer list", "serve")) {
      var words = new ArrayList<Object>(List.of(command.split(" ")));
      words.addAll(List.of("--home", "h"));
      refused(Answer.FAILED, "storage", words.toArray());
      assertThat(typed.error("next")).contains("restore");
      assertThat(folder.resolve("h/entente.db")).doesNotExist();
    }
  }

  @Test
  void a_damaged_store_points_to_the_backup() throws Exception {
    Files.write(
        folder.resolve("h/entente.db"),
        "not a database at all, but long".repeat(999).getBytes(UTF_8));
    refused(Answer.FAILED, "storage", "collection", "list", "--home", "h");
    assertThat(typed.error("message")).contains("entente.db");
    assertThat(typed.error("next")).contains("restore");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"node-Ed25519.json", "log-ML-DSA-44.json", "hold-Ed25519.json", "tls.json"})
  void a_key_that_is_cut_or_gone_is_named(String key) throws Exception {
    var file = folder.resolve("h/keys").resolve(key);
    var bytes = Files.readAllBytes(file);
    for (int length : new int[] {0, 1, bytes.length / 2, bytes.length - 1}) {
      Files.write(file, java.util.Arrays.copyOf(bytes, length));
      refused(Answer.FAILED, "storage", "collection", "list", "--home", "h");
      assertThat(typed.error("message")).contains(key);
      assertThat(typed.error("next")).contains("keys folder");
    }
    Files.delete(file);
    refused(Answer.FAILED, "storage", "collection", "list", "--home", "h");
    assertThat(typed.error("message")).contains(key);
    Files.write(file, bytes);
    typed.done("collection", "list", "--home", "h");
  }

  @Test
  void keys_that_a_copy_left_open_are_closed_again() throws Exception {
    var open = PosixFilePermissions.fromString("rw-r--r--");
    var key = folder.resolve("h/keys/node-Ed25519.json");
    Files.setPosixFilePermissions(key, open);
    typed.done("collection", "list", "--home", "h");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
  }

  @Test
  void settings_may_come_from_another_editor() throws Exception {
    var file = folder.resolve("h/config.yaml");
    var text = Files.readString(file);
    Files.writeString(file, "\ufeff" + text.replace("\n", "\r\n"));
    assertThat(typed.done("status", "--home", "h").string("country")).hasValue("FR");
  }

  @ParameterizedTest
  @CsvSource({
    "'\n  port: ', '\n  port: [] #', main-port/port",
    "'officers: []', 'officers: 3', officers",
    "'\ncountry: FR', '\ncountry: 1', country",
    "'https: false', 'https: !!bool maybe', bool",
    "'entente: 1', 'entente: &a 1\nx: *a', alias",
    "'entries: 1000', 'entries: 1e400', 1e400",
    "'PT15M', 'PT', age"
  })
  void a_setting_of_another_kind_is_named_with_its_line(String right, String wrong, String named)
      throws Exception {
    var file = folder.resolve("h/config.yaml");
    var text = Files.readString(file);
    assertThat(text).contains(right);
    Files.writeString(file, text.replace(right, wrong));
    refused(Answer.FAILED, "configuration", "status", "--home", "h");
    assertThat(typed.error("message")).contains(named).contains("line");
  }

  @Test
  void settings_that_are_no_text_or_no_file_are_told_so() throws Exception {
    var file = folder.resolve("h/config.yaml");
    Files.write(file, new byte[] {(byte) 0xc3, 0x28});
    refused(Answer.FAILED, "configuration", "status", "--home", "h");
    assertThat(typed.error("message")).contains("UTF-8");
    Files.delete(file);
    Files.createDirectory(file);
    refused(Answer.FAILED, "storage", "status", "--home", "h");
  }

  @Test
  void a_home_has_one_owner_under_whatever_name() throws Exception {
    Files.createSymbolicLink(folder.resolve("linked"), folder.resolve("h"));
    typed.done("collection", "list", "--home", "linked");
    var home = new org.entente.storage.Home(folder.resolve("h"));
    try (var _ = home.lock().orElseThrow()) {
      refused(Answer.FAILED, "home-busy", "collection", "list", "--home", "linked");
    }
  }

  @Test
  void a_home_that_takes_no_writing_is_told_so() throws Exception {
    assumeThat(Files.getOwner(folder).getName()).as("root may write anywhere").isNotEqualTo("root");
    var home = folder.resolve("h");
    var usual = Files.getPosixFilePermissions(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-x------"));
    try {
      refused(
          Answer.FAILED, "storage", "init", "--home", "other", "--name", "A", "--country", "FR");
      assertThat(typed.error("next")).contains("may read and write");
      refused(Answer.FAILED, "storage", "card", "--home", home, "--out", "card.json");
    } finally {
      Files.setPosixFilePermissions(folder, usual);
    }
  }

  @Test
  void nothing_is_put_where_something_lies() throws Exception {
    Files.createDirectory(folder.resolve("used"));
    Files.writeString(folder.resolve("used/stray"), "x");
    refused(Answer.FAILED, "folder-not-empty", "demo", "--once", "--home", "used");
    refused(Answer.FAILED, "folder-not-empty", "backup", "used", "--home", "h");
    refused(Answer.FAILED, "inside-home", "backup", "h/backup", "--home", "h");
    assertThat(folder.resolve("h/backup")).doesNotExist();
    refused(Answer.FAILED, "no-file", "demo", "--once", "--import", "absent");
  }

  @Test
  void a_file_that_is_no_card_is_called_that_whatever_its_size() throws Exception {
    Files.writeString(folder.resolve("big"), "x".repeat(200_000));
    refused(Answer.FAILED, "card", "verify", "absent", "--key", "big", "--key", "big");
    assertThat(typed.error("message")).contains("no node card");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nosuch | there is no command \"nosuch\"",
        "accord nosuch | there is no command \"nosuch\"",
        "status more | \"more\" is more than it takes",
        "status --nosuch | there is no option --nosuch",
        "status --home a --home b | --home stands twice",
        "init --name x | --country",
        "init --name x --country FR --port abc | --port: expected a whole number, found \"abc\"",
        "init --name x --country FR --port 99999999999 | --port: expected a whole number",
        "peer add | CARD is missing",
        "collection add a --pillar nosuch | --pillar: expected one of information, operations",
        "bench intake --objects 0 | nothing to measure",
        "bench ledger --entries -1 | nothing to measure",
        "fuzz nosuch | nosuch is nothing to try",
        "fuzz leaf --inputs 0 | --inputs 0 is none",
      })
  void a_wrong_word_is_told_in_words_of_ours(String words, String message) {
    var all = new ArrayList<Object>(List.of(words.split(" ")));
    refused(Answer.USAGE, "usage", all.toArray());
    assertThat(typed.error("message")).contains(message);
    assertThat(typed.error("next")).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a\nb", "\u001b[31m", "--", "-", "", " ", "--json=", "@file", "a=b", "\u202e"})
  void a_word_of_any_kind_has_an_answer(String word) {
    typed.run(word, "--json");
    assertThat(typed.exit()).isIn(Answer.USAGE, Answer.FAILED);
    typed.run("explain", word, "--partner", word, "--home", "h", "--json");
    assertThat(typed.exit()).isIn(Answer.USAGE, Answer.FAILED);
    typed.run("import", word, "--collection", word, "--home", "h", "--json");
    assertThat(typed.exit()).isIn(Answer.USAGE, Answer.FAILED);
    assertThat(typed.err()).doesNotContain("\tat ");
    assertThat(typed.out()).doesNotContain("\"bug\"").doesNotContain("\u001b");
  }

  @Test
  void a_word_of_a_megabyte_has_a_short_answer() {
    var word = "x".repeat(1 << 20);
    refused(Answer.USAGE, "usage", word);
    assertThat(typed.out().length()).isLessThan(1_000);
    typed.run("explain", "indicator--x", "--partner", word, "--home", "h", "--json");
    assertThat(typed.exit()).isEqualTo(Answer.FAILED);
  }
}
