package org.entente.receipt;

import java.util.List;
import org.entente.accord.KeyUse;
import org.entente.crypto.Algorithm;
import org.entente.crypto.Jws;
import org.entente.crypto.Jws.KeyInUse;
import org.entente.crypto.SigningKey;
import org.entente.json.CanonicalJson;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonObject;
import org.entente.tlog.LogOrigin;
import org.entente.tlog.NoteSigners;

/// A party with all its keys, private and public.
record PartyWithKeys(
    String id, List<KeyInUse> sign, List<KeyInUse> node, SigningKey[] log, SigningKey[] hold) {
  static PartyWithKeys of(String id) {
    return new PartyWithKeys(
        id,
        List.of(
            new KeyInUse("sign-ed-" + id, SigningKey.generate(Algorithm.ED25519)),
            new KeyInUse("sign-ml-" + id, SigningKey.generate(Algorithm.ML_DSA_65))),
        List.of(
            new KeyInUse("node-ed-" + id, SigningKey.generate(Algorithm.ED25519)),
            new KeyInUse("node-ml-" + id, SigningKey.generate(Algorithm.ML_DSA_65))),
        pair(),
        pair());
  }

  private static SigningKey[] pair() {
    return new SigningKey[] {
      SigningKey.generate(Algorithm.ED25519), SigningKey.generate(Algorithm.ML_DSA_44)
    };
  }

  NoteSigners author(LogOrigin origin) {
    return NoteSigners.ofLog(origin, log[0], log[1]);
  }

  NoteSigners holder() {
    return NoteSigners.ofHolder(id, hold[0], hold[1]);
  }

  /// As much of an accord as a bundle is checked against.
  static byte[] document(JsonObject... parties) {
    return CanonicalJson.bytes(
        JsonValue.object()
            .put("id", "accord--1")
            .put("parties", JsonValue.array(List.of(parties), party -> party))
            .build());
  }

  static Jws signed(byte[] document, PartyWithKeys... parties) {
    var jws = new Jws(document, List.of());
    for (var party : parties) {
      jws = jws.withSignatures("entente-accord+jws", party.sign);
    }
    return jws;
  }

  /// As an accord lists it; the signing keys are those of the first body.
  JsonObject listed(String... signatories) {
    var first = signatories.length == 0 ? "" : signatories[0];
    return JsonValue.object()
        .put("id", id)
        .put(
            "bodies",
            JsonValue.array(
                List.of(signatories),
                body -> JsonValue.object().put("id", body).put("role", "signatory").build()))
        .put(
            "keys",
            JsonValue.array(
                sign,
                key ->
                    JsonValue.object()
                        .put("body", first)
                        .put("kid", key.kid())
                        .put("public", key.key().publicKey().base64Url())
                        .put("use", "sign")
                        .build()))
        .build();
  }

  TrustedKeys keys() {
    var keys = new java.util.ArrayList<TrustedKeys.Key>();
    sign.forEach(
        key -> keys.add(new TrustedKeys.Key(key.kid(), KeyUse.SIGN, key.key().publicKey())));
    node.forEach(
        key -> keys.add(new TrustedKeys.Key(key.kid(), KeyUse.NODE, key.key().publicKey())));
    for (int i = 0; i < 2; i++) {
      keys.add(new TrustedKeys.Key("log" + i + id, KeyUse.LOG, log[i].publicKey()));
      keys.add(new TrustedKeys.Key("hold" + i + id, KeyUse.HOLD, hold[i].publicKey()));
    }
    return new TrustedKeys(id, keys);
  }
}
