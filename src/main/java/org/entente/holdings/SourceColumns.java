package org.entente.holdings;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.entente.expression.Licence;
import org.entente.expression.Source;
import org.entente.expression.SourceKind;

/// A [Source] as the four columns `source_kind, licence, consents, party`; consents are identity
/// ids with a space between, since no id has one.
final class SourceColumns {
  private SourceColumns() {}

  /// Sets four parameters from this one on.
  static void set(PreparedStatement statement, int first, Source source) throws SQLException {
    statement.setString(first, source.kind().name());
    statement.setString(first + 1, source.licence().map(Licence::name).orElse(null));
    statement.setString(first + 2, String.join(" ", source.consents()));
    statement.setString(first + 3, source.party().orElse(null));
  }

  static Source get(ResultSet row) throws SQLException {
    var consents = row.getString("consents");
    return new Source(
        SourceKind.valueOf(row.getString("source_kind")),
        Optional.ofNullable(row.getString("licence")).map(Licence::valueOf),
        consents.isEmpty() ? Set.of() : Set.of(consents.split(" ")),
        Optional.ofNullable(row.getString("party")));
  }
}
