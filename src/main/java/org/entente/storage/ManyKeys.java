package org.entente.storage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/// One select asked of many keys at once, since most of a look-up's cost is the asking:
///
///     select … where … and o.id in (?, ?, … ?)
///
/// The statement is prepared once for runs of [#RUN] keys and once for a single key; a shorter run
/// leaves the rest null, which equals nothing.
public final class ManyKeys implements AutoCloseable {
  private static final int RUN = 64;

  private final PreparedStatement single;
  private final PreparedStatement run;
  private final List<?> before;

  /// Reads one row.
  @FunctionalInterface
  public interface RowReader {
    void read(ResultSet row) throws SQLException;
  }

  /// @param select everything before `in (…)`
  /// @param before values of the parameters in it
  public ManyKeys(Connection connection, String select, Object... before) throws SQLException {
    this.before = List.of(before);
    this.single = connection.prepareStatement(select + " in (?)");
    this.run =
        connection.prepareStatement(
            select + " in (" + String.join(", ", Collections.nCopies(RUN, "?")) + ")");
  }

  /// Hands over the rows of all these keys, in no order.
  public void read(Collection<?> keys, RowReader reader) throws SQLException {
    var all = new ArrayList<Object>(keys);
    for (int from = 0; from < all.size(); from += RUN) {
      var some = all.subList(from, Math.min(all.size(), from + RUN));
      if (some.size() == 1) {
        read(single, some, 1, reader);
      } else {
        read(run, some, RUN, reader);
      }
    }
  }

  private void read(PreparedStatement select, List<?> keys, int places, RowReader reader)
      throws SQLException {
    bind(select, keys, places);
    try (var rows = select.executeQuery()) {
      while (rows.next()) {
        reader.read(rows);
      }
    }
  }

  private void bind(PreparedStatement select, List<?> keys, int places) throws SQLException {
    int at = 1;
    for (var value : before) {
      select.setObject(at++, value);
    }
    for (int i = 0; i < places; i++) {
      select.setObject(at++, i < keys.size() ? keys.get(i) : null);
    }
  }

  @Override
  public void close() throws SQLException {
    try (single;
        run) {
      // both
    }
  }
}
