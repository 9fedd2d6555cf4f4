package org.entente.exchange;

import java.time.InstantSource;
import java.util.Optional;
import org.entente.accord.Accord;
import org.entente.accord.Clause;
import org.entente.accord.CompiledAccord;
import org.entente.ledger.EntryKind;
import org.entente.release.MalformedHeader;
import org.entente.release.ReleaseHeader;

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

  /// The reason when the entry goes as a bare leaf.
  Optional<String> withholds(OutgoingTable.Row row) {
    if (row.kind() != EntryKind.RELEASE || row.header().isEmpty()) {
      return Optional.empty();
    }
    var accord =
        agreements.inForce(own, link.partner(), clock.instant()).stream()
            .map(CompiledAccord::accord)
            .filter(one -> one.id().equals(link.accord()))
            .findFirst();
    if (accord.isEmpty()) {
      return Optional.of(link.accord() + " is not in force");
    }
    try {
      return withholds(accord.get(), ReleaseHeader.read(row.header().get().content()));
    } catch (MalformedHeader e) {
      throw new IllegalStateException("a header that was written no longer reads", e);
    }
  }

  private static Optional<String> withholds(Accord accord, ReleaseHeader header) {
    var clause =
        accord
            .clause(header.clause())
            .filter(Clause.Permit.class::isInstance)
            .map(Clause.Permit.class::cast);
    if (clause.isEmpty()) {
      return Optional.of("clause " + header.clause() + " is no more");
    }
    var held = Optional.ofNullable(accord.initial().get(clause.get().pillar()));
    return held.filter(level -> level.isAtLeast(clause.get().level())).isPresent()
        ? Optional.empty()
        : Optional.of("clause " + header.clause() + " needs a higher level");
  }
}
