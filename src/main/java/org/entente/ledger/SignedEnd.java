package org.entente.ledger;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.entente.crypto.ProofInvalid;
import org.entente.crypto.Sha256;
import org.entente.storage.Database;
import org.entente.storage.StorageFailure;
import org.entente.tlog.LogOrigin;
import org.entente.tlog.NoteKeys;
import org.entente.tlog.SignedCheckpoint;

/// What the keys of a log of ours once signed over its end, as the checkpoint file and the partner
/// have it. After a restore from a backup that is more than is here: nothing is appended or
/// published before the lost end is back, or its numbers would be given away a second time.
final class SignedEnd {
  private final LogOrigin origin;
  private final Database database;
  private final long id;
  private final StoredLog log;
  private final NoteKeys keys;

  /// Held while files are extended.
  private final ReentrantLock publishing;

  SignedEnd(
      LogOrigin origin,
      Database database,
      long id,
      StoredLog log,
      NoteKeys keys,
      ReentrantLock publishing) {
    this.origin = origin;
    this.database = database;
    this.id = id;
    this.log = log;
    this.keys = keys;
    this.publishing = publishing;
  }

  /// A store that is older than the checkpoint beside it was restored from a backup.
  void noticeLoss() {
    var shown = log.shown();
    if (shown.isPresent() && log.rows().size() < log.shownSize()) {
      database.write(connection -> LogTable.know(connection, id, log.shownSize(), shown.get()));
    }
  }

  /// Takes note of a checkpoint that the partner still holds; the number of entries missing.
  long remember(SignedCheckpoint ours) throws ProofInvalid {
    keys.verify(ours);
    var head = ours.checkpoint();
    if (!head.origin().equals(origin)) {
      throw new ProofInvalid(
          "expected a checkpoint of %s, found one of %s".formatted(origin, head.origin()));
    }
    long size = log.rows().size();
    if (head.size() <= log.shownSize()) {
      requireSameRoot(ours);
      return 0;
    }
    database.write(connection -> LogTable.know(connection, id, head.size(), ours));
    if (size >= head.size()) {
      requireGivenByRows(ours);
    }
    return Math.max(0, head.size() - size);
  }

  private void requireSameRoot(SignedCheckpoint ours) throws Contradiction {
    if (!log.root(ours.checkpoint().size()).equals(ours.checkpoint().root())) {
      throw denied(ours);
    }
  }

  /// Committed rows that were not published yet must give what was once signed over them.
  private void requireGivenByRows(SignedCheckpoint ours) throws Contradiction {
    publishing.lock();
    try {
      var head = ours.checkpoint();
      if (log.shownSize() < head.size() && !log.extend(head.size()).equals(head.root())) {
        throw denied(ours);
      }
    } finally {
      publishing.unlock();
    }
  }

  private Contradiction denied(SignedCheckpoint ours) {
    var head = ours.checkpoint();
    return new Contradiction(
        "checkpoint of %s at size %d: root %s was signed, but here it is another"
            .formatted(origin, head.size(), head.root().base64()),
        log.shown().map(SignedCheckpoint::bytes).orElse(new byte[0]),
        ours.bytes());
  }

  /// How many entries at the end were signed and are not here.
  long missing() {
    var row = row();
    var known = row.known();
    return known == null ? 0 : Math.max(0, known.checkpoint().size() - row.size());
  }

  private LogTable.Row row() {
    return database.read(connection -> LogTable.row(connection, id));
  }

  /// That all that was signed is here, and as it was signed; for whoever signs more.
  void requireNothingLost(LogTable.Row row) {
    long signed = log.shownSize();
    var known = row.known();
    if (known != null) {
      var head = known.checkpoint();
      signed = Math.max(signed, head.size());
      if (row.size() >= head.size() && log.shownSize() < head.size()) {
        var root = log.extend(head.size());
        if (!root.equals(head.root())) {
          throw new StorageFailure(
              "log %s: root %s at size %d, but this node once signed %s; only a succeed statement ends this"
                  .formatted(origin, root.base64(), head.size(), head.root().base64()));
        }
      }
    }
    if (row.size() < signed) {
      throw new StorageFailure(
          "log %s has %d entries, but %d were signed: refill it from the partner"
              .formatted(origin, row.size(), signed));
    }
  }

  /// Verifies a run of lost leaves against the checkpoint that was remembered.
  VerifiedPage verifyRefill(long from, List<byte[]> leaves, List<Sha256> consistency)
      throws ProofInvalid {
    publishing.lock();
    try {
      var row = row();
      var known = row.known();
      if (known == null || row.size() >= known.checkpoint().size()) {
        throw new ProofInvalid("log %s: nothing is known to be missing".formatted(origin));
      }
      log.extend(row.size());
      return VerifiedPage.verify(
          log.frontier(), from, leaves, known, consistency, log.shown().orElse(null));
    } finally {
      publishing.unlock();
    }
  }
}
