package org.entente.exchange;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.entente.decisions.Agreements;
import org.entente.decisions.National;
import org.entente.feed.ExchangeSettings;
import org.entente.feed.LinkName;
import org.entente.feed.Outside;
import org.entente.feed.Parts;
import org.entente.holdings.Collection;
import org.entente.holdings.Held;
import org.entente.ledger.Ledger;
import org.entente.peers.NodeCard;
import org.entente.peers.NodeKeys;
import org.entente.peers.PartnerPort;
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
  private final Peers peers;
  private final Partners partners;
  private final PartnerDoor door;
  private final SealedPairs sealed;
  private final Successions successions;
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
      Outside outside) {
    this.parts = new Parts(database, agreements, card, keys, settings, outside);
    this.peers = peers;
    this.partners = new Partners(parts, ledger, national);
    this.door = new PartnerDoor(card, partners::link, settings);
    this.sealed = new SealedPairs(parts, ledger);
    this.successions = new Successions(parts, partners, sealed);
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
    partners.start();
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
        partners.take(peer);
      }
    }
    filed();
  }

  /// What ends the pair of logs that goes on with a partner under an accord; empty when there is
  /// none.
  public Optional<Succeeding> succeeding(String partner, String accord) {
    return partners.link(partner, accord).map(link -> new Succeeding(link.pair()));
  }

  /// Takes a `succeed` statement: both logs of the pair end at the sizes it names, and an empty
  /// pair goes on. The partner takes the same one; until it has, nothing goes.
  public synchronized Succeeded succeed(byte[] document) {
    return successions.take(document);
  }

  Optional<Link> link(LinkName name) {
    return partners.link(name.partner(), name.accord());
  }

  /// Something was filed, approved, opened: there may be something to decide.
  public void filed() {
    partners.all().forEach(partner -> partner.undecided().raise());
  }

  /// How it stands with each partner under each accord.
  public List<Standing> standings() {
    return parts
        .database()
        .read(connection -> {
          var standings = new ArrayList<Standing>();
          for (var link : partners.links()) {
            standings.add(link.standing(connection));
          }
          return standings;
        });
  }

  /// Whether nothing is on its way: no undecided filing, no entry of ours without its receipt, and
  /// no receipt of ours that a partner has not taken.
  public boolean isSettled() {
    return partners.all().stream().allMatch(Partner::isSettled);
  }

  /// The same with one partner, whatever is on its way to others.
  public boolean isSettled(String partner) {
    return partners.known(partner).stream().allMatch(Partner::isSettled);
  }

  /// What would happen now to the newest held version of an id, without doing it; empty when the id
  /// is not held, or nothing is agreed with that partner.
  public Optional<Decision> explain(StixId id, String partner) {
    return partners.known(partner).flatMap(one -> one.desk().explain(id, one.terms()));
  }

  /// What is about to come of some held versions, decided each after what it refers to, in the
  /// caller's transaction: objects that were filed in it count as filed. In the order of decision;
  /// empty when nothing is agreed with that partner.
  public Optional<Map<StixId, Decision>> preview(
      Connection connection, List<Held> objects, String partner) throws SQLException {
    var known = partners.known(partner);
    return known.isEmpty()
        ? Optional.empty()
        : Optional.of(known.get().desk().preview(connection, objects, known.get().terms()));
  }

  /// What would happen to an object that nobody has filed yet if it lay in this collection and that
  /// were open; empty when nothing is agreed with that partner.
  public Optional<Decision> explain(StixObject object, Collection collection, String partner) {
    return partners.known(partner).map(one -> one.desk().explain(object, collection, one.terms()));
  }

  /// One entry of ours with everything that proves it to an outsider; empty when it is not
  /// published.
  ///
  /// @param epoch of the log; one that was sealed, or the one that goes on
  public Optional<ProofBundle> proof(String partner, String accord, int epoch, long entry) {
    return partners
        .link(partner, accord)
        .flatMap(link ->
            sealed.all(link.pair()).stream().filter(pair -> pair.epoch() == epoch).findFirst())
        .flatMap(pair -> new Proving(pair).bundle(entry));
  }

  /// Compares what was exchanged with a partner, in both directions, row by row; with the partner's
  /// own word when it can be reached.
  public List<Reconciliation> reconcile(String partner) {
    return partners.links(partner).stream()
        .map(link -> new Reconciling(link.pair(), link::mayAppend).run())
        .toList();
  }

  /// Verifies every log from its first entry, those that were sealed too; the complaints, none when
  /// all is well.
  public List<String> verifyLogs() {
    return partners.links().stream()
        .flatMap(link -> sealed.all(link.pair()).stream())
        .flatMap(pair -> sealed.problem(pair).stream())
        .toList();
  }

  @Override
  public synchronized void close() {
    port.ifPresent(PartnerPort::close);
    partners.close();
  }
}
