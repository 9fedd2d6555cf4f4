package org.entente.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.entente.holdings.Collection;
import org.entente.holdings.Importer;
import org.entente.holdings.Indexed;
import org.entente.stix.StixObject;
import org.entente.storage.Database;
import org.entente.terminal.Progress;

/// How fast objects come in (`bench intake`). Ours imports a bundle file: parse, check, index, file
/// durably. The reference inserts the same rows into a [BareStore]. Both stores grow, so that the
/// turns show whether size costs.
public final class IntakeBench {
  private static final int MAX_TURN = 20_000;
  private static final int MIN_TURNS = 6;

  private final Path folder;
  private final Worlds worlds;
  private final InstantSource clock;
  private final Progress progress;
  private long bytes;

  private IntakeBench(
      Path folder, List<StixObject> sample, InstantSource clock, Progress progress) {
    this.folder = folder;
    this.worlds = new Worlds(sample);
    this.clock = clock;
    this.progress = progress;
  }

  /// Runs in an empty folder, which then holds about five times the bytes of the objects.
  ///
  /// @param sample real objects; they are repeated under other ids until there are enough
  public static Measured run(
      Path folder, List<StixObject> sample, long objects, InstantSource clock, Progress progress)
      throws IOException {
    return new IntakeBench(folder, sample, clock, progress).run(objects);
  }

  private Measured run(long objects) throws IOException {
    int count = Math.clamp(objects / MIN_TURNS, 1, MAX_TURN);
    var turns = new ArrayList<Measured.Turn>();
    try (var ours = Database.open(folder.resolve("ours.db"));
        var bare = new BareStore(folder.resolve("reference.db"), clock.instant())) {
      var collection = BareStore.collection(ours);
      for (long held = 0; held < objects; held += count) {
        var batch = worlds.objects(held, count);
        var indexed = batch.stream().map(Indexed::of).toList();
        var imports = imports(ours, collection, batch);
        double reference = rate(count, () -> bare.insert(indexed));
        turns.add(new Measured.Turn(held + count, reference, rate(count, imports)));
        progress.at(held + count, objects, "objects");
      }
    }
    return Measured.of(
        "objects a second",
        turns,
        Map.of("bytesAnObject", (double) bytes / turns.getLast().size()));
  }

  private Runnable imports(Database database, Collection collection, List<StixObject> batch)
      throws IOException {
    var file = folder.resolve("turn.json");
    bytes += Worlds.write(batch, file);
    return () -> {
      var result =
          new Importer(database, clock)
              .run(List.of(file), collection, collection.source(), (at, of, objects) -> {});
      if (result.stored() != batch.size()) {
        throw new IllegalStateException("imported otherwise than asked: " + result);
      }
    };
  }

  static double rate(int count, Runnable work) {
    long start = System.nanoTime();
    work.run();
    return count * 1e9 / (System.nanoTime() - start);
  }
}
