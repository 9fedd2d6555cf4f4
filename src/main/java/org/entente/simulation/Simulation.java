package org.entente.simulation;

import java.nio.file.Path;
import java.util.List;

/// Runs worlds, each from its seed.
///
///     try (var simulation = new Simulation(folder)) { simulation.run(4711); }
public final class Simulation {
  private final Path folder;
  private final Homes two;
  private final Homes three;

  /// How a world ended.
  ///
  /// @param steps how many were taken
  /// @param faults how many things went wrong that can
  /// @param violations what never may have happened; empty when all is well
  /// @param digest over everything that happened, by which one sees that a seed replays exactly
  /// @param last the end of what happened, to read
  public record Outcome(
      long seed,
      long steps,
      long faults,
      List<Violation> violations,
      String digest,
      List<String> last) {
    public Outcome {
      violations = List.copyOf(violations);
      last = List.copyOf(last);
    }
  }

  /// @param folder new or empty, best one in memory; worlds are made in it and removed
  public Simulation(Path folder) {
    this.folder = folder;
    this.two = new Homes(folder.resolve("two"), 2);
    this.three = new Homes(folder.resolve("three"), 3);
  }

  /// One world: of two nodes, or, one time in four, of three. Worlds of several threads are
  /// independent of each other.
  public Outcome run(long seed) {
    var place = folder.resolve("world-" + seed);
    var homes = Math.floorMod(seed, 4) == 3 ? three : two;
    try (var world = new World(seed, homes, place)) {
      var diplomats = new Diplomats(world, homes.amendments());
      var settlements = new Settlements(world);
      new Story(world, diplomats, settlements).tell();
      if (world.violations().isEmpty()) {
        new Ending(world, diplomats, settlements).tell();
      }
      var trace = world.trace();
      return new Outcome(
          seed, trace.steps(), trace.faults(), world.violations(), trace.digest(), trace.last());
    } finally {
      Folders.remove(place);
    }
  }
}
