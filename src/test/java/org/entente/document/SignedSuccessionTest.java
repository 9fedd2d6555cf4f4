package org.entente.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.entente.document.AccordSample.NORTH_KEYS;
import static org.entente.document.AccordSample.SIGNING;
import static org.entente.document.AccordSample.SOUTH_KEYS;

import java.time.Instant;
import java.util.List;
import org.entente.accord.Accord;
import org.entente.crypto.Algorithm;
import org.entente.crypto.Jws;
import org.entente.crypto.Jws.KeyInUse;
import org.entente.crypto.Sha256;
import org.entente.crypto.SigningKey;
import org.junit.jupiter.api.Test;

/// A statement ends a pair of logs for good: it counts only when both parties signed it whole.
class SignedSuccessionTest {
  private final Accord accord = AccordSample.keyed().accord();

  private static Succession.Sealed log(String way, long size) {
    return new Succession.Sealed(
        "node.example/entente/" + AccordSample.ID + "/" + way + "/1", size, Sha256.of(new byte[1]));
  }

  private static Succession succession(String reason) {
    return new Succession(
        AccordSample.ID, SIGNING, 1, List.of(log("x-y", 96), log("y-x", 0)), reason);
  }

  private static SignedSuccession byBoth() {
    return SignedSuccession.sign(succession("a disk burnt"), NORTH_KEYS).and(SOUTH_KEYS);
  }

  private void refused(SignedSuccession signed, Instant at, String because) {
    assertThatThrownBy(() -> signed.verify(accord, at))
        .isInstanceOf(AccordRejected.class)
        .hasMessageContaining(because);
  }

  @Test
  void counts_when_both_parties_signed_with_both_algorithms() throws Exception {
    var read = SignedSuccession.read(byBoth().bytes());
    read.verify(accord, SIGNING);
    assertThat(read.succession()).isEqualTo(succession("a disk burnt"));
    assertThat(read.kids()).containsExactly("xa-ed", "xa-ml", "xb-ed", "xb-ml");
    assertThat(read.and(NORTH_KEYS).kids()).as("who has signed does not sign twice").hasSize(4);
  }

  @Test
  void one_party_alone_ends_nothing() {
    refused(
        SignedSuccession.sign(succession("mine"), NORTH_KEYS),
        SIGNING,
        "missing: XB signatory (Ed25519), XB signatory (ML-DSA-65)");
  }

  @Test
  void half_a_signature_is_a_fault() {
    for (var half : SOUTH_KEYS) {
      refused(
          SignedSuccession.sign(succession("half"), NORTH_KEYS).and(List.of(half)),
          SIGNING,
          "both Ed25519 and ML-DSA-65 are required");
    }
  }

  @Test
  void a_key_that_the_accord_does_not_list_signs_nothing() {
    var stranger = List.of(new KeyInUse("nobody", SigningKey.generate(Algorithm.ED25519)));
    refused(byBoth().and(stranger), SIGNING, "key nobody is not known");
    var named =
        List.of(new KeyInUse("xb-ed", SigningKey.generate(Algorithm.ED25519)), SOUTH_KEYS.get(1));
    refused(
        SignedSuccession.sign(succession("forged"), NORTH_KEYS).and(named),
        SIGNING,
        "signature of key xb-ed does not hold");
  }

  @Test
  void signatures_of_one_statement_are_not_those_of_another() throws Exception {
    var other = new Jws(succession("another").bytes(), Jws.parse(byBoth().bytes()).signatures());
    refused(SignedSuccession.read(other.bytes()), SIGNING, "does not hold");
  }

  /// What the same keys sign as an accord is never taken for a statement.
  @Test
  void a_signature_of_another_type_is_none() throws Exception {
    var jws = Jws.sign(SignedAccord.TYPE, succession("typ").bytes(), NORTH_KEYS);
    refused(SignedSuccession.read(jws.bytes()), SIGNING, "expected typ \"entente-statement+jws\"");
    assertThat(SignedSuccession.isOne(jws.bytes())).isFalse();
    assertThat(SignedSuccession.isOne(byBoth().bytes())).isTrue();
    assertThat(SignedSuccession.isOne("no JWS".getBytes(UTF_8))).isFalse();
  }

  @Test
  void keys_must_be_in_date_at_the_moment_that_counts() {
    refused(byBoth(), Instant.parse("2026-11-19T23:59:59Z"), "keys in date at 2026-11-19");
  }

  @Test
  void what_is_signed_must_read() {
    var loose = Jws.sign(SignedSuccession.TYPE, "{}".getBytes(UTF_8), NORTH_KEYS);
    unreadable(loose.bytes(), "not a succeed statement of this version");
    unreadable("no JWS".getBytes(UTF_8), "signatures do not read");
  }

  private static void unreadable(byte[] bytes, String because) {
    assertThatThrownBy(() -> SignedSuccession.read(bytes))
        .isInstanceOf(AccordRejected.class)
        .hasMessageContaining(because);
  }
}
