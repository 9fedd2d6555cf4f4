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
import org.entente.tlog.LogOrigin;
import org.entente.tlog.NoteSigners;
import org.entente.tlog.SignedCheckpoint;
import org.entente.tlog.TilePath;
import org.entente.tlog.TlogProof;

/// The log this node writes toward one partner under one accord.
///
/// Writing has two halves. [#append] puts leaves into the caller's transaction, beside the decision
/// and the outgoing row, and numbers them without a gap. [#publish], after the commit, derives
/// tiles from the committed rows and signs a checkpoint over them: never over what is not durable,
/// never of a smaller size. Whatever happens between the two, the next publish makes good.
public final class OwnLog {
  private final LogOrigin origin;
  private final Database database;
  private final long id;
  private final NoteSigners keys;
  private final InstantSource clock;
  private final StoredLog log;
  private final SignedEnd signed;
  private final ReentrantLock publishing = new ReentrantLock();

  OwnLog(
      LogOrigin origin,
      Database database,
      long id,
      StoredLog log,
      NoteSigners keys,
      InstantSource clock) {
    this.origin = origin;
    this.database = database;
    this.id = id;
    this.log = log;
    this.keys = keys;
    this.clock = clock;
    this.signed = new SignedEnd(origin, database, id, log, keys.keys(), publishing);
  }

  public LogOrigin origin() {
    return origin;
  }

  /// Appends leaves in the caller's transaction and returns the number of the first. They exist
  /// when that transaction commits; until then the log's row is locked, so no other can take a
  /// number.
  public long append(Connection connection, List<byte[]> leaves) throws SQLException {
    for (var leaf : leaves) {
      if (leaf.length == 0 || leaf.length > Leaf.MAX_BYTES) {
        throw new IllegalArgumentException("a leaf of %d bytes".formatted(leaf.length));
      }
    }
    long first = LogTable.take(connection, id, leaves.size());
    if (first < 0 && LogTable.row(connection, id).sealed() != null) {
      throw new StorageFailure(
          "log %s was sealed: its successor goes on in its place".formatted(origin));
    }
    if (first < 0) {
      throw new StorageFailure(
          "log %s lost its end, as after a restore: refill it from the partner before anything is appended"
              .formatted(origin));
    }
    LogTable.insert(connection, id, first, leaves);
    return first;
  }

  /// The number that the next leaf of this transaction gets.
  public long size(Connection connection) throws SQLException {
    return LogTable.size(connection, id);
  }

  /// The newest leaf that this transaction sees.
  public Optional<byte[]> last(Connection connection) throws SQLException {
    long size = LogTable.size(connection, id);
    return LogTable.leaves(connection, id, size - 1, size).stream().findFirst();
  }

  /// Signs a checkpoint over everything committed, or returns the present one if nothing is new.
  /// Must not be called inside a transaction of the store.
  public SignedCheckpoint publish() {
    publishing.lock();
    try {
      var row = database.read(connection -> LogTable.row(connection, id));
      var shown = log.shown();
      long size = row.toSign(log.shownSize());
      if (shown.isPresent() && shown.get().checkpoint().size() == size) {
        return log.showAgain();
      }
      if (row.sealed() == null) {
        signed.requireNothingLost(row);
      }
      var root = log.extend(size);
      var head = new Checkpoint(origin, size, row.sealed() == null ? root : log.rows().root(size));
      var note = keys.sign(new SignedCheckpoint(head, List.of()), clock.instant());
      log.show(note);
      return note;
    } finally {
      publishing.unlock();
    }
  }

  /// Takes note of a checkpoint that this log's keys once signed and the partner still holds. If it
  /// is larger than what is here, the end was lost, as after a restore from backup: then nothing is
  /// appended or published before [#refill] has brought it back. The number of entries missing.
  public long remember(SignedCheckpoint ours) throws ProofInvalid {
    return signed.remember(ours);
  }

  /// Takes note of a checkpoint file that says more than the store beside it, as after a restore.
  void noticeLoss() {
    signed.noticeLoss();
  }

  /// How many entries at the end were signed and are not here.
  public long missing() {
    return signed.missing();
  }

  /// Verifies a run of our own lost leaves, as the partner holds them, against the remembered
  /// checkpoint, with the consistency proof from the end of the run to it. When that does not go on
  /// from what is published here, another home wrote this log too: a [Contradiction].
  public VerifiedPage verifyRefill(long from, List<byte[]> leaves, List<Sha256> consistency)
      throws ProofInvalid {
    return signed.verifyRefill(from, leaves, consistency);
  }

  /// Puts lost leaves back, in the caller's transaction; the size with them.
  public long refill(Connection connection, VerifiedPage page) throws SQLException {
    if (!LogTable.advance(connection, id, page.from(), page.to())) {
      throw new IllegalStateException(
          "log %s is no longer at size %d".formatted(origin, page.from()));
    }
    LogTable.insert(connection, id, page.from(), page.leaves());
    return page.to();
  }

  /// The last checkpoint signed; empty before the first publish.
  public Optional<SignedCheckpoint> published() {
    return log.shown();
  }

  /// Published entries from a number on, at most this many.
  public List<byte[]> leaves(long from, int limit) {
    return log.leaves(from, limit);
  }

  /// A published tile or entry bundle; empty when the published tree has no such tile.
  public Optional<byte[]> tile(TilePath path) {
    return log.tile(path);
  }

  /// The root when the log had this many entries.
  public Sha256 root(long size) {
    return log.root(size);
  }

  /// That the log at the first size is a beginning of the log at the second: what goes with a page
  /// that stops short of the checkpoint.
  public List<Sha256> consistency(long first, long second) {
    return log.consistency(first, second);
  }

  /// The proof that entry `index` is under the published checkpoint.
  public TlogProof proof(long index) {
    var note = log.shown();
    if (note.isEmpty()) {
      throw new IllegalArgumentException("log %s is not published yet".formatted(origin));
    }
    return log.proof(index, note.get());
  }

  /// The proof that entry `index` is under a checkpoint the partner cosigned. The caller has
  /// compared its root with [#root].
  public TlogProof proof(long index, SignedCheckpoint cosigned) {
    return log.proof(index, cosigned);
  }

  /// Its committed leaves, published or not.
  public LeafRows rows() {
    return log.rows();
  }

  /// Verifies the whole log from its first entry: signatures, rows, bundles, tiles, root.
  public void check() throws ProofInvalid {
    log.check(keys.keys());
  }

  void close() {
    publishing.lock();
    try {
      log.sync();
    } finally {
      publishing.unlock();
    }
  }
}
