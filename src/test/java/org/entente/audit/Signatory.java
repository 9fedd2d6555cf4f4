package org.entente.audit;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.entente.accord.KeyUse;
import org.entente.crypto.Jws.KeyInUse;
import org.entente.crypto.Sha256;
import org.entente.crypto.SigningKey;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonObject;
import org.entente.peers.CardKey;
import org.entente.peers.NodeCard;
import org.entente.peers.NodeKeys;

/// A party with all its keys, the node card that an auditor has of it, and one pair of `sign` keys
/// for each of its bodies.
record Signatory(NodeCard card, NodeKeys keys, List<List<KeyInUse>> sign) {
  static Signatory of(String identity, String country, int bodies) {
    var keys = NodeKeys.generate(Instant.parse("2026-12-01T08:00:00Z"));
    var listed = new ArrayList<CardKey>(keys.publicKeys());
    var sign = new ArrayList<List<KeyInUse>>();
    sign.add(keys.of(KeyUse.SIGN));
    while (sign.size() < bodies) {
      var more = NodeKeys.generate(Instant.parse("2026-12-01T08:00:00Z")).of(KeyUse.SIGN);
      more.forEach(key -> listed.add(new CardKey(key.kid(), KeyUse.SIGN, key.key().publicKey())));
      sign.add(more);
    }
    var card =
        new NodeCard(
            identity,
            country,
            "CERT " + country + " — “é”",
            URI.create(
                "https://node." + country.toLowerCase(java.util.Locale.ROOT) + ".example:8443"),
            Sha256.of(new byte[] {1}),
            listed,
            List.of("v1"));
    return new Signatory(card, keys, List.copyOf(sign));
  }

  String id() {
    return card.identity();
  }

  SigningKey key(KeyUse use, int index) {
    return keys.of(use).get(index).key();
  }

  List<KeyInUse> signers() {
    return sign.stream().flatMap(List::stream).toList();
  }

  /// As an accord lists it, with a body that does not sign.
  JsonObject listed() {
    var bodies = new ArrayList<JsonValue>();
    var keyList = new ArrayList<JsonValue>();
    bodies.add(JsonValue.object().put("id", "press").put("role", "contact").build());
    for (int i = 0; i < sign.size(); i++) {
      bodies.add(JsonValue.object().put("id", "body" + i).put("role", "signatory").build());
      for (var key : sign.get(i)) {
        keyList.add(
            JsonValue.object()
                .put("alg", key.key().publicKey().algorithm().joseName())
                .put("body", "body" + i)
                .put("from", "2026-01-01")
                .put("kid", key.kid())
                .put("public", key.key().publicKey().base64Url())
                .put("use", "sign")
                .build());
      }
    }
    return JsonValue.object()
        .put("bodies", new JsonValue.JsonArray(bodies))
        .put("country", card.country())
        .put("id", id())
        .put("keys", new JsonValue.JsonArray(keyList))
        .build();
  }
}
