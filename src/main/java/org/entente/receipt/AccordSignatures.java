package org.entente.receipt;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.entente.accord.Body;
import org.entente.accord.KeyUse;
import org.entente.crypto.Algorithm;
import org.entente.crypto.Jws;
import org.entente.crypto.ProofInvalid;
import org.entente.document.AccordReader;
import org.entente.document.SignedAccord;
import org.entente.json.CanonicalJson;
import org.entente.json.Json;
import org.entente.json.JsonValue.JsonObject;
import org.entente.json.MalformedJson;

/// Who signed the accord of a proof bundle, as somebody tells who has only the parties' keys: a
/// party has signed when **every** body of it with the role `signatory` has, with a key of each
/// algorithm (docs/protocol/accord.md §3). Which bodies those are, and which key is whose, the
/// document itself says; that the keys are the party's, the keys at hand.
///
/// The document is not checked otherwise, and the dates of its keys are not looked at: nobody can
/// tell offline when a signature was made.
final class AccordSignatures {
  private static final Set<Algorithm> BOTH = EnumSet.of(Algorithm.ED25519, Algorithm.ML_DSA_65);

  private final Jws jws;
  private final JsonObject document;

  private AccordSignatures(Jws jws, JsonObject document) {
    this.jws = jws;
    this.document = document;
  }

  static AccordSignatures of(Jws jws) throws ProofInvalid {
    if (jws.payload().length > AccordReader.MAX_BYTES) {
      throw new ProofInvalid("the accord is longer than " + AccordReader.MAX_BYTES + " bytes");
    }
    for (var signed : jws.signatures()) {
      if (!signed.typ().equals(SignedAccord.TYPE)) {
        throw new ProofInvalid("the accord carries a signature of typ \"" + signed.typ() + "\"");
      }
    }
    try {
      var document = Json.parseObject(jws.payload());
      if (!Arrays.equals(CanonicalJson.bytes(document), jws.payload())) {
        throw new ProofInvalid("the accord is not in canonical form (RFC 8785)");
      }
      return new AccordSignatures(jws, document);
    } catch (MalformedJson e) {
      throw new ProofInvalid("the accord is not JSON: " + e.getMessage());
    }
  }

  /// Its id.
  String accord() throws ProofInvalid {
    return document.string("id").orElseThrow(() -> new ProofInvalid("the accord has no id"));
  }

  /// Signatures of other parties are left aside: their keys are not at hand.
  void requireBy(TrustedKeys party) throws ProofInvalid {
    var theirs =
        jws.signatures().stream()
            .filter(signed -> party.named(KeyUse.SIGN, signed.kid()).isPresent())
            .toList();
    new Jws(jws.payload(), theirs).verify(SignedAccord.TYPE, kid -> party.named(KeyUse.SIGN, kid));
    var kids = theirs.stream().map(Jws.Signed::kid).collect(Collectors.toSet());
    var listed = party(party.party());
    var signatories =
        objects(listed, "bodies").stream()
            .filter(body -> is(body, "role", Body.Role.SIGNATORY.word()))
            .toList();
    if (signatories.isEmpty()) {
      throw new ProofInvalid("the accord names no signatory of " + party.party());
    }
    for (var body : signatories) {
      var id =
          body.string("id")
              .orElseThrow(() ->
                  new ProofInvalid(
                      "the accord names a signatory of " + party.party() + " without an id"));
      requireBody(party, kids, listed, id);
    }
  }

  private static void requireBody(
      TrustedKeys party, Set<String> kids, JsonObject listed, String body) throws ProofInvalid {
    var algorithms = EnumSet.noneOf(Algorithm.class);
    for (var key : objects(listed, "keys")) {
      var kid = key.string("kid").orElse("");
      if (kids.contains(kid) && is(key, "body", body) && is(key, "use", KeyUse.SIGN.word())) {
        party
            .named(KeyUse.SIGN, kid)
            .filter(known -> is(key, "public", known.base64Url()))
            .ifPresent(known -> algorithms.add(known.algorithm()));
      }
    }
    if (!algorithms.containsAll(BOTH)) {
      throw new ProofInvalid(
          "the accord lacks a signature of %s, body %s: expected Ed25519 and ML-DSA-65, found %s"
              .formatted(party.party(), body, algorithms));
    }
  }

  private JsonObject party(String id) throws ProofInvalid {
    var found = objects(document, "parties").stream().filter(party -> is(party, "id", id)).toList();
    if (found.size() != 1) {
      throw new ProofInvalid(
          "the accord has %s party %s".formatted(found.isEmpty() ? "no" : "twice a", id));
    }
    return found.getFirst();
  }

  private static List<JsonObject> objects(JsonObject json, String member) {
    return json.array(member).stream()
        .filter(JsonObject.class::isInstance)
        .map(JsonObject.class::cast)
        .toList();
  }

  private static boolean is(JsonObject json, String member, String value) {
    return json.string(member).filter(value::equals).isPresent();
  }
}
