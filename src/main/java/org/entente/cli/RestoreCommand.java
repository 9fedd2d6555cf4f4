package org.entente.cli;

import org.entente.storage.Backup;
import org.entente.storage.Home;
import org.entente.storage.StorageFailure;
import org.entente.terminal.Answer;
import org.entente.terminal.Call;
import org.entente.terminal.Refused;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Puts a backup where no home is. All of it is checked first: every file against the digest it was
/// copied with, the store against itself.
@Command(name = "restore", description = "Make the home from a backup; the home must be empty.")
final class RestoreCommand implements OfflineCommand {
  @Parameters(paramLabel = "DIR", description = "what ./entente backup wrote")
  String folder = "";

  @Override
  public Answer run(Call call) throws Refused {
    var home = new Home(call.home());
    if (!home.isEmpty()) {
      throw new Refused(
          "home-not-empty",
          home.folder() + " is not empty",
          "stop the node and move that folder away, or name another --home");
    }
    Backup.Copied copied;
    try {
      copied = Backup.restore(call.path(folder), home);
    } catch (StorageFailure e) {
      throw new Refused(
          "backup", String.valueOf(e.getMessage()), "nothing was restored; name another backup");
    }
    return Answer.done(
        BackupCommand.json(home.folder().toString(), copied),
        "%s is as it was at %s: %d files, %,d bytes, all checked\nnext: ./entente --home %s serve\n"
            .formatted(home.folder(), copied.at(), copied.files(), copied.bytes(), home.folder()));
  }
}
