package org.entente.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.entente.crypto.ProofInvalid;
import org.entente.crypto.Sha256;
import org.entente.decisions.LinkTable;
import org.entente.feed.AccordUnknown;
import org.entente.feed.Loop;
import org.entente.feed.Pace;
import org.entente.feed.Page;
import org.entente.feed.PageEntry;
import org.entente.feed.Signal;
import org.entente.json.Shown;
import org.entente.ledger.Contradiction;
import org.entente.ledger.Leaf;
import org.entente.ledger.Observed;
import org.entente.ledger.VerifiedPage;
import org.entente.peers.PartnerClient;
import org.entente.tlog.Checkpoint;
import org.entente.tlog.SignedCheckpoint;

/// Pulls what a partner logs toward us, from our next number on, one page after the other: verify,
/// admit, apply in one transaction. Cosigning and the receipt follow while the next page is pulled
/// ([ReceiptPost]). Doorbell and long-poll only make it quick; whatever was missed, by either side,
/// is caught up from the number.
final class Puller {
  private static final Logger LOG = System.getLogger(Puller.class.getName());

  /// How often the partner is asked what it holds of our log, so that a copy of this home that
  /// writes the same log is found while both run.
  private static final Duration ASKED_AGAIN = Duration.ofMinutes(5);

  /// How soon to ask again when there was nothing and nobody waited for more.
  private static final Duration SOON = Duration.ofSeconds(1);

  private static final int OK = 200;
  private static final int NOTHING_YET = 204;
  private static final int NOT_FOUND = 404;
  private static final int ANOTHER_EPOCH = 409;

  private final Link link;
  private final PartnerClient client;
  private final Refill refill;
  private final String path;
  private final Pace asking;
  private final ReadThere readThere;
  private final Patience patience;
  private int most;
  private String barred = "";
  private boolean told;

  Puller(Link link, PartnerClient client, Signal decided) {
    this.link = link;
    this.patience = new Patience(this::isInstalled);
    this.readThere = new ReadThere(link);
    this.asking = link.parts().pace(ASKED_AGAIN);
    this.most = link.parts().settings().pageEntries();
    this.client = client;
    this.refill = new Refill(link, client, decided);
    this.path = "accords/" + link.name().accord() + "/out/releases";
  }

  /// One page, or nothing for as long as a long-poll takes. A log of ours that cannot be opened
  /// stops appending, not this.
  Duration step() throws IOException, InterruptedException, ProofInvalid {
    try {
      var wait = pull();
      link.trouble().read(link.held().size(), now());
      return wait;
    } catch (Contradiction e) {
      link.raise(e);
      link.trouble().failed(Loop.said(e), now());
      throw e;
    } catch (AccordUnknown e) {
      throw e; // that releases pause for it is told
    } catch (IOException | ProofInvalid | RuntimeException e) {
      link.trouble().failed(Loop.said(e), now());
      throw e;
    }
  }

  private Duration pull() throws IOException, InterruptedException, ProofInvalid {
    var problem = ask();
    long from = link.held().size();
    var settings = link.parts().settings();
    var wait = problem.isEmpty() ? settings.poll() : Duration.ZERO;
    var query =
        "%s?from=%d&seen=%d&limit=%d&wait=%d&epoch=%d"
            .formatted(path, from, seen(), most, wait.toSeconds(), link.pair().epoch());
    most = settings.pageEntries();
    long asked = System.nanoTime();
    var page = client.streamed(query, wait, this::page);
    problem.ifPresent(this::tell);
    if (page.isPresent()) {
      take(from, page.get());
      if (!page.get().entries().isEmpty()) {
        return Duration.ZERO;
      }
    }
    // a partner that does not wait, though it was asked to, is not asked again and again
    boolean waited = System.nanoTime() - asked >= wait.toNanos();
    return problem.isEmpty() && waited ? Duration.ZERO : SOON;
  }

  /// The largest size that the partner has signed, as far as we know. One that was restored must
  /// not show less in good faith, which would be an alarm.
  private long seen() {
    return link.held().seen().map(SignedCheckpoint::checkpoint).map(Checkpoint::size).orElse(0L);
  }

  /// What keeps our own log closed, when something does.
  private Optional<String> ask() throws InterruptedException {
    if (link.mayAppend() && asking.left().isPositive()) {
      return Optional.empty();
    }
    asking.done();
    var problem = refill.problem();
    return link.mayAppend() ? Optional.empty() : problem;
  }

