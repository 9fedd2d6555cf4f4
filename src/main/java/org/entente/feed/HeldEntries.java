package org.entente.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.entente.crypto.Sha256;
import org.entente.ledger.HeldLog;
import org.entente.storage.Database;
import org.entente.tlog.SignedCheckpoint;
import org.entente.tlog.TilePath;

/// The partner's own log as we hold it, given back to it: for refill after it lost its end, and for
/// audit. An entry that came as a bare leaf goes back as one.
public final class HeldEntries implements EntrySource {
  private final Database database;
  private final HeldLog log;
  private final long link;

  public HeldEntries(Database database, HeldLog log, long link) {
    this.database = database;
    this.log = log;
    this.link = link;
  }

  /// Our word for all that we hold at this moment: the partner goes by it after it lost its own
  /// end, so it must not be behind what was applied.
  @Override
  public Optional<SignedCheckpoint> head() {
    return log.isAhead() ? Optional.of(log.cosign()) : log.cosigned();
  }

  @Override
  public List<PageEntry> entries(long from, int limit, long size) {
    long to = from + Math.min(limit, size - from);
    var rows =
        database.read(connection -> IncomingTable.rows(connection, link, from, to, RUN_BYTES));
    var leaves = log.leaves(from, rows.size());
    var entries = new ArrayList<PageEntry>();
    for (int i = 0; i < leaves.size(); i++) {
      var row = rows.get(i);
      entries.add(
          new PageEntry(from + i, leaves.get(i), row.header(), row.payload(), Optional.empty()));
    }
    return entries;
  }

  @Override
  public long end(long from, long size) {
    return size;
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
