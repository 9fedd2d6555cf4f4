package org.entente.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonObject;
import org.entente.terminal.Answer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole way by hand: two homes, cards, an accord, two serving processes, an exchange, an
/// officer's word, a proof, a comparison. Only what a newcomer can type.
@Tag("slow")
final class NewcomerTest {
  private static final Path SAMPLE =
      Path.of("src/main/resources/org/entente/demo/sample/first-information.json").toAbsolutePath();
  private static final String REPORT = "report--7a779585-35be-4ac9-98a7-55bfa781ce7d";
  private static final String OFFICER = "A. Levy";

  @TempDir Path folder;

  @Test
  void two_authorities_come_to_exchange_and_prove_it() throws Exception {
    var typed = new Typed(folder);
    typed.done(
        "init",
        "--home",
        "a",
        "--name",
        "CERT First",
        "--country",
        "IL",
        "--port",
        0,
        "--partner-port",
        0,
        "--http-loopback",
        "--officer",
        OFFICER);
    typed.init("b", "MA", "CERT Second");
    meet(typed, "a", "b");
    meet(typed, "b", "a");
    typed.done("accord", "new", "a.json", "b.json", "--out", "draft.yaml");
    typed.done("accord", "sign", "draft.yaml", "--home", "a");
    typed.done("accord", "sign", "draft.yaml.signed", "--home", "b");
    typed.done("accord", "install", "draft.yaml.signed", "--home", "a");

    try (var a = ChildProcess.start(folder, "serve", "--home", "a", "--json");
        var b = ChildProcess.start(folder, "serve", "--home", "b", "--json")) {
      assertThat(a.document().string("partnerUrl")).isPresent();
      assertThat(b.document().string("url")).isPresent();
      typed.done("accord", "install", "draft.yaml.signed", "--home", "b");

      typed.done("import", SAMPLE, "--home", "a");
      assertThat(typed.done("explain", indicator(typed), "--partner", "MA", "--home", "a"))
          .satisfies(explained -> assertThat(explained.array("steps")).isNotEmpty());
      send(typed);
      typed.done("collection", "open", "information", "--to", "MA", "--home", "a");
      settle(typed);

      var released = decisions(typed, "released");
      assertThat(released.array("decisions")).isNotEmpty();
      prove(
          typed,
          ((JsonObject) released.array("decisions").getLast()).string("object").orElseThrow());
      approve(typed);
      assertThat(typed.done("reconcile", "--partner", "MA", "--home", "a").bool("reconciled"))
          .hasValue(true);
      assertThat(typed.done("ledger", "verify", "--home", "b").bool("verified")).hasValue(true);
      typed.done("backup", "kept", "--home", "a");
    }
    typed.done("restore", "kept", "--home", "c");
    assertThat(typed.done("ledger", "verify", "--home", "c").bool("verified")).hasValue(true);
  }

  private void meet(Typed typed, String home, String other) {
    var card = typed.done("card", "--home", other, "--out", other + ".json");
    typed.done(
        "peer",
        "add",
        other + ".json",
        "--fingerprint",
        card.string("fingerprint").orElseThrow(),
        "--home",
        home);
  }

  /// Of all that lies in a closed collection, a report and what belongs to it goes, and arrives;
  /// what is foreseen is what the node then decides.
  private void send(Typed typed) {
    var sent = typed.done("send", REPORT, "--partner", "MA", "--home", "a");
    var foreseen = new TreeMap<String, String>();
    for (var object : objects(sent.array("objects"))) {
      foreseen.put(text(object, "object"), text(object, "outcome"));
    }
    assertThat(foreseen).containsKey(REPORT).hasSizeLessThan(200);
    settle(typed);

    var decided = new TreeMap<String, String>();
    var made = typed.done("decisions", "--partner", "MA", "--limit", 500, "--home", "a");
    for (var object : objects(made.array("decisions"))) {
      decided.put(text(object, "object"), text(object, "outcome"));
    }
    assertThat(decided).isEqualTo(foreseen).containsValues("released", "redacted", "withheld");
    var gone = foreseen.values().stream().filter(NewcomerTest::goes).count();
    assertThat(received(typed)).isEqualTo(gone);

    var again = typed.done("send", REPORT, "--partner", "MA", "--home", "a");
    assertThat(again.array("collections")).isEmpty();
    assertThat(objects(again.array("objects")))
        .filteredOn(object -> object.bool("before").orElseThrow())
        .hasSize((int) gone);
  }

  private static List<JsonObject> objects(List<JsonValue> values) {
    return values.stream().map(JsonObject.class::cast).toList();
  }

  private static String text(JsonObject object, String member) {
    return object.string(member).orElseThrow();
  }

  private static boolean goes(String outcome) {
    return outcome.equals("released") || outcome.equals("redacted");
  }

  /// How many objects the second has from the first.
  private static long received(Typed typed) {
    var all = typed.done("collection", "list", "--home", "b").array("collections");
    return objects(all).stream()
        .filter(collection -> text(collection, "source").equals("party"))
        .mapToLong(collection ->
            typed.done("export", text(collection, "name"), "--home", "b").array("objects").size())
        .sum();
  }

  private static void settle(Typed typed) {
    boolean settled = false;
    for (int look = 0; look < 500 && !settled; look++) {
      settled = typed.done("status", "--home", "a").bool("settled").orElseThrow();
    }
    assertThat(settled).as("settled in the end").isTrue();
  }

  private static JsonObject decisions(Typed typed, String outcome) {
    return typed.done(
        "decisions", "--partner", "MA", "--outcome", outcome, "--limit", 500, "--home", "a");
  }

  private String indicator(Typed typed) {
    var bundle = typed.done("export", "information", "--home", "a");
    return bundle.array("objects").stream()
        .map(JsonObject.class::cast)
        .flatMap(object -> object.string("id").stream())
        .filter(id -> id.startsWith("indicator--"))
        .findFirst()
        .orElseThrow();
  }

  private void prove(Typed typed, String id) throws Exception {
    typed.done("proof", "export", id, "--partner", "MA", "--out", "proof.json", "--home", "a");
    var proved = typed.done("verify", "proof.json", "--key", "a.json", "--key", "b.json");
    assertThat(proved.bool("verified")).hasValue(true);
    assertThat(proved.bool("receipted")).hasValue(true);

    var bytes = Files.readAllBytes(folder.resolve("proof.json"));
    bytes[bytes.length / 2] ^= 1;
    Files.write(folder.resolve("forged.json"), bytes);
    typed.run("verify", "forged.json", "--key", "a.json", "--key", "b.json", "--json");
    assertThat(typed.exit()).isEqualTo(Answer.FAILED);
    assertThat(typed.error("code")).isEqualTo("proof-invalid");
  }

  private static void approve(Typed typed) {
    var queue = typed.done("queue", "list", "--partner", "MA", "--home", "a").array("queue");
    var item =
        queue.stream()
            .map(JsonObject.class::cast)
            .filter(each -> each.string("wanted").orElse("").equals("officer"))
            .findFirst()
            .orElseThrow();
    var id = item.string("object").orElseThrow();
    typed.run("queue", "approve", id, "--as", "Nobody", "--home", "a", "--json");
    assertThat(typed.error("code")).isEqualTo("not-an-officer");

    typed.done("queue", "approve", id, "--as", OFFICER, "--home", "a");
    settle(typed);
    var now = typed.done("decisions", "--object", id, "--home", "a").array("decisions");
    assertThat(((JsonObject) now.getFirst()).string("outcome")).isNotEqualTo(Optional.of("held"));
  }
}
