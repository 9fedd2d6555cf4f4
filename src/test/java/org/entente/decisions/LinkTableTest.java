package org.entente.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.entente.ledger.EntryKind;
import org.entente.storage.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From which entry of a log on the present basis decided.
class LinkTableTest {
  private static final long PEER = 1;

  @TempDir Path folder;
  private Database database;

  @BeforeEach
  void open() {
    database = Database.open(folder.resolve("entente.db"));
    database.write(connection -> {
      try (var statement = connection.createStatement()) {
        return statement.executeUpdate(
            "insert into peer (no, identity, tls, card, confirmed) values (1, 'b', '', '{}', 1)");
      }
    });
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void a_log_that_begins_under_a_basis_was_decided_by_it_from_its_first_entry() {
    database.write(connection -> begin(connection, "basis"));
    long link = database.write(connection -> LinkTable.open(connection, PEER, "later").no());
    assertThat(decidedFrom(link)).isZero();
  }

  @Test
  void opening_a_log_again_lets_nothing_through_that_another_basis_decided() {
    long link = database.write(connection -> LinkTable.open(connection, PEER, "accord").no());
    database.write(connection -> {
      var row =
          new OutgoingTable.Row(
              EntryKind.RELEASE, Optional.empty(), Optional.empty(), Instant.EPOCH);
      OutgoingTable.insert(connection, link, 0, List.of(row, row));
      return begin(connection, "another");
    });
    assertThat(decidedFrom(link)).isEqualTo(2);
    database.write(connection -> LinkTable.open(connection, PEER, "accord").no());
    assertThat(decidedFrom(link)).isEqualTo(2);
  }

  private static boolean begin(Connection connection, String basis) throws SQLException {
    CursorTable.put(connection, PEER, new CursorTable.Basis(basis, Optional.empty()));
    CursorTable.decidedFromHere(connection, PEER);
    return true;
  }

  private long decidedFrom(long link) {
    return database.read(connection -> CursorTable.decidedFrom(connection, link));
  }
}
