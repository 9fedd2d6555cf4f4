package org.entente.exchange;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.entente.crypto.Sha256;
import org.entente.ledger.EntryKind;
import org.entente.ledger.Leaf;

/// What becomes of entries that cannot be judged yet (exchange.md §4), and may be well: those ahead
/// of our clock, since one of the two clocks is wrong and it may be ours, and releases under a
/// revision of the accord that is not installed here, since an amendment is installed by people,
/// and not everywhere on one day. Such an entry waits, and the log with it, so that what is honest
/// is not lost. Only when that has lasted too long is it taken as it is, for [Examination] to
/// quarantine: a partner that dates its entries years ahead, or makes up revisions, holds up its
/// own log alone, and not for ever.
final class Patience {
  /// By so much clocks may differ.
  static final Duration DIFFER = Duration.ofMinutes(5);

  private static final Duration FOR_A_CLOCK = Duration.ofDays(1);
  private static final Duration FOR_PEOPLE = Duration.ofDays(7);

  private final Predicate<Sha256> isInstalled;
  private Optional<Instant> since = Optional.empty();

  /// @param isInstalled whether a revision is, by its digest
  Patience(Predicate<Sha256> isInstalled) {
    this.isInstalled = isInstalled;
  }

  /// How many of these entries, from the first on, are taken together: those that can be judged, or
  /// those whose patience is over.
  ///
  /// @param first number of the first
  int together(long first, List<Leaf> leaves, Instant now) throws IOException {
    boolean early = isEarly(leaves.getFirst(), now);
    if (early) {
      since = since.or(() -> Optional.of(now));
      await(first, leaves.getFirst(), since.get(), now);
    } else {
      since = Optional.empty();
    }
    int together = 1;
    while (together < leaves.size() && isEarly(leaves.get(together), now) == early) {
      together++;
    }
    return together;
  }

  private static void await(long number, Leaf leaf, Instant since, Instant now) throws IOException {
    if (isAhead(leaf, now) && now.isBefore(since.plus(FOR_A_CLOCK))) {
      throw new IOException(
          "entry %d is of %s, and it is %s here: one of the two clocks is wrong; nothing is taken before that time has come"
              .formatted(number, leaf.at(), now));
    }
    if (!isAhead(leaf, now) && now.isBefore(since.plus(FOR_PEOPLE))) {
      throw new IOException(
          "entry %d is under revision %s of the accord, which is not installed here: ask the partner for it and run ./entente accord install; nothing is taken before"
              .formatted(number, leaf.accord().hex()));
    }
  }

  private boolean isEarly(Leaf leaf, Instant now) {
    return isAhead(leaf, now)
        || (leaf.kind() == EntryKind.RELEASE && !isInstalled.test(leaf.accord()));
  }

  private static boolean isAhead(Leaf leaf, Instant now) {
    return leaf.at().isAfter(now.plus(DIFFER));
  }
}
