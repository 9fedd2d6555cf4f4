package org.entente.receipt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.entente.crypto.Jws;
import org.entente.crypto.ProofInvalid;
import org.entente.crypto.Sha256;
import org.entente.ledger.EntryKind;
import org.entente.ledger.HeldLog;
import org.entente.ledger.Leaf;
import org.entente.ledger.Ledger;
import org.entente.ledger.Opening;
import org.entente.ledger.OwnLog;
import org.entente.receipt.ProofBundle.Held;
import org.entente.storage.Database;
import org.entente.tlog.LogOrigin;
import org.entente.tlog.SignedCheckpoint;

/// Five releases from x to y, which y holds and has receipted, one of them quarantined; and the
/// proof of that one.
final class FiveReleased implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-12-01T08:00:00Z");
  static final PartyWithKeys X = PartyWithKeys.of("identity--x");
  static final PartyWithKeys Y = PartyWithKeys.of("identity--y");
  static final Jws ACCORD =
      PartyWithKeys.signed(PartyWithKeys.document(X.listed("cert"), Y.listed("cert")), X, Y);
  static final LogOrigin ORIGIN = LogOrigin.of("node.example", "accord--1", X.id(), Y.id(), 1);

  /// The entry that is proved.
  static final int INDEX = 3;

  private static final Sha256 REVISION = Sha256.of(ACCORD.payload());

  private final Database database;
  private final Ledger ledger;
  final OwnLog own;
  final HeldLog held;
  final List<Opening> payloads = new ArrayList<>();
  final List<Opening> headers = new ArrayList<>();
  final ProofBundle bundle;

  FiveReleased(Path folder) throws ProofInvalid {
    database = Database.open(folder.resolve("test.db"));
    ledger = new Ledger(database, folder.resolve("logs"), InstantSource.fixed(NOW));
    own = ledger.own(ORIGIN, X.author(ORIGIN));
    held = ledger.held(ORIGIN, X.author(ORIGIN).keys(), Y.holder());
    release(5);
    bundle = bundle(receipt(hold(), List.of(quarantined())), INDEX);
  }

  /// Releases that many more, and publishes them.
  void release(int count) {
    var leaves = new ArrayList<byte[]>();
    for (int i = 0; i < count; i++) {
      headers.add(Opening.of(("{\"header\":" + i + "}").getBytes(UTF_8)));
      payloads.add(Opening.of(("{\"payload\":" + i + "}").getBytes(UTF_8)));
      leaves.add(
          Leaf.of(EntryKind.RELEASE, NOW, REVISION, 0, headers.getLast(), payloads.getLast())
              .bytes());
    }
    database.write(tx -> own.append(tx, leaves));
    own.publish();
  }

  /// The holder takes everything and cosigns it.
  private SignedCheckpoint hold() throws ProofInvalid {
    var note = own.published().orElseThrow();
    long from = held.size();
    var page = held.verify(note, from, own.leaves(from, 1000), List.of());
    database.write(tx -> held.append(tx, page));
    return held.cosign();
  }

  /// What y says of the entry that is proved.
  static Verdict quarantined() {
    return new Verdict(INDEX, Verdict.Outcome.QUARANTINED, "clause 2.9 forbids it");
  }

  private SignedReceipt receipt(SignedCheckpoint cosigned, List<Verdict> verdicts) {
    var head = cosigned.checkpoint();
    var receipt = new Receipt("accord--1", ORIGIN, 0, head.size(), head.root(), verdicts);
    return SignedReceipt.sign(receipt, 9, cosigned, Y.node());
  }

  ProofBundle bundle(SignedReceipt receipt, int index) {
    return new ProofBundle(
        ACCORD,
        own.leaves(index, 1).getFirst(),
        Optional.of(headers.get(index)),
        Optional.of(payloads.get(index)),
        own.proof(index),
        Optional.of(new Held(own.proof(index, receipt.checkpoint()), receipt)));
  }

  static BundleVerifier verifier() {
    return new BundleVerifier(X.keys(), Y.keys());
  }

  static void refused(ProofBundle bundle, String because) {
    assertThatThrownBy(() -> verifier().verify(bundle))
        .isInstanceOf(ProofInvalid.class)
        .hasMessageContaining(because);
  }

  @Override
  public void close() {
    ledger.close();
    database.close();
  }
}
