package org.entente.decisions;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.entente.stix.StixId;

/// Who is decided again: object versions whose time has come, in `redecide`, and those that wait
/// for what becomes of another object, in `waiting`.
public final class RedecideTable implements AutoCloseable {
  private final long peer;
  private final PreparedStatement insertWaiting;
  private final PreparedStatement move;
  private final PreparedStatement deleteWaiting;

  /// To be asked of many objects in one transaction.
  public RedecideTable(Connection connection, long peer) throws SQLException {
    this.peer = peer;
    insertWaiting =
        connection.prepareStatement(
            "insert into waiting (peer, target, object) values (?, ?, ?) on conflict do nothing");
    move =
        connection.prepareStatement(
            "insert into redecide (peer, object, asked) select peer, object, ? from waiting"
                + " where peer = ? and target = ?"
                + " on conflict (peer, object) do update set asked = excluded.asked");
    deleteWaiting =
        connection.prepareStatement("delete from waiting where peer = ? and target = ?");
  }

  /// An object version to decide again.
  ///
  /// @param asked a number that changes whenever it is asked for again, so that an answer to an
  ///   earlier asking does not take a later one away
  record Again(long object, long asked) {}

  static void add(Connection connection, long peer, long object) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "insert into redecide (peer, object, asked) values (?, ?, ?)"
                + " on conflict (peer, object) do update set asked = excluded.asked")) {
      insert.setLong(1, peer);
      insert.setLong(2, object);
      insert.setLong(3, asking());
      insert.executeUpdate();
    }
  }

  private static long asking() {
    return ThreadLocalRandom.current().nextLong();
  }

  /// The first few. What went meanwhile never is decided again, whoever asked for it: the version
  /// would go a second time.
  static List<Again> first(Connection connection, long peer, int limit) throws SQLException {
    try (var select =
        connection.prepareStatement(
            "select r.object, r.asked from redecide r where r.peer = ? and not exists (select 1"
                + " from decision d where d.peer = r.peer and d.object = r.object"
                + " and d.entry is not null) order by r.object limit ?")) {
      select.setLong(1, peer);
      select.setInt(2, limit);
      var found = new ArrayList<Again>();
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          found.add(new Again(rows.getLong(1), rows.getLong(2)));
        }
      }
      return found;
    }
  }

  static void remove(Connection connection, long peer, List<Again> done) throws SQLException {
    try (var delete =
        connection.prepareStatement(
            "delete from redecide where peer = ? and object = ? and asked = ?")) {
      for (var one : done) {
        delete.setLong(1, peer);
        delete.setLong(2, one.object);
        delete.setLong(3, one.asked);
        delete.executeUpdate();
      }
    }
  }

  public void await(long object, Set<StixId> targets) throws SQLException {
    for (var target : targets) {
      insertWaiting.setLong(1, peer);
      insertWaiting.setString(2, target.text());
      insertWaiting.setLong(3, object);
      insertWaiting.executeUpdate();
    }
  }

  /// Something became of this: whoever waited for it is decided again.
  public void became(StixId target) throws SQLException {
    move.setLong(1, asking());
    move.setLong(2, peer);
    move.setString(3, target.text());
    if (move.executeUpdate() > 0) {
      deleteWaiting.setLong(1, peer);
      deleteWaiting.setString(2, target.text());
      deleteWaiting.executeUpdate();
    }
  }

  @Override
  public void close() throws SQLException {
    try (insertWaiting;
        move;
        deleteWaiting) {
      // all three
    }
  }
}
