package org.entente.release;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.entente.accord.Clause;
import org.entente.accord.Handling;
import org.entente.accord.Level;
import org.entente.expression.Evaluation;
import org.entente.expression.Facts;
import org.entente.expression.Source;
import org.entente.national.NationalRules;
import org.entente.national.Rule;
import org.entente.stix.Kind;
import org.entente.stix.MalformedStix;
import org.entente.stix.Marking;
import org.entente.stix.Markings;
import org.entente.stix.ScoIds;
import org.entente.stix.StixId;
import org.entente.stix.StixObject;
import org.entente.stix.StixStream;
import org.entente.stix.Tlp;

/// Whether what arrived is what the accord lets the partner send (accord.md §10). The releaser asks
/// the same of what it is about to send, so two honest nodes never differ.
///
/// Judged at the entry's own instant, from its header and the bytes alone: the revision was in
/// force; the clause exists and fits the parties, the pillar and the level; ceiling and forbids
/// hold on the received bytes; where nothing was taken out, the permit itself is evaluated again;
/// and where something was, it is a copy of the sender's own, so that nobody passes off another's
/// object as redacted to get round its permit (**Unmodified or new**). Clauses that read `source`,
/// `victims`, `exercise` or `origin` are the releaser's word.
public sealed interface Admission {

  /// It may be applied; `mark` is what it counts as here.
  record Admitted(StixObject object, Mark mark) implements Admission {}

  /// It is quarantined; [Explanation#sentence(Step, String)] says why.
  record Refused(Step reason) implements Admission {}

  /// Judges one entry and the bytes that came with it.
  ///
  /// @param between the entry's sender and its receiver, with the stances that the entry could know
  /// @param definitions the marking definitions that are not standard, as this partner sent them
  static Admission admit(
      Between between,
      Function<StixId, Optional<StixObject>> definitions,
      ReleaseEntry entry,
      byte[] bytes) {
    StixObject object;
    try {
      object = StixObject.read(bytes);
    } catch (MalformedStix e) {
      return new Refused(Step.of(Finding.MALFORMED, String.valueOf(e.getMessage())));
    }
    return admit(between, definitions, entry, object);
  }

  private static Admission admit(
      Between between,
      Function<StixId, Optional<StixObject>> definitions,
      ReleaseEntry entry,
      StixObject object) {
    var mark = mark(object, definitions, entry.header());
    var facts = facts(between, object, mark, entry);
    return Gate.structure(between, entry, object, object.size(), mark)
        .or(() -> Gate.clauses(between, entry, facts))
        .<Admission>map(Refused::new)
        .orElse(new Admitted(object, mark));
  }

  /// The stricter of what the bytes and the header say; only unmarked bytes need the header.
  private static Mark mark(
      StixObject object, Function<StixId, Optional<StixObject>> definitions, ReleaseHeader header) {
    Marking found = Markings.of(object, definitions).overall();
    return header
        .mark()
        .and(
            new Mark(
                found.tlp().orElse(header.mark().tlp()), found.pap().orElse(header.mark().pap())));
  }

  private static Facts facts(Between between, StixObject object, Mark mark, ReleaseEntry entry) {
    var age = Duration.between(entry.header().firstHeld(), entry.at());
    return between.facts(object, mark, age, Source.OWN, "", List.of());
  }

  /// The checks themselves, each a reason or nothing; a [Departure] skips those whose answer it
  /// knows.
  final class Gate {
    private Gate() {}

    /// Header, bytes and clause fit one another, the level, the ceiling.
    static Optional<Step> structure(
        Between between, ReleaseEntry entry, StixObject object, long size, Mark mark) {
      var header = entry.header();
      if (!header.object().equals(object.id())) {
        return differs("object", object.id().text(), header.object().text());
      }
      if (!header.modified().equals(object.json().string("modified"))) {
        return differs(
            "modified",
            object.json().string("modified").orElse("-"),
            header.modified().orElse("-"));
      }
      if (header.size() != size) {
        return differs("size", Long.toString(size), Long.toString(header.size()));
      }
      if (size > StixStream.MAX_OBJECT_BYTES) {
        return Optional.of(
            Step.of(
                Finding.MALFORMED,
                "%d bytes, at most %d".formatted(size, StixStream.MAX_OBJECT_BYTES)));
      }
      if (!header.redacted().isEmpty() && !isCopyOf(between.fromId(), object)) {
        return Optional.of(Step.of(Finding.NOT_A_COPY, object.id().text()));
      }
      var bound = between.at(entry.at(), entry.revision()).bound(entry.revision());
      if (bound.isEmpty()) {
        return Optional.of(Step.of(Finding.REVISION_NOT_IN_FORCE, entry.revision().hex()));
      }
      return permit(between, bound.get(), header, mark);
    }

