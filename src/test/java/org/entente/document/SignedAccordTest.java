package org.entente.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.entente.document.AccordSample.NORTH_KEYS;
import static org.entente.document.AccordSample.SIGNING;
import static org.entente.document.AccordSample.SOUTH_KEYS;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.entente.accord.CompiledAccord;
import org.entente.accord.KeyUse;
import org.entente.accord.Sample;
import org.entente.crypto.Algorithm;
import org.entente.crypto.Jws;
import org.entente.crypto.Jws.KeyInUse;
import org.entente.crypto.Sha256;
import org.entente.crypto.SigningKey;
import org.junit.jupiter.api.Test;

class SignedAccordTest {
  private final CompiledAccord accord = AccordSample.keyed();

  @Test
  void is_signed_by_all_when_both_parties_signed_with_both_algorithms() throws Exception {
    var first = SignedAccord.sign(accord, NORTH_KEYS);
    assertThat(first.signedBy(SIGNING)).containsExactly(Sample.NORTH);
    assertThat(first.missing(SIGNING))
        .containsExactly("XB signatory (Ed25519)", "XB signatory (ML-DSA-65)");
    assertThatThrownBy(() -> first.requireSignedByAll(SIGNING))
        .isInstanceOf(AccordRejected.class)
        .hasMessageContaining("XB signatory (ML-DSA-65)");

    var both = SignedAccord.read(first.and(SOUTH_KEYS).bytes());
    both.requireSignedByAll(SIGNING);
    assertThat(both.signedBy(SIGNING)).containsExactly(Sample.NORTH, Sample.SOUTH);
    assertThat(both.accord().accord()).isEqualTo(accord.accord());
    assertThat(both.digest()).isEqualTo(Sha256.of(accord.accord().canonical()));
  }

  @Test
  void signatures_from_two_files_are_joined() throws Exception {
    var north = SignedAccord.sign(accord, NORTH_KEYS);
    var south = SignedAccord.sign(accord, SOUTH_KEYS);
    north.and(south).and(south).and(NORTH_KEYS).requireSignedByAll(SIGNING);
    assertThat(Jws.parse(north.and(south).and(south).bytes()).signatures()).hasSize(4);

    var other = AccordSample.keyed(AccordSample.with("Indicators go.", "Indicators may go."));
    assertThatThrownBy(() -> north.and(SignedAccord.sign(other, SOUTH_KEYS)))
        .isInstanceOf(AccordRejected.class)
        .hasMessageContaining("cannot be joined");
  }

  @Test
  void refuses_to_sign_with_one_algorithm_only() {
    for (var key : NORTH_KEYS) {
      assertThatThrownBy(() -> SignedAccord.sign(accord, List.of(key)))
          .isInstanceOf(AccordRejected.class)
          .hasMessageContaining("both Ed25519 and ML-DSA-65 are required");
    }
  }

  @Test
  void a_signature_that_is_added_meets_the_same_demands_as_the_first() throws Exception {
    var north = SignedAccord.sign(accord, NORTH_KEYS);
    for (var key : SOUTH_KEYS) {
      assertThatThrownBy(() -> north.and(List.of(key)))
          .isInstanceOf(AccordRejected.class)
          .hasMessageContaining("both Ed25519 and ML-DSA-65 are required");
    }
    var stranger = new KeyInUse("xb-ed", SigningKey.generate(Algorithm.ED25519));
    assertThatThrownBy(() -> north.and(List.of(stranger, SOUTH_KEYS.get(1))))
        .isInstanceOf(AccordRejected.class)
        .hasMessageContaining("key xb-ed is not listed for signing");
    assertThat(Jws.parse(north.and(NORTH_KEYS).bytes()).signatures())
        .as("who has signed does not sign twice")
        .hasSize(2);
  }

