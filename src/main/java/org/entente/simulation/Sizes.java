package org.entente.simulation;

import java.time.Duration;
import org.entente.feed.ExchangeSettings;
import org.entente.feed.Loop;
import org.entente.peers.PortLimits;

/// How large things are in a world: pages and batches are small, so that there are many seams to
/// cut at. Nothing waits where time does not pass by itself.
final class Sizes {
  private Sizes() {}

  /// In some worlds a plan is mostly carried out in one go; in others it pauses after each of
  /// several batches until the partner has answered, and much happens meanwhile.
  static ExchangeSettings of(Chance chance) {
    return chance.oneIn(3)
        ? sizes(2 + chance.below(3), 4, 12)
        : sizes(2 + chance.below(3), 8, 3 + chance.below(3));
  }

  private static ExchangeSettings sizes(int page, int batch, int unreceipted) {
    var second = Duration.ofSeconds(1);
    return new ExchangeSettings(
        page,
        4 << 20,
        batch,
        Duration.ZERO,
        unreceipted,
        Duration.ofHours(6),
        new Loop.BackOff(second, second),
        Duration.ZERO,
        Duration.ZERO,
        PortLimits.DEFAULT);
  }
}
