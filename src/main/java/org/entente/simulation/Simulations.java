package org.entente.simulation;

import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/// Many worlds, as many at a time as there are processors.
public final class Simulations {
  private final Simulation simulation;

  /// @param folder new or empty, best one in memory
  public Simulations(Path folder) {
    this.simulation = new Simulation(folder);
  }

  /// Runs the worlds of so many seeds from one on.
  ///
  /// @param each told of every world that has ended, in whatever order they end
  public void run(long first, long count, Consumer<Simulation.Outcome> each) {
    int threads = Runtime.getRuntime().availableProcessors();
    try (var pool = Executors.newFixedThreadPool(threads)) {
      var running = new ExecutorCompletionService<Simulation.Outcome>(pool);
      long begun = 0;
      for (long ended = 0; ended < count; ended++) {
        for (; begun < Math.min(count, ended + 2L * threads); begun++) {
          long seed = first + begun;
          var _ = running.submit(() -> simulation.run(seed));
        }
        each.accept(running.take().get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a world itself failed", e.getCause());
    }
  }
}
