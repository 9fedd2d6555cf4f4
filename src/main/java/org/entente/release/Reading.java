package org.entente.release;

import java.util.List;
import org.entente.accord.Pillar;
import org.entente.expression.Facts;
import org.entente.stix.StixObject;

/// One of the ways in which a candidate may be read: in the pillar of one of its collections, as of
/// that collection's source and of one of the parties it came from. Most candidates have one.
record Reading(Pillar pillar, Facts facts) {

  Reading marked(Mark left, List<String> markings) {
    return new Reading(pillar, facts.marked(left.tlp(), left.pap(), markings));
  }

  /// The same of what is left of the object.
  Reading of(StixObject left, Mark mark, Between between) {
    var again =
        between.facts(left, mark, facts.age(), facts.source(), facts.origin(), facts.victims());
    return new Reading(pillar, again);
  }
}
