package org.entente.exchange;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.entente.decisions.ServingCheck;
import org.entente.feed.Feed;
import org.entente.feed.HeldEntries;
import org.entente.feed.LinkName;
import org.entente.feed.Loop;
import org.entente.feed.OwnEntries;
import org.entente.feed.Pair;
import org.entente.feed.Parts;
import org.entente.feed.Signal;
import org.entente.json.Shown;
import org.entente.ledger.Contradiction;
import org.entente.ledger.HeldLog;
import org.entente.ledger.OwnLog;
import org.entente.peers.PartnerClient;
import org.entente.peers.Peer;

/// One partner under one accord: the log we write toward it, the log it writes toward us, and the
/// work on both. Everything that matters is in the store; a link can be dropped and made again.
final class Link implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Link.class.getName());

  private final Pair pair;
  private final Feed out;
  private final Feed in;
  private final Writing writing;
  private final PartnerClient client;
  private final Publisher publisher;
  private final ReceiptIntake receipts;
  private final Signal doorbell = new Signal();
  private final Signal applied = new Signal();
  private final Loop pulling;
  private final Loop answering;
  private final Pausing pausing = new Pausing(this);
  private final Trouble trouble;
  private final AtomicLong lost = new AtomicLong(Long.MAX_VALUE);
  private final Signal decided;
  private volatile boolean unknownThere;

  /// @param decided raised when there may be more to decide for this partner
  /// @param check whether what we released may still be served
  Link(Pair pair, ServingCheck check, Signal decided) {
    this.pair = pair;
    this.decided = decided;
    this.trouble = new Trouble(pair.name().toString(), pair.parts().settings().unreceiptedAge());
    var parts = pair.parts();
    var loops = parts.outside().loops();
    var published = new Signal();
    this.out =
        new Feed(
            new OwnEntries(parts.database(), pair.own(), pair.no(), check),
            published,
            parts.settings());
    this.in =
        new Feed(
            new HeldEntries(parts.database(), pair.held(), pair.no()),
            new Signal(),
            parts.settings());
    this.writing = new Writing(pair);
    this.client = pair.client();
    this.publisher = new Publisher(pair, out, published, client);
    this.receipts = new ReceiptIntake(this, decided);
    var puller = new Puller(this, client, decided);
    this.pulling =
        loops.of("puller " + pair.name(), doorbell, parts.settings().retry(), puller::step);
    var post = new ReceiptPost(this, client);
    this.answering =
        loops.of("receipts " + pair.name(), applied, parts.settings().retry(), post::step);
  }

  /// Publishes what was committed before, and begins to pull.
  void start() {
    publisher.start();
    publisher.appended();
    pulling.start();
    answering.start();
  }

  /// Both logs, as they are read.
  Pair pair() {
    return pair;
  }

  LinkName name() {
    return pair.name();
  }

  long no() {
    return pair.no();
  }

  Peer peer() {
    return pair.peer();
  }

  Parts parts() {
    return pair.parts();
  }

  OwnLog own() {
    return pair.own();
  }

  HeldLog held() {
    return pair.held();
  }

  /// What keeps us from reading the partner's log.
  Trouble trouble() {
    return trouble;
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

  /// What may be written to our log, and how.
  Writing writing() {
    return writing;
  }

  /// The size of our log that the partner holds is known, so that appending cannot fork it.
  void partnersSizeIsKnown() {
    writing.open();
    appended();
    applied.raise();
  }

  /// The partner says that it does not know the accord: as a rule it has not installed it yet.
  void accordIsUnknownThere() {
    if (!unknownThere) {
      unknownThere = true;
      decided.raise(); // what others permit need not wait
    }
  }

  /// The partner knows more of our log than is here: it is asked again before a leaf is appended.
  void partnersSizeIsDoubted() {
    writing.shut();
  }

  /// Whether a leaf may be appended to our log: only once the partner was asked, after every start,
  /// how much of it it holds. Otherwise a number could be given away a second time.
  boolean mayAppend() {
    return writing.isOpen();
  }

  boolean isUnknownThere() {
    return unknownThere;
  }

  /// Something signed denies something signed: both are kept, releases on this link stop, and
  /// people are told, once.
  void raise(Contradiction contradiction) {
    var now = parts().clock().instant();
    if (parts()
        .database()
        .write(connection -> AlarmTable.raise(connection, no(), contradiction, now))) {
      LOG.log(
          Level.ERROR,
          "alarm=raised link=\"%s\" reason=\"%s\" next=\"releases under this accord stop; ask the partner over another channel\""
              .formatted(name(), Shown.quoted(String.valueOf(contradiction.getMessage()))));
      decided.raise();
    }
  }

  /// The partner asks for its own entries from there on.
  void partnerRefills(long from) {
    if (from >= 0) {
      lost.accumulateAndGet(from, Math::min);
      applied.raise();
    }
  }

  /// From which entry on the partner has lost our receipts, which is told once; MAX_VALUE for none.
  long takeLost() {
    return lost.getAndSet(Long.MAX_VALUE);
  }

  /// Takes a receipt that the partner posted; the reason when it is refused.
  Optional<String> receiptCame(byte[] bytes) {
    return receipts.take(bytes);
  }

  /// The tlog-proof of one of our published entries.
  Optional<byte[]> proof(long index) {
    return own()
        .published()
        .filter(note -> index >= 0 && index < note.checkpoint().size())
        .map(note -> own().proof(index, note).bytes());
  }

  /// Whether nothing goes under this accord until people have done something: an alarm stands, the
  /// partner has not installed it, or our log has ended.
  boolean isStill(Connection connection) throws SQLException {
    return (unknownThere && !mayAppend())
        || AlarmTable.find(connection, no()).isPresent()
        || own().rows().isSealed(connection);
  }

  /// Whether nothing can go for a while.
  boolean isPaused(Connection connection) throws SQLException {
    return pausing.isPaused(connection);
  }

  Standing standing(Connection connection) throws SQLException {
    return new Standing(
        name().partner(),
        name().accord(),
        AlarmTable.find(connection, no()),
        pausing.pause(connection),
        trouble.now(parts().clock().instant()));
  }

  @Override
  public void close() {
    pulling.close();
    answering.close();
    publisher.close();
    client.close();
  }
}
