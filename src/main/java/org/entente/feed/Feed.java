package org.entente.feed;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.entente.tlog.SignedCheckpoint;

/// A log served page by page, with long-poll. Rows are read in small runs and written between, so
/// that a slow reader holds neither the store nor much memory.
public final class Feed {
  private static final int RUN = 100;

  private final EntrySource source;
  private final Signal published;
  private final ExchangeSettings settings;
  private final Signal arrived = new Signal();
  private final AtomicInteger waiting = new AtomicInteger();

  public Feed(EntrySource source, Signal published, ExchangeSettings settings) {
    this.source = source;
    this.published = published;
    this.settings = settings;
  }

  public EntrySource source() {
    return source;
  }

  /// Whether a reader has all there is and waits for more.
  public boolean isAwaited() {
    return waiting.get() > 0;
  }

  /// Returns when a reader waits, or after so long.
  public void awaitReader(Duration atMost) throws InterruptedException {
    long seen = arrived.count();
    if (!isAwaited()) {
      arrived.awaitAfter(seen, atMost);
    }
  }

  /// Waits until there is an entry of that number, or for so long.
  public void awaitEntry(long number, Duration wait) throws InterruptedException {
    waiting.incrementAndGet();
    arrived.raise();
    try {
      awaitPublished(number, wait);
    } finally {
      waiting.decrementAndGet();
    }
  }

  private void awaitPublished(long number, Duration wait) throws InterruptedException {
    long deadline = System.nanoTime() + wait.toNanos();
    while (true) {
      long seen = published.count();
      if (source.head().filter(head -> head.checkpoint().size() > number).isPresent()) {
        return;
      }
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return;
      }
      published.awaitAfter(seen, Duration.ofNanos(left));
    }
  }

  /// Whether a page under this head may begin at that number.
  public boolean gives(SignedCheckpoint head, long from) {
    long size = head.checkpoint().size();
    return from == size || (from < size && source.end(from, size) > from);
  }

  /// Writes one page from that number on; it may have no entries, when there are no more.
  public void write(OutputStream out, SignedCheckpoint head, long from, int limit)
      throws IOException {
    var page = new PageWriter(out, head.bytes());
    long size = head.checkpoint().size();
    long end = Math.min(source.end(from, size), from + Math.min(limit, settings.pageEntries()));
    long next = entries(page, from, end, size);
    page.end(next == 0 || next >= size ? List.of() : source.consistency(next, size));
  }

  /// Writes entries until `end` or until the page is full, one at the least; the number after the
  /// last.
  private long entries(PageWriter page, long from, long end, long size) throws IOException {
    long bytes = 0;
    long next = from;
    while (next < end) {
      for (var entry : source.entries(next, (int) Math.min(RUN, end - next), size)) {
        bytes += entry.size();
        if (bytes > settings.pageBytes() && next > from) {
          return next; // the next page begins with it
        }
        page.entry(entry);
        next++;
      }
    }
    return next;
  }
}
