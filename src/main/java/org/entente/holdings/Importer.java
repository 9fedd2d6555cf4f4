package org.entente.holdings;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.entente.conformance.StixCheck;
import org.entente.expression.Source;
import org.entente.stix.Problem;
import org.entente.stix.StixObject;
import org.entente.stix.StixStream;
import org.entente.storage.Database;

/// Brings files and folders of STIX into a collection, of any size in flat memory: this thread
/// reads, checks and indexes, a second one writes.
///
/// An object that the collection's gate refuses, or that cannot be read at all, is told with its
/// place and the next one follows. A file that is not STIX is skipped.
public final class Importer {
  /// Told after every few hundred objects; what it throws ends the import between two batches.
  @FunctionalInterface
  public interface Progress {
    void at(long bytes, long bytesTotal, long objects);
  }

  private static final int BUFFER = 256 * 1024;
  private static final int OBJECTS_BETWEEN_REPORTS = 256;

  private final Database database;
  private final InstantSource clock;

  public Importer(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /// Imports all of it, or nothing when one of the named paths cannot be read. The source is mostly
  /// the collection's own.
  public ImportResult run(
      List<Path> named, Collection collection, Source source, Progress progress) {
    var unreadable = named.stream().filter(path -> !isReadable(path)).toList();
    if (!unreadable.isEmpty()) {
      return ImportResult.refused(unreadable.stream().map(Path::toString).toList());
    }
    var tally = new ImportTally();
    try (var batches = new ImportBatches(database, collection, source, clock, tally)) {
      var files = files(named, tally);
      var reading = new Reading(collection, batches, tally, progress, sizeOf(files));
      for (var file : files) {
        reading.read(file);
      }
      batches.finish();
      reading.report();
    }
    return tally.result();
  }

  /// A pipe or a device would be waited for, perhaps for ever, with the home locked.
  private static boolean isReadable(Path path) {
    return Files.isReadable(path) && (Files.isRegularFile(path) || Files.isDirectory(path));
  }

  private static List<Path> files(List<Path> named, ImportTally tally) {
    var files = new ArrayList<Path>();
    for (var path : named) {
      try {
        files.addAll(ImportFiles.under(path));
      } catch (IOException e) {
        tally.error(cannotRead(path, e));
      }
    }
    return files;
  }

  private static long sizeOf(List<Path> files) {
    return files.stream().mapToLong(path -> path.toFile().length()).sum();
  }

  private static ImportError cannotRead(Path path, IOException e) {
    return new ImportError(path.toString(), "", "", "cannot be read: " + e.getMessage(), "");
  }

  /// One pass over the files.
  private static final class Reading {
    private final Collection collection;
    private final ImportBatches batches;
    private final ImportTally tally;
    private final Progress progress;
    private final long bytesTotal;
    private long bytesBefore;
    private long objects;

    private Reading(
        Collection collection,
        ImportBatches batches,
        ImportTally tally,
        Progress progress,
        long bytesTotal) {
      this.collection = collection;
      this.batches = batches;
      this.tally = tally;
      this.progress = progress;
      this.bytesTotal = bytesTotal;
    }

    private void read(Path path) {
      try (var bytes = new CountedInput(Files.newInputStream(path))) {
        var stream = new StixStream(new BufferedInputStream(bytes, BUFFER));
        var file = new ImportBatches.File(path.toString());
        boolean isStix = true;
        for (var item = stream.next(); item.isPresent(); item = stream.next()) {
          isStix = take(file, item.get());
          if (++objects % OBJECTS_BETWEEN_REPORTS == 0) {
            progress.at(bytesBefore + bytes.count(), bytesTotal, objects);
          }
        }
        bytesBefore += bytes.count();
        if (isStix) {
          tally.stixFile();
        } else {
          tally.skippedFile();
        }
      } catch (IOException e) {
        tally.error(cannotRead(path, e));
        tally.skippedFile();
      }
    }

    private void report() {
      progress.at(bytesTotal, bytesTotal, objects);
    }

    /// False when the input is not STIX at all.
    private boolean take(ImportBatches.File file, StixStream.Item item) {
      switch (item) {
        case StixStream.Item.Whole(var at, var object) -> offer(file, at.toString(), object);
        case StixStream.Item.Broken(var at, var problem, var inPlaceOfOne) -> {
          var error = error(file, at.toString(), "", List.of(problem));
          if (inPlaceOfOne) {
            tally.refused(error);
          } else {
            tally.error(error);
          }
        }
        case StixStream.Item.Foreign foreign -> {
          return false;
        }
      }
      return true;
    }

    private void offer(ImportBatches.File file, String pointer, StixObject object) {
      var problems = collection.gate().refusedFor(StixCheck.problems(object));
      if (problems.isEmpty()) {
        batches.add(new ImportBatches.Item(file, pointer, Indexed.of(object)));
      } else {
        tally.refused(error(file, pointer, object.id().text(), problems));
        if (Claims.isOne(object)) {
          batches.claim(object);
        }
      }
    }

    /// All problems of an object in one message; the first gives pointer and clause.
    private static ImportError error(
        ImportBatches.File file, String pointer, String id, List<Problem> problems) {
      var first = problems.getFirst();
      var message = new StringBuilder(first.message());
      for (var other : problems.subList(1, problems.size())) {
        message.append("; ").append(other.pointer()).append(": ").append(other.message());
        message.append(" (").append(other.clause()).append(')');
      }
      return new ImportError(
          file.name(), pointer + first.pointer(), id, message.toString(), first.clause());
    }
  }
}
