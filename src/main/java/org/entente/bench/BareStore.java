package org.entente.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.entente.accord.Pillar;
import org.entente.expression.Source;
import org.entente.holdings.Arrival;
import org.entente.holdings.Catalogue;
import org.entente.holdings.Collection;
import org.entente.holdings.Indexed;
import org.entente.holdings.NewCollection;
import org.entente.stix.Gate;
import org.entente.storage.Database;

/// The reference of what stores objects: a store of the same tables and indexes, into which rows
/// that were worked out beforehand go by a bare loop of prepared statements, a thousand objects a
/// commit.
final class BareStore implements AutoCloseable {
  private static final int BATCH = 1_000;

  private final Database database;
  private final long collection;
  private final long arrival;
  private long number;

  BareStore(Path file, Instant now) {
    this.database = Database.open(file);
    this.collection = collection(database).no();
    this.arrival =
        database.write(
            tx -> Arrival.record(tx, now, Arrival.Door.IMPORT, "bench", Source.PUBLIC).no());
  }

  /// The one collection of a bench's store.
  static Collection collection(Database database) {
    var made =
        new NewCollection(
            UUID.randomUUID(),
            "bench",
            "Measured",
            Pillar.INFORMATION,
            Gate.TOLERANT,
            Source.PUBLIC,
            Optional.empty());
    return database.write(tx -> Catalogue.add(tx, made)).orElseThrow();
  }

  void insert(List<Indexed> objects) {
    for (int from = 0; from < objects.size(); from += BATCH) {
      var batch = objects.subList(from, Math.min(objects.size(), from + BATCH));
      database.write(tx -> insert(tx, batch));
    }
  }

  private int insert(Connection tx, List<Indexed> batch) throws SQLException {
    try (var object = tx.prepareStatement("insert into object values (?, ?, '', ?, ?, ?, ?)");
        var filing = tx.prepareStatement("insert into filing values (?, ?, ?, ?)");
        var reference = tx.prepareStatement("insert into reference values (?, ?)");
        var value = tx.prepareStatement("insert into indicator_value values (?, ?)")) {
      for (var each : batch) {
        number++;
        var key = each.object().key();
        add(
            object,
            number,
            key.id().text(),
            key.version(),
            each.digest().bytes(),
            number,
            each.object().bytes());
        add(filing, collection, number, number, arrival);
        for (var target : each.targets()) {
          add(reference, target, number);
        }
        for (var text : each.indicatorValues()) {
          add(value, text, number);
        }
      }
      int inserted = object.executeBatch().length;
      filing.executeBatch();
      reference.executeBatch();
      value.executeBatch();
      return inserted;
    }
  }

  private static void add(PreparedStatement statement, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    statement.addBatch();
  }

  @Override
  public void close() {
    database.close();
  }
}
