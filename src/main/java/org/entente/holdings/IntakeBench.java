package org.entente.holdings;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.entente.accord.Pillar;
import org.entente.expression.Source;
import org.entente.stix.Gate;
import org.entente.stix.MalformedStix;
import org.entente.stix.StixObject;
import org.entente.storage.Database;

/// How fast objects come in (`bench intake`). Ours imports a bundle file: parse, check, index, file
/// durably. The reference puts the same rows, worked out beforehand, into a second store of the
/// same tables and indexes by a bare loop of prepared statements, a thousand objects a commit. They
/// take turns, so that both meet the same machine, and both stores grow, so that the rounds show
/// whether size costs.
public final class IntakeBench {
  private static final int REFERENCE_BATCH = 1_000;
  private static final int MAX_ROUND = 20_000;
  private static final int MIN_ROUNDS = 6;

  /// One turn of each.
  ///
  /// @param held how many objects each store held afterwards
  /// @param reference objects a second; so is `ours`
  public record Round(long held, double reference, double ours) {
    public double ratio() {
      return ours / reference;
    }
  }

  /// Medians over the rounds after the first, which warms up; `slowest` and `fastest` are ours.
  public record Result(
      List<Round> rounds,
      double reference,
      double ours,
      double ratio,
      double slowest,
      double fastest,
      long bytesAnObject) {}

  private final Path folder;
  private final List<StixObject> sample;
  private final InstantSource clock;
  private long bytes;

  private IntakeBench(Path folder, List<StixObject> sample, InstantSource clock) {
    this.folder = folder;
    this.sample = sample;
    this.clock = clock;
  }

  /// Runs in an empty folder, which then holds about five times the bytes of the objects.
  ///
  /// @param sample real objects; they are repeated under other ids until there are enough
  public static Result run(Path folder, List<StixObject> sample, long objects, InstantSource clock)
      throws IOException {
    return new IntakeBench(folder, sample, clock).run(objects);
  }

  private Result run(long objects) throws IOException {
    int round = Math.clamp(objects / MIN_ROUNDS, 1, MAX_ROUND);
    var rounds = new ArrayList<Round>();
    try (var ours = Database.open(folder.resolve("ours.db"));
        var reference = Database.open(folder.resolve("reference.db"))) {
      var collection = collection(ours);
      var bare = new BareLoop(reference, collection(reference), clock.instant());
      for (long held = 0; held < objects; held += round) {
        var batch = objects(held, round);
        double bareRate = timed(round, () -> bare.insert(batch));
        double rate = timed(round, imports(ours, collection, batch));
        rounds.add(new Round(held + round, bareRate, rate));
      }
    }
    return result(rounds);
  }

  private Result result(List<Round> rounds) {
    var counted = rounds.size() > 1 ? rounds.subList(1, rounds.size()) : rounds;
    var ours = counted.stream().mapToDouble(Round::ours).sorted().toArray();
    return new Result(
        rounds,
        median(counted.stream().mapToDouble(Round::reference).toArray()),
        median(ours),
        median(counted.stream().mapToDouble(Round::ratio).toArray()),
        ours[0],
        ours[ours.length - 1],
        bytes / Math.max(1, rounds.getLast().held()));
  }

  private static Collection collection(Database database) {
    var made =
        new NewCollection(
            UUID.randomUUID(),
            "bench",
            "Measured",
            Pillar.INFORMATION,
            Gate.TOLERANT,
            Source.PUBLIC,
            Optional.empty());
    return database.write(tx -> Catalogue.add(tx, made)).orElseThrow();
  }

  /// The objects with these numbers, ready to insert.
  private List<Indexed> objects(long from, int count) {
    var batch = new ArrayList<Indexed>(count);
    for (long number = from; number < from + count; number++) {
      var original = sample.get((int) (number % sample.size()));
      batch.add(Indexed.of(renamed(original, (int) (number / sample.size()))));
    }
    return batch;
  }

