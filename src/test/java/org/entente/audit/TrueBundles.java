package org.entente.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.entente.accord.KeyUse;
import org.entente.crypto.Jws;
import org.entente.crypto.Sha256;
import org.entente.ledger.EntryKind;
import org.entente.ledger.Leaf;
import org.entente.ledger.Ledger;
import org.entente.ledger.Opening;
import org.entente.receipt.ProofBundle;
import org.entente.receipt.ProofBundle.Held;
import org.entente.receipt.Receipt;
import org.entente.receipt.SignedReceipt;
import org.entente.receipt.Verdict;
import org.entente.storage.Database;
import org.entente.tlog.LogOrigin;
import org.entente.tlog.NoteSigners;

/// Bundles as our own writer makes them, from a real ledger: logs of many sizes, the first, a
/// middle and the last entry, with and without content, receipt and verdict, of a first and of an
/// amended revision, between parties of one body and of several.
final class TrueBundles implements AutoCloseable {
  private static final Instant NOW = Instant.parse("2026-12-01T08:00:00.123456Z");

  private final Database database;
  private final Ledger ledger;
  private final List<byte[]> bundles = new ArrayList<>();

  TrueBundles(Path folder) {
    database = Database.open(folder.resolve("audit.db"));
    ledger = new Ledger(database, folder.resolve("logs"), InstantSource.fixed(NOW));
  }

  List<byte[]> bundles() {
    return List.copyOf(bundles);
  }

  /// One log of `size` entries under `revision` from the first of the parties to the second; the
  /// accord is of all of them. Two more entries follow that nobody has answered.
  void add(List<Signatory> parties, int epoch, int revision, int size) throws Exception {
    var from = parties.get(0);
    var to = parties.get(1);
    var origin = LogOrigin.of("node.example", "accord--1", from.id(), to.id(), epoch);
    var author = NoteSigners.ofLog(origin, from.key(KeyUse.LOG, 0), from.key(KeyUse.LOG, 1));
    var holder = NoteSigners.ofHolder(to.id(), to.key(KeyUse.HOLD, 0), to.key(KeyUse.HOLD, 1));
    var accord = Accords.signed(parties, revision);
    var own = ledger.own(origin, author);
    var held = ledger.held(origin, author.keys(), holder);
    var openings = new ArrayList<Opening>();
    var leaves = leaves(size + 2, accord, openings);
    database.write(tx -> own.append(tx, leaves.subList(0, size)));
    own.publish();
    var page = held.verify(own.published().orElseThrow(), 0, own.leaves(0, size), List.of());
    database.write(tx -> held.append(tx, page));
    var cosigned = held.cosign();
    database.write(tx -> own.append(tx, leaves.subList(size, size + 2)));
    own.publish();

    for (int index : List.of(0, size / 2, size - 1, size + 1)) {
      var header = openings.get(2 * index);
      var payload = openings.get(2 * index + 1);
      var proof = own.proof(index);
      var answer = Optional.<Held>empty();
      if (index < size) {
        var head = cosigned.checkpoint();
        var receipt =
            new Receipt("accord--1", origin, index / 2, size, head.root(), verdicts(index));
        answer =
            Optional.of(
                new Held(
                    own.proof(index, cosigned),
                    SignedReceipt.sign(receipt, 9, cosigned, to.keys().of(KeyUse.NODE))));
      }
      var leaf = leaves.get(index);
      add(accord, leaf, Optional.of(header), Optional.of(payload), proof, answer);
      add(accord, leaf, Optional.of(header), Optional.empty(), proof, answer);
      add(accord, leaf, Optional.empty(), Optional.empty(), proof, answer);
      add(accord, leaf, Optional.of(header), Optional.of(payload), proof, Optional.empty());
      add(accord, leaf, Optional.empty(), Optional.empty(), proof, Optional.empty());
    }
  }

  private void add(
      Jws accord,
      byte[] leaf,
      Optional<Opening> header,
      Optional<Opening> payload,
      org.entente.tlog.TlogProof proof,
      Optional<Held> held) {
    bundles.add(new ProofBundle(accord, leaf, header, payload, proof, held).bytes());
  }

  private static List<byte[]> leaves(int count, Jws accord, List<Opening> openings) {
    var revision = Sha256.of(accord.payload());
    var kinds = EntryKind.values();
    var leaves = new ArrayList<byte[]>();
    for (int i = 0; i < count; i++) {
      var header = Opening.of(("{\"n\":" + i + "}").getBytes(UTF_8));
      var payload = Opening.of("é".repeat(i % 40).getBytes(UTF_8));
      openings.add(header);
      openings.add(payload);
      leaves.add(
          Leaf.of(kinds[i % kinds.length], NOW.plusSeconds(i), revision, i, header, payload)
              .bytes());
    }
    return leaves;
  }

  private static List<Verdict> verdicts(int index) {
    var outcomes = Verdict.Outcome.values();
    return index % 4 == 3
        ? List.of()
        : List.of(
            new Verdict(index, outcomes[index % outcomes.length], "Für “Leute” \n\ud83d\ude00"));
  }

  @Override
  public void close() {
    ledger.close();
    database.close();
  }
}
