package org.entente.decisions;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.entente.holdings.Held;
import org.entente.holdings.Voices;
import org.entente.release.Candidate;
import org.entente.stix.MarkingDefinition;
import org.entente.stix.StixId;
import org.entente.stix.StixObject;

/// What the markings of an object mean on its way to one partner. Everybody who has a say is heard:
/// the source of the object, this node, each party the object came from, and the partner, who reads
/// it by its own definition. The strictest counts, so that nobody can lower what our objects are
/// marked with by defining it anew; and since it stands in the header as `mark`, the receiver comes
/// to the same.
final class Definitions {
  private final Connection connection;
  private final String partner;
  private final Map<StixId, List<Held>> known = new HashMap<>();

  Definitions(Connection connection, String partner) {
    this.connection = connection;
    this.partner = partner;
  }

  /// Those that an object names, by their ids; one of which nobody knows, or on which those who
  /// define it cannot be compared, is left out, and then counts as above RED.
  ///
  /// @param source of the object: [Held#HOME] or a party
  /// @param parties it came from, by whatever door
  Map<StixId, StixObject> of(StixObject object, String source, Set<String> parties)
      throws SQLException {
    var found = new HashMap<StixId, StixObject>();
    for (var id : Candidate.namedDefinitions(object)) {
      strictest(id, source, parties).ifPresent(definition -> found.put(id, definition));
    }
    return found;
  }

  private Optional<StixObject> strictest(StixId id, String source, Set<String> parties)
      throws SQLException {
    var all = all(id);
    var heard = new ArrayList<StixObject>();
    for (var held : all) {
      var by = held.source();
      if (by.equals(source) || held.isOurs() || by.equals(partner) || parties.contains(by)) {
        heard.add(held.object());
      }
    }
    // a source that does not define it itself means what was known first
    if (all.stream().noneMatch(held -> held.source().equals(source))) {
      all.stream().limit(1).forEach(first -> heard.add(first.object()));
    }
    return MarkingDefinition.strictest(heard);
  }

  private List<Held> all(StixId id) throws SQLException {
    var all = known.get(id);
    if (all == null) {
      all = Voices.first(connection, id);
      known.put(id, all);
    }
    return all;
  }
}