  /// The same object in another world: every UUID in it has its first eight digits changed by the
  /// same number, so that references still meet.
  private static StixObject renamed(StixObject object, int world) {
    var text = new StringBuilder(new String(object.bytes(), StandardCharsets.UTF_8));
    for (int at = text.indexOf("--"); at >= 0; at = text.indexOf("--", at + 2)) {
      int digits = at + 2;
      if (isUuid(text, digits)) {
        long old = Long.parseLong(text, digits, digits + 8, 16);
        long mixed = old ^ ((world * 0x9e3779b9L) & 0xffffffffL);
        text.replace(digits, digits + 8, "%08x".formatted(mixed));
      }
    }
    try {
      return StixObject.read(text.toString().getBytes(StandardCharsets.UTF_8));
    } catch (MalformedStix e) {
      throw new IllegalStateException("a renamed object no longer reads", e);
    }
  }

  private static boolean isUuid(CharSequence text, int at) {
    if (at + 36 > text.length() || text.charAt(at + 8) != '-') {
      return false;
    }
    return text.subSequence(at, at + 8)
        .chars()
        .allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  }

  private Runnable imports(Database database, Collection collection, List<Indexed> batch)
      throws IOException {
    var file = folder.resolve("round.json");
    try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
      var before = "{\"type\":\"bundle\",\"id\":\"bundle--1\",\"objects\":[";
      for (var each : batch) {
        out.write(before.getBytes(StandardCharsets.UTF_8));
        out.write(each.object().bytes());
        bytes += each.object().size();
        before = ",\n";
      }
      out.write("]}".getBytes(StandardCharsets.UTF_8));
    }
    return () -> {
      var result =
          new Importer(database, clock)
              .run(List.of(file), collection, collection.source(), (at, of, objects) -> {});
      if (result.stored() != batch.size()) {
        throw new IllegalStateException("imported otherwise than asked: " + result);
      }
    };
  }

  private static double timed(int count, Runnable work) {
    long start = System.nanoTime();
    work.run();
    return count * 1e9 / (System.nanoTime() - start);
  }

  private static double median(double[] values) {
    var sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /// The reference.
  private static final class BareLoop {
    private final Database database;
    private final long collection;
    private final long arrival;
    private long number;

    private BareLoop(Database database, Collection collection, Instant now) {
      this.database = database;
      this.collection = collection.no();
      this.arrival =
          database.write(
              tx -> Arrival.record(tx, now, Arrival.Door.IMPORT, "bench", Source.PUBLIC).no());
    }

    private void insert(List<Indexed> objects) {
      for (int from = 0; from < objects.size(); from += REFERENCE_BATCH) {
        var batch = objects.subList(from, Math.min(objects.size(), from + REFERENCE_BATCH));
        database.write(tx -> insert(tx, batch));
      }
    }

    private int insert(Connection tx, List<Indexed> batch) throws SQLException {
      try (var object = tx.prepareStatement("insert into object values (?, ?, '', ?, ?, ?, ?)");
          var filing = tx.prepareStatement("insert into filing values (?, ?, ?, ?)");
          var reference = tx.prepareStatement("insert into reference values (?, ?)");
          var value = tx.prepareStatement("insert into indicator_value values (?, ?)")) {
        for (var each : batch) {
          number++;
          var key = each.object().key();
          object.setLong(1, number);
          object.setString(2, key.id().text());
          object.setString(3, ObjectTable.sortable(key.version()));
          object.setBytes(4, each.digest().bytes());
          object.setLong(5, number);
          object.setBytes(6, each.object().bytes());
          object.addBatch();
          ObjectTable.bind(filing, collection, number, number, arrival);
          filing.addBatch();
          for (var target : each.targets()) {
            ObjectTable.bind(reference, target, number);
            reference.addBatch();
          }
          for (var text : each.indicatorValues()) {
            ObjectTable.bind(value, text, number);
            value.addBatch();
          }
        }
        int inserted = object.executeBatch().length;
        filing.executeBatch();
        reference.executeBatch();
        value.executeBatch();
        return inserted;
      }
    }
  }
}
