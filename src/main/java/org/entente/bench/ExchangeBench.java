package org.entente.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.entente.accord.Pillar;
import org.entente.demo.NodePair;
import org.entente.expression.Source;
import org.entente.holdings.Indexed;
import org.entente.holdings.NewCollection;
import org.entente.release.Outcome;
import org.entente.stix.Gate;
import org.entente.stix.MalformedStix;
import org.entente.stix.StixObject;
import org.entente.stix.Tlp;
import org.entente.terminal.Call;
import org.entente.terminal.Progress;
import org.entente.terminal.Refused;

/// From import at one node to the receipt in its log (`bench exchange`): filed, decided, logged,
/// pulled, verified, applied at the other, receipted; two real nodes with TLS between them, both on
/// this machine. What counts is objects that went. The reference is half the rate of a [BareStore],
/// since each object is stored twice. Then single objects, one at a time, each from the start of
/// its import to its receipt.
public final class ExchangeBench {
  private static final int TURNS = 5;
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);
  private static final Duration BETWEEN_LOOKS_AT_ONE = Duration.ofMillis(1);
  private static final String COLLECTION = "bench";

  private final Path folder;
  private final Worlds worlds;
  private final NodePair nodes;
  private final BareStore bare;
  private final Call call;

  private ExchangeBench(
      Path folder, List<StixObject> sample, NodePair nodes, BareStore bare, Call call) {
    this.folder = folder;
    this.worlds = new Worlds(sample);
    this.nodes = nodes;
    this.bare = bare;
    this.call = call;
  }

  /// Runs in an empty folder.
  ///
  /// @param objects in all turns together
  /// @param singles objects that are sent one at a time
  public static Measured run(
      Path folder, List<StixObject> sample, long objects, int singles, Call call, Progress progress)
      throws IOException, Refused {
    try (var nodes = NodePair.start(folder);
        var bare =
            new BareStore(folder.resolve("reference.db"), InstantSource.system().instant())) {
      nodes.meet();
      nodes.agree();
      nodes
          .first()
          .add(
              new NewCollection(
                  UUID.randomUUID(),
                  COLLECTION,
                  "Measured",
                  Pillar.INFORMATION,
                  Gate.TOLERANT,
                  Source.PUBLIC,
                  Optional.of(Tlp.CLEAR)));
      nodes.open();
      return new ExchangeBench(folder, sample, nodes, bare, call).run(objects, singles, progress);
    }
  }

  private Measured run(long objects, int singles, Progress progress) throws IOException, Refused {
    int count = Math.clamp(objects / (TURNS + 1), 1, Integer.MAX_VALUE);
    var turns = new ArrayList<Measured.Turn>();
    for (int turn = 0; turn <= TURNS; turn++) {
      turns.add(turn((long) turn * count, count));
      progress.at(turn + 1, TURNS + 1, "turns");
    }
    var beside = new LinkedHashMap<String, Double>();
    beside.put("partThatGoes", gone() / (double) (count * (TURNS + 1L)));
    beside.putAll(singles(singles));
    return Measured.of("objects a second", turns, beside);
  }

  private Measured.Turn turn(long from, int count) throws IOException, Refused {
    var batch = worlds.objects(from, count);
    var indexed = batch.stream().map(Indexed::of).toList();
    double reference = IntakeBench.rate(count, () -> bare.insert(indexed)) / 2;
    var file = folder.resolve("turn.json");
    Worlds.write(batch, file);
    long before = gone();
    long start = System.nanoTime();
    take(file);
    await(nodes::isSettled, BETWEEN_LOOKS);
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Measured.Turn(from + count, reference, (gone() - before) / seconds);
  }

  private void take(Path file) throws Refused {
    nodes.first().take(COLLECTION, List.of(file), call);
    nodes.first().node().changed();
  }

  /// Objects that went from the first node to the second.
  private long gone() {
    var counts = nodes.first().node().register().counts(nodes.second().identity());
    return counts.getOrDefault(Outcome.RELEASED, 0L) + counts.getOrDefault(Outcome.REDACTED, 0L);
  }

  private Map<String, Double> singles(int count) throws IOException, Refused {
    var like = oneThatGoes();
    var file = folder.resolve("single.json");
    var millis = new double[count];
    for (int i = 0; i < count; i++) {
      Worlds.write(List.of(again(like)), file);
      long start = System.nanoTime();
      take(file);
      await(() -> nodes.first().node().exchange().isSettled(), BETWEEN_LOOKS_AT_ONE);
      millis[i] = (System.nanoTime() - start) / 1e6;
    }
    var figures = new LinkedHashMap<String, Double>();
    if (count > 0) {
      figures.put("singleP50Milliseconds", Measured.at(0.5, millis));
      figures.put("singleP99Milliseconds", Measured.at(0.99, millis));
    }
    return figures;
  }

  /// Of the first world, an object that has versions and went as it is; what it refers to has gone.
  private StixObject oneThatGoes() {
    for (var object : worlds.objects(0, worlds.size())) {
      var went =
          nodes.first().node().register().of(object.id()).stream()
              .anyMatch(entry -> entry.outcome() == Outcome.RELEASED);
      if (went && object.isVersioned()) {
        return object;
      }
    }
    throw new IllegalStateException("none of the sample's objects goes; give others");
  }

  /// The same under an id of its own.
  private static StixObject again(StixObject object) {
    var fresh = object.type() + "--" + UUID.randomUUID();
    var text = new String(object.bytes(), StandardCharsets.UTF_8);
    try {
      return StixObject.read(
          text.replace(object.id().text(), fresh).getBytes(StandardCharsets.UTF_8));
    } catch (MalformedStix e) {
      throw new IllegalStateException("an object with a new id no longer reads", e);
    }
  }

  private static void await(BooleanSupplier condition, Duration betweenLooks) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("not settled after " + PATIENCE);
      }
      LockSupport.parkNanos(betweenLooks.toNanos());
    }
  }
}
