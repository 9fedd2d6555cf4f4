package org.entente.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.entente.json.Json;
import org.entente.json.JsonValue.JsonObject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `java audit/Verify.java` as an auditor types it, with nothing but a JDK.
class VerifyAloneTest {
  private static final List<Signatory> PARTIES =
      List.of(
          Signatory.of("identity--0a000000-0000-4000-8000-000000000001", "MA", 1),
          Signatory.of("identity--0b000000-0000-4000-8000-000000000002", "IL", 1));

  private static OtherVerifier other;

  @TempDir Path folder;

  private byte[] bundle = {};

  private record Said(int exit, String out, String err) {
    JsonObject json() throws Exception {
      return Json.parseObject(out.strip().getBytes(UTF_8));
    }
  }

  @BeforeAll
  static void compile_it(@TempDir Path classes) throws Exception {
    other = OtherVerifier.compiledInto(classes);
  }

  @BeforeEach
  void a_proof_and_both_cards_lie_in_a_folder() throws Exception {
    try (var written = new TrueBundles(folder)) {
      written.add(PARTIES, 1, 1, 5);
      bundle = written.bundles().get(5); // the third entry, which was answered with a verdict
    }
    Files.write(folder.resolve("proof.json"), bundle);
    Files.write(folder.resolve("a.json"), PARTIES.get(0).card().bytes());
    Files.write(folder.resolve("b.json"), PARTIES.get(1).card().bytes());
  }

  /// Its command line, within this process: a file name is one of the folder's.
  private Said verify(String... args) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int exit =
        other.run(
            Arrays.stream(args)
                .map(arg -> arg.endsWith("json") && !arg.startsWith("-") ? path(arg) : arg)
                .toList(),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8));
    return new Said(exit, out.toString(UTF_8), err.toString(UTF_8));
  }

  private String path(String file) {
    return folder.resolve(file).toString();
  }

  private Said typed(String... args) throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command = new ArrayList<>(List.of(java, OtherVerifier.SOURCE.toAbsolutePath().toString()));
    command.addAll(Arrays.asList(args));
    var out = folder.resolve("out");
    var err = folder.resolve("err");
    var process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    return new Said(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  @Test
  void it_says_what_is_proved_and_what_is_not() throws Exception {
    var said = typed("proof.json", "--key", "a.json", "--key", "b.json");
    assertThat(said.exit).as(said.err).isZero();
    assertThat(said.out)
        .contains("PROVED", "NOT PROVED", "put entry 2", "it was not-delivered", "bodies [body0");
  }

  @Test
  void its_json_is_that_of_our_own_command() throws Exception {
    var said = verify("--key", "a.json", "--key=" + path("b.json"), "--json", "proof.json");
    assertThat(said.exit).as(said.err).isZero();
    var cards = PARTIES.stream().map(party -> party.card().bytes()).toList();
    assertThat(said.json())
        .isEqualTo(
            OurVerifier.answer(bundle, OurVerifier.cards(cards).orElseThrow()).orElseThrow());
  }

  @Test
  void a_changed_proof_ends_with_1_and_says_why() throws Exception {
    var changed = new String(bundle, UTF_8).replaceFirst("index 2", "index 3");
    Files.writeString(folder.resolve("changed.json"), changed);
    var said = verify("changed.json", "--key", "a.json", "--key", "b.json", "--json");
    assertThat(said.exit).isEqualTo(1);
    assertThat(said.json().object("error").orElseThrow().string("code")).contains("proof-invalid");
    assertThat(verify("changed.json", "--key", "a.json", "--key", "b.json").err)
        .contains("Nothing is proved");
  }

  @Test
  void files_that_are_not_there_or_no_files_or_not_the_right_ones_end_with_1() throws Exception {
    assertThat(code(verify("nothing.json", "--key", "a.json", "--json"))).isEqualTo("no-file");
    assertThat(code(verify(folder.toString(), "--key", "a.json", "--json")))
        .isEqualTo("unreadable");
    assertThat(code(verify("proof.json", "--key", "a.json", "--json"))).isEqualTo("wrong-cards");
    Files.write(folder.resolve("large.json"), new byte[70_000]);
    assertThat(code(verify("proof.json", "--key", "large.json", "--json"))).isEqualTo("too-large");
    Files.writeString(folder.resolve("card.json"), "{}");
    assertThat(code(verify("proof.json", "--key", "card.json", "--json"))).isEqualTo("card");
  }

  private static String code(Said said) throws Exception {
    assertThat(said.exit).isEqualTo(1);
    return said.json().object("error").orElseThrow().string("code").orElseThrow();
  }

  @Test
  void a_wrong_command_line_ends_with_2() throws Exception {
    assertThat(verify().exit).isEqualTo(2);
    assertThat(verify("proof.json").exit).isEqualTo(2);
    assertThat(verify("proof.json", "--keys", "a.json").exit).isEqualTo(2);
  }
}
