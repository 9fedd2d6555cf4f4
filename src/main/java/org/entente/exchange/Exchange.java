package org.entente.exchange;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.entente.decisions.Agreements;
import org.entente.decisions.National;
import org.entente.decisions.PartnerDesk;
import org.entente.decisions.ServingCheck;
import org.entente.document.AccordRejected;
import org.entente.document.SignedSuccession;
import org.entente.document.Succession;
import org.entente.feed.ExchangeSettings;
import org.entente.feed.LinkName;
import org.entente.feed.Outside;
import org.entente.feed.Pair;
import org.entente.feed.Parts;
import org.entente.holdings.Collection;
import org.entente.holdings.Held;
import org.entente.ledger.Ledger;
import org.entente.peers.NodeCard;
import org.entente.peers.NodeKeys;
import org.entente.peers.PartnerPort;
import org.entente.peers.Peer;
import org.entente.peers.Peers;
import org.entente.receipt.ProofBundle;
import org.entente.register.Proving;
import org.entente.register.Reconciliation;
import org.entente.register.Reconciling;
import org.entente.release.Decision;
import org.entente.stix.StixId;
import org.entente.stix.StixObject;
import org.entente.storage.Database;
import org.entente.storage.Restorations;

/// Everything that passes between this node and its partners: the partner port, and for each
/// confirmed partner with whom an accord is signed a release worker and the pair of logs.
///
///     var exchange = new Exchange(parts, ledger, peers, national);
///     exchange.start(address);
///     … intake files something: exchange.filed();
///     … a peer is confirmed, an accord installed: exchange.refresh();
public final class Exchange implements AutoCloseable {
  private final Parts parts;
  private final Ledger ledger;
  private final Peers peers;
  private final National national;
  private final Map<String, Partner> partners = new ConcurrentHashMap<>();
  private final PartnerDoor door;
  private final SealedPairs sealed;
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
      Outside outside) {
    this.parts = new Parts(database, agreements, card, keys, settings, outside);
    this.ledger = ledger;
    this.peers = peers;
    this.national = national;
    this.door = new PartnerDoor(card, this::link, settings);
    this.sealed = new SealedPairs(parts, ledger);
  }

  /// Opens the partner port and begins to exchange.
  public synchronized void start(InetSocketAddress address) {
    var opened =
        new PartnerPort(
            address,
            parts.keys().tls(),
            peers,
            parts.settings().port(),
            new PartnerRoutes(peers, door));
    opened.start();
    port = Optional.of(opened);
    start();
  }

  /// Begins to exchange without a port: what partners ask comes by [#answer].
  public synchronized void start() {
    running = true;
    parts.database().read(Restorations::unconfirmed).ifPresent(LostEnd::tell);
    refresh();
  }

  /// Answers a confirmed partner. Whoever calls this knows that it is the one it says.
  public void answer(String partner, Ask ask, Ask.Reply reply)
      throws IOException, InterruptedException {
    door.answer(partner, ask, reply);
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
    var desk =
        new PartnerDesk(
            parts.database(),
            parts.agreements(),
            national,
            parts.card().identity(),
            peer.identity(),
            parts.clock());
    return new Partner(parts, desk);
  }

  private Link link(Peer peer, Partner partner, String accord) {
    var pair = Pair.open(parts, ledger, peer, partner.no(), accord);
    long missing = pair.own().missing();
    if (missing > 0) {
      LostEnd.noticed(pair, missing);
    }
    var check = new ServingCheck(partner.desk(), partner::servingTerms, parts.clock());
    return new Link(pair, check, partner.undecided());
  }

  /// What ends the pair of logs that goes on with a partner under an accord; empty when there is
  /// none.
  public Optional<Succeeding> succeeding(String partner, String accord) {
    return link(partner, accord).map(link -> new Succeeding(link.pair()));
  }

  /// Takes a `succeed` statement: both logs of the pair end at the sizes it names, and an empty
  /// pair goes on. The partner takes the same one; until it has, nothing goes.
  public synchronized Succeeded succeed(byte[] document) {
    try {
      var signed = SignedSuccession.read(document);
      var link = about(signed.succession());
      if (link.isEmpty()) {
        return sealed.known(signed.succession(), partners.values());
      }
      var latest = parts.agreements().latest(link.get().name().accord());
      signed.verify(latest, parts.clock().instant());
      return seal(link.get(), signed);
    } catch (AccordRejected e) {
      return new Succeeded.Refused(String.valueOf(e.getMessage()));
    }
  }

  private Succeeded seal(Link link, SignedSuccession signed) {
    var partner = Objects.requireNonNull(partners.get(link.name().partner()));
    link.close();
    try {
      return new Succeeding(link.pair()).seal(signed);
    } finally {
      partner.add(link(link.peer(), partner, link.name().accord()));
      if (running) {
        partner.start();
      }
    }
  }

  private Optional<Link> about(Succession succession) {
    return partners.values().stream()
        .flatMap(partner -> partner.links().stream())
        .filter(link -> new Succeeding(link.pair()).isAbout(succession))
        .findFirst();
  }

  private Optional<Link> link(String partner, String accord) {
    return link(new LinkName(partner, accord));
  }

  Optional<Link> link(LinkName name) {
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
    return partners.values().stream().allMatch(Partner::isSettled);
  }

  /// The same with one partner, whatever is on its way to others.
  public boolean isSettled(String partner) {
    return known(partner).stream().allMatch(Partner::isSettled);
  }

  /// What would happen now to the newest held version of an id, without doing it; empty when the id
  /// is not held, or nothing is agreed with that partner.
  public Optional<Decision> explain(StixId id, String partner) {
    return known(partner).flatMap(one -> one.desk().explain(id, one.terms()));
  }

  private Optional<Partner> known(String partner) {
    return Optional.ofNullable(partners.get(partner));
  }

  /// What is about to come of some held versions, decided each after what it refers to, in the
  /// caller's transaction: objects that were filed in it count as filed. In the order of decision;
  /// empty when nothing is agreed with that partner.
  public Optional<Map<StixId, Decision>> preview(
      Connection connection, List<Held> objects, String partner) throws SQLException {
    var known = partners.get(partner);
    return known == null
        ? Optional.empty()
        : Optional.of(known.desk().preview(connection, objects, known.terms()));
  }

  /// What would happen to an object that nobody has filed yet if it lay in this collection and that
  /// were open; empty when nothing is agreed with that partner.
  public Optional<Decision> explain(StixObject object, Collection collection, String partner) {
    return known(partner).map(one -> one.desk().explain(object, collection, one.terms()));
  }

  /// One entry of ours with everything that proves it to an outsider; empty when it is not
  /// published.
  ///
  /// @param epoch of the log; one that was sealed, or the one that goes on
  public Optional<ProofBundle> proof(String partner, String accord, int epoch, long entry) {
    return link(partner, accord)
        .flatMap(link ->
            sealed.all(link.pair()).stream().filter(pair -> pair.epoch() == epoch).findFirst())
        .flatMap(pair -> new Proving(pair).bundle(entry));
  }

  /// Compares what was exchanged with a partner, in both directions, row by row; with the partner's
  /// own word when it can be reached.
  public List<Reconciliation> reconcile(String partner) {
    return links(partner).stream()
        .map(link -> new Reconciling(link.pair(), link::mayAppend).run())
        .toList();
  }

  /// Verifies every log from its first entry, those that were sealed too; the complaints, none when
  /// all is well.
  public List<String> verifyLogs() {
    return partners.values().stream()
        .flatMap(partner -> partner.links().stream())
        .flatMap(link -> sealed.all(link.pair()).stream())
        .flatMap(pair -> sealed.problem(pair).stream())
        .toList();
  }

  private List<Link> links(String partner) {
    return known(partner).map(Partner::links).orElse(List.of());
  }

  @Override
  public synchronized void close() {
    port.ifPresent(PartnerPort::close);
    partners.values().forEach(Partner::close);
    partners.clear();
  }
}
