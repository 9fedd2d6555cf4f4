package org.entente.cli;

import java.time.Instant;
import org.entente.json.JsonValue;
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
    OpenHome.requireShort(home);
    Backup.Copied copied;
    try {
      copied = Backup.restore(call.path(folder), home, Instant.now());
    } catch (StorageFailure e) {
      throw new Refused(
          "backup", String.valueOf(e.getMessage()), "nothing was restored; name another backup");
    }
    var json = BackupCommand.json(home.folder().toString(), copied);
    return Answer.done(
        json.with("held", JsonValue.of(true))
            .with("next", JsonValue.of(ConfirmRestoreCommand.NEXT)),
        """
        %s is as it was at %s: %d files, %,d bytes, all checked
        Nothing new goes to any partner until an officer confirms the restore.
        next: ./entente --home %s serve
              %s
        """
            .formatted(
                home.folder(),
                copied.at(),
                copied.files(),
                copied.bytes(),
                home.folder(),
                ConfirmRestoreCommand.NEXT));
  }
}
