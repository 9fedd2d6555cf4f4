package org.entente.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.entente.fuzz.Failure;
import org.entente.fuzz.Fuzzing;
import org.entente.fuzz.Target;
import org.entente.fuzz.Targets;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonObject;
import org.entente.terminal.Answer;
import org.entente.terminal.Call;
import org.entente.terminal.Progress;
import org.entente.terminal.Refused;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Hostile input by the million, for long runs; the tests do a short one. Every parser may refuse
/// in its own way and in no other. A failure is made again by its seed: `--seed SEED --inputs 1`.
@Command(name = "fuzz", description = "Try the parsers with hostile input, replayable by seed.")
final class FuzzCommand implements OfflineCommand {
  /// An answer stays readable; a longer input is kept in a file alone.
  private static final int MAX_SHOWN = 8_192;

  @Parameters(paramLabel = "NAME", description = "a parser, or all", defaultValue = "all")
  String name = "all";

  @Option(names = "--inputs", paramLabel = "N", description = "in all (${DEFAULT-VALUE})")
  long inputs = 100_000;

  @Option(names = "--seed", paramLabel = "S", description = "of the first input (${DEFAULT-VALUE})")
  long seed = 1;

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description = "where failing inputs are written (${DEFAULT-VALUE})")
  String keep = "fuzz-failures";

  private record Ran(Target target, long inputs, double seconds) {
    JsonObject json() {
      return JsonValue.object()
          .put("target", target.name())
          .put("inputs", inputs)
          .put("inputsASecond", Math.round(inputs / Math.max(seconds, 1e-9)))
          .build();
    }

    String line() {
      return "%-20s %,12d inputs  %,9d a second"
          .formatted(target.name(), inputs, Math.round(inputs / Math.max(seconds, 1e-9)));
    }
  }

  @Override
  public Answer run(Call call) throws Refused {
    if (inputs < 1) {
      throw new Refused("usage", "--inputs " + inputs + " is none", "give 1 or more");
    }
    var targets = targets();
    long shares = targets.stream().mapToLong(Target::share).sum();
    int threads = Runtime.getRuntime().availableProcessors();
    var ran = new ArrayList<Ran>();
    var failures = new ArrayList<Failure>();
    for (var target : targets) {
      long part = Math.max(1, Math.ceilDiv(inputs * target.share(), shares));
      long start = System.nanoTime();
      try (var progress = Progress.of(target.name(), call)) {
        failures.addAll(
            new Fuzzing(target)
                .run(seed, part, threads, done -> progress.at(done, part, "inputs")));
      }
      ran.add(new Ran(target, part, (System.nanoTime() - start) / 1e9));
      if (!call.json()) {
        call.say(ran.getLast().line());
      }
    }
    return answer(ran, failures, call.path(keep));
  }

  private List<Target> targets() throws Refused {
    var all = Targets.all();
    var named =
        all.stream().filter(target -> List.of("all", target.name()).contains(name)).toList();
    if (named.isEmpty()) {
      throw new Refused(
          "usage",
          name + " is nothing to try",
          "all, or one of " + all.stream().map(Target::name).collect(Collectors.joining(", ")));
    }
    return named;
  }

  private static Answer answer(List<Ran> ran, List<Failure> failures, Path folder) throws Refused {
    long inputs = ran.stream().mapToLong(Ran::inputs).sum();
    var text = new StringBuilder("%,d inputs, %d failures\n".formatted(inputs, failures.size()));
    var told = new ArrayList<JsonValue>();
    for (var failure : failures) {
      var file = kept(failure, folder);
      told.add(json(failure, file));
      text.append(
          "%s --seed %d --inputs 1: %s\n  %s\n"
              .formatted(failure.target(), failure.seed(), failure.message(), file));
    }
    var json =
        JsonValue.object()
            .put("inputs", inputs)
            .put("failures", new JsonValue.JsonArray(told))
            .put("targets", JsonValue.array(ran, Ran::json))
            .build();
    return failures.isEmpty()
        ? Answer.done(json, text.toString())
        : Answer.failed(json, text.toString());
  }

  private static JsonObject json(Failure failure, Path file) {
    var json =
        JsonValue.object()
            .put("target", failure.target())
            .put("seed", failure.seed())
            .put("message", failure.message())
            .put("file", file.toString());
    if (failure.input().length <= MAX_SHOWN) {
      json.put("input", Base64.getEncoder().encodeToString(failure.input()));
    }
    return json.build();
  }

  private static Path kept(Failure failure, Path folder) throws Refused {
    var file = folder.resolve(failure.target() + "-" + failure.seed());
    try {
      Files.createDirectories(folder);
      return Files.write(file, failure.input());
    } catch (IOException e) {
      throw new Refused(
          "unwritable", "cannot keep " + file + ": " + e.getMessage(), "name another --keep DIR");
    }
  }
}
