package org.entente.terminal;

import java.nio.file.Path;
import java.util.List;
import org.entente.expression.Source;
import org.entente.holdings.Collection;
import org.entente.holdings.ImportResult;
import org.entente.holdings.Importer;

/// Files and folders that somebody named, through the importer, with a bar while it takes long.
/// Ctrl-C ends it between two batches.
public final class ImportRun {
  private ImportRun() {}

  public static ImportResult of(
      Importer importer, List<Path> paths, Collection into, Source source, Call call)
      throws Refused {
    try (var stop = new StopSignal();
        var progress = Progress.of("import", call)) {
      var result =
          importer.run(
              paths,
              into,
              source,
              (bytes, total, objects) -> {
                if (stop.isTold()) {
                  throw new Stopped(objects);
                }
                progress.at(bytes, total, objects + " objects");
              });
      if (!result.succeeded()) {
        throw failure(result);
      }
      return result;
    } catch (Stopped e) {
      throw new Refused(
          "stopped",
          "stopped after %,d objects were read".formatted(e.objects),
          "what was stored stays; import the same again, and it goes on from there");
    }
  }

  private static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final long objects;

    private Stopped(long objects) {
      this.objects = objects;
    }
  }

  private static Refused failure(ImportResult result) {
    if (!result.unreadable().isEmpty()) {
      return new Refused(
          "unreadable",
          "cannot read " + String.join(", ", result.unreadable()) + "; nothing was read",
          "name files and folders that are there and that you may read");
    }
    return new Refused(
        "nothing-stix",
        "none of what was named is STIX 2.1 (%d files skipped)".formatted(result.skippedFiles()),
        "name files of STIX 2.1 in JSON: bundles, envelopes, single objects");
  }
}
