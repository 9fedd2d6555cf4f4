package org.entente.cli;

import org.entente.decisions.NationalHolds;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonObject;
import org.entente.node.Node;
import org.entente.terminal.Answer;
import org.entente.terminal.Call;
import org.entente.terminal.Refused;
import org.entente.terminal.Table;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The national hold: an officer keeps an object at home, whatever an accord says. Without an id it
/// lists what is held.
@Command(name = "hold", description = "Keep an object from every partner; without ID, list those.")
final class HoldCommand implements NodeCommand {
  private static final int PAGE = 500;

  @Parameters(paramLabel = "ID", arity = "0..1", description = "the object's STIX id")
  @Nullable String id;

  @Option(names = "--as", paramLabel = "OFFICER", description = "who says so")
  String officer = "";

  @Option(names = "--reason", paramLabel = "TEXT", description = "why; it stays at home")
  String reason = "";

  @Option(names = "--after", paramLabel = "ID", description = "list on after this id")
  String after = "";

  @Override
  public Answer run(Node node, Call call) throws Refused {
    return id == null ? list(node) : hold(node, id);
  }

  private Answer hold(Node node, String text) throws Refused {
    var object = Named.id(text);
    Named.requireOfficer(node, officer);
    if (reason.isBlank() || reason.length() > NationalHolds.MAX_TEXT) {
      throw new Refused(
          "usage",
          "a hold needs a reason of at most " + NationalHolds.MAX_TEXT + " characters",
          "--reason TEXT");
    }
    boolean held = node.holds().put(object, officer, reason);
    node.changed();
    var json = JsonValue.object().put("object", object.text()).put("new", held).build();
    return Answer.done(
        json,
        "%s %s; what a partner has fetched of it already stays there\n"
            .formatted(object, held ? "is held at home" : "was held at home already"));
  }

  private Answer list(Node node) {
    var holds = node.holds().list(after, PAGE);
    var table = new Table("OBJECT", "OFFICER", "SINCE", "REASON");
    holds.forEach(hold ->
        table.row(
            hold.id().text(),
            Table.shown(hold.officer()),
            hold.since().toString(),
            Table.shown(hold.reason())));
    var json = JsonValue.object().put("holds", JsonValue.array(holds, HoldCommand::json)).build();
    return Answer.done(json, holds.isEmpty() ? "nothing is held at home\n" : table.toString());
  }

  private static JsonObject json(NationalHolds.Hold hold) {
    return JsonValue.object()
        .put("object", hold.id().text())
        .put("officer", hold.officer())
        .put("reason", hold.reason())
        .put("since", hold.since().toString())
        .build();
  }
}
