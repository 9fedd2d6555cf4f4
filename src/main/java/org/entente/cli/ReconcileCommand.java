package org.entente.cli;

import java.util.List;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonObject;
import org.entente.node.Node;
import org.entente.register.Reconciliation;
import org.entente.terminal.Answer;
import org.entente.terminal.Call;
import org.entente.terminal.Refused;
import org.entente.terminal.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Compares what this node and a partner keep of both logs, row by row; with the partner's own word
/// when it can be reached.
@Command(name = "reconcile", description = "Compare both directions with a partner, row by row.")
final class ReconcileCommand implements NodeCommand {
  @Option(names = "--partner", paramLabel = "PARTNER", required = true)
  String partner = "";

  @Override
  public Answer run(Node node, Call call) throws Refused {
    var to = Named.partner(node, partner);
    var all = node.exchange().reconcile(to.identity());
    if (all.isEmpty()) {
      throw new Refused(
          "no-accord",
          "no accord with " + to.card().name() + " is installed",
          "./entente accord install FILE");
    }
    boolean clean = all.stream().allMatch(Reconciliation::isClean);
    var json =
        JsonValue.object()
            .put("reconciled", clean)
            .put("accords", JsonValue.array(all, ReconcileCommand::json))
            .build();
    return clean ? Answer.done(json, text(all)) : Answer.failed(json, text(all));
  }

  private static JsonObject json(Reconciliation one) {
    var json = JsonValue.object();
    one.unasked().ifPresent(reason -> json.put("unasked", reason));
    return json.put("accord", one.accord())
        .put("sent", one.sent())
        .put("received", one.received())
        .put("withPartner", one.withPartner())
        .put(
            "differences",
            JsonValue.array(
                one.differences(),
                each ->
                    JsonValue.object()
                        .put("log", each.log())
                        .put("entry", each.entry())
                        .put("problem", each.problem())
                        .build()))
        .build();
  }

  private static String text(List<Reconciliation> all) {
    var text = new StringBuilder();
    for (var one : all) {
      text.append(
          "%s: %,d entries sent, %,d received, %s\n"
              .formatted(
                  one.accord(),
                  one.sent(),
                  one.received(),
                  one.withPartner()
                      ? "compared with the partner"
                      : "not compared with the partner: " + Table.shown(one.unasked().orElse(""))));
      for (var each : one.differences()) {
        text.append(
            "  %s %d: %s\n".formatted(each.log(), each.entry(), Table.shown(each.problem())));
      }
      text.append(one.differences().isEmpty() ? "  no differences\n" : "");
    }
    return text.toString();
  }
}
