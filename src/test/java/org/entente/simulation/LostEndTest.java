package org.entente.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.entente.holdings.Catalogue;
import org.entente.holdings.Collection;
import org.entente.ledger.OwnLog;
import org.entente.terminal.TemporaryFolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A machine came back from a backup, was told how much of its log was signed, and lost its way to
/// the partner before the end was back: each loop has its turn now, one by one.
class LostEndTest {
  private static final int ROUNDS = 10;

  private TemporaryFolder folder;
  private World world;
  private SimulatedNode node;
  private SimulatedNode partner;

  @BeforeEach
  void open() {
    folder = TemporaryFolder.inMemory();
    var homes = new Homes(folder.path().resolve("homes"), 2);
    world = new World(1, homes, folder.path().resolve("world"));
    node = world.nodes().getFirst();
    partner = world.nodes().getLast();
    world.nodes().forEach(world::start);
  }

  @AfterEach
  void close() {
    world.close();
    folder.close();
  }

  private OwnLog log() {
    return node.running().ledger().own().getFirst();
  }

  private void work(SimulatedNode one) {
    one.running().turns().all().forEach(turn -> world.turn(one, turn));
  }

  private void lose() throws Exception {
    node.backUp();
    new Authors(world).fileMany(node);
    node.database()
        .write(connection -> {
          var closed = Catalogue.named(connection, Homes.CLOSED).orElseThrow();
          Catalogue.open(connection, closed, Collection.EVERYBODY);
          return true;
        });
    for (int round = 0; round < ROUNDS; round++) {
      world.nodes().forEach(this::work);
    }
    var seen = partner.running().ledger().held().getFirst().seen().orElseThrow();
    world.restore(List.of(node));
    world.start(node);
    world.wires().tear(node, partner);
    assertThat(log().remember(seen)).isPositive();
  }

  @Test
  void a_log_without_its_end_publishes_nothing_and_nothing_fails() throws Exception {
    lose();
    work(node);
    assertThat(world.violations()).isEmpty(); // a step that fails is one
    assertThat(log().published()).isEmpty();
  }

  @Test
  void once_the_end_is_back_it_is_published() throws Exception {
    lose();
    work(node);
    world.wires().mendAll();
    for (int round = 0; round < ROUNDS; round++) {
      world.nodes().forEach(this::work);
    }
    assertThat(log().missing()).isZero();
    assertThat(log().published().orElseThrow().checkpoint().size())
        .isEqualTo(node.database().<Long>read(log()::size));
    assertThat(world.violations()).isEmpty();
  }
}
