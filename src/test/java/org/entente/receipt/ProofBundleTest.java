package org.entente.receipt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.Optional;
import org.entente.crypto.ProofInvalid;
import org.entente.json.CanonicalJson;
import org.entente.json.Json;
import org.entente.ledger.Opening;
import org.entente.ledger.Vectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a proof is as a file, whatever it proves.
class ProofBundleTest {
  private ProofBundle bundle;

  @BeforeEach
  void the_published_one() throws Exception {
    var file = Vectors.log().object("bundleFile").orElseThrow();
    bundle = ProofBundle.parse(CanonicalJson.bytes(file));
  }

  /// Two files that differ and prove the same would let somebody say that one of them is forged.
  @Test
  void a_bundle_has_one_writing() throws Exception {
    var text = new String(bundle.bytes(), UTF_8);
    var entry = Base64.getEncoder().encodeToString(bundle.entry());
    unreadable(text.replace(entry, entry.replace("=", "")), "one form of base64");
    var salt = Base64.getEncoder().encodeToString(bundle.header().orElseThrow().salt());
    var last = salt.charAt(salt.length() - 2);
    unreadable(
        text.replace(salt, salt.substring(0, salt.length() - 2) + (char) (last + 1) + "="),
        "one form of base64");
    unreadable(text.replace("\"salt\"", "\"more\":1,\"salt\""), "other members");
    unreadable(text.replace("\"log\":", "\"less\":1,\"log\":"), "unknown member \"less\"");
    for (var version : new String[] {"0", "2", "\"1\"", "null"}) {
      unreadable(
          text.replace("\"entente-proof\":1", "\"entente-proof\":" + version),
          "expected \"entente-proof\":1");
    }
    unreadable(text.replace("\"header\":", "\"Header\":"), "not in canonical form");
    unreadable(text + "\n", "not in canonical form");
  }

  private static void unreadable(String text, String because) {
    assertThatThrownBy(() -> ProofBundle.parse(text.getBytes(UTF_8)))
        .isInstanceOf(ProofInvalid.class)
        .hasMessageContaining(because);
  }

  @Test
  void a_payload_needs_its_header() {
    var bytes = opened(Optional.empty(), bundle.payload()).bytes();
    unreadable(new String(bytes, UTF_8), "a payload without its header");
  }

  @Test
  void what_a_bundle_cannot_do_without_is_named() throws Exception {
    for (var name : new String[] {"accord", "entry", "log", "held", "receipt"}) {
      var less = Json.parseObject(bundle.bytes()).without(name);
      unreadable(
          new String(CanonicalJson.bytes(less), UTF_8), "proof: " + name + " is missing or no");
    }
  }

  @Test
  void a_header_has_at_most_64_KiB_and_a_file_64_MiB() throws Exception {
    var most = opened(new byte[65_536]);
    assertThat(ProofBundle.parse(most.bytes()).header().orElseThrow().content()).hasSize(65_536);
    unreadable(new String(opened(new byte[65_537]).bytes(), UTF_8), "header is longer than 65536");
    assertThatThrownBy(() -> ProofBundle.parse(new byte[ProofBundle.MAX_BYTES + 1]))
        .hasMessageContaining("longer than");
    assertThatThrownBy(() -> ProofBundle.parse(new byte[ProofBundle.MAX_BYTES]))
        .hasMessageNotContaining("longer than");
  }

  private ProofBundle opened(byte[] header) {
    return opened(Optional.of(Opening.of(header)), Optional.empty());
  }

  private ProofBundle opened(Optional<Opening> header, Optional<Opening> payload) {
    return new ProofBundle(
        bundle.accord(), bundle.entry(), header, payload, bundle.log(), bundle.held());
  }
}
