package org.entente.release;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.entente.accord.Handling;
import org.entente.conformance.StixCheck;
import org.entente.expression.Evaluation;
import org.entente.expression.Facts;
import org.entente.expression.Source;
import org.entente.json.JsonPointer;
import org.entente.json.JsonValue;
import org.entente.redaction.Edit;
import org.entente.redaction.Redacted;
import org.entente.stix.Marking;
import org.entente.stix.Markings;
import org.entente.stix.Problem;
import org.entente.stix.StixId;
import org.entente.stix.StixObject;
import org.entente.stix.Tlp;

/// One object version in one of its filings, on its way through steps 2 to 9 of ACCORD.md,
/// "Decision". Each step stops it with a decision or passes it on to the next, and leaves in
/// `steps` what it found.
final class Deliberation {
  private final Question question;
  private final Candidate candidate;
  private final StixObject object;
  private final Between between;
  private final Plan plan;
  private final Handling also;
  private final Provenance provenance;
  private final Conditions.Subject subject;
  private final Map<Tlp, Conditions> conditions = new EnumMap<>(Tlp.class);
  private final List<Step> steps;

  /// @param also handling that holds whatever the clauses say, from the object's other filings
  Deliberation(
      Question question,
      Candidate candidate,
      Filing filing,
      String origin,
      Handling also,
      List<Step> opening) {
    this.question = question;
    this.candidate = candidate;
    this.object = candidate.object();
    this.between = question.between();
    this.plan = between.plan(question.at(), question.national(), filing.pillar());
    this.also = also;
    this.provenance = new Provenance(candidate, between.to(), between::revision);
    this.subject = subject(filing, origin);
    this.steps = new ArrayList<>(opening);
  }

  private Conditions.Subject subject(Filing filing, String origin) {
    var markings = Markings.of(object, candidate::definition);
    var byAccord = between.unmarked(question.at());
    var declared = filing.unmarked().orElse(Marking.NONE);
    var unmarked =
        new Mark(declared.tlp().orElse(byAccord.tlp()), declared.pap().orElse(byAccord.pap()));
    var mark = Mark.of(markings, unmarked);
    var age = Duration.between(candidate.firstHeld(), question.at());
    var source = filing.source().orElse(Source.OWN);
    var facts = between.facts(object, mark, age, source, origin, candidate.victims());
    return new Conditions.Subject(candidate, markings, mark, facts, unmarked, between);
  }

  /// Steps 2 to 4: nobody forbids it, and then who permits it.
  Decision decide() {
    var refusal = nation().or(this::provenance).or(this::forbidden);
    if (refusal.isPresent()) {
      return withheld(refusal.get());
    }
    steps.addAll(plan.opening());
    return object.revoked() && candidate.earlier().isPresent()
        ? follow(candidate.earlier().get())
        : permit();
  }

