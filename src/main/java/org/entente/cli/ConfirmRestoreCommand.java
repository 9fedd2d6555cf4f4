package org.entente.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.entente.decisions.NationalHolds;
import org.entente.exchange.Standing;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonObject;
import org.entente.node.Node;
import org.entente.storage.Restorations;
import org.entente.terminal.Answer;
import org.entente.terminal.Call;
import org.entente.terminal.Refused;
import org.entente.terminal.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// An officer has seen to it that what was decided after the copy was made (holds, approvals,
/// closed collections) is as it was, and lets releases go again.
@Command(
    name = "confirm-restore",
    description = "Let releases go again after the home was put back from a copy.")
final class ConfirmRestoreCommand implements NodeCommand {
  static final String NEXT =
      "look at hold, queue list and collection list for what was changed since the copy was made,"
          + " then ./entente confirm-restore --by OFFICER --reason TEXT";

  @Option(
      names = {"--by", "--as"},
      paramLabel = "OFFICER",
      required = true,
      description = "who says so")
  String officer = "";

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "why it may go on")
  String reason = "";

  /// What an officer's word alone does not open.
  private record Wait(String partner, String accord, String reason) {
    JsonObject json() {
      return JsonValue.object()
          .put("partner", partner)
          .put("accord", accord)
          .put("reason", reason)
          .build();
    }
  }

  @Override
  public Answer run(Node node, Call call) throws Refused {
    Named.requireOfficer(node, officer);
    if (reason.isBlank() || reason.length() > NationalHolds.MAX_TEXT) {
      throw new Refused(
          "usage",
          "it needs a reason of at most " + NationalHolds.MAX_TEXT + " characters",
          "--reason TEXT");
    }
    var waited = node.database().read(Restorations::unconfirmed);
    var now = node.clock().instant();
    if (waited.isEmpty()
        || node.database().<Integer>write(tx -> Restorations.confirm(tx, officer, reason, now))
            == 0) {
      throw new Refused(
          "not-restored",
          "no restore waits for an officer",
          "./entente status tells what keeps releases from going");
    }
    node.changed();
    var waits = waits(node);
    var json =
        JsonValue.object()
            .put("restored", json(waited.get()))
            .put("by", officer)
            .put("reason", reason)
            .put("at", now.toString())
            .put("waits", JsonValue.array(waits, Wait::json))
            .build();
    return Answer.done(json, text(node, waits));
  }

  private String text(Node node, List<Wait> waits) {
    var still =
        waits.stream()
            .map(wait ->
                "  %s under %s waits: %s\n"
                    .formatted(
                        Named.country(node, wait.partner), wait.accord, Table.shown(wait.reason)))
            .collect(Collectors.joining());
    return "%s confirms the restore; releases go again%s\n%s"
        .formatted(officer, waits.isEmpty() ? "" : ", but", still);
  }

  /// A node that does not serve asks nobody, so it waits for every partner.
  private static List<Wait> waits(Node node) {
    var waits = new ArrayList<Wait>();
    for (Standing standing : node.exchange().standings()) {
      standing
          .alarm()
          .map(alarm -> "an alarm stands: " + alarm.message())
          .or(() -> standing.pause().map(Standing.Pause::reason))
          .ifPresent(why -> waits.add(new Wait(standing.partner(), standing.accord(), why)));
    }
    return waits;
  }

  static JsonObject json(Restorations.Unconfirmed restored) {
    var json =
        JsonValue.object()
            .put("reason", restored.reason())
            .put("since", restored.since().toString())
            .put("next", NEXT);
    restored.asOf().ifPresent(at -> json.put("asOf", at.toString()));
    return json.build();
  }

  static String text(Restorations.Unconfirmed restored) {
    return """

    RESTORED since %s: nothing new goes to any partner until an officer confirms it
      %s
      next: %s
    """
        .formatted(restored.since(), Table.shown(restored.reason()), NEXT);
  }
}
