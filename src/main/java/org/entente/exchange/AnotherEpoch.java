package org.entente.exchange;

import java.io.IOException;
import org.entente.feed.Pair;

/// The partner goes on with another epoch of a pair of logs: one of the two has not installed the
/// statement that ended the earlier one, or was put back from a copy of the time before it.
final class AnotherEpoch extends IOException {
  private static final long serialVersionUID = 1L;

  AnotherEpoch(Pair pair) {
    super(
        "the partner is at another epoch of these logs than %d: whoever is behind runs ./entente accord install with the statement that ended it"
            .formatted(pair.epoch()));
  }
}
