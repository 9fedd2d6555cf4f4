package org.entente.holdings;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.entente.accord.Licence;
import org.entente.accord.Source;
import org.entente.accord.SourceKind;
import org.jspecify.annotations.Nullable;

/// A [Source] as the four columns `source_kind, licence, consents, party`; consents are identity
/// ids with a space between, since no id has one.
final class SourceColumns {
  private SourceColumns() {}

  /// Sets four parameters from this one on.
  static void set(PreparedStatement statement, int first, @Nullable Source source)
      throws SQLException {
    statement.setString(first, source == null ? null : source.kind().name());
    statement.setString(
        first + 1, source == null ? null : source.licence().map(Licence::name).orElse(null));
    statement.setString(first + 2, source == null ? null : String.join(" ", source.consents()));
    statement.setString(first + 3, source == null ? null : source.party().orElse(null));
  }

  /// Empty when the row names none.
  static Optional<Source> get(ResultSet row) throws SQLException {
    var kind = row.getString("source_kind");
    if (kind == null) {
      return Optional.empty();
    }
    var consents = row.getString("consents");
    return Optional.of(
        new Source(
            SourceKind.valueOf(kind),
            Optional.ofNullable(row.getString("licence")).map(Licence::valueOf),
            consents.isEmpty() ? Set.of() : Set.of(consents.split(" ")),
            Optional.ofNullable(row.getString("party"))));
  }
}
