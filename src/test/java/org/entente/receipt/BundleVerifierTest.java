package org.entente.receipt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.entente.receipt.FiveReleased.ACCORD;
import static org.entente.receipt.FiveReleased.INDEX;
import static org.entente.receipt.FiveReleased.ORIGIN;
import static org.entente.receipt.FiveReleased.X;
import static org.entente.receipt.FiveReleased.Y;
import static org.entente.receipt.FiveReleased.quarantined;
import static org.entente.receipt.FiveReleased.refused;
import static org.entente.receipt.FiveReleased.verifier;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.entente.accord.KeyUse;
import org.entente.crypto.Jws;
import org.entente.crypto.ProofInvalid;
import org.entente.ledger.EntryKind;
import org.entente.ledger.Opening;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A release from x to y, proved to somebody who has only the two parties' public keys; and what
/// that somebody says when any part of the proof is of something else.
class BundleVerifierTest {
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
  void an_outsider_learns_what_went_and_what_became_of_it() throws Exception {
    var proved = verifier().verify(ProofBundle.parse(five.bundle.bytes()));
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
            five.bundle.accord(),
            five.bundle.entry(),
            Optional.empty(),
            Optional.empty(),
            five.bundle.log(),
            five.bundle.held());
    var proved = verifier().verify(ProofBundle.parse(bare.bytes()));
    assertThat(proved.payload()).isEmpty();
    assertThat(proved.receipted()).isTrue();
    assertThat(new String(bare.bytes(), UTF_8)).doesNotContain("\"salt\"");
  }

  @Test
  void without_a_receipt_it_proves_what_the_releaser_says() throws Exception {
    var said =
        new ProofBundle(
            five.bundle.accord(),
            five.bundle.entry(),
            five.bundle.header(),
            five.bundle.payload(),
            five.bundle.log(),
            Optional.empty());
    var proved = verifier().verify(ProofBundle.parse(said.bytes()));
    assertThat(proved.receipted()).isFalse();
    assertThat(proved.verdict()).isEmpty();
  }

  @Test
  void another_payload_or_header_is_refused() {
    refused(
        with(
            five.bundle.entry(),
            Optional.of(five.payloads.get(1)),
            Optional.of(five.payloads.get(INDEX))),
        "the header is not what the entry commits to");
    refused(
        with(five.bundle.entry(), five.bundle.header(), Optional.of(five.payloads.get(1))),
        "the payload is not what the entry commits to");
  }

  private ProofBundle with(byte[] entry, Optional<Opening> header, Optional<Opening> payload) {
    return new ProofBundle(
        five.bundle.accord(), entry, header, payload, five.bundle.log(), five.bundle.held());
  }

  @Test
  void another_entry_is_refused() {
    var other = five.own.leaves(1, 1).getFirst();
    refused(
        with(other, Optional.of(five.headers.get(1)), Optional.of(five.payloads.get(1))),
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
        accord,
        five.bundle.entry(),
        five.bundle.header(),
        five.bundle.payload(),
        five.bundle.log(),
        five.bundle.held());
  }

  @Test
  void the_log_must_be_of_this_accord_and_these_parties() {
    assertThatThrownBy(() -> new BundleVerifier(Y.keys(), X.keys()).verify(five.bundle))
        .isInstanceOf(ProofInvalid.class)
        .hasMessageContaining("expected a log named");
  }

  @Test
  void keys_of_somebody_else_prove_nothing() {
    var stranger = new TrustedKeys(X.id(), PartyWithKeys.of("identity--x").keys().keys());
    assertThatThrownBy(() -> new BundleVerifier(stranger, Y.keys()).verify(five.bundle))
        .isInstanceOf(ProofInvalid.class);
    var strangeHolder = new TrustedKeys(Y.id(), PartyWithKeys.of("identity--z").keys().keys());
    assertThatThrownBy(() -> new BundleVerifier(X.keys(), strangeHolder).verify(five.bundle))
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
      assertThat(verifier.verify(five.bundle).receipted()).isTrue();
    } else {
      assertThatThrownBy(() -> verifier.verify(five.bundle)).isInstanceOf(ProofInvalid.class);
    }
  }

  @Test
  void a_bundle_says_itself_between_whom_it_is() {
    var z = PartyWithKeys.of("identity--z").keys();
    var found = BundleVerifier.among(List.of(z, Y.keys(), X.keys()), five.bundle).orElseThrow();
    assertThat(found.from()).isEqualTo(X.id());
    assertThat(found.to()).isEqualTo(Y.id());
    assertThat(BundleVerifier.among(List.of(z, X.keys()), five.bundle)).isEmpty();
  }

  @Test
  void any_byte_that_changes_is_noticed() throws Exception {
    var bytes = five.bundle.bytes();
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
