package org.entente.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.entente.crypto.ProofInvalid;
import org.entente.ledger.Leaf;
import org.entente.ledger.Observed;
import org.entente.ledger.VerifiedPage;
import org.entente.peers.PartnerClient;
import org.entente.release.Between;
import org.entente.stix.StixStream;
import org.entente.tlog.SignedCheckpoint;

/// Pulls what a partner logs toward us, from our next number on, one page after the other: verify,
/// admit, apply in one transaction. Cosigning and the receipt follow while the next page is pulled
/// ([ReceiptPost]). Doorbell and long-poll only make it quick; whatever was missed, by either side,
/// is caught up from the number.
final class Puller {
  /// An entry from so far ahead of our clock is tried again, and quarantined when the clocks still
  /// differ after that long (ACCORD.md, "At the receiver").
  private static final Duration AHEAD = Duration.ofMinutes(5);

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /// A page may go beyond its limit with its one entry, which may be so large: the largest object
  /// that is admitted, and room for leaf, header and salts.
  private static final long MAX_ENTRY = StixStream.MAX_OBJECT_BYTES + (1L << 20);

  private static final int OK = 200;
  private static final int NOTHING_YET = 204;

  private final Link link;
  private final PartnerClient client;
  private final Refill refill;
  private final String path;
  private Optional<Instant> aheadSince = Optional.empty();

  Puller(Link link, PartnerClient client, Signal decided) {
    this.link = link;
    this.client = client;
    this.refill = new Refill(link, client, decided);
    this.path = "accords/" + link.name().accord() + "/out/releases";
  }

  /// One page, or nothing for as long as a long-poll takes.
  Duration step() throws IOException, InterruptedException, ProofInvalid {
    if (!link.isPartnersSizeKnown()) {
      refill.run();
    }
    long from = link.held().size();
    var settings = link.parts().settings();
    var wait = settings.poll();
    var query =
        "%s?from=%d&limit=%d&wait=%d"
            .formatted(path, from, settings.pageEntries(), wait.toSeconds());
    var page = client.streamed(query, wait, this::page);
    if (!page.entries().isEmpty()) {
      take(from, page);
    }
    return Duration.ZERO;
  }

  private Page page(int status, InputStream body) throws IOException {
    var settings = link.parts().settings();
    return switch (status) {
      case OK -> Page.read(body, new Page.Limit(settings.pageEntries(), mostBytes(settings)));
      case NOTHING_YET -> Page.NOTHING;
      default -> throw new IOException(path + " answers " + status);
    };
  }

  static long mostBytes(ExchangeSettings settings) {
    return settings.pageBytes() + MAX_ENTRY;
  }

  void take(long from, Page page) throws IOException, ProofInvalid {
    var note = SignedCheckpoint.parse(page.checkpoint());
    if (link.held().observe(note) instanceof Observed.Denied denied) {
      raise(denied);
      throw new ProofInvalid(denied.message());
    }
    requireConsecutive(from, page.entries());
    var leaves = leaves(page.entries());
    requirePatience(page.entries(), leaves);
    var verified =
        link.held()
            .verify(
                note,
                from,
                page.entries().stream().map(PageEntry::leaf).toList(),
                page.consistency());
    apply(verified, examine(page.entries(), leaves));
  }

  private void raise(Observed.Denied denied) {
    link.parts()
        .database()
        .write(connection -> {
          if (!AlarmTable.isRaised(connection, link.no())) {
            AlarmTable.raise(connection, link.no(), denied, now());
          }
          return true;
        });
  }

  private static void requireConsecutive(long from, List<PageEntry> entries) throws ProofInvalid {
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i).index() != from + i) {
        throw new ProofInvalid(
            "page: expected entry %d, found %d".formatted(from + i, entries.get(i).index()));
      }
    }
  }

  private static List<Leaf> leaves(List<PageEntry> entries) throws ProofInvalid {
    var leaves = new ArrayList<Leaf>();
    for (var entry : entries) {
      leaves.add(Leaf.parse(entry.leaf()));
    }
    return leaves;
  }

  private void requirePatience(List<PageEntry> entries, List<Leaf> leaves) throws IOException {
    var latest = now().plus(AHEAD);
    for (int i = 0; i < leaves.size(); i++) {
      if (leaves.get(i).at().isAfter(latest)) {
        aheadSince = aheadSince.or(() -> Optional.of(now()));
        if (now().isBefore(aheadSince.get().plus(PATIENCE))) {
          throw new IOException(
              "entry %d is of %s, and it is %s here: one of the two clocks is wrong"
                  .formatted(entries.get(i).index(), leaves.get(i).at(), now()));
        }
        return;
      }
    }
    aheadSince = Optional.empty();
  }

  private List<Examined> examine(List<PageEntry> entries, List<Leaf> leaves) throws ProofInvalid {
    Between between = link.inward();
    try {
      return link.parts()
          .database()
          .read(connection -> {
            try {
              return new Examination(
                      connection, link.no(), link.name().partner(), between, now().plus(AHEAD))
                  .of(entries, leaves);
            } catch (ProofInvalid e) {
              throw new Unproved(e);
            }
          });
    } catch (Unproved e) {
      throw e.reason;
    }
  }

  /// Carries a checked failure out of a piece of work on the store.
  private static final class Unproved extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient ProofInvalid reason;

    Unproved(ProofInvalid reason) {
      super(reason);
      this.reason = reason;
    }
  }

  private void apply(VerifiedPage page, List<Examined> entries) {
    boolean due =
        link.parts()
            .database()
            .write(connection -> {
              try (var application = new Application(connection, link, now())) {
                return application.apply(page, entries);
              }
            });
    if (due) {
      link.noted();
    }
    link.applied();
  }

  private Instant now() {
    return link.parts().clock().instant();
  }
}
