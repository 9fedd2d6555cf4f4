package org.entente.cli;

import java.util.Optional;
import org.entente.json.JsonValue;
import org.entente.node.Node;
import org.entente.receipt.ProofBundle;
import org.entente.storage.DurableFile;
import org.entente.terminal.Answer;
import org.entente.terminal.Call;
import org.entente.terminal.Refused;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What proves to an outsider that something went, and that the partner holds it.
@Command(
    name = "proof",
    description = "What proves a release to an outsider.",
    subcommands = ProofCommand.Export.class)
final class ProofCommand {
  @Command(
      name = "export",
      description = "Write one release with all that proves it, for ./entente verify.")
  static final class Export implements NodeCommand {
    @Parameters(paramLabel = "ID", description = "the STIX id of what went")
    String id = "";

    @Option(names = "--partner", paramLabel = "PARTNER", required = true)
    String partner = "";

    @Option(names = "--out", paramLabel = "FILE", required = true)
    String out = "";

    @Option(names = "--entry", paramLabel = "N", description = "when several versions went")
    @Nullable Long entry;

    @Option(names = "--without-payload", description = "for an auditor who must not see the object")
    boolean withoutPayload;

    @Override
    public Answer run(Node node, Call call) throws Refused {
      var to = Named.partner(node, partner);
      var went =
          node.register().of(Named.id(id)).stream()
              .filter(each -> each.partner().equals(to.identity()))
              .filter(each -> each.entry().isPresent())
              .filter(each -> entry == null || each.entry().getAsLong() == entry)
              .reduce((one, later) -> later)
              .orElseThrow(() ->
                  new Refused(
                      "not-released",
                      id + " has not gone to " + to.card().name(),
                      "./entente decisions --object " + id));
      var index = went.entry().orElseThrow();
      var accord = went.accord().orElseThrow();
      var bundle =
          node.exchange()
              .proof(to.identity(), accord, went.epoch(), index)
              .orElseThrow(() ->
                  new Refused(
                      "not-published", "entry " + index + " is not published yet", "try again"));
      var file = call.path(out);
      DurableFile.write(file, (withoutPayload ? withoutPayload(bundle) : bundle).bytes());
      var json =
          JsonValue.object()
              .put("file", file.toString())
              .put("entry", index)
              .put("receipted", bundle.held().isPresent())
              .build();
      return Answer.done(
          json,
          "%s proves entry %d%s\nnext: ./entente verify %s --key CARD --key CARD\n"
              .formatted(
                  file,
                  index,
                  bundle.held().isPresent() ? ", with the partner's receipt" : "; no receipt yet",
                  file));
    }

    private static ProofBundle withoutPayload(ProofBundle bundle) {
      return new ProofBundle(
          bundle.accord(),
          bundle.entry(),
          bundle.header(),
          Optional.empty(),
          bundle.log(),
          bundle.held());
    }
  }
}
