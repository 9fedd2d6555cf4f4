package org.entente.simulation;

import java.sql.Connection;
import java.sql.SQLException;
import org.entente.decisions.SuccessionTable;
import org.entente.document.AccordRejected;
import org.entente.document.SignedSuccession;
import org.entente.document.Succession;

/// How much counts of the logs of a pair, as the statement says that ended it.
final class Seals {
  private Seals() {}

  /// How many entries of the log that a node writes in this pair; all, while the pair goes on.
  static long size(Connection connection, long link, SimulatedNode writer) throws SQLException {
    var statement = SuccessionTable.statement(connection, link);
    return statement.isEmpty() ? Long.MAX_VALUE : size(read(statement.get()), writer);
  }

  /// The same, as a statement has it.
  static long size(Succession succession, SimulatedNode writer) {
    return succession.logs().stream()
        .filter(log -> log.origin().contains("/" + writer.identity() + "-"))
        .mapToLong(Succession.Sealed::size)
        .findFirst()
        .orElseThrow();
  }

  static Succession read(byte[] statement) {
    try {
      return SignedSuccession.read(statement).succession();
    } catch (AccordRejected e) {
      throw new IllegalStateException("a statement that was signed does not read", e);
    }
  }
}
