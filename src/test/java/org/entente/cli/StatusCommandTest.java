package org.entente.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.entente.json.JsonValue.JsonObject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a duty officer reads of a node, stopped or not.
@Tag("slow")
final class StatusCommandTest {
  @Test
  void a_stopped_node_tells_its_accords_and_how_much_passed_under_them(@TempDir Path folder)
      throws Exception {
    var typed = new Typed(folder);
    var homes = new TwoHomes(folder, typed).make();
    var fresh = accord(typed);
    assertThat(fresh.integer("revision")).hasValue(1L);
    assertThat(fresh.string("state")).hasValue("in-force");
    var empty = fresh.object("logs").orElseThrow();
    assertThat(empty.integer("out")).hasValue(0L);
    assertThat(empty.integer("epoch")).hasValue(1L);
    assertThat(empty.has("since")).isFalse();
    homes.imported("a", 1, 4);
    typed.done("collection", "open", "information", "--to", "MA", "--home", "a");
    try (var _ = homes.serve("a");
        var _ = homes.serve("b")) {
      homes.settle("a");
      var served = accord(typed);
      assertThat(served.object("levels")).isPresent();
      assertThat(served.string("state")).hasValue("in-force");
    }
    var stopped = accord(typed);
    assertThat(stopped.object("levels")).isEmpty();
    assertThat(stopped.string("until")).isPresent();
    var logs = stopped.object("logs").orElseThrow();
    assertThat(logs.integer("out").orElseThrow()).as("releases, receipts got").isPositive();
    assertThat(logs.integer("in").orElseThrow()).as("receipts").isPositive();
    typed.run("status", "--home", "a");
    assertThat(typed.out())
        .contains("the node is stopped")
        .contains("revision 1, in force until")
        .doesNotContain("epoch")
        .contains("%d sent".formatted(logs.integer("out").orElseThrow()));
  }

  private static JsonObject accord(Typed typed) {
    var partners = typed.done("status", "--home", "a").array("partners");
    var accords = ((JsonObject) partners.getFirst()).array("accords");
    assertThat(accords).hasSize(1);
    return (JsonObject) accords.getFirst();
  }
}
