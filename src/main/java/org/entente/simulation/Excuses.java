package org.entente.simulation;

import java.util.HashSet;
import java.util.Set;

/// What has happened in a world by which something may be that otherwise never may.
final class Excuses {
  private final Set<Integer> restored = new HashSet<>();
  private final Set<Integer> sealedUnseen = new HashSet<>();
  private boolean anyRestored;
  private boolean clocksDiffered;
  private boolean amended;
  private boolean anyLost;

  /// Clocks went wrong in this world, so an entry may come from the future.
  void clocksDiffer() {
    clocksDiffered = true;
  }

  boolean clocksDiffered() {
    return clocksDiffered;
  }

  /// Somebody amends an accord in this world.
  void amends() {
    amended = true;
  }

  boolean amended() {
    return amended;
  }

  /// A machine was lost and came back from a backup; its logs are shorter than what was shown of
  /// them, until the partners have given it back.
  void restored(SimulatedNode node) {
    restored.add(node.number());
    anyRestored = true;
  }

  boolean anyRestored() {
    return anyRestored;
  }

  boolean isRestored(SimulatedNode node) {
    return restored.contains(node.number());
  }

  /// Everything is repaired: no log is shorter any more.
  void allIsBack() {
    restored.clear();
  }

  /// A machine was lost with entries that others have seen signed and nobody else has.
  void lostForGood() {
    anyLost = true;
  }

  boolean anyLost() {
    return anyLost;
  }

  /// A node that came back from a backup agreed to an end of its log of which it has less: what it
  /// sent in what is missing it may send again (exchange.md §7).
  void sealedUnseen(SimulatedNode node) {
    sealedUnseen.add(node.number());
  }

  boolean hasSealedUnseen(SimulatedNode node) {
    return sealedUnseen.contains(node.number());
  }
}
