package org.entente.cli;

import org.entente.draft.Cards;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonObject;
import org.entente.node.Node;
import org.entente.peers.Fingerprint;
import org.entente.peers.Peer;
import org.entente.peers.Peers.Added;
import org.entente.terminal.Answer;
import org.entente.terminal.Call;
import org.entente.terminal.Refused;
import org.entente.terminal.Table;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Partners' nodes: a card is handed in, its 12 words are compared by people, and only then can
/// that node do anything here.
@Command(
    name = "peer",
    description = "Partners' nodes.",
    subcommands = {PeerCommand.Add.class, PeerCommand.Confirm.class, PeerCommand.Listing.class})
final class PeerCommand {
  private static final String FINGERPRINT =
      "the 12 words of the partner's card, as heard on the telephone";

  @Command(name = "add", description = "Take in a partner's card, unconfirmed without its words.")
  static final class Add implements NodeCommand {
    @Parameters(paramLabel = "CARD", description = "the card's file")
    String card = "";

    @Option(names = "--fingerprint", paramLabel = "'w1 … w12'", description = FINGERPRINT)
    @Nullable String fingerprint;

    @Override
    public Answer run(Node node, Call call) throws Refused {
      var read = Cards.read(call.path(card));
      if (read.identity().equals(node.configuration().identity())) {
        throw new Refused(
            "own-card", "this is the card of this very node", "hand in the partner's card");
      }
      if (fingerprint != null && !words(fingerprint).equals(read.fingerprint())) {
        throw new Refused(
            "fingerprint", "these are not the words of " + card, "nothing was added; " + COMPARE);
      }
      var peer =
          switch (node.peers().add(read)) {
            case Added.Known(Peer known) -> known;
            case Added.Unconfirmed(Peer added) -> added;
            case Added.Refused(String reason) ->
                throw new Refused("peer", reason, "ask that partner by telephone what happened");
          };
      return fingerprint == null ? answer(peer) : confirm(node, peer, words(fingerprint));
    }
  }

  @Command(name = "confirm", description = "Confirm a partner's card by its 12 words.")
  static final class Confirm implements NodeCommand {
    @Parameters(paramLabel = "PARTNER", description = "country code, name or identity id")
    String partner = "";

    @Option(
        names = "--fingerprint",
        paramLabel = "'w1 … w12'",
        required = true,
        description = FINGERPRINT)
    String fingerprint = "";

    @Override
    public Answer run(Node node, Call call) throws Refused {
      return PeerCommand.confirm(node, Named.partner(node, partner), words(fingerprint));
    }
  }

  @Command(name = "list", description = "Partners' nodes and whether they are confirmed.")
  static final class Listing implements NodeCommand {
    @Override
    public Answer run(Node node, Call call) {
      var peers = node.peers().all();
      var table = new Table("IDENTITY", "COUNTRY", "NAME", "NODE", "STATE");
      peers.forEach(peer ->
          table.row(
              peer.identity(),
              peer.card().country(),
              peer.card().name(),
              peer.card().node().toString(),
              state(peer)));
      var json = JsonValue.object().put("peers", JsonValue.array(peers, PeerCommand::json));
      return Answer.done(json.build(), table.toString());
    }
  }

  private static final String COMPARE = "compare them again, word by word, on the telephone";

  private static Fingerprint words(String text) throws Refused {
    return Fingerprint.parse(text)
        .orElseThrow(() ->
            new Refused(
                "fingerprint",
                "a fingerprint has 12 words, all from the list",
                "put the 12 words in one pair of quotes"));
  }

  private static Answer confirm(Node node, Peer peer, Fingerprint words) throws Refused {
    if (!node.peers().confirm(peer.identity(), words)) {
      throw new Refused(
          "fingerprint", "these are not the words of " + peer.card().name() + "'s card", COMPARE);
    }
    node.changed();
    return answer(new Peer(peer.card(), true));
  }

  private static Answer answer(Peer peer) {
    var text =
        "%s (%s) is %s\n"
            .formatted(Table.shown(peer.card().name()), peer.card().country(), state(peer));
    var next =
        peer.confirmed()
            ? ""
            : "next: compare its words, then ./entente peer confirm %s --fingerprint 'w1 … w12'\n"
                .formatted(peer.card().country());
    return Answer.done(json(peer), text + next);
  }

  private static String state(Peer peer) {
    return peer.confirmed() ? "CONFIRMED" : "UNCONFIRMED";
  }

  static JsonObject json(Peer peer) {
    return JsonValue.object()
        .put("identity", peer.identity())
        .put("country", peer.card().country())
        .put("name", peer.card().name())
        .put("node", peer.card().node().toString())
        .put("state", state(peer))
        .build();
  }
}
