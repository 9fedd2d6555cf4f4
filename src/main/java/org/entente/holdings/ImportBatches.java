package org.entente.holdings;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.entente.expression.Source;
import org.entente.storage.Database;
import org.entente.storage.StorageFailure;

/// The writing half of an import: batches of objects, each one short transaction, written on a
/// thread of their own while the reading half parses on.
///
/// A batch is whole or absent, so an import can be cut at any moment and begun again; what was
/// written then counts as duplicate. At most two batches wait, which bounds memory.
final class ImportBatches implements AutoCloseable {
  /// Small enough to stay under 50 ms here, so that an alert never waits longer.
  private static final int MAX_OBJECTS = 500;

  private static final int MAX_BYTES = 1024 * 1024;
  private static final int MAX_WAITING = 2;

  /// One object and where it came from.
  record Item(File file, String pointer, Indexed object) {}

  /// A file being read; its arrival is written down with its first batch.
  static final class File {
    private final String name;
    private Optional<Arrival> arrival = Optional.empty(); // touched by the writing thread alone

    File(String name) {
      this.name = name;
    }

    String name() {
      return name;
    }
  }

  private final Database database;
  private final Collection collection;
  private final Source source;
  private final InstantSource clock;
  private final ImportTally tally;
  private final ExecutorService writing =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("import").factory());
  private final Queue<Future<?>> waiting = new ArrayDeque<>();
  private List<Item> batch = new ArrayList<>();
  private long batchBytes;

  ImportBatches(
      Database database,
      Collection collection,
      Source source,
      InstantSource clock,
      ImportTally tally) {
    this.database = database;
    this.collection = collection;
    this.source = source;
    this.clock = clock;
    this.tally = tally;
  }

  void add(Item item) {
    batch.add(item);
    batchBytes += item.object().object().size();
    if (batch.size() >= MAX_OBJECTS || batchBytes >= MAX_BYTES) {
      handOver();
    }
  }

  /// Hands over what is left and waits until all is durable.
  void finish() {
    handOver();
    while (!waiting.isEmpty()) {
      awaitOldest();
    }
  }

  private void handOver() {
    var full = batch;
    batch = new ArrayList<>();
    batchBytes = 0;
    waiting.add(writing.submit(() -> write(full)));
    if (waiting.size() > MAX_WAITING) {
      awaitOldest();
    }
  }

  private void awaitOldest() {
    try {
      waiting.remove().get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof StorageFailure failure) {
        throw failure;
      }
      throw new IllegalStateException("a batch of the import failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageFailure("import interrupted; begin it again to go on where it stopped", e);
    }
  }

  private void write(List<Item> items) {
    var outcomes = database.write(connection -> file(connection, items));
    for (int i = 0; i < items.size(); i++) {
      count(items.get(i), outcomes.get(i));
    }
  }

  private List<IntakeOutcome> file(Connection connection, List<Item> items) throws SQLException {
    var outcomes = new ArrayList<IntakeOutcome>(items.size());
    try (var intake = new Intake(connection, collection, Held.HOME, clock.instant())) {
      for (var item : items) {
        outcomes.add(intake.file(arrival(connection, item.file()), item.object()));
      }
    }
    return outcomes;
  }

  private Arrival arrival(Connection connection, File file) throws SQLException {
    if (file.arrival.isEmpty()) {
      file.arrival =
          Optional.of(
              Arrival.record(
                  connection, clock.instant(), Arrival.Door.IMPORT, file.name(), source));
    }
    return file.arrival.get();
  }

  private void count(Item item, IntakeOutcome outcome) {
    switch (outcome) {
      case IntakeOutcome.Stored stored -> tally.stored();
      case IntakeOutcome.Duplicate duplicate -> tally.duplicate();
      case IntakeOutcome.Refused(var key, var message, var clause) ->
          tally.refused(
              new ImportError(
                  item.file().name(), item.pointer(), key.id().text(), message, clause));
    }
  }

  @Override
  public void close() {
    writing.close();
  }
}
