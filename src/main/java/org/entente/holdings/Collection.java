package org.entente.holdings;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.entente.accord.Pillar;
import org.entente.expression.Source;
import org.entente.stix.Gate;
import org.entente.stix.Tlp;

/// Where objects are filed (TAXII 2.1 §5): for one pillar, behind one gate, from one declared
/// source, and open to nobody until somebody opens it.
///
/// `unmarked` is what an object without any marking counts as here; without it the accord's own
/// default holds. `openTo` are party identity ids, or [#EVERYBODY].
public record Collection(
    long no,
    UUID id,
    String name,
    String title,
    Pillar pillar,
    Gate gate,
    Source source,
    Optional<Tlp> unmarked,
    Set<String> openTo) {
  public static final String EVERYBODY = "*";

  public Collection {
    openTo = java.util.Collections.unmodifiableSet(new TreeSet<>(openTo));
  }

  public boolean isOpenTo(String party) {
    return openTo.contains(EVERYBODY) || openTo.contains(party);
  }
}
