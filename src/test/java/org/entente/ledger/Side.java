package org.entente.ledger;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.entente.crypto.Algorithm;
import org.entente.crypto.ProofInvalid;
import org.entente.crypto.SigningKey;
import org.entente.storage.Database;
import org.entente.storage.Disk;
import org.entente.tlog.LogOrigin;
import org.entente.tlog.NoteSigners;
import org.entente.tlog.SignedCheckpoint;

/// A node's ledger in a folder of its own: the log that x writes toward y, as `own` at x and `held`
/// at y. Both kinds can live in one store, so one side is enough for most tests.
public final class Side implements AutoCloseable {
  static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-12-01T08:00:00Z"));
  public static final LogOrigin ORIGIN = LogOrigin.of("node.example", "accord--a", "x", "y", 1);
  public static final NoteSigners AUTHOR = author(ORIGIN);
  public static final NoteSigners HOLDER =
      NoteSigners.ofHolder(
          "y", SigningKey.generate(Algorithm.ED25519), SigningKey.generate(Algorithm.ML_DSA_44));

  final Path folder;
  final Database database;
  final Ledger ledger;
  final OwnLog own;
  final HeldLog held;

  Side(Path folder) {
    this(folder, AUTHOR);
  }

  Side(Path folder, NoteSigners author) {
    this(folder, author, Disk.REAL);
  }

  Side(Path folder, Disk disk) {
    this(folder, AUTHOR, disk);
  }

  private Side(Path folder, NoteSigners author, Disk disk) {
    this.folder = folder;
    this.database = Database.open(folder.resolve("test.db"));
    this.ledger = new Ledger(database, folder.resolve("logs"), disk, CLOCK);
    this.own = ledger.own(ORIGIN, author);
    this.held = ledger.held(ORIGIN, author.keys(), HOLDER);
  }

  public static NoteSigners author(LogOrigin origin) {
    return NoteSigners.ofLog(
        origin, SigningKey.generate(Algorithm.ED25519), SigningKey.generate(Algorithm.ML_DSA_44));
  }

  /// The folder of the own log, the first row of the table.
  Path ownFolder() {
    return folder.resolve("logs/own-1");
  }

  /// Entries whose bytes follow from their number.
  public static List<byte[]> leaves(long from, long to) {
    var leaves = new ArrayList<byte[]>();
    for (long i = from; i < to; i++) {
      leaves.add(("entry " + i).getBytes(US_ASCII));
    }
    return leaves;
  }

  /// Appends up to a size, in one transaction, without publishing.
  void appendTo(long size) {
    database.write(tx -> own.append(tx, leaves(own.size(tx), size)));
  }

  SignedCheckpoint publishAt(long size) {
    appendTo(size);
    return own.publish();
  }

  long publishedSize() {
    return own.published().map(note -> note.checkpoint().size()).orElse(0L);
  }

  /// One page as it would be pulled from that side's own log.
  VerifiedPage page(Side from, int limit) throws ProofInvalid {
    var note = from.own.published().orElseThrow();
    var leaves = from.own.leaves(held.size(), limit);
    var proof = from.own.consistency(held.size() + leaves.size(), note.checkpoint().size());
    return held.verify(note, held.size(), leaves, proof);
  }

  void apply(VerifiedPage page) {
    database.write(tx -> held.append(tx, page));
  }

  /// Pulls and applies everything that side has published, and cosigns it.
  SignedCheckpoint pull(Side from, int limit) throws ProofInvalid {
    while (held.size() < from.publishedSize()) {
      apply(page(from, limit));
    }
    return held.cosign();
  }

  /// Everything is verified from the first entry on, after every step.
  void check() throws ProofInvalid {
    ledger.check();
  }

  @Override
  public void close() {
    ledger.close();
    database.close();
  }
}
