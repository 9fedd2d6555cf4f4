package org.entente.release;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.entente.expression.Facts;
import org.entente.expression.Source;
import org.entente.stix.Marking;
import org.entente.stix.Markings;
import org.entente.stix.StixId;
import org.entente.stix.StixObject;

/// What the clauses are asked about: a candidate in one of its filings, as one of the parties it
/// came from would have it.
///
/// @param mark what the object counts as
/// @param unmarked what it counts as where it says nothing
record Subject(
    Candidate candidate,
    Markings markings,
    Mark mark,
    Facts facts,
    Mark unmarked,
    Between between) {

  static Subject of(
      Candidate candidate,
      Filing filing,
      String origin,
      Between between,
      Mark byAccord,
      Instant at) {
    var object = candidate.object();
    var markings = Markings.of(object, candidate::definition);
    var declared = filing.unmarked().orElse(Marking.NONE);
    var unmarked =
        new Mark(declared.tlp().orElse(byAccord.tlp()), declared.pap().orElse(byAccord.pap()));
    var mark = Mark.of(markings, unmarked);
    var age = Duration.between(candidate.firstHeld(), at);
    var source = filing.source().orElse(Source.OWN);
    var facts = between.facts(object, mark, age, source, origin, candidate.victims());
    return new Subject(candidate, markings, mark, facts, unmarked, between);
  }

  StixObject object() {
    return candidate.object();
  }

  /// Only parts that carry their own marking can change it by going.
  boolean hasMarkedParts() {
    return object().json().has("granular_markings");
  }

  /// A revoked version of what this partner has got.
  Optional<Earlier> revokes() {
    return object().revoked() ? candidate.earlier() : Optional.empty();
  }

  /// The same for what is left of the object, whose marking definitions the partner may have under
  /// other ids.
  Subject left(StixObject left, Function<StixId, Optional<StixObject>> definitions) {
    var found = Markings.of(left, definitions);
    var rest = Mark.of(found, unmarked);
    var again =
        between.facts(left, rest, facts.age(), facts.source(), facts.origin(), candidate.victims());
    return new Subject(candidate, found, rest, again, unmarked, between);
  }
}
