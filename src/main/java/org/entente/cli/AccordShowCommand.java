package org.entente.cli;

import java.time.Instant;
import java.util.List;
import org.entente.document.AccordText;
import org.entente.draft.AccordFiles;
import org.entente.draft.AccordJson;
import org.entente.draft.SuccessionFiles;
import org.entente.json.JsonValue;
import org.entente.terminal.Answer;
import org.entente.terminal.Call;
import org.entente.terminal.Refused;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What a signed accord says, and who has signed it.
@Command(name = "show", description = "Show a signed accord: what it says, who signed.")
final class AccordShowCommand implements OfflineCommand {
  @Parameters(paramLabel = "FILE", description = "a document that ./entente accord sign wrote")
  String file = "";

  @Option(names = "--lang", description = "the language to show texts in (${DEFAULT-VALUE})")
  String language = "en";

  @Override
  public Answer run(Call call) throws Refused {
    var path = call.path(file);
    var bytes = AccordFiles.read(path);
    if (SuccessionFiles.isOne(bytes)) {
      var held = SuccessionFiles.read(path, bytes);
      return Answer.done(SuccessionFiles.json(held), SuccessionFiles.text(held));
    }
    if (!AccordFiles.isSigned(bytes)) {
      throw new Refused(
          "not-signed", path + " carries no signature", "./entente accord check " + file);
    }
    var signed = AccordFiles.signed(path, bytes);
    var accord = signed.accord().accord();
    var signedBy = signed.signedBy(Instant.now());
    var missing = signed.missing(Instant.now());
    var json =
        AccordJson.of(accord, language)
            .with("signedBy", JsonValue.of(List.copyOf(signedBy)))
            .with("missing", JsonValue.of(missing));
    var countries =
        accord.parties().stream()
            .filter(party -> signedBy.contains(party.id()))
            .map(party -> party.country())
            .toList();
    var text =
        "%s\nsigned by %s%s\n"
            .formatted(
                AccordText.of(accord, language),
                countries.isEmpty() ? "nobody" : String.join(", ", countries),
                missing.isEmpty() ? "" : "; missing: " + String.join(", ", missing));
    return Answer.done(json, text);
  }
}
