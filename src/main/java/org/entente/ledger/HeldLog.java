package org.entente.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.entente.crypto.ProofInvalid;
import org.entente.crypto.Sha256;
import org.entente.storage.Database;
import org.entente.storage.StorageFailure;
import org.entente.tlog.Checkpoint;
import org.entente.tlog.Frontier;
import org.entente.tlog.LogOrigin;
import org.entente.tlog.NoteKeys;
import org.entente.tlog.NoteSigners;
import org.entente.tlog.SignedCheckpoint;
import org.entente.tlog.TilePath;
import org.jspecify.annotations.Nullable;

/// The copy this node keeps of the log a partner writes toward it.
///
/// In order: [#verify] a page of leaves against a checkpoint the partner signed, [#append] the page
/// in the transaction that applies it, and after the commit [#cosign]. The cosignature says **"I
/// hold every entry up to this size"**, so what it covers, origin, size and root, is made durable
/// by compare-and-set before the keys touch it.
public final class HeldLog {
  private final LogOrigin origin;
  private final Database database;
  private final long id;
  private final AuthorKeys author;
  private final NoteSigners holder;
  private final InstantSource clock;
  private final StoredLog log;
  private final ReentrantLock cosigning = new ReentrantLock();

  /// The last note whose signatures held: a page is observed first and verified then.
  private volatile @Nullable Verified verified;

  private record Verified(SignedCheckpoint note, NoteKeys keys) {}

  HeldLog(
      LogOrigin origin,
      Database database,
      long id,
      StoredLog log,
      AuthorKeys author,
      NoteSigners holder,
      InstantSource clock) {
    this.origin = origin;
    this.database = database;
    this.id = id;
    this.log = log;
    this.author = author;
    this.holder = holder;
    this.clock = clock;
  }

  public LogOrigin origin() {
    return origin;
  }

  /// Entries held, committed: the number to pull from next.
  public long size() {
    return log.rows().size();
  }

  /// The same, as this transaction sees it.
  public long size(Connection connection) throws SQLException {
    return LogTable.size(connection, id);
  }

  /// The newest leaf that this transaction sees.
  public Optional<byte[]> last(Connection connection) throws SQLException {
    long size = LogTable.size(connection, id);
    return LogTable.leaves(connection, id, size - 1, size).stream().findFirst();
  }

  /// The largest checkpoint that the partner signed and we accepted; we hold it, or are on the way.
  public Optional<SignedCheckpoint> seen() {
    return Optional.ofNullable(row().known());
  }

  private LogTable.Row row() {
    return database.read(connection -> LogTable.row(connection, id));
  }

  /// Verifies the partner's signatures on a checkpoint and compares it with the last one accepted.
  /// Nothing is stored: a newer one is accepted together with the first page under it.
  public Observed observe(SignedCheckpoint note) throws ProofInvalid {
    return observe(note, row());
  }

  private Observed observe(SignedCheckpoint note, LogTable.Row row) throws ProofInvalid {
    var looked = new Verified(note, author.now());
    if (!looked.equals(verified)) {
      looked.keys().verify(note);
      verified = looked;
    }
    var head = note.checkpoint();
    if (!head.origin().equals(origin)) {
      throw new ProofInvalid(
          "expected a checkpoint of %s, found one of %s".formatted(origin, head.origin()));
    }
    var known = row.known();
    if (known == null || head.size() > known.checkpoint().size()) {
      return new Observed.Newer(note);
    }
    return head.equals(known.checkpoint())
        ? new Observed.Unchanged(known)
        : new Observed.Denied(known, note);
  }

  /// Verifies leaves from [#size] on against a checkpoint of the partner, with the consistency
  /// proof from the end of the page to that checkpoint (empty when the page reaches it). A page
  /// that passes an earlier accepted checkpoint must go through its root. A signed checkpoint that
  /// does not go on from what was accepted before is a [Contradiction].
  public VerifiedPage verify(
      SignedCheckpoint note, long from, List<byte[]> leaves, List<Sha256> consistency)
      throws ProofInvalid {
    var row = row();
    if (observe(note, row) instanceof Observed.Denied denied) {
      throw denied.contradiction();
    }
    var known = row.known();
    var page = VerifiedPage.verify(row.frontier(), from, leaves, note, consistency, known);
    if (known != null && page.from() < known.checkpoint().size()) {
      requirePassed(known, row.frontier(), page);
    }
    return page;
  }

