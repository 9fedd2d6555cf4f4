package org.entente.terminal;

import java.nio.file.Path;
import java.util.List;
import org.entente.expression.Source;
import org.entente.holdings.Collection;
import org.entente.holdings.ImportResult;
import org.entente.holdings.Importer;

/// Files and folders that somebody named, through the importer, with a bar while it takes long.
public final class ImportRun {
  private ImportRun() {}

  public static ImportResult of(
      Importer importer, List<Path> paths, Collection into, Source source, Call call)
      throws Refused {
    try (var progress = Progress.of("import", call)) {
      var result =
          importer.run(
              paths,
              into,
              source,
              (bytes, total, objects) -> progress.at(bytes, total, objects + " objects"));
      if (!result.succeeded()) {
        throw failure(result);
      }
      return result;
    }
  }

  private static Refused failure(ImportResult result) {
    if (!result.unreadable().isEmpty()) {
      return new Refused(
          "unreadable",
          "cannot read " + String.join(", ", result.unreadable()) + "; nothing was imported",
          "see that the paths are right and who may read them");
    }
    return new Refused(
        "nothing-stix",
        "none of what was named is STIX 2.1 (%d files skipped)".formatted(result.skippedFiles()),
        "name files of STIX 2.1 in JSON: bundles, envelopes, single objects");
  }
}
