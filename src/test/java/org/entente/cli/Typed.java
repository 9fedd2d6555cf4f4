package org.entente.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.entente.control.Invocation;
import org.entente.json.Json;
import org.entente.json.JsonValue.JsonObject;
import org.entente.json.MalformedJson;
import org.entente.terminal.Answer;

/// What somebody types in a folder, and what comes back. Everything is as in a real start but the
/// process.
final class Typed {
  private final Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private int exit;

  Typed(Path folder) {
    this.folder = folder;
  }

  Typed run(Object... words) {
    out.reset();
    err.reset();
    List<String> args = Arrays.stream(words).map(Object::toString).toList();
    exit =
        Dispatch.run(
            new Invocation(args, folder, false),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return this;
  }

  /// Like [#run], and it must succeed and answer with one document on one line.
  JsonObject done(Object... words) {
    var args = Arrays.copyOf(words, words.length + 1);
    args[words.length] = "--json";
    run(args);
    assertThat(exit).as(() -> out() + err()).isEqualTo(Answer.DONE);
    return json();
  }

  void init(String home) {
    init(home, "FR", "CERT Example");
  }

  void init(String home, String country, String name) {
    done(
        "init",
        "--home",
        home,
        "--name",
        name,
        "--country",
        country,
        "--port",
        0,
        "--partner-port",
        0,
        "--http-loopback");
  }

  int exit() {
    return exit;
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  JsonObject json() {
    assertThat(out()).as("one document on one line; standard error: " + err()).matches(".*\\R");
    try {
      return Json.parseObject(out.toByteArray());
    } catch (MalformedJson e) {
      throw new AssertionError(out(), e);
    }
  }

  String error(String member) {
    return json().object("error").flatMap(error -> error.string(member)).orElse("absent");
  }
}