  /// The key that a node signs its log with all day must not be able to bind its state.
  @Test
  void a_key_listed_for_another_use_signs_no_accord() throws Exception {
    var log = new KeyInUse("xa-diary", SigningKey.generate(Algorithm.ML_DSA_44));
    var card = AccordSample.card(Sample.NORTH, "XA", NORTH_KEYS);
    var keys = new ArrayList<>(card.keys());
    keys.add(new PartyCard.Key(log.kid(), KeyUse.LOG, log.key().publicKey()));
    var listed =
        new Draft(AccordSample.read(AccordSample.YAML))
            .compose(
                List.of(
                    new PartyCard(card.id(), card.country(), card.name(), card.node(), keys),
                    AccordSample.card(Sample.SOUTH, "XB", SOUTH_KEYS)),
                AccordSample.ID,
                AccordSample.TODAY,
                AccordSample.BEGINS);
    SignedAccord.sign(listed, NORTH_KEYS);
    var signing = List.of(NORTH_KEYS.get(0), NORTH_KEYS.get(1), log);
    assertThatThrownBy(() -> SignedAccord.sign(listed, signing))
        .isInstanceOf(AccordRejected.class)
        .hasMessageContaining("key xa-diary is not listed for signing");
    rejected(
        Jws.sign(SignedAccord.TYPE, listed.accord().canonical(), signing).bytes(),
        "key xa-diary is not known");
  }

  @Test
  void refuses_to_read_half_a_signature() {
    var half = Jws.sign(SignedAccord.TYPE, accord.accord().canonical(), NORTH_KEYS.subList(0, 1));
    rejected(half.bytes(), "XA signatory signed with Ed25519 only");
  }

  @Test
  void refuses_keys_that_the_accord_does_not_list() {
    var stranger =
        new ArrayList<>(
            List.of(
                new KeyInUse("xa-ed", SigningKey.generate(Algorithm.ED25519)), NORTH_KEYS.get(1)));
    assertThatThrownBy(() -> SignedAccord.sign(accord, stranger))
        .isInstanceOf(AccordRejected.class)
        .hasMessageContaining("key xa-ed is not listed for signing");
    rejected(
        Jws.sign(SignedAccord.TYPE, accord.accord().canonical(), stranger).bytes(),
        "signature of key xa-ed does not hold");
    var unknown = new KeyInUse("nobody", SigningKey.generate(Algorithm.ED25519));
    rejected(
        Jws.sign(SignedAccord.TYPE, accord.accord().canonical(), List.of(unknown)).bytes(),
        "key nobody is not known");
  }

  @Test
  void refuses_another_document_under_the_same_signatures() throws Exception {
    var signed = Jws.parse(AccordSample.signedByAll(accord).bytes());
    var text = new String(signed.payload(), UTF_8).replace("TLP.GREEN", "TLP.AMBER");
    rejected(new Jws(text.getBytes(UTF_8), signed.signatures()).bytes(), "does not hold");
  }

  @Test
  void refuses_another_kind_of_statement() {
    rejected(
        Jws.sign("entente-receipt+jws", accord.accord().canonical(), NORTH_KEYS).bytes(),
        "expected typ \"entente-accord+jws\"");
  }

  @Test
  void refuses_a_payload_that_is_not_canonical_or_no_accord() {
    var loose = (" " + new String(accord.accord().canonical(), UTF_8)).getBytes(UTF_8);
    rejected(Jws.sign(SignedAccord.TYPE, loose, NORTH_KEYS).bytes(), "not in canonical form");
    rejected(Jws.sign(SignedAccord.TYPE, "{}".getBytes(UTF_8), NORTH_KEYS).bytes(), "is missing");
    rejected("{}".getBytes(UTF_8), "JWS");
    rejected("no json".getBytes(UTF_8), "JWS");
  }

  @Test
  void refuses_any_flipped_bit() {
    var bytes = AccordSample.signedByAll(accord).bytes();
    long seed = System.nanoTime();
    var random = new java.util.Random(seed);
    for (int i = 0; i < 25; i++) {
      var mutated = bytes.clone();
      mutated[random.nextInt(mutated.length)] ^= (byte) (1 << random.nextInt(7));
      assertThatThrownBy(() -> SignedAccord.read(mutated))
          .as("seed " + seed)
          .isInstanceOf(AccordRejected.class);
    }
  }

  @Test
  void a_key_out_of_date_does_not_sign() throws Exception {
    var signed = AccordSample.signedByAll(accord);
    signed.requireSignedByAll(Instant.parse("2026-11-20T00:00:00Z"));
    assertThatThrownBy(() -> signed.requireSignedByAll(Instant.parse("2026-11-19T23:59:59Z")))
        .isInstanceOf(AccordRejected.class)
        .hasMessageContaining("keys in date");
  }

  private static void rejected(byte[] document, String because) {
    assertThatThrownBy(() -> SignedAccord.read(document))
        .isInstanceOf(AccordRejected.class)
        .hasMessageContaining(because);
  }
}
