package org.entente.cli;

import org.entente.json.JsonValue;
import org.entente.node.Node;
import org.entente.terminal.Answer;
import org.entente.terminal.Call;
import picocli.CommandLine.Command;

/// The logs of this node, verified from their first entry.
@Command(
    name = "ledger",
    description = "The logs toward and from partners.",
    subcommands = LedgerCommand.Verify.class)
final class LedgerCommand {
  @Command(name = "verify", description = "Verify every log from its first entry.")
  static final class Verify implements NodeCommand {
    @Override
    public Answer run(Node node, Call call) {
      var complaints = node.exchange().verifyLogs();
      var json =
          JsonValue.object()
              .put("verified", complaints.isEmpty())
              .put("complaints", complaints)
              .build();
      return complaints.isEmpty()
          ? Answer.done(json, "every log verifies, from its first entry to its checkpoint\n")
          : Answer.failed(
              json,
              String.join("\n", complaints)
                  + "\nnext: keep this home as it is, and restore the last backup elsewhere\n");
    }
  }
}
