package org.entente.release;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.entente.accord.Accord;
import org.entente.national.NationalRules;
import org.entente.redaction.Copies;
import org.entente.redaction.MadeCopy;
import org.entente.stix.StixId;

/// What is the same for every filing of a candidate: by what rules, at what instant, and what the
/// partner has of what it refers to.
record Question(
    Decisions decisions,
    Standing standing,
    Function<StixId, Fate> fates,
    Function<StixId, Optional<MadeCopy>> made) {

  Between between() {
    return decisions.between();
  }

  NationalRules national() {
    return decisions.national();
  }

  Instant at() {
    return standing.at();
  }

  Copies copies(Accord accord) {
    return decisions.copies(accord, at());
  }
}
