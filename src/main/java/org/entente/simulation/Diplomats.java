package org.entente.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.entente.decisions.Agreements;

/// Those who amend the accords of a world, in some worlds: each side installs the second revision
/// on a day of its own, before or after the one from which it counts.
final class Diplomats {
  private final World world;
  private final Map<Integer, List<byte[]>> installed = new HashMap<>();
  private final List<byte[]> amendments;
  private final boolean amend;

  Diplomats(World world, List<byte[]> amendments) {
    this.world = world;
    this.amendments = amendments;
    this.amend = world.chance().oneIn(3);
  }

  /// What they do while others work.
  void meet(SimulatedNode node) {
    if (amend && world.chance().oneIn(15)) {
      install(node, world.chance().of(amendments));
    } else if (amend && world.chance().oneIn(30)) {
      world.passTo(Amendment.begins());
    }
  }

  /// The day after, everybody has it.
  void conclude() {
    if (amend) {
      world.honest().forEach(node -> amendments.forEach(one -> install(node, one)));
    }
  }

  /// An operator whose machine came back from a backup installs again what was installed since,
  /// before it goes on: or it would judge by an older revision what it once took.
  void again(SimulatedNode node) {
    if (node.isUp() && node.waitsForConfirmation()) {
      List.copyOf(installed.getOrDefault(node.number(), List.of()))
          .forEach(one -> install(node, one));
    }
  }

  private void install(SimulatedNode node, byte[] document) {
    if (!node.isUp() || !Amendment.concerns(node, document)) {
      return; // reading a document to the end is what a world spends much of its time on
    }
    world.step(
        node,
        "installs an amendment",
        () -> {
          world.excuses().amends();
          installed.computeIfAbsent(node.number(), _ -> new ArrayList<>()).add(document);
          if (node.install(document) instanceof Agreements.Installed.Refused refused) {
            world.trace().add("  " + refused.reason());
          }
        });
  }
}
