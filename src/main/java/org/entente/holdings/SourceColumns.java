package org.entente.holdings;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.entente.expression.Licence;
import org.entente.expression.Source;
import org.entente.expression.SourceKind;

/// A [Source] as the four columns `source_kind, licence, consents, party`, in this order; consents
/// are identity ids with a space between, since no id has one.
final class SourceColumns {
  private SourceColumns() {}

  /// Sets four parameters from this one on.
  static void set(PreparedStatement statement, int first, Source source) throws SQLException {
    statement.setString(first, source.kind().name());
    statement.setString(first + 1, source.licence().map(Licence::name).orElse(null));
    statement.setString(first + 2, String.join(" ", source.consents()));
    statement.setString(first + 3, source.party().orElse(null));
  }

  /// @param first place of the first of them in the row
  static Source get(ResultSet row, int first) throws SQLException {
    var consents = row.getString(first + 2);
    return new Source(
        SourceKind.valueOf(row.getString(first)),
        Optional.ofNullable(row.getString(first + 1)).map(Licence::valueOf),
        consents.isEmpty() ? Set.of() : Set.of(consents.split(" ")),
        Optional.ofNullable(row.getString(first + 3)));
  }
}
