package org.entente.cli;

import org.entente.json.JsonValue;
import org.entente.node.Node;
import org.entente.node.PortTaken;
import org.entente.node.Serving;
import org.entente.storage.Home;
import org.entente.terminal.Answer;
import org.entente.terminal.Call;
import org.entente.terminal.Refused;
import org.entente.terminal.StopSignal;
import picocli.CommandLine.Command;

/// Runs the node until it is told to stop (Ctrl-C, SIGTERM). The only command that starts a
/// framework.
@Command(name = "serve", description = "Run the node: pages, the partner port, the exchange.")
final class ServeCommand implements OfflineCommand {
  @Override
  public Answer run(Call call) throws Refused {
    OpenHome.requireShort(new Home(call.home()));
    try (var stop = new StopSignal();
        var node = OpenHome.at(call.home())) {
      var serving = node.serve();
      try (var _ = Dispatch.socket(node)) {
        call.print(ready(node, serving));
        stop.await();
      }
    } catch (PortTaken e) {
      throw new Refused(
          "port-taken",
          String.valueOf(e.getMessage()),
          "stop what listens there, or change the port in config.yaml");
    }
    return Answer.NOTHING_MORE;
  }

  private static Answer ready(Node node, Serving serving) {
    var json =
        JsonValue.object()
            .put("url", serving.url().toString())
            .put("partnerUrl", serving.partnerUrl().toString())
            .put("home", node.home().folder().toString())
            .put("pid", ProcessHandle.current().pid())
            .build();
    return Answer.done(
        json,
        """
        %s (%s) serves from %s.
          browsers   %s
          partners   %s
        Stop it with Ctrl-C.
        """
            .formatted(
                node.configuration().name(),
                node.configuration().country(),
                node.home().folder(),
                serving.url(),
                serving.partnerUrl()));
  }
}
