package org.entente.receipt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.entente.accord.KeyUse;
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
import org.entente.tlog.Checkpoint;
import org.entente.tlog.LogOrigin;
import org.entente.tlog.SignedCheckpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A release from x to y, proved to somebody who has only the two parties' public keys; and what
/// that somebody says when any part of the proof is of something else.
class BundleVerifierTest {
  private static final Instant NOW = Instant.parse("2026-12-01T08:00:00Z");
  private static final PartyWithKeys X = PartyWithKeys.of("identity--x");
  private static final PartyWithKeys Y = PartyWithKeys.of("identity--y");
  private static final Jws ACCORD =
      PartyWithKeys.signed(PartyWithKeys.document(X.listed("cert"), Y.listed("cert")), X, Y);
  private static final Sha256 REVISION = Sha256.of(ACCORD.payload());
  private static final LogOrigin ORIGIN =
      LogOrigin.of("node.example", "accord--1", X.id(), Y.id(), 1);
  private static final int INDEX = 3;

  @TempDir Path folder;

  private Database database;
  private Ledger ledger;
  private OwnLog own;
  private HeldLog held;
  private final List<Opening> payloads = new ArrayList<>();
  private final List<Opening> headers = new ArrayList<>();
  private ProofBundle bundle;

  @BeforeEach
  void five_entries_are_released_held_and_receipted() throws Exception {
    database = Database.open(folder.resolve("test.db"));
    ledger = new Ledger(database, folder.resolve("logs"), InstantSource.fixed(NOW));
    own = ledger.own(ORIGIN, X.author(ORIGIN));
    held = ledger.held(ORIGIN, X.author(ORIGIN).keys(), Y.holder());
    release(5);
    bundle = bundle(receipt(hold(), List.of(quarantined())), INDEX);
  }

  @AfterEach
  void close() {
    ledger.close();
    database.close();
  }

