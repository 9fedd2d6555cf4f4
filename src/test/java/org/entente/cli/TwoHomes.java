package org.entente.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.entente.feed.Signal;

/// The homes `a` (IL) and `b` (MA) in one folder, made and introduced by what people type.
final class TwoHomes {
  static final String OFFICER = "A. Levy";

  /// GREEN goes at once, AMBER when an officer agrees, nothing personal.
  private static final Path TEMPLATE =
      Path.of("src/test/resources/formats/accord.yaml").toAbsolutePath();

  private final Path folder;
  private final Typed typed;

  TwoHomes(Path folder, Typed typed) {
    this.folder = folder;
    this.typed = typed;
  }

  /// Makes both, has each know the other's card, and brings an accord into force.
  TwoHomes make() {
    init("a", "IL");
    init("b", "MA");
    introduce("a", "b");
    introduce("b", "a");
    typed.done("accord", "new", "a.json", "b.json", "--template", TEMPLATE, "--out", "draft.yaml");
    typed.done("accord", "sign", "draft.yaml", "--home", "a");
    typed.done("accord", "sign", "draft.yaml.signed", "--home", "b");
    typed.done("accord", "install", "draft.yaml.signed", "--home", "a");
    typed.done("accord", "install", "draft.yaml.signed", "--home", "b");
    return this;
  }

  void init(String home, String country) {
    typed.done(
        "init",
        "--home",
        home,
        "--name",
        "CERT " + country,
        "--country",
        country,
        "--port",
        0,
        "--partner-port",
        0,
        "--http-loopback",
        "--officer",
        OFFICER);
  }

  private void introduce(String home, String other) {
    var file = other + ".json";
    var card = typed.done("card", "--home", other, "--out", file);
    var words = card.string("fingerprint").orElseThrow();
    typed.done("peer", "add", file, "--fingerprint", words, "--home", home);
  }

  ChildProcess serve(String home) throws Exception {
    var process = ChildProcess.start(folder, "serve", "--home", home, "--json");
    assertThat(process.document().string("partnerUrl")).isPresent();
    return process;
  }

  /// Imports indicators of these numbers.
  void imported(String home, int from, int to) throws Exception {
    var objects = new ArrayList<String>();
    for (int n = from; n < to; n++) {
      objects.add(indicator(n));
    }
    imported(home, objects);
  }

  void imported(String home, List<String> objects) throws Exception {
    var file = Files.createTempFile(folder, "import", ".json");
    Files.writeString(
        file,
        "{\"type\":\"bundle\",\"id\":\"bundle--00000000-0000-4000-8000-000000000001\",\"objects\":["
            + String.join(",", objects)
            + "]}",
        UTF_8);
    typed.done("import", file, "--home", home);
    Files.delete(file);
  }

  /// Marked TLP:GREEN.
  static String indicator(int n) {
    return """
    {"type":"indicator","spec_version":"2.1","id":"indicator--00000000-0000-4000-8000-%012d",\
    "created":"2026-11-01T00:00:00.000Z","modified":"2026-11-01T00:00:00.000Z",\
    "pattern":"[domain-name:value = 'd%d.example']","pattern_type":"stix",\
    "valid_from":"2026-11-01T00:00:00Z",\
    "object_marking_refs":["marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb"]}\
    """
        .formatted(n, n);
  }

  void settle(String home) throws InterruptedException {
    var pause = new Signal();
    long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (!typed.done("status", "--home", home).bool("settled").orElse(false)) {
      assertThat(System.nanoTime()).as("settled in time").isLessThan(deadline);
      pause.awaitAfter(0, Duration.ofMillis(50));
    }
  }
}
