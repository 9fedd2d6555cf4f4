package org.entente.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.entente.crypto.Sha256;
import org.entente.storage.Database;
import org.entente.tlog.Frontier;
import org.entente.tlog.Merkle;
import org.entente.tlog.TilePath;

/// The committed leaves of one log: the truth from which its files can be derived at any time.
public record LeafRows(Database database, long log) {
  /// Long enough to be quick, short enough that leaves of the largest size fit in memory.
  private static final int CHUNK = 4 * TilePath.FULL;

  /// How many there are.
  public long size() {
    return database.read(connection -> LogTable.size(connection, log));
  }

  List<byte[]> leaves(long from, long to) {
    var leaves = database.read(connection -> LogTable.leaves(connection, log, from, to));
    if (leaves.size() != to - from) {
      throw new IllegalStateException(
          "log row %d has %d leaves from %d to %d: a row was removed"
              .formatted(log, leaves.size(), from, to));
    }
    return leaves;
  }

  /// The hash of one leaf.
  public Sha256 hash(long number) {
    return Merkle.leafHash(leaves(number, number + 1).getFirst());
  }

  /// Whether the log has ended.
  public boolean isSealed(Connection connection) throws SQLException {
    return LogTable.row(connection, log).sealed() != null;
  }

  /// Ends the log at that size, in the caller's transaction: nothing is appended any more.
  public void seal(Connection connection, long size) throws SQLException {
    if (!LogTable.seal(connection, log, size)) {
      throw new IllegalStateException("log row %d cannot be sealed at %d".formatted(log, size));
    }
  }

  /// The root of the first leaves, calculated from the first one on.
  public Sha256 root(long size) {
    var tree = Frontier.EMPTY;
    while (tree.size() < size) {
      tree = tree.plus(leaves(tree.size(), Math.min(size, tree.size() + CHUNK)));
    }
    return tree.root();
  }

  /// Extends these files up to a size.
  void feed(TreeFiles files, long to) {
    while (files.size() < to) {
      long until = Math.min(to, files.size() + CHUNK);
      leaves(files.size(), until).forEach(files::add);
    }
  }
}