  private void release(int count) {
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

  private static Verdict quarantined() {
    return new Verdict(INDEX, Verdict.Outcome.QUARANTINED, "clause 2.9 forbids it");
  }

  private SignedReceipt receipt(SignedCheckpoint cosigned, List<Verdict> verdicts) {
    var head = cosigned.checkpoint();
    var receipt = new Receipt("accord--1", ORIGIN, 0, head.size(), head.root(), verdicts);
    return SignedReceipt.sign(receipt, 9, cosigned, Y.node());
  }

  private ProofBundle bundle(SignedReceipt receipt, int index) {
    return new ProofBundle(
        ACCORD,
        own.leaves(index, 1).getFirst(),
        Optional.of(headers.get(index)),
        Optional.of(payloads.get(index)),
        own.proof(index),
        Optional.of(new Held(own.proof(index, receipt.checkpoint()), receipt)));
  }

  private static BundleVerifier verifier() {
    return new BundleVerifier(X.keys(), Y.keys());
  }

  private static void refused(ProofBundle bundle, String because) {
    assertThatThrownBy(() -> verifier().verify(bundle))
        .isInstanceOf(ProofInvalid.class)
        .hasMessageContaining(because);
  }

  @Test
  void an_outsider_learns_what_went_and_what_became_of_it() throws Exception {
    var proved = verifier().verify(ProofBundle.parse(bundle.bytes()));
    assertThat(proved.log()).isEqualTo(ORIGIN);
    assertThat(proved.index()).isEqualTo(INDEX);
    assertThat(proved.leaf().kind()).isEqualTo(EntryKind.RELEASE);
    assertThat(proved.header().orElseThrow()).isEqualTo("{\"header\":3}".getBytes(UTF_8));
    assertThat(proved.payload().orElseThrow()).isEqualTo("{\"payload\":3}".getBytes(UTF_8));
    assertThat(proved.receipted()).isTrue();
    assertThat(proved.verdict()).contains(quarantined());
  }

  @Test
  void an_auditor_needs_neither_payload_nor_header() throws Exception {
    var bare =
        new ProofBundle(
            bundle.accord(),
            bundle.entry(),
            Optional.empty(),
            Optional.empty(),
            bundle.log(),
            bundle.held());
    var proved = verifier().verify(ProofBundle.parse(bare.bytes()));
    assertThat(proved.payload()).isEmpty();
    assertThat(proved.receipted()).isTrue();
    assertThat(new String(bare.bytes(), UTF_8)).doesNotContain("\"salt\"");
  }

  @Test
  void without_a_receipt_it_proves_what_the_releaser_says() throws Exception {
    var said =
        new ProofBundle(
            bundle.accord(),
            bundle.entry(),
            bundle.header(),
            bundle.payload(),
            bundle.log(),
            Optional.empty());
    var proved = verifier().verify(ProofBundle.parse(said.bytes()));
    assertThat(proved.receipted()).isFalse();
    assertThat(proved.verdict()).isEmpty();
  }

  @Test
  void a_receipt_of_an_earlier_size_proves_its_entries_while_the_log_goes_on() throws Exception {
    var receipt = bundle.held().orElseThrow().receipt();
    release(300);
    verifier().verify(bundle(receipt, 2));
  }

  @Test
  void another_payload_or_header_is_refused() {
    refused(
        with(bundle.entry(), Optional.of(payloads.get(1)), Optional.of(payloads.get(INDEX))),
        "the header is not what the entry commits to");
    refused(
        with(bundle.entry(), bundle.header(), Optional.of(payloads.get(1))),
        "the payload is not what the entry commits to");
  }

  private ProofBundle with(byte[] entry, Optional<Opening> header, Optional<Opening> payload) {
    return new ProofBundle(bundle.accord(), entry, header, payload, bundle.log(), bundle.held());
  }

  @Test
  void another_entry_is_refused() {
    var other = own.leaves(1, 1).getFirst();
    refused(
        with(other, Optional.of(headers.get(1)), Optional.of(payloads.get(1))),
        "inclusion of entry");
  }

  @Test
  void an_accord_of_another_revision_or_half_signed_is_refused() {
    var other = Jws.sign("entente-accord+jws", "{}".getBytes(UTF_8), X.sign());
    refused(under(other), "the entry names accord revision");
    refused(
        under(Jws.sign("entente-accord+jws", ACCORD.payload(), X.sign())),
        "lacks a signature of identity--y");
    var oneKey = new ArrayList<>(ACCORD.signatures());
    oneKey.removeLast();
    refused(under(new Jws(ACCORD.payload(), oneKey)), "lacks a signature of identity--y");
    refused(under(Jws.sign("other+jws", ACCORD.payload(), X.sign())), "other+jws");
  }

  private ProofBundle under(Jws accord) {
    return new ProofBundle(
        accord, bundle.entry(), bundle.header(), bundle.payload(), bundle.log(), bundle.held());
  }

  @Test
  void the_log_must_be_of_this_accord_and_these_parties() {
    assertThatThrownBy(() -> new BundleVerifier(Y.keys(), X.keys()).verify(bundle))
        .isInstanceOf(ProofInvalid.class)
        .hasMessageContaining("expected a log named");
  }

  @Test
  void keys_of_somebody_else_prove_nothing() {
    var stranger = new TrustedKeys(X.id(), PartyWithKeys.of("identity--x").keys().keys());
    assertThatThrownBy(() -> new BundleVerifier(stranger, Y.keys()).verify(bundle))
        .isInstanceOf(ProofInvalid.class);
    var strangeHolder = new TrustedKeys(Y.id(), PartyWithKeys.of("identity--z").keys().keys());
    assertThatThrownBy(() -> new BundleVerifier(X.keys(), strangeHolder).verify(bundle))
        .isInstanceOf(ProofInvalid.class);
  }

  /// A key signs for its own use, and each use that a bundle needs is looked at.
  @Test
  void each_signature_is_of_the_key_for_its_use() throws Exception {
    for (var use : KeyUse.values()) {
      var otherX = new BundleVerifier(otherwise(X, use), Y.keys());
      var otherY = new BundleVerifier(X.keys(), otherwise(Y, use));
      proves(otherX, use == KeyUse.NODE || use == KeyUse.HOLD);
      proves(otherY, use == KeyUse.LOG);
    }
  }

  /// Its keys, those for this use excepted: they are somebody else's of the same names.
  private static TrustedKeys otherwise(PartyWithKeys party, KeyUse use) {
    var stranger = PartyWithKeys.of(party.id()).keys();
    var kept = party.keys().keys().stream().filter(key -> key.use() != use);
    var changed = stranger.keys().stream().filter(key -> key.use() == use);
    return new TrustedKeys(party.id(), Stream.concat(kept, changed).toList());
  }

  private void proves(BundleVerifier verifier, boolean holds) throws ProofInvalid {
    if (holds) {
      assertThat(verifier.verify(bundle).receipted()).isTrue();
    } else {
      assertThatThrownBy(() -> verifier.verify(bundle)).isInstanceOf(ProofInvalid.class);
    }
  }

  @Test
  void a_receipt_that_does_not_cover_the_entry_is_refused() throws Exception {
    var head = own.published().orElseThrow().checkpoint();
    var cosigned = held.cosigned().orElseThrow();
    var early = new Receipt("accord--1", ORIGIN, 0, INDEX, own.root(INDEX), List.of());
    assertThat(head.size()).isGreaterThan(INDEX);
    var receipt = SignedReceipt.sign(early, 9, cosigned, Y.node());
    refused(bundle(receipt, INDEX), "not for entry 3");
  }

  @Test
  void a_receipt_with_a_false_root_is_refused() {
    var cosigned = held.cosigned().orElseThrow();
    var lie = new Receipt("accord--1", ORIGIN, 0, 5, Sha256.of(new byte[] {1}), List.of());
    refused(bundle(SignedReceipt.sign(lie, 9, cosigned, Y.node()), INDEX), "its checkpoint has");
  }

  @Test
  void a_receipt_beyond_what_is_cosigned_is_refused() {
    var cosigned = held.cosigned().orElseThrow();
    var lie = new Receipt("accord--1", ORIGIN, 0, 6, cosigned.checkpoint().root(), List.of());
    refused(bundle(SignedReceipt.sign(lie, 9, cosigned, Y.node()), INDEX), "at size 5");
  }

  @Test
  void a_receipt_needs_both_node_keys_and_both_hold_keys() {
    var cosigned = held.cosigned().orElseThrow();
    var receipt = bundle.held().orElseThrow().receipt().receipt();
    for (var key : Y.node()) {
      refused(
          bundle(SignedReceipt.sign(receipt, 9, cosigned, List.of(key)), INDEX),
          "expected signatures by");
    }
    var uncosigned = own.published().orElseThrow();
    refused(
        bundle(SignedReceipt.sign(receipt, 9, uncosigned, Y.node()), INDEX),
        "no Ed25519 signature");
  }

  @Test
  void a_receipt_for_another_accord_is_refused() {
    var cosigned = held.cosigned().orElseThrow();
    var head = cosigned.checkpoint();
    var other = new Receipt("accord--2", ORIGIN, 0, head.size(), head.root(), List.of());
    refused(
        bundle(SignedReceipt.sign(other, 9, cosigned, Y.node()), INDEX), "for accord accord--2");
  }

  /// The epoch is part of the name: numbers begin again in it.
  @Test
  void a_receipt_for_another_log_is_refused() throws Exception {
    var epoch2 = LogOrigin.of("node.example", "accord--1", X.id(), Y.id(), 2);
    var head = new Checkpoint(epoch2, 5, own.root(5));
    var cosigned = Y.holder().sign(new SignedCheckpoint(head, List.of()), NOW);
    var other = new Receipt("accord--1", epoch2, 0, 5, head.root(), List.of());
    refused(
        bundle(SignedReceipt.sign(other, 9, cosigned, Y.node()), INDEX),
        "the receipt is for " + epoch2);
    var here = new Receipt("accord--1", ORIGIN, 0, 5, head.root(), List.of());
    refused(
        bundle(SignedReceipt.sign(here, 9, cosigned, Y.node()), INDEX),
        "carries a checkpoint of " + epoch2);
  }

  @Test
  void the_held_proof_is_of_this_entry_under_the_checkpoint_of_the_receipt() {
    var receipt = bundle.held().orElseThrow().receipt();
    for (var proof : List.of(own.proof(2, receipt.checkpoint()), own.proof(INDEX))) {
      refused(
          new ProofBundle(
              bundle.accord(),
              bundle.entry(),
              bundle.header(),
              bundle.payload(),
              bundle.log(),
              Optional.of(new Held(proof, receipt))),
          "the held proof is not of this entry");
    }
  }

  @Test
  void a_bundle_says_itself_between_whom_it_is() {
    var z = PartyWithKeys.of("identity--z").keys();
    var found = BundleVerifier.among(List.of(z, Y.keys(), X.keys()), bundle).orElseThrow();
    assertThat(found.from()).isEqualTo(X.id());
    assertThat(found.to()).isEqualTo(Y.id());
    assertThat(BundleVerifier.among(List.of(z, X.keys()), bundle)).isEmpty();
  }

  @Test
  void any_byte_that_changes_is_noticed() throws Exception {
    var bytes = bundle.bytes();
    verifier().verify(ProofBundle.parse(bytes));
    for (int at = 3; at < bytes.length; at += 97) {
      var changed = Arrays.copyOf(bytes, bytes.length);
      changed[at] = (byte) (changed[at] == 'A' ? 'B' : 'A');
      int place = at;
      assertThatThrownBy(() -> verifier().verify(ProofBundle.parse(changed)))
          .as("byte " + place)
          .isInstanceOf(ProofInvalid.class);
    }
  }
}
