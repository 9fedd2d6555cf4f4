package org.entente.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.entente.document.AccordReader;
import org.entente.document.AccordRejected;
import org.entente.draft.AccordDraft;
import org.entente.draft.Cards;
import org.entente.draft.ShippedAccords;
import org.entente.json.JsonValue;
import org.entente.peers.NodeCard;
import org.entente.terminal.Answer;
import org.entente.terminal.Call;
import org.entente.terminal.InputFile;
import org.entente.terminal.Refused;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// A draft from a template and the parties' node cards, to be edited by people.
@Command(name = "new", description = "Make a draft from a template and the parties' node cards.")
final class AccordNewCommand implements OfflineCommand {
  @Parameters(paramLabel = "CARD", arity = "2..*", description = "each party's node card")
  List<String> cards = List.of();

  @Option(names = "--template", paramLabel = "FILE", description = "else the shipped template")
  @Nullable String template;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "the draft, new")
  String out = "";

  @Override
  public Answer run(Call call) throws Refused {
    var parties = new ArrayList<NodeCard>();
    for (var card : cards) {
      parties.add(Cards.read(call.path(card)));
    }
    requireDifferent(parties);
    var draft = draft(call, parties);
    var file = call.path(out);
    try {
      Files.writeString(file, draft, StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      throw new Refused("file-exists", file + " is there already", "name a new file");
    } catch (IOException e) {
      throw new Refused("unwritable", "cannot write " + file, "see who may write there");
    }
    var json = JsonValue.object().put("file", file.toString());
    var text =
        """
        %s is a draft between %s.
        next: edit it, then ./entente accord check %s, then ./entente accord sign %s
        """
            .formatted(
                file,
                String.join(" and ", parties.stream().map(NodeCard::country).toList()),
                file,
                file);
    return Answer.done(json.build(), text);
  }

  private static void requireDifferent(List<NodeCard> parties) throws Refused {
    if (parties.stream().map(NodeCard::identity).distinct().count() != parties.size()) {
      throw new Refused("same-party", "one party's card was given twice", "name each party once");
    }
  }

  private String draft(Call call, List<NodeCard> parties) throws Refused {
    var text =
        template == null
            ? ShippedAccords.template()
            : new String(
                InputFile.read(call.path(template), AccordReader.MAX_BYTES),
                StandardCharsets.UTF_8);
    try {
      return AccordDraft.of(
          text, parties.stream().map(Cards::party).toList(), LocalDate.now(ZoneOffset.UTC));
    } catch (AccordRejected e) {
      throw new Refused(
          "template",
          (template == null ? "the template: " : template + ": ") + e.getMessage(),
          "./entente accord check shows each problem of a template with its line");
    }
  }
}
