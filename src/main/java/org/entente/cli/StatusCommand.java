package org.entente.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.entente.exchange.Standing;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonObject;
import org.entente.node.Configuration;
import org.entente.node.Node;
import org.entente.peers.Peer;
import org.entente.peers.Peers;
import org.entente.storage.Database;
import org.entente.storage.Home;
import org.entente.storage.Restorations;
import org.entente.terminal.Answer;
import org.entente.terminal.Call;
import org.entente.terminal.Refused;
import org.entente.terminal.Table;
import picocli.CommandLine.Command;

/// Who this node is, whether it serves, with whom it exchanges, and what keeps that from going on.
/// Only a node that serves knows whether something is still on its way (`settled`), and at which
/// levels things go; of one that is stopped, what its store says.
@Command(name = "status", description = "Show who this node is, and whether it serves.")
final class StatusCommand implements NodeCommand {
  @Override
  public Answer run(Node node, Call call) {
    var now = JsonValue.object().put("settled", node.exchange().isSettled());
    node.serving().ifPresent(ports -> now.put("url", ports.url().toString()));
    var standings = node.exchange().standings();
    var peers = node.peers().all();
    var partners = peers.stream().map(peer -> PartnerStatus.of(node, peer, standings)).toList();
    var restored = node.database().read(Restorations::unconfirmed);
    return answer(node.home(), node.configuration(), peers, partners, restored, now.build());
  }

  @Override
  public Optional<Answer> look(Home home, Call call) throws Refused {
    var configuration = OpenHome.configuration(home);
    try (var database = Database.openReadOnly(home.database())) {
      var peers = new Peers(database).all();
      var alarms = Standing.alarms(database);
      var partners =
          database.read(connection -> {
            var found = new ArrayList<PartnerStatus>();
            for (var peer : peers) {
              found.add(
                  PartnerStatus.ofStopped(connection, configuration.identity(), peer, alarms));
            }
            return found;
          });
      var restored = database.read(Restorations::unconfirmed);
      return Optional.of(answer(home, configuration, peers, partners, restored, JsonObject.EMPTY));
    }
  }

  /// @param now what only an open node knows: `{"settled":true,"url":"https://…"}`
  private static Answer answer(
      Home home,
      Configuration configuration,
      List<Peer> peers,
      List<PartnerStatus> partners,
      Optional<Restorations.Unconfirmed> restored,
      JsonObject now) {
    var json =
        JsonValue.object()
            .put("name", configuration.name())
            .put("country", configuration.country())
            .put("identity", configuration.identity())
            .put("home", home.folder().toString())
            .put("serving", now.has("url"))
            .put("partnerUrl", configuration.partnerPort().url().toString())
            .put("partners", JsonValue.array(partners, PartnerStatus::json));
    now.members().forEach(json::put);
    restored.ifPresent(one -> json.put("restored", ConfirmRestoreCommand.json(one)));
    var text =
        """
        %s (%s)  %s
          home      %s
          serving   %s
          exchange  %s
          partners  %s
        """
            .formatted(
                Table.shown(configuration.name()),
                configuration.country(),
                configuration.identity(),
                home.folder(),
                now.string("url")
                    .orElse("no, the node is stopped: what follows is what its store says"),
                now.bool("settled")
                    .map(settled -> settled ? "nothing on its way" : "not all has gone yet")
                    .orElse("nothing comes or goes until ./entente serve"),
                configuration.partnerPort().url());
    var stands =
        restored.map(ConfirmRestoreCommand::text).orElse("")
            + partners.stream().map(PartnerStatus::text).collect(Collectors.joining());
    return Answer.done(
        json.build(), (peers.isEmpty() ? text : text + "\n" + table(peers)) + stands);
  }

  private static Table table(List<Peer> peers) {
    var table = new Table("PARTNER", "COUNTRY", "CONFIRMED");
    peers.forEach(peer ->
        table.row(peer.card().name(), peer.card().country(), peer.confirmed() ? "yes" : "not yet"));
    return table;
  }
}
