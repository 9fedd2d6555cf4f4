package org.entente.holdings;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.entente.crypto.Sha256;
import org.entente.stix.VersionKey;
import org.entente.storage.Micros;

/// Files objects of one arrival into one collection, inside the caller's write transaction. Close
/// it before the commit.
///
/// Unique is (source, id, modified), or for what has no versions (source, id, SHA-256 of the RFC
/// 8785 form). An object that is held already is filed here too if it was not: being in a second
/// collection is no second object. `date_added` is max(now, last + 1 µs), so it rises even when the
/// clock is set back.
public final class Intake implements AutoCloseable {
  private final Connection connection;
  private final Collection collection;
  private final long now;
  private final String source;
  private final PreparedStatement insertObject;
  private final PreparedStatement selectObject;
  private final PreparedStatement insertFiling;
  private final PreparedStatement insertReference;
  private final PreparedStatement insertValue;
  private final PreparedStatement insertReceived;
  private final Lineage lineage;
  private long lastAdded;

  /// `source` is [Held#HOME] or the party that sends.
  public Intake(Connection connection, Collection collection, String source, Instant now)
      throws SQLException {
    this.connection = connection;
    this.collection = collection;
    this.source = source;
    this.now = Micros.of(now);
    insertObject =
        connection.prepareStatement(
            "insert into object (id, source, version, digest, first_held, bytes)"
                + " values (?, ?, ?, ?, ?, ?) on conflict do nothing returning no");
    selectObject =
        connection.prepareStatement(
            "select no, digest from object where id = ? and source = ? and version = ?");
    insertFiling =
        connection.prepareStatement(
            "insert into filing (collection, date_added, object, arrival) values (?, ?, ?, ?)"
                + " on conflict (object, collection) do nothing");
    insertReference =
        connection.prepareStatement("insert into reference (target, object) values (?, ?)");
    insertValue =
        connection.prepareStatement("insert into indicator_value (value, object) values (?, ?)");
    insertReceived = connection.prepareStatement(ReceivedTable.INSERT);
    lineage = new Lineage(connection, collection.gate(), source);
    lastAdded = lastAdded();
  }

  public IntakeOutcome file(Arrival arrival, Indexed offered) throws SQLException {
    return file(arrival, offered, store(offered));
  }

  private IntakeOutcome file(Arrival arrival, Indexed offered, IntakeOutcome outcome)
      throws SQLException {
    switch (outcome) {
      case IntakeOutcome.Stored(long object) -> {
        lineage.stored(offered.object());
        index(insertReference, offered.targets(), object);
        index(insertValue, offered.indicatorValues(), object);
        addFiling(object, arrival);
      }
      case IntakeOutcome.Duplicate(long object) -> addFiling(object, arrival);
      case IntakeOutcome.Refused _ -> {} // nothing of it is kept
    }
    return outcome;
  }

  /// Files it and writes down under what a party sent it. What the same log brought before, under
  /// another number, is refused, since a version goes once; but its terms bind like the first's, or
  /// a stricter word would be lost.
  public IntakeOutcome file(Arrival arrival, Indexed offered, Received terms) throws SQLException {
    var outcome = store(offered);
    if (outcome instanceof IntakeOutcome.Duplicate(long object)) {
      var before = ReceivedTable.entry(connection, object, terms);
      if (before.isPresent()) {
        ReceivedTable.add(insertReceived, object, terms);
        return IntakeOutcome.broughtBefore(offered.object().key(), before.getAsLong());
      }
    }
    file(arrival, offered, outcome);
    switch (outcome) {
      case IntakeOutcome.Stored(long object) -> ReceivedTable.add(insertReceived, object, terms);
      case IntakeOutcome.Duplicate(long object) -> ReceivedTable.add(insertReceived, object, terms);
      case IntakeOutcome.Refused _ -> {} // refused to the sender, nothing to bind
    }
    return outcome;
  }

  private IntakeOutcome store(Indexed offered) throws SQLException {
    var key = offered.object().key();
    var broken = lineage.broken(offered.object());
    if (broken.isPresent()) {
      return held(key, offered.digest()).orElse(broken.get());
    }
    bindKey(insertObject, key);
    insertObject.setBytes(4, offered.digest().bytes());
    insertObject.setLong(5, nextDate());
    insertObject.setBytes(6, offered.object().bytes());
    try (var row = insertObject.executeQuery()) {
      if (row.next()) {
        return new IntakeOutcome.Stored(row.getLong(1));
      }
    }
    return held(key, offered.digest()).orElseThrow();
  }

  /// What the object is to what is held under its key, if anything is.
  private Optional<IntakeOutcome> held(VersionKey key, Sha256 offered) throws SQLException {
    bindKey(selectObject, key);
    try (var row = selectObject.executeQuery()) {
      if (!row.next()) {
        return Optional.empty();
      }
      var held = Sha256.ofBytes(row.getBytes(2));
      return Optional.of(
          held.equals(offered)
              ? new IntakeOutcome.Duplicate(row.getLong(1))
              : IntakeOutcome.otherContent(key, held, offered));
    }
  }

  private void bindKey(PreparedStatement statement, VersionKey key) throws SQLException {
    statement.setString(1, key.id().text());
    statement.setString(2, source);
    statement.setString(3, ObjectTable.sortable(key.version()));
  }

  private static void index(PreparedStatement insert, Set<String> texts, long object)
      throws SQLException {
    for (var text : texts) {
      insert.setString(1, text);
      insert.setLong(2, object);
      insert.addBatch();
    }
  }

  private void addFiling(long object, Arrival arrival) throws SQLException {
    long dateAdded = nextDate();
    insertFiling.setLong(1, collection.no());
    insertFiling.setLong(2, dateAdded);
    insertFiling.setLong(3, object);
    insertFiling.setLong(4, arrival.no());
    insertFiling.addBatch();
    lastAdded = dateAdded;
  }

  private long nextDate() {
    return Math.max(now, lastAdded + 1);
  }

  private long lastAdded() throws SQLException {
    try (var select =
        connection.prepareStatement("select last_added from collection where no = ?")) {
      select.setLong(1, collection.no());
      try (var row = select.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  @Override
  public void close() throws SQLException {
    try (insertObject;
        selectObject;
        insertFiling;
        insertReference;
        insertValue;
        insertReceived;
        lineage;
        var update =
            connection.prepareStatement("update collection set last_added = ? where no = ?")) {
      insertFiling.executeBatch();
      insertReference.executeBatch();
      insertValue.executeBatch();
      update.setLong(1, lastAdded);
      update.setLong(2, collection.no());
      update.executeUpdate();
    }
  }
}
