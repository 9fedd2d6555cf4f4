package org.entente.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.entente.decisions.Agreements;
import org.entente.decisions.National;
import org.entente.exchange.Exchange;
import org.entente.feed.ExchangeSettings;
import org.entente.feed.Outside;
import org.entente.ledger.Ledger;
import org.entente.peers.MalformedCard;
import org.entente.peers.NodeCard;
import org.entente.peers.NodeKeys;
import org.entente.peers.PartnerClient;
import org.entente.peers.Peers;
import org.entente.storage.Backup;
import org.entente.storage.Database;
import org.entente.storage.Home;
import org.entente.storage.Restorations;

/// One authority's machine, with a real node on it while the power is on.
final class SimulatedNode implements AutoCloseable {
  private final int number;
  private final Home home;
  private final FaultyDisk disk;
  private final NodeCard card;
  private final NodeKeys keys;
  private final PartnerClient.Connector partners;
  private final ExchangeSettings settings;
  private final Supplier<Instant> now;
  private Duration skew = Duration.ZERO;
  private Optional<Path> backup = Optional.empty();
  private Map<String, Long> backedUp = Map.of();
  private int backups;
  private Optional<Running> running = Optional.empty();

  /// What is gone when the power fails.
  ///
  /// @param turns the loops of the exchange
  record Running(
      Database database, Ledger ledger, Agreements agreements, Exchange exchange, Turns turns) {}

  SimulatedNode(
      int number,
      Home home,
      FaultyDisk disk,
      PartnerClient.Connector partners,
      ExchangeSettings settings,
      Supplier<Instant> now) {
    this.number = number;
    this.home = home;
    this.disk = disk;
    this.partners = partners;
    this.settings = settings;
    this.now = now;
    this.keys = NodeKeys.read(home.keys());
    this.card = card(home.card());
  }

  private static NodeCard card(Path file) {
    try {
      return NodeCard.read(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (MalformedCard e) {
      throw new IllegalStateException("a card that was written no longer reads", e);
    }
  }

  int number() {
    return number;
  }

  String name() {
    return card.country();
  }

  String identity() {
    return card.identity();
  }

  NodeKeys keys() {
    return keys;
  }

  FaultyDisk disk() {
    return disk;
  }

  /// Time that passes whatever the clock says.
  private long elapsed() {
    return Duration.between(Homes.BEGINNING, now.get()).toNanos();
  }

  /// The time as this machine has it.
  InstantSource clock() {
    return () -> now.get().plus(skew);
  }

  /// Its clock goes wrong by so much.
  void skew(Duration by) {
    skew = by;
  }

  boolean isUp() {
    return running.isPresent();
  }

  Running running() {
    return running.orElseThrow();
  }

  Database database() {
    return running().database();
  }

  Exchange exchange() {
    return running().exchange();
  }

  /// Takes in an accord that all parties have signed, as an administrator does.
  Agreements.Installed install(byte[] accord) {
    var installed = running().agreements().install(accord);
    exchange().refresh();
    return installed;
  }

  /// Opens the node over what is on the disk. The power may fail meanwhile.
  void start() {
    var database = Database.open(home.database(), disk);
    try {
      var ledger = new Ledger(database, home.logs(), disk, clock());
      var peers = new Peers(database);
      var agreements = new Agreements(database, peers, card, clock());
      var turns = new Turns();
      var exchange =
          new Exchange(
              database,
              ledger,
              peers,
              agreements,
              card,
              keys,
              National.NONE,
              settings,
              new Outside(clock(), this::elapsed, partners, turns));
      running = Optional.of(new Running(database, ledger, agreements, exchange, turns));
      exchange.start();
    } catch (Throwable e) {
      running = Optional.empty();
      database.close();
      throw e;
    }
  }

  /// The power is gone: what was not forced to the disk is, as chance has it.
  void lose() {
    running.map(Running::database).ifPresent(Database::close);
    running = Optional.empty();
    disk.loseWhatWasNotForced();
  }

  /// Stopped as an administrator stops it. The power may fail meanwhile.
  void stop() {
    var open = running();
    running = Optional.empty();
    try {
      open.exchange().close();
      open.ledger().close();
    } finally {
      open.database().close();
    }
    disk.forgetAll();
  }

  /// Copies the home, as an administrator does every night.
  void backUp() {
    var folder = home.folder().resolveSibling("backup-%s-%d".formatted(name(), backups++));
    Backup.take(home, database(), folder, clock().instant());
    backup = Optional.of(folder);
    backedUp = knows();
  }

  /// How much it knows was signed of each log, by origin.
  Map<String, Long> knows() {
    var knows = new HashMap<String, Long>();
    for (var log : running().ledger().own()) {
      knows.put(log.origin().text(), database().read(log::size) + log.missing());
    }
    for (var log : running().ledger().held()) {
      knows.put(log.origin().text(), log.seen().map(note -> note.checkpoint().size()).orElse(0L));
    }
    return knows;
  }

  /// How much its backup knows.
  Map<String, Long> backedUp() {
    return backedUp;
  }

  boolean isBackedUp() {
    return backup.isPresent();
  }

  /// The machine is lost; what is left is the last backup.
  void restore() {
    lose();
    Folders.remove(home.folder());
    Backup.restore(backup.orElseThrow(), home, clock().instant());
    disk.forgetAll();
  }

  /// Whether releases wait for an officer's word after a restore.
  boolean waitsForConfirmation() {
    return database().read(Restorations::unconfirmed).isPresent();
  }

  /// The officer's word.
  void confirmRestore() {
    database()
        .write(connection ->
            Restorations.confirm(connection, "officer", "looked at it", clock().instant()));
    exchange().filed();
  }

  @Override
  public void close() {
    running.map(Running::database).ifPresent(Database::close);
    running = Optional.empty();
  }
}
