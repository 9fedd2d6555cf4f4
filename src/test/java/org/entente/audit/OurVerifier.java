package org.entente.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.entente.crypto.ProofInvalid;
import org.entente.crypto.Sha256;
import org.entente.draft.Cards;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonObject;
import org.entente.peers.MalformedCard;
import org.entente.peers.NodeCard;
import org.entente.receipt.BundleVerifier;
import org.entente.receipt.ProofBundle;
import org.entente.receipt.TrustedKeys;

/// What `./entente verify` does, with a statement in the members of its `--json`.
final class OurVerifier {
  private OurVerifier() {}

  static Optional<List<TrustedKeys>> cards(List<byte[]> files) {
    try {
      var parties = new ArrayList<TrustedKeys>();
      for (var file : files) {
        parties.add(Cards.trusted(NodeCard.read(file)));
      }
      return Optional.of(parties);
    } catch (MalformedCard e) {
      return Optional.empty();
    }
  }

  static Optional<JsonObject> answer(byte[] file, List<TrustedKeys> parties) {
    try {
      var bundle = ProofBundle.parse(file);
      var verifier = BundleVerifier.among(parties, bundle);
      if (verifier.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(statement(verifier.get().verify(bundle), verifier.get()));
    } catch (ProofInvalid e) {
      return Optional.empty();
    }
  }

  private static JsonObject statement(BundleVerifier.Proved proved, BundleVerifier verifier) {
    var json =
        JsonValue.object()
            .put("verified", true)
            .put("log", proved.log().text())
            .put("index", proved.index())
            .put("kind", proved.leaf().kind().text())
            .put("from", verifier.from())
            .put("to", verifier.to())
            .put("at", proved.leaf().at().toString())
            .put("accord", proved.leaf().accord().hex())
            .put("header", proved.header().isPresent())
            .put("payload", proved.payload().isPresent())
            .put("receipted", proved.receipted());
    proved.header().ifPresent(bytes -> json.put("headerSha256", Sha256.of(bytes).hex()));
    proved.payload().ifPresent(bytes -> json.put("payloadSha256", Sha256.of(bytes).hex()));
    proved.verdict().ifPresent(verdict -> json.put("outcome", verdict.outcome().word()));
    proved.verdict().ifPresent(verdict -> json.put("verdict", verdict.reason()));
    return json.build();
  }
}
