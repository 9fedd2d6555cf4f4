package org.entente.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.entente.crypto.Algorithm;
import org.entente.crypto.ProofInvalid;
import org.entente.crypto.Secrets;
import org.entente.crypto.Sha256;
import org.entente.crypto.SigningKey;
import org.entente.ledger.EntryKind;
import org.entente.ledger.Leaf;
import org.entente.ledger.Ledger;
import org.entente.ledger.Opening;
import org.entente.ledger.OwnLog;
import org.entente.storage.Database;
import org.entente.terminal.Progress;
import org.entente.tlog.LogOrigin;
import org.entente.tlog.Merkle;
import org.entente.tlog.NoteSigners;
import org.entente.tlog.Proofs;
import org.entente.tlog.SignedCheckpoint;

/// How fast a log is written and verified (`bench ledger`). Reference and our work take turns in
/// one store: the reference inserts a ready leaf and its outgoing row, nothing else; ours draws
/// salts, commits, builds the leaf, takes numbers and inserts both, while checkpoints are published
/// beside it as in a node. Then the whole log is verified from its first entry.
public final class LedgerBench {
  private static final int ROUNDS = 5;
  private static final byte[] HEADER =
      "{\"clause\":\"2.1\",\"level\":\"liaison\",\"object\":\"indicator--\",\"size\":1000}"
          .repeat(4)
          .getBytes(UTF_8);
  private static final byte[] PAYLOAD = "{\"type\":\"indicator\"}".repeat(50).getBytes(UTF_8);
  private static final LogOrigin ORIGIN = LogOrigin.of("node.example", "a", "x", "y", 1);

  private final Database database;
  private final OwnLog log;
  private final InstantSource clock;
  private final int batch;

  private LedgerBench(Database database, OwnLog log, InstantSource clock, int batch) {
    this.database = database;
    this.log = log;
    this.clock = clock;
    this.batch = batch;
  }

  /// Runs in an empty folder. Beside: how many entries a second publishing alone catches up with,
  /// how many are verified a second from the first on, and how many inclusion proofs are made and
  /// verified.
  ///
  /// @param entries to append in all
  /// @param batch entries a transaction
  public static Measured run(
      Path folder, long entries, int batch, InstantSource clock, Progress progress)
      throws ProofInvalid {
    var keys =
        NoteSigners.ofLog(
            ORIGIN,
            SigningKey.generate(Algorithm.ED25519),
            SigningKey.generate(Algorithm.ML_DSA_44));
    try (var database = Database.open(folder.resolve("bench.db"));
        var ledger = new Ledger(database, folder.resolve("logs"), clock)) {
      database.write(LedgerBench::createTables);
      return new LedgerBench(database, ledger.own(ORIGIN, keys), clock, batch)
          .run(entries, progress);
    }
  }

  private Measured run(long entries, Progress progress) throws ProofInvalid {
    long count = Math.max(1, entries / (ROUNDS + 1) / batch) * batch;
    var turns = new ArrayList<Measured.Turn>();
    for (int turn = 0; turn <= ROUNDS; turn++) {
      double reference = reference(turn, count);
      turns.add(new Measured.Turn((turn + 1) * count, reference, ours(count)));
      progress.at(turn + 1, ROUNDS + 1, "turns");
    }
    var beside = new LinkedHashMap<String, Double>();
    beside.put("publishedASecond", published());
    beside.put("verifiedASecond", verified());
    beside.put("proofsASecond", proofs());
    return Measured.of("entries a second", turns, beside);
  }

  private double reference(int turn, long count) {
    var random = Secrets.random(391);
    long start = System.nanoTime();
    for (long at = 0; at < count; at += batch) {
      long first = turn * count + at;
      database.write(tx -> insertBare(tx, first, random));
    }
    return rate(count, start);
  }

