package org.entente.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.entente.accord.Pillar;
import org.entente.decisions.Agreements;
import org.entente.decisions.National;
import org.entente.expression.Source;
import org.entente.feed.ExchangeSettings;
import org.entente.feed.Outside;
import org.entente.holdings.Catalogue;
import org.entente.holdings.Collection;
import org.entente.holdings.Importer;
import org.entente.holdings.NewCollection;
import org.entente.ledger.Ledger;
import org.entente.node.FreePort;
import org.entente.peers.MalformedCard;
import org.entente.peers.NodeCard;
import org.entente.peers.NodeKeys;
import org.entente.peers.Peers;
import org.entente.stix.Gate;
import org.entente.storage.Database;
import org.entente.storage.Home;

/// A node in this process: its own home, real TLS on a port of its own, no pages. It can be stopped
/// and opened again over the same home, here or in another process.
final class TestNode implements AutoCloseable {
  final Home home;
  final NodeCard card;
  final NodeKeys keys;
  final int port;
  final Database database;
  final Ledger ledger;
  final Peers peers;
  final Agreements agreements;
  final Exchange exchange;
  private final InstantSource clock;

  /// Opens a node over a home that [#make] made.
  TestNode(Path folder, ExchangeSettings settings) throws IOException, MalformedCard {
    this(folder, settings, InstantSource.system());
  }

  TestNode(Path folder, ExchangeSettings settings, InstantSource clock)
      throws IOException, MalformedCard {
    this(folder, settings, Outside.REAL.at(clock));
  }

  TestNode(Path folder, ExchangeSettings settings, Outside outside)
      throws IOException, MalformedCard {
    this.clock = outside.clock();
    home = new Home(folder);
    keys = NodeKeys.read(home.keys());
    card = NodeCard.read(Files.readAllBytes(home.card()));
    port = Integer.parseInt(Files.readString(home.folder().resolve("port")));
    database = Database.open(home.database());
    ledger = new Ledger(database, home.logs(), clock);
    peers = new Peers(database);
    agreements = new Agreements(database, peers, card, clock);
    exchange =
        new Exchange(
            database, ledger, peers, agreements, card, keys, National.NONE, settings, outside);
  }

  /// Makes a home whose card names `shown` while the node listens on `port`: two when something
  /// stands between.
  static void make(Path folder, String country, String identity, int port, int shown)
      throws IOException {
    var home = new Home(folder);
    home.makeFolders();
    var keys = NodeKeys.generate(InstantSource.system().instant());
    keys.write(home.keys());
    var card =
        new NodeCard(
            identity,
            country,
            "CERT " + country,
            URI.create("https://127.0.0.1:" + shown),
            keys.tls().pin(),
            keys.publicKeys(),
            List.of(NodeCard.VERSION));
    Files.write(home.card(), card.bytes());
    Files.writeString(home.folder().resolve("port"), Integer.toString(port));
  }

  /// A port to write down, which nobody who asks for any port is given between two starts.
  static int freePort() {
    return FreePort.find(Set.of());
  }

  TestNode start() {
    exchange.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return this;
  }

  void meet(TestNode other) {
    peers.add(other.card);
    peers.confirm(other.card.identity(), other.card.fingerprint());
  }

  /// An own collection of the information pillar, open to all.
  Collection open(String name) {
    return database.write(connection -> {
      var made =
          Catalogue.add(
                  connection,
                  new NewCollection(
                      UUID.randomUUID(),
                      name,
                      name,
                      Pillar.INFORMATION,
                      Gate.TOLERANT,
                      Source.OWN,
                      Optional.empty()))
              .orElseThrow();
      Catalogue.open(connection, made, Collection.EVERYBODY);
      return Catalogue.named(connection, name).orElseThrow();
    });
  }

  /// The same, whether it is there already or not.
  Collection opened(String name) {
    return database
        .read(connection -> Catalogue.named(connection, name))
        .orElseGet(() -> open(name));
  }

  /// Imports a bundle of these objects.
  void file(Collection collection, String... objects) throws IOException {
    var bundle =
        "{\"type\":\"bundle\",\"id\":\"bundle--%s\",\"objects\":[%s]}"
            .formatted(UUID.randomUUID(), String.join(",", objects));
    var file = Files.createTempFile(home.folder(), "bundle", ".json");
    Files.write(file, bundle.getBytes(UTF_8));
    file(collection, file);
  }

  void file(Collection collection, Path path) {
    new Importer(database, clock)
        .run(List.of(path), collection, collection.source(), (bytes, total, objects) -> {});
    exchange.filed();
  }

  /// What is in the tables, for a story that did not come to its end.
  String state() {
    var state =
        new StringBuilder(card.country()).append(exchange.isSettled() ? " settled" : " busy");
    for (var table :
        List.of(
            "object",
            "filing",
            "decision",
            "redecide",
            "outgoing",
            "unreceipted",
            "incoming",
            "receipt_sent",
            "receipt_sent where delivered = 0",
            "receipt_got",
            "alarm",
            "release_basis",
            "release_basis where swept is not null",
            "release_cursor")) {
      state.append(", ").append(table).append(' ').append(count(table));
    }
    return state.toString();
  }

  /// Rows of a table with this condition.
  long count(String table) {
    return database.read(connection -> {
      try (var statement = connection.createStatement();
          var row = statement.executeQuery("select count(*) from " + table)) {
        row.next();
        return row.getLong(1);
      }
    });
  }

  @Override
  public void close() {
    exchange.close();
    ledger.close();
    database.close();
  }
}
