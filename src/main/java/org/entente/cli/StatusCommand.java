package org.entente.cli;

import java.util.List;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonObject;
import org.entente.node.Node;
import org.entente.peers.Peer;
import org.entente.terminal.Answer;
import org.entente.terminal.Call;
import org.entente.terminal.Table;
import picocli.CommandLine.Command;

/// Who this node is, whether it serves, and with whom it exchanges.
@Command(name = "status", description = "Show who this node is, and whether it serves.")
final class StatusCommand implements NodeCommand {
  @Override
  public Answer run(Node node, Call call) {
    var configuration = node.configuration();
    var peers = node.peers().all();
    var json =
        JsonValue.object()
            .put("name", configuration.name())
            .put("country", configuration.country())
            .put("identity", configuration.identity())
            .put("home", node.home().folder().toString())
            .put("serving", node.serving().isPresent())
            .put("settled", node.exchange().isSettled())
            .put("partnerUrl", configuration.partnerPort().url().toString())
            .put("partners", JsonValue.array(peers, StatusCommand::json));
    node.serving().ifPresent(serving -> json.put("url", serving.url().toString()));
    return Answer.done(json.build(), text(node, peers));
  }

  private static JsonObject json(Peer peer) {
    return JsonValue.object()
        .put("identity", peer.identity())
        .put("name", peer.card().name())
        .put("country", peer.card().country())
        .put("confirmed", peer.confirmed())
        .build();
  }

  private static String text(Node node, List<Peer> peers) {
    var configuration = node.configuration();
    var text =
        new StringBuilder()
            .append(
                "%s (%s)  %s\n"
                    .formatted(
                        Table.shown(configuration.name()),
                        configuration.country(),
                        configuration.identity()))
            .append("  home      ")
            .append(node.home().folder())
            .append('\n')
            .append("  serving   ")
            .append(node.serving().map(serving -> serving.url().toString()).orElse("no"))
            .append('\n')
            .append("  exchange  ")
            .append(node.exchange().isSettled() ? "nothing on its way" : "not all has gone yet")
            .append('\n')
            .append("  partners  ")
            .append(configuration.partnerPort().url())
            .append('\n');
    if (!peers.isEmpty()) {
      var table = new Table("PARTNER", "COUNTRY", "CONFIRMED");
      peers.forEach(peer ->
          table.row(
              peer.card().name(), peer.card().country(), peer.confirmed() ? "yes" : "not yet"));
      text.append('\n').append(table);
    }
    return text.toString();
  }
}