  private int insertBare(Connection tx, long first, byte[] leaf) throws SQLException {
    try (var leaves = tx.prepareStatement("INSERT INTO bench_leaf VALUES (1, ?, ?)")) {
      for (int i = 0; i < batch; i++) {
        leaves.setLong(1, first + i);
        leaves.setBytes(2, leaf);
        leaves.addBatch();
      }
      leaves.executeBatch();
    }
    var salt = new byte[Opening.SALT_LENGTH];
    var opening = new Opening(salt, PAYLOAD);
    return insertOutgoing(tx, 1, first, Collections.nCopies(batch, opening));
  }

  private static int insertOutgoing(Connection tx, int run, long first, List<Opening> payloads)
      throws SQLException {
    try (var rows = tx.prepareStatement("INSERT INTO bench_outgoing VALUES (?, ?, ?, ?, ?, ?)")) {
      long number = first;
      for (var payload : payloads) {
        rows.setInt(1, run);
        rows.setLong(2, number++);
        rows.setBytes(3, payload.salt());
        rows.setBytes(4, HEADER);
        rows.setBytes(5, payload.salt());
        rows.setBytes(6, payload.content());
        rows.addBatch();
      }
      return rows.executeBatch().length;
    }
  }

  /// Appends while a second thread publishes; both are over before the time is taken.
  private double ours(long count) {
    long start = System.nanoTime();
    try (var publisher = Executors.newSingleThreadExecutor()) {
      Future<SignedCheckpoint> publishing = publisher.submit(log::publish);
      for (long at = 0; at < count; at += batch) {
        append();
        if (publishing.isDone()) {
          publishing = publisher.submit(log::publish);
        }
      }
      double rate = rate(count, start);
      publishing.get();
      return rate;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("publishing failed", e);
    }
  }

  private void append() {
    var accord = Sha256.of(PAYLOAD);
    var now = clock.instant();
    var payloads = new ArrayList<Opening>(batch);
    var leaves = new ArrayList<byte[]>(batch);
    for (int i = 0; i < batch; i++) {
      var payload = Opening.of(PAYLOAD);
      payloads.add(payload);
      leaves.add(Leaf.of(EntryKind.RELEASE, now, accord, 0, Opening.of(HEADER), payload).bytes());
    }
    database.write(tx -> insertOutgoing(tx, 2, log.append(tx, leaves), payloads));
  }

  private double published() {
    long before = log.published().orElseThrow().checkpoint().size();
    for (int i = 0; i < 40; i++) {
      append();
    }
    long start = System.nanoTime();
    return rate(log.publish().checkpoint().size() - before, start);
  }

  private double verified() throws ProofInvalid {
    long start = System.nanoTime();
    log.check();
    return rate(log.published().orElseThrow().checkpoint().size(), start);
  }

  private double proofs() throws ProofInvalid {
    var head = log.published().orElseThrow().checkpoint();
    int count = 1000;
    var leaves = new ArrayList<byte[]>();
    for (int i = 0; i < count; i++) {
      leaves.add(log.leaves(head.size() / count * i, 1).getFirst());
    }
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      long index = head.size() / count * i;
      var proof = log.proof(index).inclusion();
      Proofs.verifyInclusion(
          Merkle.leafHash(leaves.get(i)), index, head.size(), proof, head.root());
    }
    return rate(count, start);
  }

  private static double rate(long count, long startNanos) {
    return count * 1e9 / (System.nanoTime() - startNanos);
  }

  /// The same shape as the ledger's own and the exchange's outgoing table.
  private static int createTables(Connection tx) throws SQLException {
    try (var statement = tx.createStatement()) {
      statement.executeUpdate(
          """
          CREATE TABLE bench_leaf (log INTEGER, number INTEGER, leaf BLOB NOT NULL,
            PRIMARY KEY (log, number)) WITHOUT ROWID\
          """);
      return statement.executeUpdate(
          """
          CREATE TABLE bench_outgoing (log INTEGER, number INTEGER, header_salt BLOB, header BLOB,
            salt BLOB, payload BLOB, PRIMARY KEY (log, number))\
          """);
    }
  }
}
