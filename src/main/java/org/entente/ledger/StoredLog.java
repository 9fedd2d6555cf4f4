package org.entente.ledger;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.entente.crypto.ProofInvalid;
import org.entente.crypto.Sha256;
import org.entente.storage.StorageFailure;
import org.entente.tlog.Frontier;
import org.entente.tlog.LogOrigin;
import org.entente.tlog.NoteKeys;
import org.entente.tlog.SignedCheckpoint;
import org.entente.tlog.TilePath;
import org.entente.tlog.TiledTree;
import org.entente.tlog.TlogProof;

/// What our own log and our copy of a partner's have in common: committed rows, files derived from
/// them, and one checkpoint that says how far both may be shown. Nothing beyond that checkpoint is
/// ever given out (**Ledger first**).
///
/// Whatever was interrupted, opening heals: files are resumed from what is known to be on the disk,
/// extended from the rows, and compared with the root that was signed; if they differ they are
/// derived from the first row on. If the rows themselves do not give the signed root, nothing can
/// heal that and the log does not open.
final class StoredLog {
  /// Tiles are forced to the disk some 500,000 entries at a time. After a power cut that many are
  /// derived again, in a few seconds; meanwhile publishing waits for the checkpoint file alone.
  private static final int MAX_UNSYNCED = 4096;

  private final LogOrigin origin;
  private final LeafRows rows;
  private final LogFolder folder;
  private TreeFiles files;

  /// Whether the files threw, as on a full disk, or do not give what was signed: what they have in
  /// memory is not the tree then.
  private boolean broken;

  private volatile Optional<SignedCheckpoint> shown;

  private StoredLog(
      LogOrigin origin,
      LeafRows rows,
      LogFolder folder,
      TreeFiles files,
      Optional<SignedCheckpoint> shown) {
    this.origin = origin;
    this.rows = rows;
    this.folder = folder;
    this.files = files;
    this.shown = shown;
  }

  static StoredLog open(LogOrigin origin, LeafRows rows, LogFolder folder) {
    try {
      var shown = folder.checkpoint();
      long size = Math.min(rows.size(), shown.map(note -> note.checkpoint().size()).orElse(0L));
      var log = new StoredLog(origin, rows, folder, resumed(folder, size), shown);
      log.heal(size);
      log.files.flush();
      return log;
    } catch (ProofInvalid e) {
      throw new StorageFailure("log %s: %s".formatted(origin, e.getMessage()), e);
    }
  }

  /// From what is known to be on the disk, at most up to this size.
  private static TreeFiles resumed(LogFolder folder, long size) {
    long whole = Math.min(size, folder.durable()) / TilePath.FULL * TilePath.FULL;
    try {
      var files = TreeFiles.resume(folder, whole);
      folder.forgetBeyond(whole);
      return files;
    } catch (IOException e) {
      return anew(folder); // tiles are missing: derive them all
    }
  }

  private static TreeFiles anew(LogFolder folder) {
    folder.forgetBeyond(0);
    return TreeFiles.empty(folder);
  }

  /// Brings the files to this size. Those that broke off on the way, or got further and were not
  /// signed, are resumed first, as after a start.
  private void feed(long size) {
    if (broken || files.size() > size) {
      files = resumed(folder, size);
    }
    broken = true;
    rows.feed(files, size);
    broken = false;
  }

  /// Extends the files to this size; whether they agree with the checkpoint, if it is of this size.
  private boolean healed(long size) {
    feed(size);
    var head = shown.map(SignedCheckpoint::checkpoint);
    return head.isEmpty() || head.get().size() != size || head.get().root().equals(files.root());
  }

  private void heal(long size) {
    if (healed(size)) {
      return;
    }
    files = anew(folder);
    if (!healed(size)) {
      broken = true; // what nobody signed is not gone on from
      throw new StorageFailure(
          "log %s: its rows give root %s at size %d, but another was signed: %s"
              .formatted(
                  origin, files.root().base64(), size, shown.orElseThrow().checkpoint().root()));
    }
  }

  Optional<SignedCheckpoint> shown() {
    return shown;
  }

  long shownSize() {
    return shown.map(note -> note.checkpoint().size()).orElse(0L);
  }

  LeafRows rows() {
    return rows;
  }

  /// Brings the files to this size and gives the root there; whoever calls it holds the log's lock.
  /// Rows that were lost and came back must give the root that was once signed.
  Sha256 extend(long size) {
    if ((broken || files.size() < shownSize()) && size >= shownSize()) {
      heal(shownSize());
    }
    feed(size);
    return files.root();
  }

  Frontier frontier() {
    return files.frontier();
  }

  /// Makes the unfinished tiles and then the checkpoint visible, in this order.
  void show(SignedCheckpoint note) {
    files.flush();
    folder.write(note);
    shown = Optional.of(note);
    if (folder.unsynced() >= MAX_UNSYNCED) {
      folder.sync(files.size());
    }
  }

  /// The checkpoint once more. Rows that a restore lost took tiles with them, so those are made
  /// again when the last lost row is back.
  SignedCheckpoint showAgain() {
    if (broken || files.size() < shownSize()) {
      heal(shownSize());
      files.flush();
    }
    return shown.orElseThrow();
  }

  void check(NoteKeys keys) throws ProofInvalid {
    new LogCheck(origin, folder, rows).check(shown, keys);
  }

  /// What broke off counts an entry whose tile found no room, so it is not called durable.
  void sync() {
    if (folder.unsynced() > 0 && !broken) {
      folder.sync(files.size());
    }
  }

  /// Entries from a number on, at most this many, none beyond the checkpoint.
  List<byte[]> leaves(long from, int limit) {
    long to = Math.min(shownSize(), from + limit);
    return from < 0 || from >= to ? List.of() : rows.leaves(from, to);
  }

  /// A tile of the tree under the checkpoint; empty when it has no such tile.
  Optional<byte[]> tile(TilePath path) {
    if (!path.within(shownSize())) {
      return Optional.empty();
    }
    try {
      return Optional.of(folder.tile(path));
    } catch (IOException e) {
      throw new StorageFailure("log %s: %s".formatted(origin, e.getMessage()), e);
    }
  }

  TiledTree tree(long size) {
    if (size > shownSize()) {
      throw new IllegalArgumentException(
          "log %s is shown up to %d, not %d".formatted(origin, shownSize(), size));
    }
    return new TiledTree(size, folder);
  }

  Sha256 root(long size) {
    try {
      return tree(size).root();
    } catch (IOException e) {
      throw new StorageFailure("log %s: %s".formatted(origin, e.getMessage()), e);
    }
  }

  List<Sha256> consistency(long first, long second) {
    try {
      return tree(second).consistency(first);
    } catch (IOException e) {
      throw new StorageFailure("log %s: %s".formatted(origin, e.getMessage()), e);
    }
  }

  /// The proof that entry `index` is under this checkpoint.
  TlogProof proof(long index, SignedCheckpoint under) {
    try {
      var inclusion = tree(under.checkpoint().size()).inclusion(index);
      return new TlogProof(index, inclusion, under);
    } catch (IOException e) {
      throw new StorageFailure("log %s: %s".formatted(origin, e.getMessage()), e);
    }
  }
}
