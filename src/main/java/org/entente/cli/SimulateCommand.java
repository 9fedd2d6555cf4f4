package org.entente.cli;

import java.util.ArrayList;
import java.util.List;
import org.entente.json.JsonValue;
import org.entente.simulation.Simulation;
import org.entente.simulation.Simulations;
import org.entente.simulation.Violation;
import org.entente.terminal.Answer;
import org.entente.terminal.Call;
import org.entente.terminal.Progress;
import org.entente.terminal.TemporaryFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Runs nodes in simulated worlds where networks, disks, clocks and power fail, and says what of
/// the invariants did not hold. A seed replays exactly.
@Command(
    name = "simulate",
    description = "Run nodes in simulated worlds where everything fails that can.")
final class SimulateCommand implements OfflineCommand {
  private static final int MOST_TOLD = 100;

  @Option(names = "--seeds", paramLabel = "N", description = "worlds (${DEFAULT-VALUE})")
  long seeds = 1_000;

  @Option(names = "--seed", paramLabel = "S", description = "of the first (${DEFAULT-VALUE})")
  long first = 1;

  private long steps;
  private long faults;
  private long ended;
  private long failed;
  private final List<Violation> violations = new ArrayList<>();
  private List<String> last = List.of();

  @Override
  public Answer run(Call call) {
    try (var _ = new Silence();
        var folder = TemporaryFolder.inMemory();
        var progress = Progress.of("simulate", call)) {
      new Simulations(folder.path()).run(first, seeds, outcome -> note(outcome, progress));
    }
    var json =
        JsonValue.object()
            .put("faults", faults)
            .put("seeds", ended)
            .put("steps", steps)
            .put("violations", JsonValue.array(violations, Violation::json))
            .build();
    return failed == 0 ? Answer.done(json, text()) : Answer.failed(json, text());
  }

  private void note(Simulation.Outcome outcome, Progress progress) {
    ended++;
    steps += outcome.steps();
    faults += outcome.faults();
    if (!outcome.violations().isEmpty()) {
      failed++;
      last = last.isEmpty() ? outcome.last() : last;
      outcome.violations().stream()
          .limit(MOST_TOLD - Math.min(MOST_TOLD, violations.size()))
          .forEach(violations::add);
    }
    progress.at(ended, seeds, "worlds, %,d violated".formatted(failed));
  }

  private String text() {
    var text =
        new StringBuilder(
            "%,d worlds, %,d steps, %,d faults; %s\n"
                .formatted(
                    ended,
                    steps,
                    faults,
                    failed == 0 ? "every invariant held" : failed + " worlds violated one"));
    for (var each : violations) {
      text.append(
          "  seed %d, step %d: %s: %s\n"
              .formatted(each.seed(), each.step(), each.invariant(), each.message()));
    }
    if (!last.isEmpty()) {
      text.append("\nthe end of the first of them (replay it with --seeds 1 --seed S):\n");
      last.forEach(line -> text.append("  ").append(line).append('\n'));
    }
    return text.toString();
  }
}