    /// A copy is the sender's, with an id of version 4 or, of a cyber observable, the one that STIX
    /// derives (accord.md §9).
    private static boolean isCopyOf(StixId sender, StixObject object) {
      boolean authored = object.json().has("created");
      var derived = object.kind() == Kind.SCO ? ScoIds.derive(object.json()) : Optional.empty();
      return (!authored || object.createdByRef().equals(Optional.of(sender)))
          && derived.map(object.id()::equals).orElse(object.id().isRandom());
    }

    private static Optional<Step> differs(String member, String found, String expected) {
      return Optional.of(Step.of(Finding.HEADER_DIFFERS, member, found, expected));
    }

    private static Optional<Step> permit(
        Between between, Bound bound, ReleaseHeader header, Mark mark) {
      var permit = bound.permit(header.clause());
      if (permit.isEmpty() || permit.get().clause().pillar() != header.pillar()) {
        return Optional.of(
            Step.at(header.clause(), Finding.NO_SUCH_PERMIT, header.pillar().word()));
      }
      var clause = permit.get().clause();
      var held = bound.level(header.pillar());
      return Plan.barred(clause, held, between.from(), between.to())
          .or(() -> level(held.orElseThrow(), header))
          .or(() -> ceiling(clause.id(), clause.ceiling(), mark))
          .or(() -> handling(clause.id(), clause.handling(), header.handling()))
          .or(() -> persons(header, mark));
    }

    private static Optional<Step> level(Level held, ReleaseHeader header) {
      return held.id().equals(header.level())
          ? Optional.empty()
          : differs("level", held.id(), header.level());
    }

    static Optional<Step> ceiling(String clause, Tlp ceiling, Mark mark) {
      return mark.tlp().fits(ceiling)
          ? Optional.empty()
          : Optional.of(
              Step.at(clause, Finding.ABOVE_CEILING, mark.tlp().label(), ceiling.label()));
    }

    /// A header may ask for more care than its clause, never for less.
    private static Optional<Step> handling(String clause, Handling least, Handling said) {
      return said.and(least).equals(said)
          ? Optional.empty()
          : Optional.of(Step.at(clause, Finding.HANDLING_TOO_LAX));
    }

    private static Optional<Step> persons(ReleaseHeader header, Mark mark) {
      return mark.tlp() == Tlp.RED && header.persons().isEmpty()
          ? Optional.of(Step.at(header.clause(), Finding.NO_PERSONS))
          : Optional.empty();
    }

    /// Forbids of every accord in force, and the permit where nothing was taken out.
    static Optional<Step> clauses(Between between, ReleaseEntry entry, Facts facts) {
      var standing = between.at(entry.at(), entry.revision());
      var plan = between.plan(standing, NationalRules.NONE, Set.of(entry.header().pillar()));
      var bound = standing.bound(entry.revision()).orElseThrow();
      var permit = bound.permit(entry.header().clause()).orElseThrow();
      return forbidden(plan.verifiable(), rule -> rule.over(facts))
          .or(() -> permitted(permit, entry, facts));
    }

    /// The first of these forbids that is true, or fails.
    static Optional<Step> forbidden(
        List<Rule<Clause.Forbid>> forbids, Function<Rule<Clause.Forbid>, Evaluation> over) {
      for (var forbid : forbids) {
        switch (over.apply(forbid)) {
          case Evaluation.Value.FALSE -> {
            // told when none of them is true
          }
          case Evaluation.Value.TRUE -> {
            return Optional.of(Step.at(forbid.id(), Finding.FORBIDDEN));
          }
          case Evaluation.Failed(String reason) -> {
            return Optional.of(Step.at(forbid.id(), Finding.FORBID_FAILED, reason));
          }
        }
      }
      return Optional.empty();
    }

    /// Where nothing was taken out, the permit must still be true of what is there.
    static Optional<Step> permitted(Rule<Clause.Permit> rule, ReleaseEntry entry, Facts facts) {
      var header = entry.header();
      if (!header.redacted().isEmpty() || rule.isAttested() || follows(entry, facts)) {
        return Optional.empty();
      }
      return switch (rule.over(facts)) {
        case Evaluation.Value.TRUE -> Optional.empty();
        case Evaluation.Value.FALSE -> Optional.of(Step.at(header.clause(), Finding.NOT_PERMITTED));
        case Evaluation.Failed(String reason) ->
            Optional.of(Step.at(header.clause(), Finding.PERMIT_FAILED, reason));
      };
    }

    /// The revoked version of what went before under the same clause follows it.
    private static boolean follows(ReleaseEntry entry, Facts facts) {
      return facts.revoked()
          && entry
              .followed()
              .filter(earlier -> earlier.object().equals(entry.header().object()))
              .filter(earlier -> earlier.clause().equals(entry.header().clause()))
              .isPresent();
    }
  }
}
