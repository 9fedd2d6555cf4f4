package org.entente.cli;

import java.nio.file.Path;
import java.util.List;
import org.entente.document.AccordProblem;
import org.entente.document.AccordReader;
import org.entente.document.AccordText;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonObject;
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
      throw refused(path, checked.problems());
    }
    var accord = checked.accord().get().accord();
    return Answer.done(
        AccordJson.of(accord, language), AccordText.of(accord, language) + "\nNo problems.\n");
  }

  static Refused refused(Path file, List<AccordProblem> problems) {
    var text = new StringBuilder("%s has %d problem(s):".formatted(file, problems.size()));
    problems.forEach(problem -> text.append('\n').append(Table.shown(problem.toString())));
    var findings =
        JsonValue.object()
            .put("problems", JsonValue.array(problems, AccordCheckCommand::json))
            .build();
    return new Refused("accord", text.toString(), "mend these places and check again", findings);
  }

  private static JsonObject json(AccordProblem problem) {
    return JsonValue.object()
        .put("line", problem.line())
        .put("column", problem.column())
        .put("pointer", problem.pointer())
        .put("message", problem.message())
        .build();
  }
}
