package org.entente.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.entente.control.Invocation;
import picocli.CommandLine;

/// The commands by name. Only the one that was typed is hung on the command line: to read the
/// annotations of all of them takes longer than most commands take to run. All are there for help,
/// and to say what else there is when a name is unknown.
final class Commands {
  /// In the order of the help.
  private static final Map<String, Class<?>> ALL = all();

  private Commands() {}

  private static Map<String, Class<?>> all() {
    var all = new LinkedHashMap<String, Class<?>>();
    all.put("init", InitCommand.class);
    all.put("serve", ServeCommand.class);
    all.put("status", StatusCommand.class);
    all.put("card", CardCommand.class);
    all.put("peer", PeerCommand.class);
    all.put("collection", CollectionCommand.class);
    all.put("accord", AccordCommand.class);
    all.put("demo", DemoCommand.class);
    all.put("try", TryCommand.class);
    all.put("explain", ExplainCommand.class);
    all.put("send", SendCommand.class);
    all.put("bench", BenchCommand.class);
    all.put("simulate", SimulateCommand.class);
    all.put("fuzz", FuzzCommand.class);
    all.put("decisions", DecisionsCommand.class);
    all.put("queue", QueueCommand.class);
    all.put("hold", HoldCommand.class);
    all.put("unhold", UnholdCommand.class);
    all.put("ledger", LedgerCommand.class);
    all.put("reconcile", ReconcileCommand.class);
    all.put("proof", ProofCommand.class);
    all.put("verify", VerifyCommand.class);
    all.put("import", ImportCommand.class);
    all.put("export", ExportCommand.class);
    all.put("backup", BackupCommand.class);
    all.put("restore", RestoreCommand.class);
    all.put("confirm-restore", ConfirmRestoreCommand.class);
    return all;
  }

  static CommandLine line(Entente entente, Invocation invocation) {
    var line = new CommandLine(entente);
    var typed = word(invocation.args()).filter(ALL::containsKey);
    ALL.forEach((name, command) -> {
      if (typed.isEmpty() || typed.get().equals(name)) {
        line.addSubcommand(name, command);
      }
    });
    line.setCaseInsensitiveEnumValuesAllowed(true);
    Words.teach(line);
    return line;
  }

  /// The first word that is neither an option nor the folder of `--home`.
  private static Optional<String> word(List<String> args) {
    for (int i = 0; i < args.size(); i++) {
      if (args.get(i).equals("--home")) {
        i++;
      } else if (!args.get(i).startsWith("-")) {
        return Optional.of(args.get(i));
      }
    }
    return Optional.empty();
  }
}
