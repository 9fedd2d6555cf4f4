package org.entente.exchange;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.entente.decisions.National;
import org.entente.decisions.PartnerDesk;
import org.entente.decisions.ServingCheck;
import org.entente.feed.LinkName;
import org.entente.feed.Pair;
import org.entente.feed.Parts;
import org.entente.ledger.Ledger;
import org.entente.peers.Peer;

/// The confirmed peers with whom something is agreed, each with a link for every accord. What is
/// asked of them may be asked at any time; one caller at a time changes them.
final class Partners {
  private final Parts parts;
  private final Ledger ledger;
  private final National national;
  private final Map<String, Partner> partners = new ConcurrentHashMap<>();
  private boolean running;

  Partners(Parts parts, Ledger ledger, National national) {
    this.parts = parts;
    this.ledger = ledger;
    this.national = national;
  }

  /// From now on, whoever is taken up begins to work. Before, only their logs are open for asking.
  void start() {
    running = true;
  }

  /// Takes up a peer, and the accords that were installed with it since.
  void take(Peer peer) {
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
        partner.add(open(peer, partner, accord));
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

  private Link open(Peer peer, Partner partner, String accord) {
    var pair = Pair.open(parts, ledger, peer, partner.no(), accord);
    long missing = pair.own().missing();
    if (missing > 0) {
      LostEnd.noticed(pair, missing);
    }
    var check = new ServingCheck(partner.desk(), partner::servingTerms, parts.clock());
    return new Link(pair, check, partner.undecided());
  }

  /// Puts a link in the place of one that was closed, on the pair of logs that goes on now.
  void renew(Link closed) {
    var name = closed.name();
    var partner = known(name.partner()).orElseThrow();
    partner.add(open(closed.peer(), partner, name.accord()));
    if (running) {
      partner.start();
    }
  }

  Collection<Partner> all() {
    return partners.values();
  }

  /// Every pair of logs that goes on.
  List<Link> links() {
    return partners.values().stream().flatMap(partner -> partner.links().stream()).toList();
  }

  Optional<Partner> known(String partner) {
    return Optional.ofNullable(partners.get(partner));
  }

  List<Link> links(String partner) {
    return known(partner).map(Partner::links).orElse(List.of());
  }

  /// The one that goes on with a partner under an accord.
  Optional<Link> link(String partner, String accord) {
    var name = new LinkName(partner, accord);
    return links(partner).stream().filter(link -> link.name().equals(name)).findFirst();
  }

  void close() {
    partners.values().forEach(Partner::close);
    partners.clear();
  }
}
