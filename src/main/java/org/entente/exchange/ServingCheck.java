package org.entente.exchange;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.entente.accord.Accord;
import org.entente.accord.Clause;
import org.entente.accord.CompiledAccord;
import org.entente.json.Json;
import org.entente.json.MalformedJson;
import org.entente.ledger.EntryKind;

/// Whether what was released may still be served now (EXCHANGE.md, "At serving time"): an accord is
/// in force between the two, has the clause, and the pillar stands at its level. Control entries
/// pass in every state.
final class ServingCheck {
  private final Agreements agreements;
  private final String own;
  private final Link.Name link;
  private final InstantSource clock;

  ServingCheck(Agreements agreements, String own, Link.Name link, InstantSource clock) {
    this.agreements = agreements;
    this.own = own;
    this.link = link;
    this.clock = clock;
  }

  /// As things stand at this moment, for entries that are served at once.
  Standing now() {
    return new Standing(
        link.accord(),
        agreements.inForce(own, link.partner(), clock.instant()).stream()
            .map(CompiledAccord::accord)
            .filter(one -> one.id().equals(link.accord()))
            .findFirst());
  }

  /// What the accord says of each clause at one moment.
  static final class Standing {
    private final String id;
    private final Optional<Accord> accord;
    private final Map<String, Optional<String>> clauses = new HashMap<>();

    private Standing(String id, Optional<Accord> accord) {
      this.id = id;
      this.accord = accord;
    }

    /// The reason when the entry goes as a bare leaf.
    Optional<String> withholds(OutgoingTable.Row row) {
      return row.kind() == EntryKind.RELEASE && row.header().isPresent()
          ? clauses.computeIfAbsent(clause(row.header().get().content()), this::withholds)
          : Optional.empty();
    }

    private static String clause(byte[] header) {
      try {
        return Json.parseObject(header).string("clause").orElseThrow();
      } catch (MalformedJson e) {
        throw new IllegalStateException("a header that was written no longer reads", e);
      }
    }

    private Optional<String> withholds(String clause) {
      if (accord.isEmpty()) {
        return Optional.of(id + " is not in force");
      }
      var permit =
          accord
              .get()
              .clause(clause)
              .filter(Clause.Permit.class::isInstance)
              .map(Clause.Permit.class::cast);
      if (permit.isEmpty()) {
        return Optional.of("clause " + clause + " is no more");
      }
      var held = Optional.ofNullable(accord.get().initial().get(permit.get().pillar()));
      return held.filter(level -> level.isAtLeast(permit.get().level())).isPresent()
          ? Optional.empty()
          : Optional.of("clause " + clause + " needs a higher level");
    }
  }
}
