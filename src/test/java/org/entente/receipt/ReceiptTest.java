package org.entente.receipt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.List;
import java.util.stream.LongStream;
import org.entente.accord.KeyUse;
import org.entente.crypto.Algorithm;
import org.entente.crypto.Jws;
import org.entente.crypto.ProofInvalid;
import org.entente.crypto.Sha256;
import org.entente.crypto.VerifyingKey;
import org.entente.json.CanonicalJson;
import org.entente.json.JsonValue.JsonObject;
import org.entente.ledger.Side;
import org.entente.ledger.Vectors;
import org.entente.tlog.LogOrigin;
import org.entente.tlog.NoteKey;
import org.entente.tlog.NoteKeys;
import org.junit.jupiter.api.Test;

/// Receipts by themselves, and against the published vectors of another implementation.
class ReceiptTest {
  private static final LogOrigin ORIGIN = new LogOrigin("node.example/entente/a/x-y/1");
  private static final Sha256 ROOT = Sha256.of(new byte[] {1});

  private static Receipt receipt(long from, long to, Verdict... verdicts) {
    return new Receipt("accord--1", ORIGIN, from, to, ROOT, List.of(verdicts));
  }

  private static Verdict verdict(long index) {
    return new Verdict(index, Verdict.Outcome.REFUSED, "broken");
  }

  @Test
  void a_receipt_is_canonical_json() {
    assertThat(new String(receipt(17, 42, verdict(19)).bytes(), UTF_8))
        .isEqualTo(
            "{\"accord\":\"accord--1\",\"from\":17,\"log\":\"node.example/entente/a/x-y/1\","
                + "\"root\":\""
                + ROOT.base64()
                + "\",\"to\":42,\"verdicts\":[{\"index\":19,\"outcome\":\"refused\","
                + "\"reason\":\"broken\"}]}");
  }

  @Test
  void ranges_and_verdicts_out_of_place_are_refused() {
    refused(() -> receipt(5, 5));
    refused(() -> receipt(-1, 5));
    refused(() -> receipt(5, 9, verdict(4)));
    refused(() -> receipt(5, 9, verdict(9)));
    refused(() -> receipt(5, 9, verdict(6), verdict(6)));
    refused(() -> receipt(5, 9, verdict(7), verdict(6)));
    refused(() -> new Verdict(1, Verdict.Outcome.REFUSED, ""));
    refused(() -> new Verdict(1, Verdict.Outcome.REFUSED, "x".repeat(501)));
  }

