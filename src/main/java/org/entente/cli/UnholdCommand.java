package org.entente.cli;

import org.entente.json.JsonValue;
import org.entente.node.Node;
import org.entente.terminal.Answer;
import org.entente.terminal.Call;
import org.entente.terminal.Refused;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Lifts a national hold. Whether the object then goes is the accord's to say.
@Command(name = "unhold", description = "Lift the hold on an object; it is decided again.")
final class UnholdCommand implements NodeCommand {
  @Parameters(paramLabel = "ID", description = "the object's STIX id")
  String id = "";

  @Option(names = "--as", paramLabel = "OFFICER", required = true, description = "who says so")
  String officer = "";

  @Override
  public Answer run(Node node, Call call) throws Refused {
    var object = Named.id(id);
    Named.requireOfficer(node, officer);
    if (!node.holds().lift(object)) {
      throw new Refused("not-held", object + " is not held at home", "./entente hold");
    }
    node.changed();
    return Answer.done(
        JsonValue.object().put("object", object.text()).put("as", officer).build(),
        object + " is decided again\n");
  }
}
