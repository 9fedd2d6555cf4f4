package org.entente.exchange;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.entente.decisions.OutgoingTable;

/// Whether releases on one link pause for a while: the partner's size is not known, something has
/// waited too long for its receipt, or the next batch would make too much wait.
final class Pausing {
  private static final Logger LOG = System.getLogger(Pausing.class.getName());

  private final Link link;
  private final AtomicBoolean told = new AtomicBoolean();

  Pausing(Link link) {
    this.link = link;
  }

  boolean isPaused(Connection connection) throws SQLException {
    var pause = pause(connection);
    tell(pause);
    return pause.isPresent();
  }

  /// Why releases pause, if they do.
  Optional<Standing.Pause> pause(Connection connection) throws SQLException {
    if (!link.mayAppend()) {
      return Optional.of(
          new Standing.Pause(
              link.isUnknownThere()
                  ? "the partner has not installed this accord yet"
                  : "the partner has not said yet how much of our log it holds",
              Optional.empty()));
    }
    if (link.held().size(connection) < Writing.seenBefore(link.own().last(connection))) {
      return Optional.of(
          new Standing.Pause(
              "entries of the partner that we once had are not here yet", Optional.empty()));
    }
    var behind = behind(connection);
    if (behind.isPresent()) {
      return behind;
    }
    var settings = link.parts().settings();
    var oldest =
        OutgoingTable.oldestUnreceipted(connection, link.no())
            .map(OutgoingTable.Unreceipted::since);
    var now = link.parts().clock().instant();
    if (oldest.isPresent() && oldest.get().isBefore(now.minus(settings.unreceiptedAge()))) {
      return Optional.of(new Standing.Pause("no receipt comes from the partner", oldest));
    }
    int most = settings.unreceiptedEntries();
    int waiting = OutgoingTable.unreceipted(connection, link.no(), most);
    return waiting + settings.atOnce() <= most
        ? Optional.empty()
        : Optional.of(new Standing.Pause(waiting + " entries wait for a receipt", oldest));
  }

  /// A clock that was set back dates what it releases back behind what went, and the partner
  /// quarantines that. It is waited until the clock is right, or has come up again.
  private Optional<Standing.Pause> behind(Connection connection) throws SQLException {
    var last = link.own().last(connection);
    if (last.isEmpty()) {
      return Optional.empty();
    }
    var before = Writing.leaf(last.get()).at();
    var now = link.parts().clock().instant();
    return now.isBefore(before.minus(Patience.DIFFER))
        ? Optional.of(
            new Standing.Pause(
                "it is %s by this node's clock, and the last entry is of %s".formatted(now, before),
                Optional.empty()))
        : Optional.empty();
  }

  /// One line when receipts stay out for too long, and not again before they came.
  private void tell(Optional<Standing.Pause> pause) {
    var late = link.parts().clock().instant().minus(link.parts().settings().unreceiptedAge());
    boolean isLate = pause.flatMap(Standing.Pause::since).filter(late::isAfter).isPresent();
    if (told.getAndSet(isLate) || !isLate) {
      return;
    }
    LOG.log(
        Level.ERROR,
        "releases=paused link=\"%s\" since=%s reason=\"%s\""
            .formatted(
                link.name(),
                pause.flatMap(Standing.Pause::since).orElseThrow(),
                pause.orElseThrow().reason()));
  }
}
