package org.entente.release;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.entente.expression.Evaluation;
import org.entente.stix.Tlp;

/// One object version, in all of its filings at once, on its way through steps 2 to 5 of accord.md
/// §8: whether anything forbids it, what permits it, and on what conditions. Each step stops it
/// with a decision or passes it on to the next, and leaves in `steps` what it found. What is
/// permitted goes on to its [Departure].
final class Deliberation {
  private final Question question;
  private final Subject subject;
  private final Plan plan;
  private final Provenance provenance;
  private final Map<Tlp, Conditions> conditions = new EnumMap<>(Tlp.class);
  private final List<Step> steps;

  Deliberation(Question question, Candidate candidate) {
    var between = question.between();
    var standing = question.standing();
    this.question = question;
    this.subject = Subject.of(candidate, between, standing.unmarked(), question.at());
    this.plan = between.plan(standing, question.national(), subject.pillars());
    this.provenance = new Provenance(candidate, between.to(), between::revision);
    this.steps = new ArrayList<>(standing.told());
  }

  /// Steps 2 to 4: nobody forbids it, and then who permits it.
  Decision decide() {
    var refusal = nation();
    if (refusal.isEmpty()) {
      refusal = provenance();
    }
    if (refusal.isEmpty()) {
      refusal = forbidden();
    }
    if (refusal.isPresent()) {
      return withheld(refusal.get());
    }
    steps.addAll(plan.opening());
    var revoked = subject.revokes();
    return revoked.isPresent() ? follow(revoked.get()) : permit();
  }

  private Optional<Step> nation() {
    if (subject.candidate().nationalHold()) {
      return Optional.of(Step.of(Finding.NATIONAL_HOLD));
    }
    for (var forbid : plan.nationalForbids()) {
      switch (subject.over(forbid)) {
        case Evaluation.Value.TRUE -> {
          return Optional.of(Step.at(forbid.id(), Finding.NATIONAL_FORBID));
        }
        case Evaluation.Failed(String reason) -> {
          return Optional.of(Step.at(forbid.id(), Finding.NATIONAL_FORBID_FAILED, reason));
        }
        case Evaluation.Value.FALSE -> steps.add(Step.at(forbid.id(), Finding.NATIONAL_PASSED));
      }
    }
    return Optional.empty();
  }

  private Optional<Step> provenance() {
    var refusal = provenance.refusal();
    if (refusal.isEmpty()) {
      steps.add(Step.of(Finding.SOURCE_ALLOWS, subject.facts().source().kind().word()));
    }
    return refusal;
  }

  private Optional<Step> forbidden() {
    var refusal = Admission.Gate.forbidden(plan.forbids(), subject::over);
    if (refusal.isEmpty()) {
      steps.addAll(plan.notForbidden());
    }
    return refusal;
  }

  /// A revoked version goes as the version before it went, while that clause stands.
  private Decision follow(Earlier earlier) {
    var clause = earlier.header().clause();
    var standing = plan.permission(earlier.accord(), clause).filter(one -> one.barred().isEmpty());
    if (standing.isEmpty()
        || standing.get().rule().clause().pillar() != earlier.header().pillar()) {
      return withheld(Step.at(clause, Finding.EARLIER_CLAUSE_FELL));
    }
    var ceiling = standing.get().rule().clause().ceiling();
    var above = Admission.Gate.ceiling(clause, ceiling, conditions(ceiling).mark());
    if (above.isPresent()) {
      return withheld(above.get());
    }
    steps.add(Step.at(clause, Finding.FOLLOWS_EARLIER));
    return require(new Grant(List.of(standing.get())));
  }

  /// Step 4: for every reading the first permit in document order that is true and whose ceiling
  /// fits.
  private Decision permit() {
    var open = new BitSet();
    open.set(0, subject.readings().size());
    var found = new ArrayList<Plan.Permission>(1);
    for (var permission : plan.permissions()) {
      if (!isAskedFor(permission, open)) {
        continue;
      }
      if (permission.barred().isPresent()) {
        steps.add(permission.barred().get());
        continue;
      }
      if (subject.hasMarkedParts() && conditions(permission).failed().isPresent()) {
        return withheld(conditions(permission).failed().get());
      }
      var answer = answer(permission, open);
      steps.add(answer);
      if (answer.finding() == Finding.PERMITTED) {
        found.add(permission);
      }
    }
    return open.isEmpty() ? grant(new Grant(found)) : withheld(Step.of(Finding.NO_PERMIT));
  }

  private boolean isAskedFor(Plan.Permission permission, BitSet open) {
    for (int i = open.nextSetBit(0); i >= 0; i = open.nextSetBit(i + 1)) {
      if (permission.isFor(subject.readings().get(i))) {
        return true;
      }
    }
    return false;
  }

  /// Asks it of the readings that are still open, and closes those that it permits.
  private Step answer(Plan.Permission permission, BitSet open) {
    var left = subject.hasMarkedParts() ? conditions(permission).left() : subject;
    var answer = permission.no();
    for (int i = open.nextSetBit(0); i >= 0; i = open.nextSetBit(i + 1)) {
      var reading = left.readings().get(i);
      if (permission.isFor(reading)) {
        var here = answer(permission, reading, left.mark());
        open.set(i, here.finding() != Finding.PERMITTED);
        answer = answer.finding() == Finding.PERMITTED ? answer : here;
      }
    }
    return answer;
  }

  private static Step answer(Plan.Permission permission, Reading reading, Mark mark) {
    var rule = permission.rule();
    return switch (rule.over(reading.facts())) {
      case Evaluation.Value.FALSE -> permission.no();
      case Evaluation.Failed(String reason) -> Step.at(rule.id(), Finding.PERMIT_FAILED, reason);
      case Evaluation.Value.TRUE ->
          Admission.Gate.ceiling(rule.id(), rule.clause().ceiling(), mark).orElse(permission.yes());
    };
  }

  /// Of several permits the lowest ceiling holds. What is taken out for it must not change that
  /// every reading is permitted.
  private Decision grant(Grant grant) {
    if (subject.hasMarkedParts() && grant.permissions().size() > 1) {
      var left = conditions(grant.ceiling()).left();
      for (var reading : left.readings()) {
        if (grant.permissions().stream()
            .filter(permission -> permission.isFor(reading))
            .map(permission -> answer(permission, reading, left.mark()).finding())
            .noneMatch(Finding.PERMITTED::equals)) {
          return withheld(Step.of(Finding.NO_PERMIT));
        }
      }
    }
    return require(grant);
  }

  private Conditions conditions(Plan.Permission permission) {
    return conditions(permission.rule().clause().ceiling());
  }

  private Conditions conditions(Tlp ceiling) {
    return conditions.computeIfAbsent(ceiling, top -> Conditions.of(subject, plan, top));
  }

  /// Step 5.
  private Decision require(Grant grant) {
    var required = conditions(grant.ceiling());
    if (required.failed().isPresent()) {
      return withheld(required.failed().get());
    }
    steps.addAll(required.told());
    var handling = grant.handling().and(required.handling()).and(provenance.handling());
    return new Departure(question, subject, plan, grant, required, handling, provenance, steps)
        .decide();
  }

  private Decision withheld(Step reason) {
    return Departure.withheld(subject, steps, reason);
  }
}
