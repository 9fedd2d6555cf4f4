package org.entente.node;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.entente.accord.KeyUse;
import org.entente.accord.Pillar;
import org.entente.accord.Source;
import org.entente.console.MainCertificate;
import org.entente.console.MainPort;
import org.entente.exchange.CardKey;
import org.entente.exchange.MalformedCard;
import org.entente.exchange.NodeCard;
import org.entente.exchange.NodeKeys;
import org.entente.exchange.Peers;
import org.entente.holdings.Catalogue;
import org.entente.holdings.Importer;
import org.entente.holdings.NewCollection;
import org.entente.stix.Gate;
import org.entente.storage.Database;
import org.entente.storage.DurableFile;
import org.entente.storage.Home;
import org.entente.storage.StorageFailure;

/// A node with its home open: everything it is made of, wired in reading order. It owns the home
/// until it is closed.
public final class Node implements AutoCloseable {
  private final Home home;
  private final Home.Lock lock;
  private final Configuration configuration;
  private final Database database;
  private final NodeKeys keys;
  private final Peers peers;
  private final InstantSource clock = InstantSource.system();
  private Optional<Serving> serving = Optional.empty();

  private Node(Home home, Home.Lock lock, Configuration configuration) {
    this.home = home;
    this.lock = lock;
    this.configuration = configuration;
    this.keys = NodeKeys.read(home.keys());
    this.database = Database.open(home.database());
    this.peers = new Peers(database);
  }

  /// Makes a home that was empty. The configuration is written last: a home without it was never
  /// finished.
  public static void create(Home home, Configuration configuration, Instant now) {
    home.makeFolders();
    NodeKeys.generate(now).write(home.keys());
    var lock = home.lock().orElseThrow(() -> new StorageFailure("somebody else is at work here"));
    try (var node = new Node(home, lock, configuration)) {
      node.makeCollections();
      DurableFile.write(home.card(), node.card().bytes());
      configuration.write(home.config());
    }
  }

  private void makeCollections() {
    database.write(connection -> {
      for (var pillar : Pillar.values()) {
        var made =
            new NewCollection(
                UUID.randomUUID(),
                pillar.word(),
                "Own " + pillar.word(),
                pillar,
                Gate.TOLERANT,
                Source.OWN,
                Optional.empty());
        if (Catalogue.add(connection, made).isEmpty()) {
          throw new IllegalStateException("an empty store has the collection " + made.name());
        }
      }
      return true;
    });
  }

  /// Empty when another process owns the home.
  public static Optional<Node> open(Home home) throws InvalidConfiguration {
    var configuration = Configuration.read(home.config());
    return home.lock().map(lock -> new Node(home, lock, configuration));
  }

  /// Opens the ports. The card is written again, since settings may have changed.
  public Serving serve(Instant now) {
    DurableFile.write(home.card(), card().bytes());
    var opened = new Serving(mainPort(now), configuration.partnerPort().url());
    serving = Optional.of(opened);
    return opened;
  }

  private MainPort mainPort(Instant now) {
    var port = configuration.mainPort();
    if (!port.https()) {
      return MainPort.loopbackHttp(port.port(), this::answers);
    }
    var certificate = MainCertificate.at(home.keys().resolve("main-port.p12"), port.address(), now);
    return MainPort.https(address(port.address(), port.port()), certificate, this::answers);
  }

  private static InetSocketAddress address(String host, int port) {
    try {
      return new InetSocketAddress(InetAddress.getAllByName(host)[0], port);
    } catch (UnknownHostException e) {
      throw new StorageFailure("main-port/address: no address is known for " + host, e);
    }
  }

  /// Whether the store still answers: what a supervisor wants to know.
  private boolean answers() {
    try {
      return database.read(connection -> connection.isValid(1));
    } catch (StorageFailure e) {
      return false;
    }
  }

  public NodeCard card() {
    return new NodeCard(
        configuration.identity(),
        configuration.country(),
        configuration.name(),
        configuration.partnerPort().url(),
        keys.tls().pin(),
        cardKeys(),
        List.of(NodeCard.VERSION));
  }

  /// The signatories' keys may have been taken off this machine; the card goes on naming them.
  private List<CardKey> cardKeys() {
    if (!keys.of(KeyUse.SIGN).isEmpty()) {
      return keys.publicKeys();
    }
    try {
      var before = NodeCard.read(Files.readAllBytes(home.card()));
      var signing = before.keys().stream().filter(key -> key.use() == KeyUse.SIGN);
      return Stream.concat(signing, keys.publicKeys().stream()).toList();
    } catch (IOException | MalformedCard e) {
      throw new StorageFailure(
          "%s does not read: %s; restore it, or put the sign-*.json back in %s"
              .formatted(home.card(), e.getMessage(), home.keys()),
          e);
    }
  }

  public Home home() {
    return home;
  }

  public Configuration configuration() {
    return configuration;
  }

  public Database database() {
    return database;
  }

  public Importer importer() {
    return new Importer(database, clock);
  }

  public Peers peers() {
    return peers;
  }

  public Optional<Serving> serving() {
    return serving;
  }

  @Override
  public void close() {
    serving.ifPresent(Serving::close);
    database.close();
    lock.close();
  }
}
