package org.entente.exchange;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.entente.decisions.OutgoingTable;
import org.entente.decisions.PartnerDesk;
import org.entente.decisions.Terms;
import org.entente.feed.Loop;
import org.entente.feed.Parts;
import org.entente.feed.ReceiptTable;
import org.entente.feed.Signal;
import org.entente.storage.Database;
import org.entente.storage.Restorations;

/// One partner as the release worker sees it: what decides, and the links on which things go.
final class Partner implements AutoCloseable {
  private final Database database;
  private final PartnerDesk desk;
  private final Map<String, Link> links = new ConcurrentHashMap<>();
  private final Signal undecided = new Signal();
  private final Loop releasing;

  Partner(Parts parts, PartnerDesk desk) {
    this.database = parts.database();
    this.desk = desk;
    var worker = new ReleaseWorker(parts.database(), this, parts.settings(), parts.clock());
    this.releasing =
        parts
            .outside()
            .loops()
            .of("release " + desk.partner(), undecided, parts.settings().retry(), worker::step);
  }

  /// Starts whatever is not at work yet.
  void start() {
    links.values().forEach(Link::start);
    releasing.start();
  }

  long no() {
    return desk.no();
  }

  String identity() {
    return desk.partner();
  }

  PartnerDesk desk() {
    return desk;
  }

  /// What decides at this moment. While all accords stand still nothing is decided, and this is
  /// what will decide once they move.
  Terms terms() {
    var still = still();
    return desk.terms(still.size() == links.size() ? Set.of() : still);
  }

  /// What may go at this moment.
  Terms servingTerms() {
    return desk.terms(still());
  }

  /// Accords under which nothing goes, while under others it may.
  private Set<String> still() {
    return database.read(connection -> {
      var still = new HashSet<String>();
      for (var link : links.values()) {
        if (link.isStill(connection)) {
          still.add(link.name().accord());
        }
      }
      return still;
    });
  }

  /// Raised whenever there may be something to decide.
  Signal undecided() {
    return undecided;
  }

  void add(Link link) {
    links.put(link.name().accord(), link);
  }

  List<Link> links() {
    return List.copyOf(links.values());
  }

  Link link(String accord) {
    var link = links.get(accord);
    if (link == null) {
      throw new IllegalStateException("no link with " + identity() + " under " + accord);
    }
    return link;
  }

  /// Whether there is anything to decide for: no restore waits for an officer, some accord does not
  /// stand still, and those that do not are none of them paused. What makes one pause is the
  /// partner's being slow or away, which passes; deciding waits for it, since nothing could be
  /// decided finally.
  boolean mayRelease() {
    return database.read(connection -> {
      if (Restorations.unconfirmed(connection).isPresent()) {
        return false; // an officer's word is wanted first
      }
      boolean some = false;
      for (var link : links.values()) {
        if (!link.isStill(connection)) {
          some = true;
          if (link.isPaused(connection)) {
            return false;
          }
        }
      }
      return some;
    });
  }

  /// Whether everything is decided, and every entry answered in both directions. The cheapest
  /// question first, for whoever waits for the answer to change.
  boolean isSettled() {
    if (!database.read(this::isReceipted)) {
      return false;
    }
    var terms = terms();
    return database.read(
        connection -> desk.isDecided(connection, terms) && isReceipted(connection));
  }

  private boolean isReceipted(Connection connection) throws SQLException {
    for (var link : links.values()) {
      if (OutgoingTable.unreceipted(connection, link.no(), 1) > 0
          || ReceiptTable.nextDue(connection, link.no()).isPresent()) {
        return false;
      }
    }
    return true;
  }

  void appended() {
    links.values().forEach(Link::appended);
  }

  @Override
  public void close() {
    releasing.close();
    links.values().forEach(Link::close);
  }
}
