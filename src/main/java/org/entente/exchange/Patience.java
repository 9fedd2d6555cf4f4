package org.entente.exchange;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.entente.ledger.Leaf;

/// What becomes of entries that are ahead of our clock (exchange.md §4). One of the two clocks is
/// wrong, and it may be ours: so an entry waits, and the log with it, until its time has come, and
/// what a clock an hour off has dated is not lost. Only when a day has passed without an entry that
/// was in time is it taken as it is, for [Examination] to quarantine: a partner that dates its
/// entries years ahead holds up its own log alone, and not for ever.
final class Patience {
  /// By so much clocks may differ.
  static final Duration DIFFER = Duration.ofMinutes(5);

  private static final Duration LONGEST = Duration.ofDays(1);

  private Optional<Instant> since = Optional.empty();

  /// How many of these entries, from the first on, are taken together: those that are in time, or
  /// those whose patience is over.
  ///
  /// @param first number of the first
  int together(long first, List<Leaf> leaves, Instant now) throws IOException {
    boolean ahead = isAhead(leaves.getFirst(), now);
    if (ahead) {
      since = since.or(() -> Optional.of(now));
      if (now.isBefore(since.get().plus(LONGEST))) {
        throw new IOException(
            "entry %d is of %s, and it is %s here: one of the two clocks is wrong; nothing is taken before that time has come"
                .formatted(first, leaves.getFirst().at(), now));
      }
    } else {
      since = Optional.empty();
    }
    int together = 1;
    while (together < leaves.size() && isAhead(leaves.get(together), now) == ahead) {
      together++;
    }
    return together;
  }

  private static boolean isAhead(Leaf leaf, Instant now) {
    return leaf.at().isAfter(now.plus(DIFFER));
  }
}
