package org.entente.feed;

import java.util.List;
import org.entente.accord.KeyUse;
import org.entente.crypto.Jws.KeyInUse;
import org.entente.crypto.SigningKey;
import org.entente.decisions.LinkTable;
import org.entente.decisions.PartyKeys;
import org.entente.ledger.HeldLog;
import org.entente.ledger.Ledger;
import org.entente.ledger.OwnLog;
import org.entente.peers.PartnerClient;
import org.entente.peers.Peer;
import org.entente.release.Between;
import org.entente.tlog.LogOrigin;
import org.entente.tlog.NoteSigners;

/// One partner under one accord: the log we write toward it and the log it writes toward us, with
/// what reading either of them takes.
///
/// @param no number of the pair, by which rows name it
/// @param epoch of both logs; the pair with the highest goes on, the others were sealed
public record Pair(
    LinkName name, long no, int epoch, Peer peer, OwnLog own, HeldLog held, Parts parts) {

  /// Opens both logs of the epoch that goes on.
  ///
  /// @param partner number of the partner in this store
  public static Pair open(Parts parts, Ledger ledger, Peer peer, long partner, String accord) {
    var link = parts.database().write(connection -> LinkTable.open(connection, partner, accord));
    return of(parts, ledger, peer, accord, link);
  }

  /// Opens the logs of the epochs that were sealed, the first first.
  public static List<Pair> sealed(
      Parts parts, Ledger ledger, Peer peer, long partner, String accord) {
    var epochs = parts.database().read(connection -> LinkTable.epochs(connection, partner, accord));
    return epochs.stream()
        .limit(Math.max(0, epochs.size() - 1))
        .map(link -> of(parts, ledger, peer, accord, link))
        .toList();
  }

  private static Pair of(
      Parts parts, Ledger ledger, Peer peer, String accord, LinkTable.Numbered link) {
    var agreements = parts.agreements();
    var own = parts.card().identity();
    var theirs = peer.identity();
    var out = LogOrigin.of(agreements.host(accord, own), accord, own, theirs, link.epoch());
    var in = LogOrigin.of(agreements.host(accord, theirs), accord, theirs, own, link.epoch());
    var log = parts.keys().of(KeyUse.LOG);
    var hold = parts.keys().of(KeyUse.HOLD);
    return new Pair(
        new LinkName(theirs, accord),
        link.no(),
        link.epoch(),
        peer,
        ledger.own(out, NoteSigners.ofLog(out, key(log, 0), key(log, 1))),
        ledger.held(
            in,
            agreements.logKeys(accord, theirs, in),
            NoteSigners.ofHolder(own, key(hold, 0), key(hold, 1))),
        parts);
  }

  private static SigningKey key(List<KeyInUse> pair, int index) {
    return pair.get(index).key();
  }

  /// A way to the partner's node.
  public PartnerClient client() {
    return parts.outside().partners().to(peer.card(), parts.keys().tls());
  }

  /// The partner's keys as the accord has them now.
  public PartyKeys keys() {
    return parts.agreements().keys(name.accord(), name.partner());
  }

  /// What decides about what we send the partner.
  public Between outward() {
    return parts.agreements().direction(parts.card().identity(), name.partner());
  }

  /// What decides about what the partner sends us.
  public Between inward() {
    return parts.agreements().direction(name.partner(), parts.card().identity());
  }
}
