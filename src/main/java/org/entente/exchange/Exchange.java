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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.entente.accord.CompiledAccord;
import org.entente.accord.KeyUse;
import org.entente.crypto.Jws.KeyInUse;
import org.entente.crypto.ProofInvalid;
import org.entente.crypto.Sha256;
import org.entente.crypto.SigningKey;
import org.entente.holdings.Catalogue;
import org.entente.holdings.Collection;
import org.entente.holdings.Held;
import org.entente.holdings.Holdings;
import org.entente.ledger.Ledger;
import org.entente.peers.NodeCard;
import org.entente.peers.NodeKeys;
import org.entente.peers.PartnerPort;
import org.entente.peers.Peer;
import org.entente.peers.Peers;
import org.entente.receipt.ProofBundle;
import org.entente.release.Decision;
import org.entente.release.Decisions;
import org.entente.stix.StixId;
import org.entente.stix.StixObject;
import org.entente.storage.Database;
import org.entente.storage.StorageFailure;
import org.entente.tlog.LogOrigin;
import org.entente.tlog.NoteSigners;

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
  private boolean running;

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
    opened.start();
    port = Optional.of(opened);
    running = true;
    refresh();
  }

  /// The port that was opened, which matters where 0 was asked for.
  public synchronized int port() {
    return port.orElseThrow().port();
  }

  /// Takes up partners that were confirmed and accords that were installed since. Before [#start],
  /// it opens their logs for asking and does no work on them.
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
    if (partner == null) {
      partner = partner(peer);
    }
    for (var accord : accords) {
      if (partner.links().stream().noneMatch(link -> link.name().accord().equals(accord))) {
        var link = link(peer, partner, accord);
        partner.add(link);
      }
    }
    partners.put(peer.identity(), partner);
    if (running) {
      partner.start();
    }
  }

  private Partner partner(Peer peer) {
    long no = parts.database().read(connection -> LinkTable.peer(connection, peer.identity()));
    var secret = parts.database().write(connection -> CopyTable.secret(connection, no));
    return new Partner(parts, no, peer.identity(), still -> terms(peer.identity(), secret, still));
  }

  /// What decides now toward this partner, with a digest of all that it rests on.
  private Terms terms(String partner, byte[] secret, Set<String> still) {
    var own = parts.card().identity();
    var between = parts.agreements().direction(own, partner, still);
    var rests = new StringBuilder(national.digest().hex());
    for (CompiledAccord accord :
        parts.agreements().inForce(own, partner, parts.clock().instant())) {
      rests.append(' ').append(accord.accord().digest().hex());
      if (still.contains(accord.accord().id())) {
        rests.append(" still");
      }
    }
    String ofOurOwn = parts.database().read(connection -> ofOurOwn(connection, partner));
    rests.append(ofOurOwn);
    return new Terms(
        new Decisions(between, national.rules(), secret),
        Sha256.of(rests.toString().getBytes(StandardCharsets.UTF_8)).hex());
  }

  /// What lies open to this partner, and what we hold back from all.
  private static String ofOurOwn(Connection connection, String partner) throws SQLException {
    var rests = new StringBuilder();
    for (var collection : Catalogue.openTo(connection, partner)) {
      rests.append(' ').append(collection.id());
    }
    return rests.append(' ').append(NationalHolds.state(connection)).toString();
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
        new ServingCheck(partner.no(), theirs, partner::terms, parts.clock()),
        partner.undecided());
  }

  private static SigningKey key(List<KeyInUse> pair, int index) {
    return pair.get(index).key();
  }

  private Optional<Link> link(String partner, String accord) {
    return link(new Link.Name(partner, accord));
  }

  Optional<Link> link(Link.Name name) {
    return links(name.partner()).stream().filter(link -> link.name().equals(name)).findFirst();
  }

  /// Something was filed, approved, opened: there may be something to decide.
  public void filed() {
    partners.values().forEach(partner -> partner.undecided().raise());
  }

  /// How it stands with each partner under each accord.
  public List<Standing> standings() {
    return parts
        .database()
        .read(connection -> {
          var standings = new ArrayList<Standing>();
          for (var partner : partners.values()) {
            for (var link : partner.links()) {
              standings.add(link.standing(connection));
            }
          }
          return standings;
        });
  }

  /// Whether nothing is on its way: no undecided filing, no entry of ours without its receipt, and
  /// no receipt of ours that a partner has not taken.
  public boolean isSettled() {
    for (var partner : partners.values()) {
      if (!parts.database().read(connection -> isReceipted(connection, partner))) {
        return false; // the cheapest question first, for whoever waits for the answer to change
      }
      var rests = partner.terms().basis();
      if (!parts.database().read(connection -> isSettled(connection, partner, rests))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isReceipted(Connection connection, Partner partner) throws SQLException {
    for (var link : partner.links()) {
      if (OutgoingTable.unreceipted(connection, link.no(), 1) > 0
          || ReceiptTable.nextDue(connection, link.no()).isPresent()) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSettled(Connection connection, Partner partner, String rests)
      throws SQLException {
    return isDecided(connection, partner, rests) && isReceipted(connection, partner);
  }

  private static boolean isDecided(Connection connection, Partner partner, String rests)
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
      if (!Holdings.numbers(connection, collection, after, 1).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /// What would happen now to the newest held version of an id, without doing it; empty when the id
  /// is not held, or nothing is agreed with that partner.
  public Optional<Decision> explain(StixId id, String partner) {
    var known = Optional.ofNullable(partners.get(partner));
    return known.flatMap(one -> {
      var terms = one.terms();
      return parts
          .database()
          .read(connection -> {
            var held = Holdings.latest(connection, id);
            return held.isPresent()
                ? Optional.of(explain(connection, one, terms, held.get()))
                : Optional.empty();
          });
    });
  }

  private Decision explain(Connection connection, Partner partner, Terms terms, Held held)
      throws SQLException {
    try (var lookup = new CandidateLookup(connection, partner.no(), partner.identity())) {
      return terms.decide(lookup, List.of(held), parts.clock().instant()).getFirst().decision();
    }
  }

  /// What is about to come of some held versions, decided each after what it refers to, in the
  /// caller's transaction: objects that were filed in it count as filed. In the order of decision;
  /// empty when nothing is agreed with that partner.
  public Optional<Map<StixId, Decision>> preview(
      Connection connection, List<Held> objects, String partner) throws SQLException {
    var known = partners.get(partner);
    return known == null
        ? Optional.empty()
        : Optional.of(Preview.of(connection, known, objects, parts.clock().instant()));
  }

  /// What would happen to an object that nobody has filed yet if it lay in this collection and that
  /// were open; empty when nothing is agreed with that partner.
  public Optional<Decision> explain(StixObject object, Collection collection, String partner) {
    var known = Optional.ofNullable(partners.get(partner));
    return known.map(one -> {
      var terms = one.terms();
      var now = parts.clock().instant();
      return parts
          .database()
          .read(connection -> {
            try (var lookup = new CandidateLookup(connection, one.no(), one.identity())) {
              return terms
                  .decisions()
                  .decide(
                      lookup.candidate(object, collection, now), lookup::fate, lookup::copy, now);
            }
          });
    });
  }

  /// One entry of ours with everything that proves it to an outsider; empty when it is not
  /// published.
  public Optional<ProofBundle> proof(String partner, String accord, long entry) {
    return link(partner, accord).flatMap(link -> new Proving(link).bundle(entry));
  }

  /// Compares what was exchanged with a partner, in both directions, row by row; with the partner's
  /// own word when it can be reached.
  public List<Reconciliation> reconcile(String partner) {
    return links(partner).stream().map(link -> new Reconciling(link).run()).toList();
  }

  /// Verifies every log from its first entry; the complaints, none when all is well.
  public List<String> verifyLogs() {
    var complaints = new ArrayList<String>();
    for (var partner : partners.values()) {
      for (var link : partner.links()) {
        try {
          link.own().check();
          link.held().check();
        } catch (ProofInvalid | StorageFailure e) {
          complaints.add(String.valueOf(e.getMessage()));
        }
      }
    }
    return complaints;
  }

  private List<Link> links(String partner) {
    return Optional.ofNullable(partners.get(partner)).map(Partner::links).orElse(List.of());
  }

  @Override
  public synchronized void close() {
    port.ifPresent(PartnerPort::close);
    partners.values().forEach(Partner::close);
    partners.clear();
  }
}
