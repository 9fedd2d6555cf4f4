package org.entente.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.receipt.FiveReleased.INDEX;
import static org.entente.receipt.FiveReleased.NOW;
import static org.entente.receipt.FiveReleased.ORIGIN;
import static org.entente.receipt.FiveReleased.X;
import static org.entente.receipt.FiveReleased.Y;
import static org.entente.receipt.FiveReleased.refused;
import static org.entente.receipt.FiveReleased.verifier;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.entente.crypto.Sha256;
import org.entente.receipt.ProofBundle.Held;
import org.entente.tlog.Checkpoint;
import org.entente.tlog.LogOrigin;
import org.entente.tlog.SignedCheckpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The receipt in a proof: what it has to be for the entry to have arrived.
class ReceiptInBundleTest {
  @TempDir Path folder;
  private FiveReleased five;

  @BeforeEach
  void five_entries_are_released_held_and_receipted() throws Exception {
    five = new FiveReleased(folder);
  }

  @AfterEach
  void close() {
    five.close();
  }

  @Test
  void a_receipt_that_does_not_cover_the_entry_is_refused() throws Exception {
    var head = five.own.published().orElseThrow().checkpoint();
    var cosigned = five.held.cosigned().orElseThrow();
    var early = new Receipt("accord--1", ORIGIN, 0, INDEX, five.own.root(INDEX), List.of());
    assertThat(head.size()).isGreaterThan(INDEX);
    var receipt = SignedReceipt.sign(early, 9, cosigned, Y.node());
    refused(five.bundle(receipt, INDEX), "not for entry 3");
  }

  @Test
  void a_receipt_with_a_false_root_is_refused() {
    var cosigned = five.held.cosigned().orElseThrow();
    var lie = new Receipt("accord--1", ORIGIN, 0, 5, Sha256.of(new byte[] {1}), List.of());
    refused(
        five.bundle(SignedReceipt.sign(lie, 9, cosigned, Y.node()), INDEX), "its checkpoint has");
  }

  @Test
  void a_receipt_beyond_what_is_cosigned_is_refused() {
    var cosigned = five.held.cosigned().orElseThrow();
    var lie = new Receipt("accord--1", ORIGIN, 0, 6, cosigned.checkpoint().root(), List.of());
    refused(five.bundle(SignedReceipt.sign(lie, 9, cosigned, Y.node()), INDEX), "at size 5");
  }

  @Test
  void a_receipt_needs_both_node_keys_and_both_hold_keys() {
    var cosigned = five.held.cosigned().orElseThrow();
    var receipt = five.bundle.held().orElseThrow().receipt().receipt();
    for (var key : Y.node()) {
      refused(
          five.bundle(SignedReceipt.sign(receipt, 9, cosigned, List.of(key)), INDEX),
          "expected signatures by");
    }
    var uncosigned = five.own.published().orElseThrow();
    refused(
        five.bundle(SignedReceipt.sign(receipt, 9, uncosigned, Y.node()), INDEX),
        "no Ed25519 signature");
  }

  @Test
  void a_receipt_for_another_accord_is_refused() {
    var cosigned = five.held.cosigned().orElseThrow();
    var head = cosigned.checkpoint();
    var other = new Receipt("accord--2", ORIGIN, 0, head.size(), head.root(), List.of());
    refused(
        five.bundle(SignedReceipt.sign(other, 9, cosigned, Y.node()), INDEX),
        "for accord accord--2");
  }

  /// The epoch is part of the name: numbers begin again in it.
  @Test
  void a_receipt_for_another_log_is_refused() throws Exception {
    var epoch2 = LogOrigin.of("node.example", "accord--1", X.id(), Y.id(), 2);
    var head = new Checkpoint(epoch2, 5, five.own.root(5));
    var cosigned = Y.holder().sign(new SignedCheckpoint(head, List.of()), NOW);
    var other = new Receipt("accord--1", epoch2, 0, 5, head.root(), List.of());
    refused(
        five.bundle(SignedReceipt.sign(other, 9, cosigned, Y.node()), INDEX),
        "the receipt is for " + epoch2);
    var here = new Receipt("accord--1", ORIGIN, 0, 5, head.root(), List.of());
    refused(
        five.bundle(SignedReceipt.sign(here, 9, cosigned, Y.node()), INDEX),
        "carries a checkpoint of " + epoch2);
  }

  @Test
  void the_held_proof_is_of_this_entry_under_the_checkpoint_of_the_receipt() {
    var receipt = five.bundle.held().orElseThrow().receipt();
    for (var proof : List.of(five.own.proof(2, receipt.checkpoint()), five.own.proof(INDEX))) {
      refused(
          new ProofBundle(
              five.bundle.accord(),
              five.bundle.entry(),
              five.bundle.header(),
              five.bundle.payload(),
              five.bundle.log(),
              Optional.of(new Held(proof, receipt))),
          "the held proof is not of this entry");
    }
  }

  @Test
  void a_receipt_of_an_earlier_size_proves_its_entries_while_the_log_goes_on() throws Exception {
    var receipt = five.bundle.held().orElseThrow().receipt();
    five.release(300);
    verifier().verify(five.bundle(receipt, 2));
  }
}
