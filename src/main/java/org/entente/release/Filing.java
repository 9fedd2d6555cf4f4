package org.entente.release;

import java.util.Optional;
import org.entente.accord.Pillar;
import org.entente.expression.Source;
import org.entente.stix.Marking;

/// One collection, open to the partner, in which an object version lies.
///
/// @param unmarked what the collection declares for objects without a marking
/// @param source as the collection declares it; undeclared is never released
public record Filing(
    String collection, Pillar pillar, Optional<Marking> unmarked, Optional<Source> source) {}
