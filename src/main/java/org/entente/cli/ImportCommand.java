package org.entente.cli;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.entente.expression.Source;
import org.entente.expression.SourceKind;
import org.entente.holdings.Collection;
import org.entente.holdings.ImportResult;
import org.entente.node.Node;
import org.entente.terminal.Answer;
import org.entente.terminal.Call;
import org.entente.terminal.ImportRun;
import org.entente.terminal.Refused;
import org.entente.terminal.Table;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Files and folders of STIX into a collection. Refusals do not stop it; they are listed.
@Command(name = "import", description = "File STIX objects in a collection.")
final class ImportCommand implements NodeCommand {
  private static final int SHOWN = 5;

  @Option(names = "--collection", paramLabel = "NAME", description = "(${DEFAULT-VALUE})")
  String collection = "information";

  @Option(names = "--source", description = "own, constituent, vendor, public, if not as declared")
  @Nullable SourceKind source;

  @Parameters(paramLabel = "PATH", arity = "1..*", description = "files; folders with all in them")
  List<String> paths = List.of();

  @Override
  public Answer run(Node node, Call call) throws Refused {
    var into = Named.collection(node, collection);
    try {
      var result =
          ImportRun.of(
              node.importer(), paths.stream().map(call::path).toList(), into, source(into), call);
      return Answer.done(result.toJson(), text(result, into));
    } finally {
      node.changed(); // what was filed before it stopped is filed
    }
  }

  private Source source(Collection into) throws Refused {
    if (source == null) {
      return into.source();
    }
    if (source == SourceKind.PARTY) {
      throw new Refused(
          "usage",
          "what a party sends is filed by the exchange, never by hand",
          "choose own, constituent, vendor or public");
    }
    return new Source(source, Optional.empty(), Set.of(), Optional.empty());
  }

  private static String text(ImportResult result, Collection into) {
    var text =
        new StringBuilder(
            "%,d objects read into %s: %,d stored, %,d held already, %,d refused\n"
                .formatted(
                    result.read(),
                    into.name(),
                    result.stored(),
                    result.duplicate(),
                    result.refused()));
    if (result.skippedFiles() > 0) {
      text.append("%,d files are not STIX and were skipped\n".formatted(result.skippedFiles()));
    }
    for (var error : result.errors().subList(0, Math.min(SHOWN, result.errors().size()))) {
      text.append(
          "  %s %s: %s\n".formatted(error.file(), error.pointer(), Table.shown(error.message())));
    }
    if (result.errorsTotal() > SHOWN) {
      text.append("  … %,d errors in all\n".formatted(result.errorsTotal()));
    }
    return text.toString();
  }
}
