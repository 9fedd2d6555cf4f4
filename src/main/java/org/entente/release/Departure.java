package org.entente.release;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.entente.accord.Handling;
import org.entente.conformance.StixCheck;
import org.entente.json.JsonPointer;
import org.entente.redaction.Redacted;
import org.entente.stix.Problem;
import org.entente.stix.StixId;
import org.entente.stix.StixObject;

/// An object that a clause permits, on its way through steps 6 to 9 of accord.md §8: what becomes
/// of its references, the form in which it would go, who has to agree, and the receiver's own
/// check.
final class Departure {
  private final Question question;
  private final Subject subject;
  private final Plan plan;
  private final Grant grant;
  private final Conditions required;
  private final Handling handling;
  private final Provenance provenance;
  private final List<Step> steps;

  /// @param steps what was found so far
  Departure(
      Question question,
      Subject subject,
      Plan plan,
      Grant grant,
      Conditions required,
      Handling handling,
      Provenance provenance,
      List<Step> steps) {
    this.question = question;
    this.subject = subject;
    this.plan = plan;
    this.grant = grant;
    this.required = required;
    this.handling = handling;
    this.provenance = provenance;
    this.steps = steps;
  }

  /// Step 6, references; and the object's own words, where it only supports others.
  Decision decide() {
    var object = subject.object();
    var between = question.between();
    if (between.secret().areNamedIn(object)) {
      return withheld(Step.of(Finding.NAMES_A_SECRET_PARTY, object.id().text()));
    }
    var links = new Links(object, required.cut().edit(), question.fates(), between, grant::refs);
    var stop = links.follow();
    steps.addAll(links.steps());
    if (stop.isEmpty()) {
      return form(links);
    }
    return switch (stop.get()) {
      case Links.Stop.Waiting(StixId on) -> {
        steps.add(Step.of(Finding.WAITS_FOR_END, on.text()));
        yield held(basis(required.mark()), new Decision.Wait.ForObject(on));
      }
      case Links.Stop.Refused(Step reason) -> withheld(reason);
    };
  }

  private Basis basis(Mark mark) {
    var permission = grant.first();
    var clause = permission.rule().clause();
    return new Basis(
        permission.accord(),
        clause,
        clause.pillar(),
        permission.held().orElseThrow(),
        mark,
        handling);
  }

  /// Step 6, the form in which it would go: its own bytes, or a copy.
  private Decision form(Links links) {
    var removed = new ArrayList<>(required.cut().redacted());
    if (!links.removed().isEmpty()) {
      removed.add(new Redacted("references", links.removed(), false));
    }
    if (removed.isEmpty() && links.edit().isEmpty()) {
      var basis = basis(required.mark());
      return officers(new Form(subject.object(), Optional.empty(), List.of(), basis), subject);
    }
    for (var one : removed) {
      steps.add(Step.of(Finding.TAKEN_OUT, one.word(), places(one.places())));
    }
    return copy(links, removed);
  }

  private static String places(List<JsonPointer> places) {
    var text = new StringBuilder();
    for (var at : places) {
      text.append(text.isEmpty() ? "" : " ").append(at);
    }
    return text.toString();
  }

  private Decision copy(Links links, List<Redacted> removed) {
    var later = subject.candidate().later();
    if (later.isPresent()) {
      // a copy is dated anew, so the receiver would take the older content for the newer
      return withheld(Step.of(Finding.LATER_VERSION_WENT, later.get()));
    }
    var object = subject.object();
    var left = links.edit().of(object.json());
    var copy = question.copies(grant.first().accord()).of(object, left, question.made());
    var rest =
        subject.left(copy.object(), id -> subject.candidate().definition(links.original(id)));
    // what is left can match a forbid that the whole did not (**Forbids never sleep**)
    var refusal = Admission.Gate.forbidden(plan.forbids(), rest::over);
    if (refusal.isEmpty()) {
      refusal = spoilt(copy.object());
    }
    if (refusal.isPresent()) {
      return withheld(refusal.get());
    }
    return officers(
        new Form(copy.object(), Optional.of(copy.made()), removed, basis(rest.mark())), rest);
  }

