package org.entente.exchange;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.Optional;
import org.entente.decisions.LinkTable;
import org.entente.feed.Pair;
import org.entente.storage.Restorations;

/// The end of a log of ours that was signed and is not here: this home was put back from a copy, by
/// `restore` or behind our back, or it is a copy of one that runs elsewhere. What else was lost
/// with it nobody can tell from the logs, so all releases of this node wait for an officer.
final class LostEnd {
  private static final Logger LOG = System.getLogger(LostEnd.class.getName());

  private LostEnd() {}

  /// Notes it, once: what is missing from a log about which the partner was not asked since the
  /// last restoration was lost by that one.
  static void noticed(Pair pair, long missing) {
    var reason =
        "%d entries at the end of the log to %s were signed and are not here"
            .formatted(missing, pair.name());
    var now = pair.parts().clock().instant();
    var isNew =
        pair.parts()
            .database()
            .write(connection -> {
              if (LinkTable.asked(connection, pair.no()) < Restorations.last(connection)) {
                return false;
              }
              Restorations.note(
                  connection, new Restorations.Unconfirmed(reason, now, Optional.empty()));
              return true;
            });
    if (isNew) {
      tell(new Restorations.Unconfirmed(reason, now, Optional.empty()));
    }
  }

  /// The partner has said how much it holds, and whatever was missing is back: what is missing from
  /// now on is another loss.
  static void madeGood(Pair pair) {
    pair.parts()
        .database()
        .write(connection -> {
          LinkTable.setAsked(connection, pair.no(), Restorations.last(connection));
          return true;
        });
  }

  /// One line for whoever reads the log of a node that starts, or has just noticed.
  static void tell(Restorations.Unconfirmed restored) {
    LOG.log(
        Level.ERROR,
        "releases=held since=%s asOf=%s reason=\"%s\" next=\"entente confirm-restore --by OFFICER --reason TEXT\""
            .formatted(
                restored.since(),
                restored.asOf().map(Instant::toString).orElse("unknown"),
                restored.reason()));
  }
}