  private static void refused(Runnable construction) {
    assertThatThrownBy(construction::run).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void the_published_receipt_is_read_verified_and_written_byte_for_byte() throws Exception {
    var vectors = Vectors.log();
    var bytes = CanonicalJson.bytes(vectors.object("receipt").orElseThrow());
    var receipt = SignedReceipt.parse(bytes);
    var keys = vectors.strings("holdKeys");
    var holder = new NoteKeys(NoteKey.parse(keys.get(0)), NoteKey.parse(keys.get(1)));
    var to = trusted(vectors, "to");
    receipt.verify(kid -> to.named(KeyUse.NODE, kid), holder);
    assertThat(receipt.receipt().bytes()).isEqualTo(Vectors.bytes(vectors, "receiptBody"));
    assertThat(receipt.index()).isEqualTo(3);
    assertThat(receipt.verdict(4)).isPresent();
    assertThat(receipt.verdict(2)).isEmpty();
    assertThat(receipt.bytes()).isEqualTo(bytes);
  }

  /// What a releaser checks who has no bundle to verify, only a receipt.
  @Test
  void a_receipt_is_worth_what_its_holder_cosigned() throws Exception {
    var vectors = Vectors.log();
    var receipt = published(vectors);
    var to = trusted(vectors, "to");
    assertThatThrownBy(() -> receipt.verify(kid -> to.named(KeyUse.NODE, kid), Side.HOLDER.keys()))
        .isInstanceOf(ProofInvalid.class)
        .hasMessageContaining("no Ed25519 signature");
  }

  private static SignedReceipt published(JsonObject vectors) throws Exception {
    return SignedReceipt.parse(CanonicalJson.bytes(vectors.object("receipt").orElseThrow()));
  }

  @Test
  void a_receipt_covers_from_its_first_entry_up_to_its_end() throws Exception {
    var note = published(Vectors.log()).checkpoint();
    var covering = SignedReceipt.sign(receipt(2, 4), 0, note, List.of());
    assertThat(LongStream.range(0, 6).filter(covering::covers)).containsExactly(2L, 3L);
  }

  @Test
  void its_own_entry_has_a_number_from_zero_on() throws Exception {
    var note = published(Vectors.log()).checkpoint();
    var first = SignedReceipt.sign(receipt(0, 1), 0, note, List.of());
    assertThat(SignedReceipt.of(first.jws()).index()).isZero();
    var none = SignedReceipt.sign(receipt(0, 1), -1, note, List.of());
    assertThatThrownBy(() -> SignedReceipt.of(none.jws())).hasMessageContaining("the number -1");
  }

  @Test
  void a_receipt_too_long_to_be_one_is_not_read() {
    var most = new byte[SignedReceipt.MAX_BYTES];
    var more = new byte[SignedReceipt.MAX_BYTES + 1];
    assertThatThrownBy(() -> SignedReceipt.parse(more)).hasMessageContaining("longer than");
    assertThatThrownBy(() -> SignedReceipt.parse(most)).hasMessageNotContaining("longer than");
    assertThatThrownBy(() -> SignedReceipt.of(new Jws(more, List.of())))
        .hasMessageContaining("longer than");
    assertThatThrownBy(() -> SignedReceipt.of(new Jws(most, List.of())))
        .hasMessageNotContaining("longer than");
  }

  @Test
  void the_published_bundle_proves_what_it_says() throws Exception {
    var vectors = Vectors.log();
    var bundle = ProofBundle.parse(CanonicalJson.bytes(vectors.object("bundleFile").orElseThrow()));
    var verifier = new BundleVerifier(trusted(vectors, "from"), trusted(vectors, "to"));
    var proved = verifier.verify(bundle);
    assertThat(proved.index()).isEqualTo(4);
    assertThat(new String(proved.payload().orElseThrow(), UTF_8)).contains("\"revoked\":true");
    assertThat(proved.verdict().orElseThrow().outcome()).isEqualTo(Verdict.Outcome.QUARANTINED);
  }

  @Test
  void a_receipt_with_more_or_other_members_is_refused() throws Exception {
    var vectors = Vectors.log();
    var jws = Jws.parse(CanonicalJson.bytes(vectors.object("receipt").orElseThrow()));
    var text = new String(jws.payload(), UTF_8);
    for (var changed :
        List.of(
            text.replace("\"index\":3", "\"index\":3,\"more\":1"),
            text.replace("\"index\":3", "\"index\":\"3\""),
            text.replace("\"from\":0", "\"from\": 0"),
            text.replace("quarantined", "lost"),
            text.replaceFirst("\\{\"index\":[0-9]+,\"outcome\":[^}]*}", "7"),
            "{}")) {
      assertThat(changed).isNotEqualTo(text);
      var other = new Jws(changed.getBytes(UTF_8), jws.signatures());
      assertThatThrownBy(() -> SignedReceipt.parse(other.bytes())).isInstanceOf(ProofInvalid.class);
    }
  }

  /// Trusted keys as the vectors list them.
  static TrustedKeys trusted(JsonObject vectors, String name) {
    var party = vectors.object(name).orElseThrow();
    return new TrustedKeys(
        party.string("party").orElseThrow(),
        party.array("keys").stream().map(JsonObject.class::cast).map(ReceiptTest::key).toList());
  }

  private static TrustedKeys.Key key(JsonObject json) {
    var algorithm = Algorithm.named(json.string("alg").orElseThrow()).orElseThrow();
    var raw = Base64.getUrlDecoder().decode(json.string("public").orElseThrow());
    return new TrustedKeys.Key(
        json.string("kid").orElseThrow(),
        KeyUse.named(json.string("use").orElseThrow()).orElseThrow(),
        VerifyingKey.ofRaw(algorithm, raw));
  }
}
