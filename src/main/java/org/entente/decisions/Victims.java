package org.entente.decisions;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.entente.expression.Victim;
import org.entente.holdings.Held;
import org.entente.holdings.Holdings;
import org.entente.release.Candidate;
import org.entente.stix.StixId;
import org.entente.stix.StixObject;

/// Who was attacked, as far as this node holds it.
final class Victims {
  private static final int PAGE = 500;

  /// The types that name a victim: see [Candidate#victimIds].
  private static final List<String> NAMING = List.of("relationship", "sighting", "incident");

  private Victims() {}

  /// A held identity or location, as a clause reads it.
  static Victim of(StixObject object) {
    var json = object.json();
    var country = json.string("country").orElse("").toUpperCase(Locale.ROOT);
    return new Victim(object.id().text(), country, json.strings("sectors"));
  }

  /// Whether any held object names this id as attacked. Known gap: the walk over the relationships
  /// of an id grows with their number; an identity that ten thousand of them name costs a moment,
  /// once a version.
  static boolean isNamed(Connection connection, StixId id) throws SQLException {
    long after = 0;
    List<Held> page;
    do {
      page = Holdings.referring(connection, id, NAMING, after, PAGE);
      for (var held : page) {
        if (Candidate.victimIds(held.object()).contains(id)) {
          return true;
        }
        after = held.no();
      }
    } while (page.size() == PAGE);
    return false;
  }
}
