package org.entente.exchange;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.entente.json.Shown;

/// What keeps this node from reading a partner's log: nobody answers, what is answered does not
/// verify, or the log stands still though the partner's own receipts name entries of it. Shown by
/// `status` at once; an error in the log when it lasts, once, however often it is tried.
final class Trouble {
  private static final Logger LOG = System.getLogger(Trouble.class.getName());

  private final String link;
  private final Duration patience;
  private Optional<Standing.Trouble> failing = Optional.empty();
  private Optional<Standing.Trouble> frozen = Optional.empty();
  private long named = -1;
  private long answered;
  private boolean told;

  /// @param patience after how long people are told in the log too
  Trouble(String link, Duration patience) {
    this.link = link;
    this.patience = patience;
  }

  /// An attempt failed.
  synchronized void failed(String reason, Instant at) {
    var since = failing.map(Standing.Trouble::since).orElse(at);
    failing = Optional.of(new Standing.Trouble(Shown.text(reason), since));
    tell(at);
  }

  /// An attempt did not fail; the partner's log is held up to this size.
  synchronized void read(long size, Instant at) {
    failing = Optional.empty();
    if (named < size) {
      frozen = Optional.empty();
      told = false;
    } else {
      var since = frozen.map(Standing.Trouble::since).orElse(at);
      frozen =
          Optional.of(
              new Standing.Trouble(
                  "a receipt of the partner stands as entry %d of its log, which it does not show"
                      .formatted(named),
                  since));
      tell(at);
    }
  }

  /// A receipt that the partner signed says under which number it stands in the partner's own log.
  /// The one that reaches furthest counts: a partner that lost that number answers again, and an
  /// old receipt that is sent again takes nothing back.
  ///
  /// @param to how far in our log it reaches
  synchronized void names(long entry, long to) {
    if (to >= answered) {
      answered = to;
      named = entry;
    }
  }

  /// What there is to tell now. A log is frozen only when it should have moved long ago.
  synchronized Optional<Standing.Trouble> now(Instant at) {
    return failing.or(() -> frozen.filter(one -> isOld(one, at)));
  }

  private boolean isOld(Standing.Trouble one, Instant at) {
    return one.since().isBefore(at.minus(patience));
  }

  private void tell(Instant at) {
    var old = failing.or(() -> frozen).filter(one -> isOld(one, at));
    if (old.isEmpty() || told) {
      return;
    }
    told = true;
    LOG.log(
        Level.ERROR,
        "pulling=failing link=\"%s\" since=%s reason=\"%s\" next=\"ask the partner over another channel\""
            .formatted(link, old.get().since(), Shown.quoted(old.get().reason())));
  }
}
