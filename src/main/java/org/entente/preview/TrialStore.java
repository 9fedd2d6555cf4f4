package org.entente.preview;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.entente.holdings.Catalogue;
import org.entente.holdings.Collection;
import org.entente.holdings.Filed;
import org.entente.holdings.Holdings;
import org.entente.holdings.ImportResult;
import org.entente.holdings.Importer;
import org.entente.holdings.NewCollection;
import org.entente.storage.Database;
import org.entente.terminal.Call;
import org.entente.terminal.ImportRun;
import org.entente.terminal.Refused;
import org.entente.terminal.TemporaryFolder;

/// A store that lives as long as one command, so that files are read, checked and counted exactly
/// as an import would.
public final class TrialStore implements AutoCloseable {
  private final TemporaryFolder folder = new TemporaryFolder();
  private final Database database = Database.open(folder.path().resolve("trial.db"));
  private final Collection collection;

  public TrialStore(NewCollection made) {
    collection = database.write(connection -> Catalogue.add(connection, made)).orElseThrow();
  }

  public ImportResult take(List<Path> paths, Call call) throws Refused {
    var importer = new Importer(database, InstantSource.system());
    return ImportRun.of(importer, paths, collection, collection.source(), call);
  }

  /// All of it at once: what is tried fits in memory, what a nation holds need not.
  public List<Filed> all() {
    var all = new ArrayList<Filed>();
    var after = Instant.EPOCH;
    while (true) {
      var start = after;
      var page =
          database.read(
              connection -> Holdings.page(connection, collection, start, Holdings.MAX_PAGE));
      if (page.isEmpty()) {
        return all;
      }
      all.addAll(page);
      after = page.getLast().dateAdded();
    }
  }

  @Override
  public void close() {
    database.close();
    folder.close();
  }
}
