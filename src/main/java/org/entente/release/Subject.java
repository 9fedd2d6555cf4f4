package org.entente.release;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.entente.accord.Clause;
import org.entente.accord.Pillar;
import org.entente.expression.Evaluation;
import org.entente.expression.Facts;
import org.entente.expression.Source;
import org.entente.national.Rule;
import org.entente.stix.Marking;
import org.entente.stix.Markings;
import org.entente.stix.StixId;
import org.entente.stix.StixObject;

/// What the clauses are asked about: a candidate in all of its filings at once. The unit is the
/// object version, so it has one mark, the strictest that any of its collections gives it, and as
/// many [readings][Reading] as its collections and the parties it came from differ in.
///
/// @param mark what the object counts as
/// @param unmarked what it counts as where it says nothing
record Subject(
    Candidate candidate,
    Markings markings,
    Mark mark,
    List<Reading> readings,
    Mark unmarked,
    Between between) {

  Subject {
    readings = List.copyOf(readings);
  }

  static Subject of(Candidate candidate, Between between, Mark byAccord, Instant at) {
    var markings = Markings.of(candidate.object(), candidate::definition);
    var unmarked = unmarked(candidate, byAccord);
    var mark = Mark.of(markings, unmarked);
    var readings = readings(candidate, between, mark, at);
    return new Subject(candidate, markings, mark, readings, unmarked, between);
  }

  /// What is unmarked counts as the strictest of its collections declares.
  private static Mark unmarked(Candidate candidate, Mark byAccord) {
    Optional<Mark> strictest = Optional.empty();
    for (var filing : candidate.filings()) {
      var declared = filing.unmarked().orElse(Marking.NONE);
      var here =
          new Mark(declared.tlp().orElse(byAccord.tlp()), declared.pap().orElse(byAccord.pap()));
      strictest = Optional.of(strictest.map(here::and).orElse(here));
    }
    return strictest.orElse(byAccord);
  }

  /// In what the readings of one object can differ.
  private record Way(Pillar pillar, Source source, String origin) {}

  private static List<Reading> readings(
      Candidate candidate, Between between, Mark mark, Instant at) {
    var age = Duration.between(candidate.firstHeld(), at);
    var readings = new ArrayList<Reading>(1);
    for (var way : ways(candidate)) {
      readings.add(
          new Reading(
              way.pillar(),
              between.facts(
                  candidate.object(), mark, age, way.source(), way.origin(), candidate.victims())));
    }
    return readings;
  }

  private static Set<Way> ways(Candidate candidate) {
    var ways = new LinkedHashSet<Way>();
    for (var filing : candidate.filings()) {
      var source = filing.source().orElse(Source.OWN); // undeclared: never gets as far as a clause
      if (candidate.origins().isEmpty()) {
        ways.add(new Way(filing.pillar(), source, ""));
      }
      for (var origin : candidate.origins()) {
        ways.add(new Way(filing.pillar(), source, origin.party()));
      }
    }
    return ways;
  }

  StixObject object() {
    return candidate.object();
  }

  /// The first reading's; in all of them the object itself says the same.
  Facts facts() {
    return readings.getFirst().facts();
  }

  Set<Pillar> pillars() {
    if (readings.size() == 1) {
      return Set.of(readings.getFirst().pillar());
    }
    var pillars = EnumSet.noneOf(Pillar.class);
    readings.forEach(reading -> pillars.add(reading.pillar()));
    return pillars;
  }

  /// What a clause says that binds in the pillars it names: the worst it says of any reading. That
  /// it fails is worse than that it matches.
  Evaluation over(Rule<? extends Clause.Restriction> rule) {
    if (readings.size() == 1) {
      return rule.over(facts()); // a plan has no rules but those of the pillar
    }
    Evaluation worst = Evaluation.FALSE;
    for (var reading : readings) {
      if (rule.clause().pillars().contains(reading.pillar())) {
        var here = rule.over(reading.facts());
        if (here instanceof Evaluation.Failed) {
          return here;
        }
        worst = here.equals(Evaluation.TRUE) ? here : worst;
      }
    }
    return worst;
  }

  /// Only parts that carry their own marking can change it by going.
  boolean hasMarkedParts() {
    return object().json().has("granular_markings");
  }

  /// A revoked version of what this partner has got.
  Optional<Earlier> revokes() {
    return object().revoked() ? candidate.earlier() : Optional.empty();
  }

  /// The same with this mark, once marked parts of it are gone.
  Subject marked(Mark left, List<String> leftMarkings) {
    var again = readings.stream().map(reading -> reading.marked(left, leftMarkings)).toList();
    return new Subject(candidate, markings, left, again, unmarked, between);
  }

  /// The same for what is left of the object, whose marking definitions the partner may have under
  /// other ids.
  Subject left(StixObject left, Function<StixId, Optional<StixObject>> definitions) {
    var found = Markings.of(left, definitions);
    var rest = Mark.of(found, unmarked);
    var again = readings.stream().map(reading -> reading.of(left, rest, between)).toList();
    return new Subject(candidate, found, rest, again, unmarked, between);
  }
}
