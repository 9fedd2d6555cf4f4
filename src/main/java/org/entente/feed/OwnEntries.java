package org.entente.feed;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.entente.crypto.Sha256;
import org.entente.decisions.OutgoingTable;
import org.entente.decisions.ServingCheck;
import org.entente.ledger.OwnLog;
import org.entente.storage.Database;
import org.entente.storage.Restorations;
import org.entente.tlog.SignedCheckpoint;
import org.entente.tlog.TilePath;

/// Our own log as its partner reads it. What may no longer go at the moment of serving goes as the
/// bare leaf with the reason (exchange.md §3), so a suspension stops everything at once even when
/// the partner is far behind.
public final class OwnEntries implements EntrySource {
  private final Database database;
  private final OwnLog log;
  private final long link;
  private final ServingCheck check;

  public OwnEntries(Database database, OwnLog log, long link, ServingCheck check) {
    this.database = database;
    this.log = log;
    this.link = link;
    this.check = check;
  }

  @Override
  public Optional<SignedCheckpoint> head() {
    return log.published();
  }

  @Override
  public List<PageEntry> entries(long from, int limit, long size) {
    var moment = check.now();
    var withheld = new ArrayList<Long>();
    var entries =
        database.read(connection -> {
          try (var serving = moment.on(connection, link)) {
            return entries(connection, serving, from, (int) Math.min(limit, size - from), withheld);
          }
        });
    if (!withheld.isEmpty()) { // noted before it goes, since the partner will say so
      database.write(connection -> OutgoingTable.withhold(connection, link, withheld));
    }
    return entries;
  }

  /// @param withheld takes up what is withheld and was not before
  private List<PageEntry> entries(
      Connection connection,
      ServingCheck.Serving serving,
      long from,
      int count,
      List<Long> withheld)
      throws SQLException {
    var rows = OutgoingTable.rows(connection, link, from, from + count, RUN_BYTES);
    var leaves = log.leaves(from, rows.size());
    if (rows.isEmpty() || rows.size() != leaves.size()) {
      throw new IllegalStateException(
          "log %s: %d leaves from %d on, but %d outgoing rows"
              .formatted(log.origin(), leaves.size(), from, rows.size()));
    }
    var before = OutgoingTable.withheld(connection, link, from, from + rows.size() - 1);
    var entries = new ArrayList<PageEntry>();
    for (int i = 0; i < leaves.size(); i++) {
      var row = rows.get(i);
      var reason = serving.withholds(from + i, row);
      if (reason.isPresent() && !before.contains(from + i)) {
        withheld.add(from + i);
      }
      entries.add(
          reason.isPresent()
              ? PageEntry.withheld(from + i, leaves.get(i), reason.get())
              : new PageEntry(
                  from + i, leaves.get(i), row.header(), row.payload(), Optional.empty()));
    }
    return entries;
  }

  /// After a restore, what the partner has not receipted as far as we know: an officer may have
  /// held or recalled it since the copy was made. It waits until one has confirmed the restore.
  @Override
  public long end(long from, long size) {
    return database.read(connection -> {
      if (Restorations.unconfirmed(connection).isEmpty()) {
        return size;
      }
      return Math.min(size, OutgoingTable.firstUnreceipted(connection, link, from).orElse(size));
    });
  }

  @Override
  public List<Sha256> consistency(long first, long second) {
    return log.consistency(first, second);
  }

  @Override
  public Optional<byte[]> tile(TilePath path) {
    return log.tile(path);
  }
}