  private Optional<Step> nation() {
    if (candidate.nationalHold()) {
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
    var refusal = forbidden(subject.facts());
    if (refusal.isEmpty()) {
      plan.forbids().forEach(forbid -> steps.add(Step.at(forbid.id(), Finding.NOT_FORBIDDEN)));
    }
    return refusal;
  }

  private Optional<Step> forbidden(Facts facts) {
    for (var forbid : plan.forbids()) {
      var step = Admission.Gate.forbidden(forbid.id(), forbid.over(facts));
      if (step.isPresent()) {
        return step;
      }
    }
    return Optional.empty();
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
      case Evaluation.Value.FALSE -> Step.at(rule.id(), Finding.NOT_PERMITTED);
      case Evaluation.Failed(String reason) -> Step.at(rule.id(), Finding.PERMIT_FAILED, reason);
      case Evaluation.Value.TRUE ->
          Admission.Gate.ceiling(rule.id(), rule.clause().ceiling(), mark)
              .orElseGet(() ->
                  Step.at(rule.id(), Finding.PERMITTED, permission.held().orElseThrow().id()));
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
    steps.addAll(required.steps());
    return link(permission, required);
  }

  /// Step 6, references; and the object's own words, where it only supports others.
  private Decision link(Plan.Permission permission, Conditions required) {
    if (between.namesSecretParty(object)) {
      return withheld(Step.of(Finding.NAMES_A_SECRET_PARTY, object.id().text()));
    }
    var links =
        new Links(
            object,
            required.cut().taken(),
            question.fates(),
            between,
            permission.rule().clause().refs());
    var stop = links.follow();
    steps.addAll(links.steps());
    if (stop.isEmpty()) {
      return form(permission, required, links);
    }
    return switch (stop.get()) {
      case Links.Stop.Waiting(StixId on) -> {
        steps.add(Step.of(Finding.WAITS_FOR_END, on.text()));
        yield held(basis(permission, required, required.mark()), new Decision.Wait.ForObject(on));
      }
      case Links.Stop.Refused(Step reason) -> withheld(reason);
    };
  }

  private Basis basis(Plan.Permission permission, Conditions required, Mark mark) {
    var clause = permission.rule().clause();
    var handling = clause.handling().and(required.handling()).and(provenance.handling()).and(also);
    return new Basis(
        permission.accord(),
        clause,
        clause.pillar(),
        permission.held().orElseThrow(),
        mark,
        handling);
  }

  /// Step 6, the form in which it would go: its own bytes, or a copy.
  private Decision form(Plan.Permission permission, Conditions required, Links links) {
    var removed = new ArrayList<>(required.cut().redacted());
    if (!links.removed().isEmpty()) {
      removed.add(new Redacted("references", List.copyOf(links.removed()), false));
    }
    if (removed.isEmpty() && links.rewritten().isEmpty()) {
      var basis = basis(permission, required, required.mark());
      return officers(
          new Form(object, Optional.empty(), List.of(), candidate::definition, basis), required);
    }
    removed.forEach(one -> steps.add(Step.of(Finding.TAKEN_OUT, one.word(), places(one.places()))));
    var taken = new LinkedHashSet<>(required.cut().taken());
    taken.addAll(links.removed());
    var replaced = new LinkedHashMap<JsonPointer, JsonValue>(required.cut().replaced());
    replaced.putAll(links.rewritten());
    var copy =
        question.copies(permission.accord()).of(object, Edit.of(object.json(), taken, replaced));
    Function<StixId, Optional<StixObject>> definitions =
        id -> candidate.definition(links.original(id));
    var mark = Mark.of(Markings.of(copy.object(), definitions), subject.unmarked());
    // what is left can match a forbid that the whole did not (**Forbids never sleep**)
    return forbidden(left(copy.object(), mark))
        .or(() -> spoilt(copy.object()))
        .<Decision>map(this::withheld)
        .orElseGet(() ->
            officers(
                new Form(
                    copy.object(),
                    Optional.of(copy.made()),
                    removed,
                    definitions,
                    basis(permission, required, mark)),
                required));
  }

  private Facts left(StixObject copy, Mark mark) {
    var facts = subject.facts();
    return between.facts(copy, mark, facts.age(), facts.source(), facts.origin(), facts.victims());
  }

  private static String places(List<JsonPointer> places) {
    return places.stream().map(JsonPointer::toString).collect(Collectors.joining(" "));
  }

  /// A copy that the standard would not take, or that hides a name which must stay.
  private Optional<Step> spoilt(StixObject copy) {
    if (provenance.asksAttribution()
        && object.createdByRef().filter(creator -> !creator.equals(between.fromId())).isPresent()) {
      return Optional.of(Step.of(Finding.ATTRIBUTION_LOST));
    }
    var after = StixCheck.problems(copy);
    if (after.isEmpty()) {
      return Optional.empty();
    }
    var before =
        StixCheck.problems(object).stream()
            .map(problem -> problem.clause() + problem.message())
            .collect(Collectors.toSet());
    return after.stream()
        .filter(problem -> !before.contains(problem.clause() + problem.message()))
        .findFirst()
        .map(Deliberation::invalid);
  }

  private static Step invalid(Problem problem) {
    return Step.of(Finding.LEFT_INVALID, problem.pointer(), problem.message(), problem.clause());
  }

  /// Step 7.
  private Decision officers(Form form, Conditions required) {
    var desk = new Desk(question, candidate, form);
    var answer = desk.ask(required.approval(object.revoked() && candidate.earlier().isPresent()));
    steps.addAll(desk.steps());
    return answer.isPresent()
        ? held(form.basis(), new Decision.Wait.ForOfficers(answer.get()))
        : send(form, desk.persons());
  }

  /// Steps 8 and 9.
  private Decision send(Form form, List<String> persons) {
    var header = header(form, persons);
    var refusal = admission(form, header);
    if (refusal.isPresent()) {
      steps.add(Step.of(Finding.NOT_ADMITTED));
      return withheld(refusal.get());
    }
    steps.add(Step.of(Finding.ADMITTED));
    if (form.made().isEmpty()) {
      steps.add(Step.at(header.clause(), Finding.GOES_UNCHANGED));
      return new Decision.Release(form.basis(), header, ordered());
    }
    steps.add(Step.at(header.clause(), Finding.GOES_REDACTED, form.object().id().text()));
    return new Decision.Redact(
        form.basis(), header, form.object(), form.made().get(), form.removed(), ordered());
  }

  private ReleaseHeader header(Form form, List<String> persons) {
    var basis = form.basis();
    return new ReleaseHeader(
        form.object().id(),
        form.object().json().string("modified"),
        basis.pillar(),
        basis.permit().id(),
        basis.level().id(),
        basis.mark(),
        basis.handling(),
        form.removed().stream().filter(one -> !one.national()).map(Redacted::word).toList(),
        candidate.firstHeld(),
        form.object().size(),
        persons,
        object.revoked() ? candidate.earlier().map(Earlier::index) : Optional.empty(),
        Optional.empty());
  }

  /// On unchanged bytes the clauses have been evaluated already, over the same facts.
  private Optional<Step> admission(Form form, ReleaseHeader header) {
    var entry =
        new ReleaseEntry(
            question.at(),
            form.basis().accord().digest(),
            header,
            candidate.earlier().map(Earlier::header));
    if (form.made().isEmpty()) {
      return Admission.Gate.structure(
          between, entry, form.object(), form.object().size(), form.basis().mark());
    }
    return Admission.Gate.refusal(between, form.definitions(), entry, form.object());
  }

  private Decision withheld(Step reason) {
    steps.add(reason);
    return new Decision.Withhold(reason, candidate.earlier().isPresent(), ordered());
  }

  private Decision held(Basis basis, Decision.Wait wait) {
    return new Decision.Hold(basis, wait, ordered());
  }

  /// In the order of ACCORD.md; where parts were marked, step 5 came before 4.
  private List<Step> ordered() {
    if (subject.hasMarkedParts()) {
      steps.sort(Comparator.comparingInt(step -> step.finding().step()));
    }
    return steps;
  }
}
