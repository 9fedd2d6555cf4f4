package org.entente.cli;

import java.nio.file.Path;
import org.entente.accord.Accord;
import org.entente.decisions.Agreements.Installed;
import org.entente.draft.AccordFiles;
import org.entente.draft.SuccessionFiles;
import org.entente.exchange.Succeeded;
import org.entente.json.JsonValue;
import org.entente.node.Node;
import org.entente.storage.DurableFile;
import org.entente.terminal.Answer;
import org.entente.terminal.Call;
import org.entente.terminal.Refused;
import org.entente.terminal.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Brings a signed accord into this node, where it is in force from its first day on. Each party
/// must be this node or a confirmed partner, and have signed with the keys of its card.
@Command(
    name = "install",
    description = "Take in an accord, or a statement about its logs, that all parties have signed.")
final class AccordInstallCommand implements NodeCommand {
  @Parameters(paramLabel = "FILE", description = "the document with every party's signatures")
  String file = "";

  /// Both logs end, and their successors go on at once.
  private static Answer succeeded(Node node, Path path, byte[] bytes) throws Refused {
    var held = SuccessionFiles.read(path, bytes);
    if (held.signed().isEmpty()) {
      throw new Refused(
          "not-signed", path + " carries no signature", "./entente accord sign " + path);
    }
    if (node.exchange().succeed(bytes) instanceof Succeeded.Refused(String reason)) {
      throw new Refused(
          "statement", path + ": " + reason, "./entente accord succeed --check " + path);
    }
    var json =
        JsonValue.object()
            .put("accord", held.succession().accord())
            .put("epoch", held.succession().epoch() + 1)
            .build();
    return Answer.done(
        json,
        "epoch %d of the logs under %s begins; nothing goes before the partner has installed the same\n"
            .formatted(held.succession().epoch() + 1, Table.shown(held.succession().accord())));
  }

  @Override
  public Answer run(Node node, Call call) throws Refused {
    var path = call.path(file);
    var bytes = AccordFiles.read(path);
    if (SuccessionFiles.isOne(bytes)) {
      return succeeded(node, path, bytes);
    }
    var accord =
        switch (node.agreements().install(bytes)) {
          case Installed.New(Accord installed) -> installed;
          case Installed.Known(Accord known) -> known;
          case Installed.Refused(String reason) ->
              throw new Refused("accord", path + ": " + reason, "./entente accord show " + file);
        };
    var kept = node.home().accords().resolve(accord.digest().hex() + ".json");
    DurableFile.write(kept, bytes);
    node.changed();
    var json =
        JsonValue.object()
            .put("id", accord.id())
            .put("revision", accord.revision())
            .put("digest", accord.digest().hex())
            .put("from", accord.term().from().toString())
            .put("until", accord.term().until().toString())
            .build();
    return Answer.done(
        json,
        "%s, revision %d, is installed; it is in force from %s until %s\n"
            .formatted(
                Table.shown(accord.title().in("en")),
                accord.revision(),
                accord.term().from(),
                accord.term().until()));
  }
}
