package org.entente.cli;

import java.util.ArrayList;
import java.util.List;
import org.entente.crypto.ProofInvalid;
import org.entente.crypto.Sha256;
import org.entente.draft.Cards;
import org.entente.json.JsonValue;
import org.entente.peers.NodeCard;
import org.entente.receipt.BundleVerifier;
import org.entente.receipt.BundleVerifier.Proved;
import org.entente.receipt.ProofBundle;
import org.entente.terminal.Answer;
import org.entente.terminal.Call;
import org.entente.terminal.InputFile;
import org.entente.terminal.Refused;
import org.entente.terminal.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Verifies an exported proof with nothing but the two parties' cards: for an outsider, offline.
@Command(name = "verify", description = "Verify an exported proof offline, with the cards alone.")
final class VerifyCommand implements OfflineCommand {
  @Parameters(paramLabel = "FILE", description = "what ./entente proof export wrote")
  String file = "";

  @Option(
      names = "--key",
      paramLabel = "CARD",
      arity = "1..*",
      required = true,
      description = "both parties' node cards, from a source you trust")
  List<String> keys = List.of();

  @Override
  public Answer run(Call call) throws Refused {
    var path = call.path(file);
    var cards = new ArrayList<NodeCard>();
    for (var key : keys) {
      cards.add(Cards.read(call.path(key)));
    }
    try {
      var bundle = ProofBundle.parse(InputFile.read(path, ProofBundle.MAX_BYTES));
      var verifier =
          BundleVerifier.among(cards.stream().map(Cards::trusted).toList(), bundle)
              .orElseThrow(() -> strangers(bundle));
      var proved = verifier.verify(bundle);
      return answer(proved, card(cards, verifier.from()), card(cards, verifier.to()));
    } catch (ProofInvalid e) {
      throw new Refused(
          "proof-invalid",
          path + " proves nothing: " + e.getMessage(),
          "ask for the file again; if it stays so, somebody has changed it");
    }
  }

  private static Refused strangers(ProofBundle bundle) {
    return new Refused(
        "wrong-cards",
        "the proof is of the log %s, and these are not the cards of its parties"
            .formatted(bundle.log().checkpoint().checkpoint().origin()),
        "give the cards of both parties: --key CARD --key CARD");
  }

  private static NodeCard card(List<NodeCard> cards, String identity) {
    return cards.stream()
        .filter(card -> card.identity().equals(identity))
        .findFirst()
        .orElseThrow();
  }

  private static Answer answer(Proved proved, NodeCard from, NodeCard to) {
    var json =
        JsonValue.object()
            .put("verified", true)
            .put("log", proved.log().text())
            .put("index", proved.index())
            .put("kind", proved.leaf().kind().text())
            .put("from", from.identity())
            .put("to", to.identity())
            .put("at", proved.leaf().at().toString())
            .put("accord", proved.leaf().accord().hex())
            .put("header", proved.header().isPresent())
            .put("payload", proved.payload().isPresent())
            .put("receipted", proved.receipted());
    proved.header().ifPresent(bytes -> json.put("headerSha256", Sha256.of(bytes).hex()));
    proved.payload().ifPresent(bytes -> json.put("payloadSha256", Sha256.of(bytes).hex()));
    proved.verdict().ifPresent(verdict -> json.put("outcome", verdict.outcome().word()));
    proved.verdict().ifPresent(verdict -> json.put("verdict", verdict.reason()));
    var text =
        "Proved: entry %d of %s (%s) to %s (%s), %s\n%s"
            .formatted(
                proved.index(),
                Table.shown(from.name()),
                from.country(),
                Table.shown(to.name()),
                to.country(),
                proved.leaf().at(),
                proved.receipted()
                    ? "with the signed receipt of the holder\n"
                    : "without a receipt: this is the releaser's word alone\n");
    return Answer.done(json.build(), text);
  }
}
