package org.entente.exchange;

import java.io.IOException;
import java.util.List;
import org.entente.ledger.Contradiction;
import org.entente.ledger.Leaf;
import org.entente.storage.Restorations;
import org.entente.tlog.SignedCheckpoint;

/// What the leaves of a partner say of how much of our own log it had read (log.md, `seen`), where
/// that is more than there is.
final class ReadThere {
  private final Link link;
  private long doubted = -1;

  ReadThere(Link link) {
    this.link = link;
  }

  /// The partner may know a later state of this home: it is asked again, once for a page.
  void requireAskedAgain(long from, List<Leaf> leaves) throws IOException {
    long read = most(leaves);
    if (doubted != from && isMore(read)) {
      doubted = from;
      link.partnersSizeIsDoubted();
      throw new IOException(
          "the partner has read %d entries of our log, more than are here: it is asked again"
              .formatted(read));
    }
  }

  /// It holds no more of it than we do, and yet has signed that it read more. Of a home that never
  /// was put back that is false, and the entry refused for what it claims. One that was put back
  /// may have lost what the partner, put back itself, has lost too.
  void requireNothingLost(SignedCheckpoint under, List<Leaf> leaves) throws Contradiction {
    long read = most(leaves);
    if (isMore(read) && link.parts().database().read(Restorations::last) > 0) {
      throw new Contradiction(
          "%s: the partner signed that it had read %d entries, it holds no more than the %d that are here: nobody has them all; only a succeed statement ends this"
              .formatted(link.own().origin(), read, size()),
          link.own().published().map(SignedCheckpoint::bytes).orElse(new byte[0]),
          under.bytes());
    }
  }

  private boolean isMore(long read) {
    return link.mayAppend() && read > size();
  }

  private long size() {
    return link.parts().database().read(link.own()::size);
  }

  private static long most(List<Leaf> leaves) {
    return leaves.stream().mapToLong(Leaf::seen).max().orElse(0);
  }
}
