package org.entente.exchange;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.entente.accord.CompiledAccord;
import org.entente.accord.KeyUse;
import org.entente.crypto.Jws.KeyInUse;
import org.entente.crypto.Sha256;
import org.entente.crypto.SigningKey;
import org.entente.holdings.Catalogue;
import org.entente.holdings.Holdings;
import org.entente.ledger.Ledger;
import org.entente.ledger.LogOrigin;
import org.entente.ledger.NoteSigners;
import org.entente.release.Decisions;
import org.entente.storage.Database;

/// Everything that passes between this node and its partners: the partner port, and for each
/// confirmed partner with whom an accord is signed a release worker and the pair of logs.
///
///     var exchange = new Exchange(parts, ledger, peers, national);
///     exchange.start(address);
///     … intake files something: exchange.filed();
///     … a peer is confirmed, an accord installed: exchange.refresh();
public final class Exchange implements AutoCloseable {
  private static final int EPOCH = 1;

  private final Link.Parts parts;
  private final Ledger ledger;
  private final Peers peers;
  private final National national;
  private final Map<String, Partner> partners = new ConcurrentHashMap<>();
  private final PartnerRoutes routes;
  private Optional<PartnerPort> port = Optional.empty();

  public Exchange(
      Database database,
      Ledger ledger,
      Peers peers,
      Agreements agreements,
      NodeCard card,
      NodeKeys keys,
      National national,
      ExchangeSettings settings,
      InstantSource clock) {
    this.parts = new Link.Parts(database, agreements, card, keys, settings, clock);
    this.ledger = ledger;
    this.peers = peers;
    this.national = national;
    this.routes = new PartnerRoutes(peers, card, this::link, settings);
  }

  /// Opens the partner port and begins to exchange.
  public synchronized void start(InetSocketAddress address) {
    var opened =
        new PartnerPort(address, parts.keys().tls(), peers, parts.settings().port(), routes);
    port = Optional.of(opened);
    refresh();
    opened.start();
  }

  /// The port that was opened, which matters where 0 was asked for.
  public synchronized int port() {
    return port.orElseThrow().port();
  }

  /// Takes up partners that were confirmed and accords that were installed since.
  public synchronized void refresh() {
    for (var peer : peers.all()) {
      if (peer.confirmed()) {
        refresh(peer);
      }
    }
    filed();
  }

  private void refresh(Peer peer) {
    var own = parts.card().identity();
    var accords = parts.agreements().between(own, peer.identity());
    if (accords.isEmpty()) {
      return;
    }
    var partner = partners.get(peer.identity());
    boolean made = partner == null;
    if (partner == null) {
      partner = partner(peer);
    }
    for (var accord : accords) {
      if (partner.links().stream().noneMatch(link -> link.name().accord().equals(accord))) {
        var link = link(peer, partner, accord);
        partner.add(link);
        link.start();
      }
    }
    if (made) {
      partners.put(peer.identity(), partner);
      partner.start();
    }
  }

  private Partner partner(Peer peer) {
    long no = parts.database().read(connection -> LinkTable.peer(connection, peer.identity()));
    var secret = parts.database().write(connection -> CopyTable.secret(connection, no));
    return new Partner(parts, no, peer.identity(), () -> terms(peer.identity(), secret));
  }

  /// What decides now toward this partner, with a digest of all that it rests on.
  private Terms terms(String partner, byte[] secret) {
    var own = parts.card().identity();
    var between = parts.agreements().direction(own, partner);
    var rests = new StringBuilder(national.digest().hex());
    for (CompiledAccord accord :
        parts.agreements().inForce(own, partner, parts.clock().instant())) {
      rests.append(' ').append(accord.accord().digest().hex());
    }
    for (var collection :
        parts.database().read(connection -> Catalogue.openTo(connection, partner))) {
      rests.append(' ').append(collection.id());
    }
    return new Terms(
        new Decisions(between, national.rules(), secret),
        Sha256.of(rests.toString().getBytes(StandardCharsets.UTF_8)).hex());
  }

  private Link link(Peer peer, Partner partner, String accord) {
    var agreements = parts.agreements();
    var own = parts.card().identity();
    var theirs = peer.identity();
    var out = LogOrigin.of(agreements.host(accord, own), accord, own, theirs, EPOCH);
    var in = LogOrigin.of(agreements.host(accord, theirs), accord, theirs, own, EPOCH);
    long no =
        parts.database().write(connection -> LinkTable.open(connection, partner.no(), accord));
    var log = parts.keys().of(KeyUse.LOG);
    var hold = parts.keys().of(KeyUse.HOLD);
    return new Link(
        new Link.Name(theirs, accord),
        no,
        peer,
        ledger.own(out, NoteSigners.ofLog(out, key(log, 0), key(log, 1))),
        ledger.held(
            in,
            agreements.keys(accord, theirs).log(in),
            NoteSigners.ofHolder(own, key(hold, 0), key(hold, 1))),
        parts,
        partner.undecided());
  }

  private static SigningKey key(List<KeyInUse> pair, int index) {
    return pair.get(index).key();
  }

  private Optional<Link> link(String partner, String accord) {
    return Optional.ofNullable(partners.get(partner)).stream()
        .flatMap(known -> known.links().stream())
        .filter(link -> link.name().accord().equals(accord))
        .findFirst();
  }

  /// Something was filed, approved, opened: there may be something to decide.
  public void filed() {
    partners.values().forEach(partner -> partner.undecided().raise());
  }

  /// Whether nothing is on its way: no undecided filing, no entry of ours without its receipt, and
  /// no receipt of ours that a partner has not taken.
  public boolean isSettled() {
    for (var partner : partners.values()) {
      var rests = partner.terms().basis();
      if (!parts.database().read(connection -> isSettled(connection, partner, rests))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSettled(Connection connection, Partner partner, String rests)
      throws SQLException {
    var basis = CursorTable.basis(connection, partner.no());
    if (basis.isEmpty()
        || basis.get().swept().isPresent()
        || !basis.get().digest().equals(rests)
        || !RedecideTable.first(connection, partner.no(), 1).isEmpty()) {
      return false;
    }
    for (var collection : Catalogue.openTo(connection, partner.identity())) {
      Instant after = CursorTable.at(connection, partner.no(), collection.no());
      if (!Holdings.page(connection, collection, after, 1).isEmpty()) {
        return false;
      }
    }
    for (var link : partner.links()) {
      if (OutgoingTable.unreceipted(connection, link.no(), 1) > 0
          || ReceiptTable.nextDue(connection, link.no()).isPresent()) {
        return false;
      }
    }
    return true;
  }

  /// Links that are at work.
  List<Link> links() {
    var links = new ArrayList<Link>();
    partners.values().forEach(partner -> links.addAll(partner.links()));
    return links;
  }

  @Override
  public synchronized void close() {
    port.ifPresent(PartnerPort::close);
    partners.values().forEach(Partner::close);
    partners.clear();
  }
}
