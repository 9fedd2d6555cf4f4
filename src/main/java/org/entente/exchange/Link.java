package org.entente.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.entente.ledger.EntryKind;
import org.entente.ledger.HeldLog;
import org.entente.ledger.Leaf;
import org.entente.ledger.Opening;
import org.entente.ledger.OwnLog;
import org.entente.peers.NodeCard;
import org.entente.peers.NodeKeys;
import org.entente.peers.PartnerClient;
import org.entente.peers.Peer;
import org.entente.release.Between;
import org.entente.storage.Database;

/// One partner under one accord: the log we write toward it, the log it writes toward us, and the
/// work on both. Everything that matters is in the store; a link can be dropped and made again.
final class Link implements AutoCloseable {
  private static final byte[] NOTHING_TO_SAY = "{}".getBytes(UTF_8);

  /// Which link: the partner's identity id and the accord's id.
  record Name(String partner, String accord) {
    @Override
    public String toString() {
      return partner + " " + accord;
    }
  }

  /// What a link is made from.
  record Parts(
      Database database,
      Agreements agreements,
      NodeCard card,
      NodeKeys keys,
      ExchangeSettings settings,
      InstantSource clock) {}

  private final Name name;
  private final long no;
  private final Peer peer;
  private final Parts parts;
  private final OwnLog own;
  private final HeldLog held;
  private final Feed out;
  private final Feed in;
  private final PartnerClient client;
  private final Publisher publisher;
  private final ReceiptIntake receipts;
  private final Signal doorbell = new Signal();
  private final Signal applied = new Signal();
  private final Loop pulling;
  private final Loop answering;
  private volatile boolean known;

  /// @param decided raised when there may be more to decide for this partner
  /// @param check whether what we released may still be served
  Link(
      Name name,
      long no,
      Peer peer,
      OwnLog own,
      HeldLog held,
      Parts parts,
      ServingCheck check,
      Signal decided) {
    this.name = name;
    this.no = no;
    this.peer = peer;
    this.parts = parts;
    this.own = own;
    this.held = held;
    var published = new Signal();
    this.out =
        new Feed(new OwnEntries(parts.database(), own, no, check), published, parts.settings());
    this.in = new Feed(new HeldEntries(parts.database(), held, no), new Signal(), parts.settings());
    this.client = new PartnerClient(peer.card(), parts.keys().tls());
    this.publisher = new Publisher(name, own, out, published, client, parts.settings());
    this.receipts = new ReceiptIntake(this, decided);
    var puller = new Puller(this, client, decided);
    this.pulling = new Loop("puller " + name, doorbell, parts.settings().retry(), puller::step);
    var post = new ReceiptPost(this, client);
    this.answering = new Loop("receipts " + name, applied, parts.settings().retry(), post::step);
  }

  /// Publishes what was committed before, and begins to pull.
  void start() {
    publisher.start();
    publisher.appended();
    pulling.start();
    answering.start();
  }

  Name name() {
    return name;
  }

  long no() {
    return no;
  }

  Peer peer() {
    return peer;
  }

  Parts parts() {
    return parts;
  }

  OwnLog own() {
    return own;
  }

  HeldLog held() {
    return held;
  }

  /// What decides about what the partner sends us.
  Between inward() {
    return parts.agreements().direction(name.partner(), parts.card().identity());
  }

  Feed out() {
    return out;
  }

  Feed in() {
    return in;
  }

  /// Leaves were committed to our log: publish them.
  void appended() {
    publisher.appended();
  }

  /// A leaf about a receipt was committed to our log: publish it with others.
  void noted() {
    publisher.noted();
  }

  /// A page of the partner's was applied: cosign it, and send the receipt that is due.
  void applied() {
    applied.raise();
  }

  /// The partner said that it has something; a hint, so nothing but a reason to look.
  void doorbellRang() {
    doorbell.raise();
  }

  /// The size of our log that the partner holds is known, so that appending cannot fork it.
  void partnersSizeIsKnown() {
    known = true;
  }

  boolean isPartnersSizeKnown() {
    return known;
  }

  /// The partner asks for its own entries from there on.
  void partnerRefills(long from) {
    if (from >= 0
        && parts.database().write(connection -> ReceiptTable.deliverAgain(connection, no, from))) {
      applied.raise();
    }
  }

  /// Takes a receipt that the partner posted; the reason when it is refused.
  Optional<String> receiptCame(byte[] bytes) {
    return receipts.take(bytes);
  }

  /// The tlog-proof of one of our published entries.
  Optional<byte[]> proof(long index) {
    return own.published()
        .filter(note -> index >= 0 && index < note.checkpoint().size())
        .map(note -> own.proof(index, note).bytes());
  }

  /// Appends an entry about receipts, which nobody answers, in the caller's transaction; its
  /// number.
  ///
  /// @param seen how much of the partner's log was read by then
  long append(Connection connection, EntryKind kind, byte[] content, long seen, Instant at)
      throws SQLException {
    var header = Opening.of(NOTHING_TO_SAY);
    var payload = Opening.of(content);
    var revision = parts.agreements().latest(name.accord()).digest();
    var leaf = Leaf.of(kind, at, revision, seen, header, payload);
    long number = own.append(connection, List.of(leaf.bytes()));
    OutgoingTable.insert(
        connection, no, number, List.of(OutgoingTable.Row.of(kind, header, payload, at)));
    return number;
  }

  /// Whether releases may go: the partner's size is known, no alarm stands, and the next batch
  /// would not make too much wait for a receipt, and nothing has waited for too long.
  boolean mayRelease(Connection connection) throws SQLException {
    if (!known || AlarmTable.isRaised(connection, no)) {
      return false;
    }
    var settings = parts.settings();
    var oldest = OutgoingTable.oldestUnreceipted(connection, no);
    if (oldest.isPresent()
        && oldest
            .get()
            .since()
            .isBefore(parts.clock().instant().minus(settings.unreceiptedAge()))) {
      return false;
    }
    int most = settings.unreceiptedEntries();
    return OutgoingTable.unreceipted(connection, no, most) + settings.atOnce() <= most;
  }

  @Override
  public void close() {
    pulling.close();
    answering.close();
    publisher.close();
    client.close();
  }
}
