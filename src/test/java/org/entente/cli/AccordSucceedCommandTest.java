package org.entente.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.entente.json.JsonValue.JsonObject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two logs end and go on as people do it: proposed at one node, looked at and signed at both, and
/// installed while they serve.
@Tag("slow")
final class AccordSucceedCommandTest {
  @TempDir Path folder;

  @Test
  void two_nodes_end_their_logs_and_go_on() throws Exception {
    var typed = new Typed(folder);
    var homes = new TwoHomes(folder, typed).make();
    typed.run("accord", "succeed", "--partner", "MA", "--home", "a", "--json");
    assertThat(typed.error("code")).isEqualTo("usage");
    try (var _ = homes.serve("a");
        var _ = homes.serve("b")) {
      homes.imported("a", 0, 5);
      typed.done("collection", "open", "information", "--to", "MA", "--home", "a");
      homes.settle("a");

      var proposed =
          typed.done(
              "accord",
              "succeed",
              "--partner",
              "MA",
              "--reason",
              "to try it",
              "--out",
              "end.json",
              "--home",
              "a");
      assertThat(proposed.has("unasked")).isFalse();
      assertThat(proposed.array("logs")).hasSize(2);
      assertThat(typed.done("accord", "show", "end.json").string("reason")).hasValue("to try it");
      assertThat(
              typed.done("accord", "succeed", "--check", "end.json", "--home", "b").bool("agrees"))
          .hasValue(true);

      typed.done("accord", "sign", "end.json", "--home", "a");
      typed.run("accord", "install", "end.json.signed", "--home", "a", "--json");
      assertThat(typed.error("message")).contains("missing");
      typed.done("accord", "sign", "end.json.signed", "--home", "b");
      typed.run("accord", "show", "end.json.signed");
      assertThat(typed.out()).contains("ends epoch 1").contains("signed    with sign-");
      for (var home : new String[] {"a", "b"}) {
        assertThat(
                typed.done("accord", "install", "end.json.signed", "--home", home).integer("epoch"))
            .hasValue(2L);
      }
      requireInSecondEpoch(typed);
      homes.imported("a", 5, 8);
      homes.settle("a");
      assertThat(typed.done("reconcile", "--partner", "MA", "--home", "a").bool("reconciled"))
          .hasValue(true);
      for (int object : new int[] {1, 6}) {
        requireProved(typed, object);
      }
    }
    assertThat(typed.done("ledger", "verify", "--home", "b").bool("verified")).hasValue(true);
    requireInSecondEpoch(typed);
  }

  private static void requireInSecondEpoch(Typed typed) {
    var partner = (JsonObject) typed.done("status", "--home", "a").array("partners").getFirst();
    var accord = (JsonObject) partner.array("accords").getFirst();
    var logs = accord.object("logs").orElseThrow();
    assertThat(logs.integer("epoch")).hasValue(2L);
    var since = logs.string("since").orElseThrow();
    typed.run("status", "--home", "a");
    assertThat(typed.out()).contains("entries of the logs (epoch 2, since %s): ".formatted(since));
  }

  private void requireProved(Typed typed, int object) throws Exception {
    var file = folder.resolve("proof.json");
    Files.deleteIfExists(file);
    typed.done(
        "proof",
        "export",
        "indicator--00000000-0000-4000-8000-%012d".formatted(object),
        "--partner",
        "MA",
        "--out",
        file,
        "--home",
        "a");
    typed.done("verify", file, "--key", "a.json", "--key", "b.json");
  }
}
