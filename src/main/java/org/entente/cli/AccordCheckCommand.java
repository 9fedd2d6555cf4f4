package org.entente.cli;

import java.time.Instant;
import org.entente.document.AccordReader;
import org.entente.document.AccordRejected;
import org.entente.document.AccordText;
import org.entente.document.Accords;
import org.entente.draft.AccordFiles;
import org.entente.draft.AccordJson;
import org.entente.terminal.Answer;
import org.entente.terminal.Call;
import org.entente.terminal.InputFile;
import org.entente.terminal.Refused;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Everything that is wrong with a draft, at once; or, when nothing is, what each clause says
/// beside what it decides.
@Command(name = "check", description = "Check a draft; show what each clause says and decides.")
final class AccordCheckCommand implements OfflineCommand {
  @Parameters(paramLabel = "FILE", description = "YAML or JSON")
  String file = "";

  @Option(names = "--lang", description = "the language to show texts in (${DEFAULT-VALUE})")
  String language = "en";

  @Override
  public Answer run(Call call) throws Refused {
    var path = call.path(file);
    var checked = AccordReader.check(InputFile.read(path, AccordReader.MAX_BYTES));
    if (checked.accord().isEmpty()) {
      throw AccordFiles.refused(path, checked.problems());
    }
    var accord = checked.accord().get().accord();
    try {
      Accords.requireYetToBegin(accord, Instant.now());
    } catch (AccordRejected e) {
      throw new Refused("accord", path + ": " + e.getMessage(), "change duration.from");
    }
    return Answer.done(
        AccordJson.of(accord, language), AccordText.of(accord, language) + "\nNo problems.\n");
  }
}
