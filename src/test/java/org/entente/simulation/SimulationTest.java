package org.entente.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.entente.terminal.TemporaryFolder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// That every invariant holds in every world, that a world replays, and that a world in which
/// something does not hold says so. `-Dentente.seeds=10000` for many.
class SimulationTest {
  private static final int SEEDS = Integer.getInteger("entente.seeds", 2_000);
  private static final Logger OURS = (Logger) LoggerFactory.getLogger("org.entente");
  private static final int FEW = 30;

  private TemporaryFolder folder;

  @BeforeAll
  static void quiet() {
    OURS.setLevel(Level.OFF); // what the nodes of all those worlds log
  }

  @AfterAll
  static void loud() {
    OURS.setLevel(Level.INFO); // as logback.xml has it
  }

  @BeforeEach
  void open() {
    folder = TemporaryFolder.inMemory();
  }

  @AfterEach
  void close() {
    folder.close();
  }

  @Test
  void every_invariant_holds_in_some_worlds() {
    requireNoViolation(1, FEW);
  }

  @Test
  @Tag("slow")
  void every_invariant_holds_in_thousands_of_worlds() {
    requireNoViolation(FEW + 1, SEEDS);
  }

  private void requireNoViolation(long first, int count) {
    var violations = new ArrayList<Violation>();
    long[] faults = {0};
    new Simulations(folder.path())
        .run(
            first,
            count,
            outcome -> {
              violations.addAll(outcome.violations());
              faults[0] += outcome.faults();
            });
    assertThat(violations).isEmpty();
    assertThat(faults[0]).isGreaterThan(count); // they were not peaceful
  }

  @Test
  void a_seed_replays_exactly() {
    var once = new Simulation(folder.path().resolve("once"));
    var again = new Simulation(folder.path().resolve("again")); // other keys
    for (long seed = 0; seed < 8; seed++) {
      var outcome = once.run(seed);
      var second = again.run(seed);
      assertThat(second.last()).isEqualTo(outcome.last());
      assertThat(second.digest()).isEqualTo(outcome.digest());
    }
  }

  @Test
  void a_disk_that_only_says_it_forced_is_found_out() {
    assertThat(violated(world -> world.nodes().forEach(node -> node.disk().lieAboutForcing())))
        .isNotEmpty(); // which the same worlds are without it, above
  }

  @Test
  void a_row_that_was_changed_behind_the_nodes_back_is_found_out() {
    assertThat(violated(world -> {}, changed("update outgoing set payload = payload || x'20'")))
        .contains("Both sides have the same");
  }

  @Test
  void a_receipt_that_was_taken_away_is_found_out() {
    assertThat(violated(world -> {}, changed("delete from receipt_got")))
        .contains("Both sides have the same");
  }

  /// Somebody with a hand on the machine.
  private static Consumer<World> changed(String sql) {
    return world -> {
      world.nodes().forEach(node -> change(node, sql));
    };
  }

  private static void change(SimulatedNode node, String sql) {
    node.database()
        .write(connection -> {
          try (var statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
          }
        });
  }

  private List<String> violated(Consumer<World> before) {
    return violated(before, world -> {});
  }

  /// What is violated in some worlds in which something is wrong from their beginning or before
  /// their end.
  private List<String> violated(Consumer<World> before, Consumer<World> late) {
    var homes = new Homes(folder.path().resolve("homes"), 2);
    var found = new ArrayList<String>();
    for (long seed = 1; seed <= FEW; seed++) {
      try (var world = new World(seed, homes, place(seed))) {
        before.accept(world);
        var diplomats = new Diplomats(world, homes.amendments());
        var settlements = new Settlements(world);
        new Story(world, diplomats, settlements).tell();
        new Ending(world, diplomats, settlements).tell();
        late.accept(world);
        new Ending(world, diplomats, settlements).tell();
        world.violations().forEach(each -> found.add(each.invariant()));
      }
    }
    return found;
  }

  private Path place(long seed) {
    return folder.path().resolve("world-" + seed);
  }
}
