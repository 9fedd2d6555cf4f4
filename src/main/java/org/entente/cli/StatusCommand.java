package org.entente.cli;

import java.util.List;
import java.util.stream.Collectors;
import org.entente.json.JsonValue;
import org.entente.node.Node;
import org.entente.terminal.Answer;
import org.entente.terminal.Call;
import org.entente.terminal.Table;
import picocli.CommandLine.Command;

/// Who this node is, whether it serves, with whom it exchanges under which accords, and what keeps
/// that from going on.
@Command(name = "status", description = "Show who this node is, and whether it serves.")
final class StatusCommand implements NodeCommand {
  @Override
  public Answer run(Node node, Call call) {
    var configuration = node.configuration();
    var standings = node.exchange().standings();
    var peers =
        node.peers().all().stream().map(peer -> new PartnerStatus(node, peer, standings)).toList();
    var json =
        JsonValue.object()
            .put("name", configuration.name())
            .put("country", configuration.country())
            .put("identity", configuration.identity())
            .put("home", node.home().folder().toString())
            .put("serving", node.serving().isPresent())
            .put("settled", node.exchange().isSettled())
            .put("partnerUrl", configuration.partnerPort().url().toString())
            .put("partners", JsonValue.array(peers, PartnerStatus::json));
    node.serving().ifPresent(serving -> json.put("url", serving.url().toString()));
    return Answer.done(json.build(), text(node) + text(peers));
  }

  private static String text(List<PartnerStatus> peers) {
    return peers.stream().map(PartnerStatus::text).collect(Collectors.joining());
  }

  private static String text(Node node) {
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
    var peers = node.peers().all();
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
