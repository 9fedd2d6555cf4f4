package org.entente.receipt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.entente.receipt.PartyWithKeys.document;

import java.util.List;
import org.entente.crypto.Jws;
import org.entente.crypto.ProofInvalid;
import org.entente.document.AccordReader;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonObject;
import org.junit.jupiter.api.Test;

/// Who signed an accord, for somebody who has only the parties' keys.
class AccordSignaturesTest {
  private static final PartyWithKeys X = PartyWithKeys.of("identity--x");
  private static final PartyWithKeys Y = PartyWithKeys.of("identity--y");

  private static Jws both(byte[] document) {
    return PartyWithKeys.signed(document, X, Y);
  }

  /// An accord that a second body of a party has still to sign binds nobody.
  @Test
  void every_signing_body_of_a_party_must_have_signed() throws Exception {
    var half = both(document(X.listed("cert"), Y.listed("cert", "ministry")));
    assertThatThrownBy(() -> AccordSignatures.of(half).requireBy(Y.keys()))
        .isInstanceOf(ProofInvalid.class)
        .hasMessageContaining("lacks a signature of identity--y, body ministry");
    AccordSignatures.of(half).requireBy(X.keys());
    AccordSignatures.of(both(document(X.listed("cert"), Y.listed("cert")))).requireBy(Y.keys());
  }

  @Test
  void a_key_that_the_accord_lists_for_another_or_not_at_all_signs_for_nobody() throws Exception {
    var none = both(document(X.listed("cert"), Y.listed("cert").without("keys")));
    assertThatThrownBy(() -> AccordSignatures.of(none).requireBy(Y.keys()))
        .hasMessageContaining("lacks a signature of identity--y, body cert");
    var nobody = both(document(X.listed("cert"), Y.listed()));
    assertThatThrownBy(() -> AccordSignatures.of(nobody).requireBy(Y.keys()))
        .hasMessageContaining("names no signatory of identity--y");
    var absent = both(document(X.listed("cert")));
    assertThatThrownBy(() -> AccordSignatures.of(absent).requireBy(Y.keys()))
        .hasMessageContaining("has no party identity--y");
  }

  @Test
  void only_signatories_must_have_signed() throws Exception {
    var observer = JsonValue.object().put("id", "watch").put("role", "observer").build();
    var listed = Y.listed("cert");
    var bodies = List.of(observer, (JsonObject) listed.array("bodies").getFirst());
    var more = listed.with("bodies", JsonValue.array(bodies, body -> body));
    AccordSignatures.of(both(document(X.listed("cert"), more))).requireBy(Y.keys());
  }

  /// The document says whose key it is, by its name **and** its bytes: a party that holds another
  /// key of that name has not signed with the one that is listed.
  @Test
  void a_key_counts_only_as_the_accord_lists_it() throws Exception {
    var stranger = PartyWithKeys.of(Y.id()).listed("cert");
    lacks(stranger);
    lacks(changed(Y.listed("cert"), "use", "node"));
    lacks(changed(Y.listed("cert"), "body", "ministry"));
    AccordSignatures.of(both(document(X.listed("cert"), changed(Y.listed("cert"), "use", "sign"))))
        .requireBy(Y.keys());
  }

  private static void lacks(JsonObject listed) throws ProofInvalid {
    var accord = AccordSignatures.of(both(document(X.listed("cert"), listed)));
    assertThatThrownBy(() -> accord.requireBy(Y.keys()))
        .isInstanceOf(ProofInvalid.class)
        .hasMessageContaining("lacks a signature of identity--y, body cert");
  }

  private static JsonObject changed(JsonObject party, String member, String value) {
    var keys = party.array("keys").stream().map(JsonObject.class::cast).toList();
    return party.with("keys", JsonValue.array(keys, key -> key.with(member, JsonValue.of(value))));
  }

  @Test
  void an_accord_that_can_be_read_in_two_ways_is_refused() throws Exception {
    var twice = both(document(X.listed("cert"), Y.listed("cert"), Y.listed("cert")));
    assertThatThrownBy(() -> AccordSignatures.of(twice).requireBy(Y.keys()))
        .hasMessageContaining("twice a party identity--y");
    var spaced = both((new String(document(X.listed("cert")), UTF_8) + " ").getBytes(UTF_8));
    assertThatThrownBy(() -> AccordSignatures.of(spaced)).hasMessageContaining("canonical form");
    var nameless =
        X.listed("cert")
            .with(
                "bodies",
                JsonValue.array(
                    List.of("signatory"), role -> JsonValue.object().put("role", role).build()));
    assertThatThrownBy(() -> AccordSignatures.of(both(document(nameless))).requireBy(X.keys()))
        .hasMessageContaining("without an id");
    var foreign = Jws.sign("other+jws", document(X.listed("cert")), Y.sign());
    assertThatThrownBy(() -> AccordSignatures.of(foreign)).hasMessageContaining("other+jws");
  }

  @Test
  void an_accord_without_an_id_is_no_accord_of_anybody() throws Exception {
    var nameless = AccordSignatures.of(both("{}".getBytes(UTF_8)));
    assertThatThrownBy(nameless::accord).hasMessageContaining("has no id");
  }

  @Test
  void an_accord_has_at_most_the_bytes_that_its_reader_takes() throws Exception {
    var most = AccordReader.MAX_BYTES - "{\"id\":\"\"}".length();
    assertThat(AccordSignatures.of(new Jws(named(most), List.of())).accord()).hasSize(most);
    assertThatThrownBy(() -> AccordSignatures.of(new Jws(named(most + 1), List.of())))
        .hasMessageContaining("longer than " + AccordReader.MAX_BYTES);
  }

  private static byte[] named(int length) {
    return ("{\"id\":\"" + "a".repeat(length) + "\"}").getBytes(UTF_8);
  }
}
