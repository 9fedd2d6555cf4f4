package org.entente.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.entente.accord.Pillar;
import org.entente.bench.DecideBench;
import org.entente.bench.ExchangeBench;
import org.entente.bench.IntakeBench;
import org.entente.bench.LedgerBench;
import org.entente.bench.Measured;
import org.entente.bench.StartBench;
import org.entente.crypto.ProofInvalid;
import org.entente.demo.DemoSample;
import org.entente.document.AccordReader;
import org.entente.document.AccordRejected;
import org.entente.draft.ShippedAccords;
import org.entente.expression.Source;
import org.entente.holdings.NewCollection;
import org.entente.json.CanonicalJson;
import org.entente.json.JsonValue;
import org.entente.preview.TrialStore;
import org.entente.stix.Gate;
import org.entente.stix.StixObject;
import org.entente.storage.StorageFailure;
import org.entente.terminal.Answer;
import org.entente.terminal.Call;
import org.entente.terminal.Progress;
import org.entente.terminal.Refused;
import org.entente.terminal.TemporaryFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Measurements against a reference in the same run. The ratio is what counts, the rates are for
/// orientation; nothing fails on a figure.
@Command(
    name = "bench",
    description = "Measure against a reference in the same run.",
    subcommands = {
      BenchCommand.Intake.class,
      BenchCommand.Decide.class,
      BenchCommand.Exchange.class,
      BenchCommand.LedgerWriting.class,
      BenchCommand.Start.class
    })
final class BenchCommand {
  private BenchCommand() {}

  /// What all of them do: a folder for it, the answer, what to do with failures.
  abstract static class Bench implements OfflineCommand {
    abstract Measured measure(Path folder, Call call, Progress progress)
        throws IOException, Refused, AccordRejected, ProofInvalid;

    /// What PERFORMANCE asks of the ratio, such as `at least 0.6`.
    abstract String reach();

    /// How much is asked for, the least of it.
    abstract long size();

    @Override
    public final Answer run(Call call) throws Refused {
      if (size() < 1) {
        throw new Refused("usage", "nothing to measure", "give a size of 1 or more");
      }
      try (var folder = new TemporaryFolder();
          var progress = Progress.of("bench", call)) {
        var measured = measure(folder.path(), call, progress);
        return Answer.done(measured.json().with("reach", JsonValue.of(reach())), text(measured));
      } catch (IOException e) {
        throw new StorageFailure("cannot measure: " + e.getMessage(), e);
      } catch (AccordRejected | ProofInvalid e) {
        throw new IllegalStateException("what was made for measuring does not verify", e);
      }
    }

    private String text(Measured measured) {
      var text = new StringBuilder(measured.unit()).append('\n');
      measured
          .json()
          .members()
          .forEach((name, value) -> {
            if (!name.equals("turns") && !name.equals("unit")) {
              text.append("  %-24s %s\n".formatted(name, CanonicalJson.text(value)));
            }
          });
      return text.append("  %-24s ratio %s\n".formatted("reach", reach())).toString();
    }
  }

  /// Those that work on real objects: the invented campaign, or files of the caller's.
  abstract static class ObjectBench extends Bench {
    @Option(
        names = "--from",
        paramLabel = "PATH",
        description = "STIX to take objects from, else the invented campaign; may be repeated")
    List<String> from = List.of();

    List<StixObject> sample(Path folder, Call call) throws Refused {
      var paths =
          from.isEmpty()
              ? List.of(DemoSample.FIRST.write(Pillar.INFORMATION, folder).orElseThrow())
              : from.stream().map(call::path).toList();
      try (var store = new TrialStore(collection())) {
        store.take(paths, call);
        return store.all().stream().map(filed -> filed.held().object()).toList();
      }
    }

    private static NewCollection collection() {
      return new NewCollection(
          UUID.randomUUID(),
          "sample",
          "Sample",
          Pillar.INFORMATION,
          Gate.TOLERANT,
          Source.PUBLIC,
          Optional.empty());
    }
  }

  @Command(name = "intake", description = "Objects filed, against a bare loop of inserts.")
  static final class Intake extends ObjectBench {
    @Option(names = "--objects", paramLabel = "N", description = "in all (${DEFAULT-VALUE})")
    long objects = 60_000;

    @Override
    Measured measure(Path folder, Call call, Progress progress) throws IOException, Refused {
      return IntakeBench.run(
          folder, sample(folder, call), objects, InstantSource.system(), progress);
    }

    @Override
    long size() {
      return objects;
    }

    @Override
    String reach() {
      return "at least 0.6";
    }
  }

  @Command(name = "decide", description = "Decisions, against the bare expressions they evaluate.")
  static final class Decide extends ObjectBench {
    @Option(names = "--decisions", paramLabel = "N", description = "a turn (${DEFAULT-VALUE})")
    long decisions = 100_000;

    @Override
    Measured measure(Path folder, Call call, Progress progress) throws Refused, AccordRejected {
      var accord = AccordReader.read(ShippedAccords.example().getBytes(StandardCharsets.UTF_8));
      return DecideBench.run(accord, sample(folder, call), decisions, System::nanoTime, progress);
    }

    @Override
    long size() {
      return decisions;
    }

    @Override
    String reach() {
      return "at least 0.5, and 20,000 a second";
    }
  }

  @Command(
      name = "exchange",
      description = "Import to receipt between two nodes, against half a bare loop of inserts.")
  static final class Exchange extends ObjectBench {
    @Option(names = "--objects", paramLabel = "N", description = "in all (${DEFAULT-VALUE})")
    long objects = 120_000;

    @Option(names = "--singles", paramLabel = "N", description = "one by one (${DEFAULT-VALUE})")
    int singles = 100;

    @Override
    Measured measure(Path folder, Call call, Progress progress) throws IOException, Refused {
      return ExchangeBench.run(folder, sample(folder, call), objects, singles, call, progress);
    }

    @Override
    long size() {
      return Math.min(objects, singles);
    }

    @Override
    String reach() {
      return "at least 0.4; one object p50 at most 150 ms, p99 at most 500 ms";
    }
  }

  @Command(name = "ledger", description = "Entries logged, against bare rows.")
  static final class LedgerWriting extends Bench {
    private static final int BATCH = 256;

    @Option(names = "--entries", paramLabel = "N", description = "in all (${DEFAULT-VALUE})")
    long entries = 600_000;

    @Override
    Measured measure(Path folder, Call call, Progress progress) throws ProofInvalid {
      return LedgerBench.run(folder, entries, BATCH, InstantSource.system(), progress);
    }

    @Override
    long size() {
      return entries;
    }

    @Override
    String reach() {
      return "at least 0.4, and 50,000 a second";
    }
  }

  @Command(name = "start", description = "Start to first page, against an empty application.")
  static final class Start extends ObjectBench {
    @Option(names = "--starts", paramLabel = "N", description = "of each (${DEFAULT-VALUE})")
    int starts = 7;

    @Override
    Measured measure(Path folder, Call call, Progress progress) throws IOException, Refused {
      return StartBench.run(folder, starts, Main.class.getName(), sample(folder, call), progress);
    }

    @Override
    long size() {
      return starts;
    }

    @Override
    String reach() {
      return "at most 1.5, at most 2.5 seconds, at most 300 idleMegabytes";
    }
  }
}