  /// A copy that the standard would not take, or that hides a name which must stay.
  private Optional<Step> spoilt(StixObject copy) {
    var from = question.between().fromId();
    if (provenance.asksAttribution()
        && subject.object().createdByRef().filter(creator -> !creator.equals(from)).isPresent()) {
      return Optional.of(Step.of(Finding.ATTRIBUTION_LOST));
    }
    var after = StixCheck.problems(copy);
    if (after.isEmpty()) {
      return Optional.empty();
    }
    Set<String> before = new HashSet<>();
    for (var problem : StixCheck.problems(subject.object())) {
      before.add(problem.clause() + problem.message());
    }
    for (var problem : after) {
      if (!before.contains(problem.clause() + problem.message())) {
        return Optional.of(invalid(problem));
      }
    }
    return Optional.empty();
  }

  private static Step invalid(Problem problem) {
    return Step.of(Finding.LEFT_INVALID, problem.pointer(), problem.message(), problem.clause());
  }

  /// Step 7.
  ///
  /// @param going what the clauses could read of the form in which it goes
  private Decision officers(Form form, Subject going) {
    var desk = new Desk(question, subject.candidate(), form);
    var answer = desk.ask(required.approval(subject.revokes().isPresent()));
    steps.addAll(desk.steps());
    return answer.isPresent()
        ? held(form.basis(), new Decision.Wait.ForOfficers(answer.get()))
        : send(form, going, desk.persons());
  }

  /// Steps 8 and 9.
  private Decision send(Form form, Subject going, List<String> persons) {
    var header = header(form, persons);
    var excess = header.excess();
    if (excess.isPresent()) {
      return withheld(Step.of(Finding.HEADER_TOO_LARGE, excess.get()));
    }
    var refusal = admission(form, going, header);
    if (refusal.isPresent()) {
      steps.add(Step.of(Finding.NOT_ADMITTED));
      return withheld(refusal.get());
    }
    steps.add(Step.of(Finding.ADMITTED));
    if (form.made().isEmpty()) {
      steps.add(Step.at(header.clause(), Finding.GOES_UNCHANGED));
      return new Decision.Release(form.basis(), header, steps);
    }
    steps.add(Step.at(header.clause(), Finding.GOES_REDACTED, form.object().id().text()));
    return new Decision.Redact(
        form.basis(), header, form.object(), form.made().get(), form.removed(), steps);
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
        form.redacted(),
        subject.candidate().firstHeld(),
        form.object().size(),
        persons,
        subject.revokes().map(Earlier::index),
        subject.revokes().flatMap(Earlier::sealed).map(Integer::longValue),
        Optional.empty());
  }

  /// The receiver's own check. Its forbids have been evaluated already over the same facts, and on
  /// unchanged bytes so has the permit.
  private Optional<Step> admission(Form form, Subject going, ReleaseHeader header) {
    var entry =
        new ReleaseEntry(
            question.at(),
            form.basis().accord().digest(),
            header,
            subject.candidate().earlier().map(Earlier::header));
    var object = form.object();
    var mark = form.basis().mark();
    var refusal = Admission.Gate.structure(question.between(), entry, object, object.size(), mark);
    return refusal.isPresent() || form.made().isEmpty()
        ? refusal
        : Admission.Gate.permitted(grant.first().rule(), entry, going.facts());
  }

  private Decision withheld(Step reason) {
    return withheld(subject, steps, reason);
  }

  static Decision withheld(Subject subject, List<Step> steps, Step reason) {
    steps.add(reason);
    return new Decision.Withhold(reason, subject.candidate().earlier().isPresent(), steps);
  }

  private Decision held(Basis basis, Decision.Wait wait) {
    return new Decision.Hold(basis, wait, steps);
  }
}
