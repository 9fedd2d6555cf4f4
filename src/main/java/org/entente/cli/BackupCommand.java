package org.entente.cli;

import java.time.Instant;
import org.entente.json.JsonValue;
import org.entente.node.Node;
import org.entente.storage.Backup;
import org.entente.storage.Home;
import org.entente.storage.StorageFailure;
import org.entente.terminal.Answer;
import org.entente.terminal.Call;
import org.entente.terminal.Refused;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// A copy of the home, also while it serves. It holds the private keys: keep it like the home.
@Command(name = "backup", description = "Copy the home to a folder, also while serving.")
final class BackupCommand implements NodeCommand {
  @Parameters(paramLabel = "DIR", description = "a new or empty folder")
  String folder = "";

  @Override
  public Answer run(Node node, Call call) throws Refused {
    var to = call.path(folder);
    if (!new Home(to).isEmpty()) {
      throw new Refused(
          "folder-not-empty", to + " is not empty", "name a folder that is new or empty");
    }
    if (to.startsWith(node.home().folder())) {
      throw new Refused(
          "inside-home",
          to + " lies inside the home, so that each backup would hold the ones before",
          "name a folder elsewhere, best on another disk");
    }
    Backup.Copied copied;
    try {
      copied = Backup.take(node.home(), node.database(), to, Instant.now());
    } catch (StorageFailure e) {
      throw new Refused(
          "backup", String.valueOf(e.getMessage()), "nothing was kept of it; mend that, try again");
    }
    return Answer.done(
        json(to.toString(), copied),
        "%s: %d files, %,d bytes. It holds the node's private keys: keep it like the home.\n"
            .formatted(to, copied.files(), copied.bytes()));
  }

  static JsonValue.JsonObject json(String folder, Backup.Copied copied) {
    return JsonValue.object()
        .put("folder", folder)
        .put("files", copied.files())
        .put("bytes", copied.bytes())
        .put("at", copied.at().toString())
        .build();
  }
}
