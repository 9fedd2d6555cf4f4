package org.entente.expression;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Where an object came from and what its giver allows: the declared source of a collection or
/// feed. `consents` are the identity ids of parties to whom the giver agreed that it may go;
/// `party` is set exactly when the kind is PARTY.
public record Source(
    SourceKind kind, Optional<Licence> licence, Set<String> consents, Optional<String> party) {

  public static final Source OWN =
      new Source(SourceKind.OWN, Optional.empty(), Set.of(), Optional.empty());

  public static final Source PUBLIC =
      new Source(SourceKind.PUBLIC, Optional.empty(), Set.of(), Optional.empty());

  public Source {
    if ((kind == SourceKind.PARTY) != party.isPresent()) {
      throw new IllegalArgumentException("a source names a party exactly when its kind is party");
    }
    consents = java.util.Collections.unmodifiableSet(new TreeSet<>(consents));
  }

  public static Source party(String id) {
    return new Source(SourceKind.PARTY, Optional.empty(), Set.of(), Optional.of(id));
  }
}