  /// The partner can be reached, so what keeps our own log closed is something else; told once,
  /// when it was not gone at the second attempt.
  private void tell(String problem) {
    boolean again = problem.equals(barred);
    if (again && !told) {
      LOG.log(
          Level.WARNING,
          "appending=barred link=\"%s\" reason=\"%s\""
              .formatted(link.name(), Shown.quoted(problem)));
    }
    told = again;
    barred = problem;
  }

  private Optional<Page> page(int status, InputStream body) throws IOException {
    var settings = link.parts().settings();
    return switch (status) {
      case OK ->
          Optional.of(
              Page.read(body, new Page.Limit(settings.pageEntries(), settings.mostPageBytes())));
      case NOTHING_YET -> Optional.empty();
      case NOT_FOUND -> throw new AccordUnknown(link.name());
      case ANOTHER_EPOCH -> throw new AnotherEpoch(link.pair());
      default -> throw new IOException(path + " answers " + status);
    };
  }

  /// The checkpoint of a page is looked at before its entries, and also when it has none: a log
  /// that was cut back shows itself in nothing else.
  void take(long from, Page page) throws IOException, ProofInvalid {
    var note = SignedCheckpoint.parse(page.checkpoint());
    if (link.held().observe(note) instanceof Observed.Denied denied) {
      throw denied.contradiction();
    }
    if (page.entries().isEmpty()) {
      requireNoMore(from, note.checkpoint());
      return;
    }
    requireConsecutive(from, page.entries());
    var leaves = leaves(page.entries());
    readThere.requireAskedAgain(from, leaves);
    var now = now();
    int together = patience.together(from, leaves, now);
    if (together < leaves.size()) {
      most = together; // the proof goes with the page, so it is asked for a shorter one
      return;
    }
    var verified =
        link.held()
            .verify(
                note,
                from,
                page.entries().stream().map(PageEntry::leaf).toList(),
                page.consistency());
    readThere.requireNothingLost(note, leaves);
    examineAndApply(verified, page.entries(), leaves, now.plus(Patience.DIFFER));
  }

  private void requireNoMore(long from, Checkpoint head) throws IOException {
    if (head.size() > from) {
      throw new IOException(
          "%s gives no entry from %d on, and its checkpoint is of size %d"
              .formatted(path, from, head.size()));
    }
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

  /// @param latest what an entry may be dated, the same for all that is asked of this page
  private void examineAndApply(
      VerifiedPage verified, List<PageEntry> entries, List<Leaf> leaves, Instant latest)
      throws ProofInvalid {
    var between = link.pair().inward();
    try {
      var looked =
          link.parts()
              .database()
              .read(connection -> {
                var examination =
                    new Examination(
                        connection, link, between, times(connection, latest), seen(connection));
                try {
                  return new Looked(examination.of(entries, leaves), examination.newest());
                } catch (ProofInvalid e) {
                  throw new Unproved(e);
                }
              });
      apply(verified, looked);
    } catch (Unproved e) {
      throw e.reason;
    }
  }

  /// @param newest what the newest entry says of its time, these included
  private record Looked(List<Examined> entries, Instant newest) {}

  private Examination.Times times(Connection connection, Instant latest) throws SQLException {
    return new Examination.Times(LinkTable.newest(connection, link.no()), latest, Patience.DIFFER);
  }

  private Examination.Seen seen(Connection connection) throws SQLException {
    boolean whole = link.mayAppend();
    return new Examination.Seen(
        Writing.seenBefore(link.held().last(connection)),
        whole ? link.own().size(connection) : Long.MAX_VALUE);
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

  private void apply(VerifiedPage page, Looked looked) {
    boolean due =
        link.parts()
            .database()
            .write(connection -> {
              try (var application = new Application(connection, link, now())) {
                LinkTable.newest(connection, link.no(), looked.newest());
                return application.apply(page, looked.entries());
              }
            });
    if (due) {
      link.noted();
    }
    link.applied();
  }

  private boolean isInstalled(Sha256 revision) {
    return link.parts().agreements().accords().revision(revision).isPresent();
  }

  private Instant now() {
    return link.parts().clock().instant();
  }
}