  private static void requirePassed(SignedCheckpoint accepted, Frontier held, VerifiedPage page)
      throws Contradiction {
    var known = accepted.checkpoint();
    if (page.to() < known.size()) {
      return; // that checkpoint stays the accepted one until it is passed
    }
    int before = (int) (known.size() - page.from());
    var root = held.plus(page.leaves().subList(0, before)).root();
    if (!root.equals(known.root())) {
      throw new Contradiction(
          "log %s at size %d: the leaves give root %s, signed before was %s"
              .formatted(known.origin(), known.size(), root.base64(), known.root().base64()),
          accepted.bytes(),
          page.under().bytes());
    }
  }

  /// Appends a verified page in the caller's transaction; the size with it. Throws
  /// IllegalStateException when the log has moved since the page was verified, so that no page is
  /// ever applied twice.
  public long append(Connection connection, VerifiedPage page) throws SQLException {
    if (!LogTable.advance(connection, id, page.from(), page.after())) {
      throw new IllegalStateException(
          "log %s is no longer at size %d".formatted(origin, page.from()));
    }
    LogTable.insert(connection, id, page.from(), page.leaves());
    LogTable.know(connection, id, page.to(), page.under());
    return page.to();
  }

  /// Cosigns the size and root that are committed, and shows the log up to there. If that is the
  /// head the partner signed, its signature lines are kept. Must not be called inside a
  /// transaction.
  public SignedCheckpoint cosign() {
    cosigning.lock();
    try {
      var row = row();
      var shown = log.shown();
      long size = row.toSign(log.shownSize());
      if (shown.isPresent() && shown.get().checkpoint().size() == size) {
        return log.showAgain();
      }
      if (row.sealed() != null) {
        log.extend(size);
        return show(row, new Checkpoint(origin, size, log.rows().root(size)));
      }
      if (row.size() < log.shownSize()) {
        throw new StorageFailure(
            "log %s: %d entries were cosigned, but %d are here, as after a restore: pull the rest first"
                .formatted(origin, log.shownSize(), row.size()));
      }
      var head = new Checkpoint(origin, row.size(), row.frontier().root());
      var derived = log.extend(row.size());
      if (!derived.equals(head.root())) {
        throw new IllegalStateException(
            "log %s at size %d: rows give root %s, the applied pages gave %s"
                .formatted(origin, row.size(), derived.base64(), head.root().base64()));
      }
      return show(row, head);
    } finally {
      cosigning.unlock();
    }
  }

  private SignedCheckpoint show(LogTable.Row row, Checkpoint head) {
    var known = row.known();
    var note =
        known != null && known.checkpoint().equals(head)
            ? known
            : new SignedCheckpoint(head, List.of());
    var cosigned = holder.sign(note, clock.instant());
    log.show(cosigned);
    return cosigned;
  }

  /// Whether more is held than was cosigned.
  public boolean isAhead() {
    return size() > log.shownSize();
  }

  /// The last checkpoint cosigned; empty before the first.
  public Optional<SignedCheckpoint> cosigned() {
    return log.shown();
  }

  /// Entries from a number on, at most this many, up to the cosigned size.
  public List<byte[]> leaves(long from, int limit) {
    return log.leaves(from, limit);
  }

  /// A tile or entry bundle up to the cosigned size.
  public Optional<byte[]> tile(TilePath path) {
    return log.tile(path);
  }

  /// That the log at the first size is a beginning of the log at the second.
  public List<Sha256> consistency(long first, long second) {
    return log.consistency(first, second);
  }

  /// Its committed leaves, cosigned or not.
  public LeafRows rows() {
    return log.rows();
  }

  /// Verifies the whole copy from its first entry, and that the checkpoint accepted from the
  /// partner is signed by it.
  public void check() throws ProofInvalid {
    var row = row();
    if (row.known() != null) {
      author.verifyEver(row.known());
    }
    log.check(holder.keys());
  }

  void close() {
    cosigning.lock();
    try {
      log.sync();
    } finally {
      cosigning.unlock();
    }
  }
}
