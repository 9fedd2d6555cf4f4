package org.entente.release;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.entente.accord.Handling;
import org.entente.expression.Evaluation;
import org.entente.expression.Facts;
import org.entente.stix.Tlp;

/// One object version in one of its filings, on its way through steps 2 to 5 of ACCORD.md,
/// "Decision": whether anything forbids it, what permits it, and on what conditions. Each step
/// stops it with a decision or passes it on to the next, and leaves in `steps` what it found. What
/// is permitted goes on to its [Departure].
final class Deliberation {
  private final Question question;
  private final Handling also;
  private final Subject subject;
  private final Plan plan;
  private final Provenance provenance;
  private final Map<Tlp, Conditions> conditions = new EnumMap<>(Tlp.class);
  private final List<Step> steps;

  /// @param also handling that holds whatever the clauses say, from the object's other filings
  Deliberation(
      Question question, Candidate candidate, Filing filing, String origin, Handling also) {
    var between = question.between();
    var standing = question.standing();
    this.question = question;
    this.also = also;
    this.plan = between.plan(standing, question.national(), filing.pillar());
    this.subject =
        Subject.of(candidate, filing, origin, between, standing.unmarked(), question.at());
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
      switch (forbid.over(subject.facts())) {
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
    var refusal = Admission.Gate.forbidden(plan.forbids(), subject.facts());
    if (refusal.isEmpty()) {
      steps.addAll(plan.notForbidden());
    }
    return refusal;
  }

  /// A revoked version goes as the version before it went, while that clause stands.
  private Decision follow(Earlier earlier) {
    var clause = earlier.header().clause();
    var standing = plan.permission(clause).filter(one -> one.barred().isEmpty());
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
    return require(standing.get());
  }

  /// Step 4: the first permit in document order that is true and whose ceiling fits.
  private Decision permit() {
    for (var permission : plan.permissions()) {
      if (permission.barred().isPresent()) {
        steps.add(permission.barred().get());
        continue;
      }
      if (subject.hasMarkedParts() && conditions(permission).failed().isPresent()) {
        return withheld(conditions(permission).failed().get());
      }
      var answer = answer(permission);
      steps.add(answer);
      if (answer.finding() == Finding.PERMITTED) {
        return require(permission);
      }
    }
    return withheld(Step.of(Finding.NO_PERMIT));
  }

  private Step answer(Plan.Permission permission) {
    boolean parts = subject.hasMarkedParts();
    var rule = permission.rule();
    Facts facts = parts ? conditions(permission).facts() : subject.facts();
    Mark mark = parts ? conditions(permission).mark() : subject.mark();
    return switch (rule.over(facts)) {
      case Evaluation.Value.FALSE -> permission.no();
      case Evaluation.Failed(String reason) -> Step.at(rule.id(), Finding.PERMIT_FAILED, reason);
      case Evaluation.Value.TRUE ->
          Admission.Gate.ceiling(rule.id(), rule.clause().ceiling(), mark).orElse(permission.yes());
    };
  }

  private Conditions conditions(Plan.Permission permission) {
    return conditions(permission.rule().clause().ceiling());
  }

  private Conditions conditions(Tlp ceiling) {
    return conditions.computeIfAbsent(ceiling, top -> Conditions.of(subject, plan, top));
  }

  /// Step 5.
  private Decision require(Plan.Permission permission) {
    var required = conditions(permission);
    if (required.failed().isPresent()) {
      return withheld(required.failed().get());
    }
    steps.addAll(required.told());
    var clause = permission.rule().clause();
    var handling = clause.handling().and(required.handling()).and(provenance.handling()).and(also);
    return new Departure(question, subject, plan, permission, required, handling, provenance, steps)
        .decide();
  }

  private Decision withheld(Step reason) {
    return Departure.withheld(subject, steps, reason);
  }
}
