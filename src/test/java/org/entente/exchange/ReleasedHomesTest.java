package org.entente.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.entente.Formats;
import org.entente.holdings.Catalogue;
import org.entente.peers.NodeCard;
import org.entente.storage.Backup;
import org.entente.storage.Database;
import org.entente.storage.Home;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Homes of every released program, opened by this one, go on exchanging where they stopped.
@Tag("slow")
class ReleasedHomesTest {
  @TempDir Path folder;

  @Test
  void two_homes_of_every_release_go_on() throws Exception {
    for (var release : Formats.releases()) {
      goOn(Formats.unpack(release, folder.resolve(release)));
    }
  }

  private static void goOn(Path kept) throws Exception {
    Backup.restore(kept.resolve("backup"), new Home(kept.resolve("a")), Instant.now());
    move(kept.resolve("a"), kept.resolve("b"));
    move(kept.resolve("b"), kept.resolve("a"));
    try (var a = new TestNode(kept.resolve("a"), TwoNodes.IMPATIENT);
        var b = new TestNode(kept.resolve("b"), TwoNodes.IMPATIENT)) {
      a.start();
      b.start();
      Restoring.confirm(a);
      for (var node : new TestNode[] {a, b}) {
        var collection =
            node.database.read(
                connection -> Catalogue.named(connection, "information").orElseThrow());
        node.file(collection, ExchangeTest.indicator(node == a ? 50 : 150));
      }
      TwoNodes.await(() -> a.exchange.isSettled() && b.exchange.isSettled());
      TwoNodes.await(() -> b.count("object where source <> '' and id like '%000000050'") == 1);
      assertThat(a.count("outgoing where kind = 'release'")).as("3, 1 redacted, 1").isEqualTo(5);
      assertThat(b.count("outgoing where kind = 'release'")).as("3, 1").isEqualTo(4);
      for (var node : new TestNode[] {a, b}) {
        var partner = (node == a ? b : a).card.identity();
        assertThat(node.exchange.verifyLogs()).isEmpty();
        assertThat(node.exchange.reconcile(partner).getFirst().differences()).isEmpty();
      }
    }
  }

  /// Gives the home at the first path another port, of which the other comes to know.
  private static void move(Path home, Path partner) throws Exception {
    int port = TestNode.freePort();
    Files.writeString(home.resolve("port"), Integer.toString(port));
    var card = NodeCard.read(Files.readAllBytes(home.resolve("card.json")));
    var moved =
        new NodeCard(
            card.identity(),
            card.country(),
            card.name(),
            URI.create("https://127.0.0.1:" + port),
            card.tls(),
            card.keys(),
            card.versions());
    Files.write(home.resolve("card.json"), moved.bytes());
    try (var database = Database.open(new Home(partner).database())) {
      database.write(connection -> {
        try (var update =
            connection.prepareStatement("update peer set card = ? where identity = ?")) {
          update.setBytes(1, moved.bytes());
          update.setString(2, card.identity());
          return update.executeUpdate();
        }
      });
    }
  }

  @Test
  void what_was_revoked_before_the_store_kept_revocations_stays_revoked() throws Exception {
    var kept = Formats.unpack("0.1", folder.resolve("0.1"));
    var file = new Home(kept.resolve("b")).database();
    try (var database = Database.open(file)) {
      run(database, "delete from revocation");
      run(database, "delete from flyway_schema_history where version = '51'");
    }
    try (var database = Database.open(file)) {
      long revoked =
          database.read(connection -> {
            try (var statement = connection.createStatement();
                var row =
                    statement.executeQuery(
                        "select count(*) from revocation r join object o on o.id = r.id"
                            + " and o.source = r.source and o.version = r.version")) {
              row.next();
              return row.getLong(1);
            }
          });
      assertThat(revoked).as("one of each party").isEqualTo(2);
    }
  }

  @Test
  void what_a_program_before_logged_is_decided_again_once_and_what_comes_after_is_not()
      throws Exception {
    for (var release : Formats.releases()) {
      var kept = Formats.unpack(release, folder.resolve("again-" + release));
      try (var database = Database.open(new Home(kept.resolve("b")).database())) {
        var from = decidedFrom(database);
        assertThat(from).as("a row for each log, behind what is in it").isNotEmpty();
        assertThat(from).allMatch(row -> row.entry() == row.logged() && row.logged() > 0);
      }
    }
  }

  private record DecidedFrom(long entry, long logged) {}

  private static List<DecidedFrom> decidedFrom(Database database) {
    return database.read(connection -> {
      try (var statement = connection.createStatement();
          var rows =
              statement.executeQuery(
                  "select coalesce(d.entry, -1), (select count(*) from outgoing o where o.link ="
                      + " l.no) from link l left join decided_from d on d.link = l.no")) {
        var found = new ArrayList<DecidedFrom>();
        while (rows.next()) {
          found.add(new DecidedFrom(rows.getLong(1), rows.getLong(2)));
        }
        return found;
      }
    });
  }

  private static void run(Database database, String sql) {
    database.write(connection -> {
      try (var statement = connection.createStatement()) {
        return statement.executeUpdate(sql);
      }
    });
  }
}
