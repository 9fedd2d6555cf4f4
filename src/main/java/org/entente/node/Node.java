package org.entente.node;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.entente.console.MainCertificate;
import org.entente.console.MainPort;
import org.entente.decisions.Agreements;
import org.entente.decisions.National;
import org.entente.decisions.NationalHolds;
import org.entente.decisions.Queue;
import org.entente.exchange.Exchange;
import org.entente.feed.ExchangeSettings;
import org.entente.feed.Outside;
import org.entente.feed.Quarantine;
import org.entente.holdings.Importer;
import org.entente.ledger.Ledger;
import org.entente.national.NationalRejected;
import org.entente.national.NationalRules;
import org.entente.peers.NodeCard;
import org.entente.peers.NodeKeys;
import org.entente.peers.Peers;
import org.entente.register.Register;
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
  private final NodeKeys keys;
  private final NodeCard card;
  private final Database database;
  private final Importer importer;
  private final Ledger ledger;
  private final Peers peers;
  private final Agreements agreements;
  private final Exchange exchange;
  private final NationalRules rules;
  private final Queue queue;
  private final Register register;
  private final NationalHolds holds;
  private final InstantSource clock = InstantSource.system();
  private Optional<Serving> serving = Optional.empty();

  private Node(Home home, Home.Lock lock, Configuration configuration, National national) {
    this.home = home;
    this.lock = lock;
    this.configuration = configuration;
    keys = NodeKeys.read(home.keys());
    card = OwnCard.of(configuration, keys, home);
    database = Database.open(home.database());
    importer = new Importer(database, clock);
    ledger = new Ledger(database, home.logs(), clock);
    peers = new Peers(database);
    agreements = new Agreements(database, peers, card, clock);
    exchange =
        new Exchange(
            database,
            ledger,
            peers,
            agreements,
            card,
            keys,
            national,
            settings(configuration),
            Outside.REAL.at(clock));
    rules = national.rules();
    queue = new Queue(database, clock);
    register = new Register(database);
    holds = new NationalHolds(database, clock);
  }

  /// Empty when another process owns the home.
  public static Optional<Node> open(Home home) throws InvalidConfiguration {
    var configuration = Configuration.read(home.config());
    var national = national(home);
    requireStore(home);
    var node = home.lock().map(lock -> opened(home, lock, configuration, national));
    node.ifPresent(Node::changed);
    return node;
  }

  /// A home that cannot be opened is left to whoever mends it.
  private static Node opened(
      Home home, Home.Lock lock, Configuration configuration, National national) {
    try {
      return new Node(home, lock, configuration, national);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /// An empty store made in the place of a lost one would begin its logs anew: a fork, in the eyes
  /// of every partner.
  private static void requireStore(Home home) {
    if (!Files.exists(home.database())) {
      throw new StorageFailure(
          "the store of this node is gone: " + home.database(),
          "put it back, or ./entente restore your last backup into another folder");
    }
  }

  private static National national(Home home) throws InvalidConfiguration {
    try {
      return Files.exists(home.national())
          ? National.of(Files.readString(home.national()))
          : National.NONE;
    } catch (NationalRejected e) {
      throw new InvalidConfiguration(home.national(), e.faults());
    } catch (IOException e) {
      throw new StorageFailure("cannot read " + home.national() + ": " + e.getMessage(), e);
    }
  }

  private static ExchangeSettings settings(Configuration configuration) {
    var usual = ExchangeSettings.DEFAULT;
    var kept = configuration.quarantine();
    return new ExchangeSettings(
        usual.pageEntries(),
        usual.pageBytes(),
        usual.batch(),
        usual.poll(),
        configuration.unreceipted().entries(),
        configuration.unreceipted().age(),
        usual.retry(),
        usual.checkpointEvery(),
        usual.onItsWay(),
        usual.port(),
        new Quarantine(kept.entries(), (long) kept.mebibytes() << 20));
  }

  /// Opens the ports, both at the same time since each takes a while, and begins to exchange. The
  /// card is written again, since settings may have changed.
  public Serving serve() throws PortTaken {
    DurableFile.write(home.card(), card.bytes());
    var pages = new FutureTask<>(this::mainPort);
    Thread.ofPlatform().name("main port").start(pages);
    try {
      keys.requirePaired(home.keys());
      openPartnerPort();
    } catch (PortTaken | RuntimeException e) {
      opened(pages).close();
      throw e;
    }
    var opened = new Serving(opened(pages), configuration.partnerPort().url());
    serving = Optional.of(opened);
    return opened;
  }

  private void openPartnerPort() throws PortTaken {
    var port = configuration.partnerPort();
    try {
      exchange.start(address(port.address(), port.port()));
    } catch (IllegalStateException e) {
      throw new PortTaken(String.valueOf(e.getMessage()), e);
    }
  }

  private static MainPort opened(Future<MainPort> pages) throws PortTaken {
    try {
      return pages.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof PortTaken taken) {
        throw taken;
      }
      throw new IllegalStateException("cannot open the main port", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the main port was opened", e);
    }
  }

  private MainPort mainPort() throws PortTaken {
    var port = configuration.mainPort();
    try {
      if (!port.https()) {
        return MainPort.loopbackHttp(port.port(), this::answers);
      }
      var file = home.keys().resolve("main-port.p12");
      var certificate = MainCertificate.at(file, port.address(), clock.instant());
      return MainPort.https(address(port.address(), port.port()), certificate, this::answers);
    } catch (IllegalStateException e) {
      throw new PortTaken(String.valueOf(e.getMessage()), e);
    }
  }

  private static InetSocketAddress address(String host, int port) {
    try {
      return new InetSocketAddress(InetAddress.getAllByName(host)[0], port);
    } catch (UnknownHostException e) {
      throw new StorageFailure("config.yaml: no address is known for " + host, e);
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

  /// Something was filed, opened, confirmed, installed or approved: a serving node goes on with it
  /// at once, any other when it serves again.
  public void changed() {
    exchange.refresh();
  }

  public Home home() {
    return home;
  }

  public Configuration configuration() {
    return configuration;
  }

  public NodeCard card() {
    return card;
  }

  public Database database() {
    return database;
  }

  public Importer importer() {
    return importer;
  }

  public Ledger ledger() {
    return ledger;
  }

  public Peers peers() {
    return peers;
  }

  public Agreements agreements() {
    return agreements;
  }

  /// What binds here beside every accord.
  public NationalRules rules() {
    return rules;
  }

  public Exchange exchange() {
    return exchange;
  }

  public Queue queue() {
    return queue;
  }

  public NationalHolds holds() {
    return holds;
  }

  public Register register() {
    return register;
  }

  public InstantSource clock() {
    return clock;
  }

  public Optional<Serving> serving() {
    return serving;
  }

  /// What was opened last is closed first.
  @Override
  public void close() {
    serving.ifPresent(Serving::close);
    exchange.close();
    ledger.close();
    database.close();
    lock.close();
  }
}
