package org.entente.ledger;

import java.io.IOException;
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

/// The copy this node keeps of the log a partner writes toward it.
///
/// In order: [#observe] a checkpoint the partner signed, [#verify] a page of leaves against it,
/// [#append] the page in the transaction that applies it, and after the commit [#cosign]. The
/// cosignature says **"I hold every entry up to this size"**, so what it covers, origin, size and
/// root, is made durable by compare-and-set before the keys touch it.
public final class HeldLog {
  private final Origin origin;
  private final Database database;
  private final long id;
  private final NoteKeys author;
  private final NoteSigners holder;
  private final InstantSource clock;
  private final StoredLog log;
  private final ReentrantLock cosigning = new ReentrantLock();

  HeldLog(
      Origin origin,
      Database database,
      long id,
      StoredLog log,
      NoteKeys author,
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

  public Origin origin() {
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

  /// The largest checkpoint that the partner signed and we accepted.
  public Optional<SignedCheckpoint> seen() {
    return Optional.ofNullable(row().known());
  }

  private LogTable.Row row() {
    return database.read(connection -> LogTable.row(connection, id));
  }

  /// Verifies a checkpoint of the partner and, when it is newer, that it continues the last one;
  /// the proof is computed from the partner's tiles. Throws when a signature or that proof fails.
  public Observed observe(SignedCheckpoint note, TileSource theirs)
      throws ProofInvalid, IOException {
    author.verify(note);
    var head = note.checkpoint();
    if (!head.origin().equals(origin)) {
      throw new ProofInvalid(
          "expected a checkpoint of %s, found one of %s".formatted(origin, head.origin()));
    }
    var seen = row().known();
    if (seen == null) {
      return know(0, note);
    }
    var before = seen.checkpoint();
    if (head.size() < before.size()
        || (head.size() == before.size() && !head.root().equals(before.root()))) {
      return new Observed.Denied(seen, note);
    }
    if (head.size() == before.size()) {
      return new Observed.Unchanged(seen);
    }
    if (before.size() > 0) {
      var proof = new TiledTree(head.size(), theirs).consistency(before.size());
      Proofs.verifyConsistency(before.size(), before.root(), head.size(), head.root(), proof);
    }
    return know(before.size(), note);
  }

  private Observed know(long before, SignedCheckpoint note) throws ProofInvalid {
    var stored = database.write(connection -> LogTable.know(connection, id, before, note));
    if (!stored) {
      throw new ProofInvalid(
          "log %s: another checkpoint was accepted meanwhile; ask again".formatted(origin));
    }
    return new Observed.Newer(note);
  }

  /// Verifies leaves from [#size] on against the last checkpoint observed.
  public VerifiedPage verify(long from, List<byte[]> leaves, TileSource theirs)
      throws ProofInvalid, IOException {
    var row = row();
    if (row.known() == null) {
      throw new ProofInvalid("log %s: no checkpoint observed yet".formatted(origin));
    }
    return VerifiedPage.verify(row.frontier(), from, leaves, row.known().checkpoint(), theirs);
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
      if (shown.isPresent() && shown.get().checkpoint().size() == row.size()) {
        return shown.get();
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
      var known = row.known();
      var note =
          known != null && known.checkpoint().equals(head)
              ? known
              : new SignedCheckpoint(head, List.of());
      var cosigned = holder.sign(note, clock.instant());
      log.show(cosigned);
      return cosigned;
    } finally {
      cosigning.unlock();
    }
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

  /// The root when the log had this many entries, up to the cosigned size.
  public Sha256 root(long size) {
    return log.root(size);
  }

  /// The proof that entry `index` is under the cosigned checkpoint.
  public TlogProof proof(long index) {
    return log.proof(index, log.shown().orElseThrow());
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
