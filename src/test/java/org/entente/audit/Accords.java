package org.entente.audit;

import java.util.List;
import org.entente.crypto.Jws;
import org.entente.json.CanonicalJson;
import org.entente.json.JsonValue;

/// Accords as far as a verifier reads them, with members beside that it leaves alone.
final class Accords {
  private Accords() {}

  static byte[] document(List<Signatory> parties, int revision) {
    return CanonicalJson.bytes(
        JsonValue.object()
            .put("entente", 1)
            .put("id", "accord--1")
            .put("parties", JsonValue.array(parties, Signatory::listed))
            .put("revision", revision)
            .put("share", new JsonValue.JsonNumber("0.25"))
            .put("title", JsonValue.object().put("fr", "Coopération “cyber” \ud83d\ude00").build())
            .build());
  }

  static Jws signed(List<Signatory> parties, int revision) {
    var signers = parties.stream().flatMap(party -> party.signers().stream()).toList();
    return Jws.sign("entente-accord+jws", document(parties, revision), signers);
  }
}
