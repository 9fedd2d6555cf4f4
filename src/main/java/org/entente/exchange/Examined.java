package org.entente.exchange;

import java.util.Optional;
import org.entente.feed.PageEntry;
import org.entente.holdings.Indexed;
import org.entente.ledger.Leaf;
import org.entente.receipt.Verdict;
import org.entente.release.ReleaseHeader;

/// One entry of a partner's page after it was looked at, before anything was written.
///
/// @param release what an admitted release brought; empty for other kinds and for what is not taken
/// @param verdict why it is not taken; empty when it is
record Examined(PageEntry entry, Leaf leaf, Optional<Brought> release, Optional<Verdict> verdict) {

  /// An admitted object with its header, and all that filing it needs.
  record Brought(ReleaseHeader header, Indexed object) {}

  static Examined taken(PageEntry entry, Leaf leaf) {
    return new Examined(entry, leaf, Optional.empty(), Optional.empty());
  }

  static Examined brought(PageEntry entry, Leaf leaf, ReleaseHeader header, Indexed object) {
    return new Examined(entry, leaf, Optional.of(new Brought(header, object)), Optional.empty());
  }

  static Examined not(PageEntry entry, Leaf leaf, Verdict.Outcome outcome, String reason) {
    var verdict = Verdict.of(entry.index(), outcome, reason);
    return new Examined(entry, leaf, Optional.empty(), Optional.of(verdict));
  }
}
