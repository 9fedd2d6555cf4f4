package org.entente.decisions;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.entente.storage.Database;

/// A change of what decides (a new revision, a stance, national rules) has everything that is held
/// or withheld decided again; what was released never is. The walk over them is kept in the store
/// step by step, so it may be interrupted.
final class Sweep {
  private Sweep() {}

  /// Takes the next step of a walk if one is due; whether there was one.
  static boolean next(Database database, long peer, String basis, int limit) {
    var known = database.read(connection -> CursorTable.basis(connection, peer));
    if (known.isEmpty()) {
      return begin(database, peer, new CursorTable.Basis(basis, Optional.empty()));
    }
    if (!known.get().digest().equals(basis)) {
      return begin(database, peer, new CursorTable.Basis(basis, Optional.of(-1L)));
    }
    return known.get().swept().isPresent()
        && database.write(connection -> step(connection, peer, known.get(), limit));
  }

  private static boolean begin(Database database, long peer, CursorTable.Basis basis) {
    return database.write(connection -> {
      CursorTable.put(connection, peer, basis);
      CursorTable.decidedFromHere(connection, peer);
      return basis.swept().isPresent();
    });
  }

  private static boolean step(Connection connection, long peer, CursorTable.Basis basis, int limit)
      throws SQLException {
    var objects = undecided(connection, peer, basis.swept().orElseThrow(), limit);
    for (long object : objects) {
      RedecideTable.add(connection, peer, object);
    }
    Optional<Long> swept =
        objects.size() < limit ? Optional.empty() : Optional.of(objects.getLast());
    CursorTable.put(connection, peer, new CursorTable.Basis(basis.digest(), swept));
    return true;
  }

  private static List<Long> undecided(Connection connection, long peer, long after, int limit)
      throws SQLException {
    try (var select =
        connection.prepareStatement(
            "select object from decision where peer = ? and object > ?"
                + " and outcome in ('HELD', 'WITHHELD') order by object limit ?")) {
      select.setLong(1, peer);
      select.setLong(2, after);
      select.setInt(3, limit);
      var found = new ArrayList<Long>();
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          found.add(rows.getLong(1));
        }
      }
      return found;
    }
  }
}
