package org.entente.release;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.entente.accord.Approval;
import org.entente.accord.Clause;
import org.entente.accord.Handling;
import org.entente.expression.Derived;
import org.entente.expression.Evaluation;
import org.entente.json.JsonPointer;
import org.entente.json.JsonValue.JsonObject;
import org.entente.national.Rule;
import org.entente.redaction.Cut;
import org.entente.redaction.Redactions;
import org.entente.stix.MalformedStix;
import org.entente.stix.Markings;
import org.entente.stix.StixObject;
import org.entente.stix.Tlp;

/// The requires that match an object, and what they take out of it (accord.md §8.5).
///
/// Taking a part out can lower what the object counts as: a paragraph marked TLP:RED in a report
/// marked TLP:GREEN. Then requires match that did not before, and others no longer do. So what is
/// left is looked at again until nothing more matches. What was taken out stays out; approval and
/// handling are asked for by the requires that match what is left, as the ceiling is compared with
/// it (step 4).
final class Conditions {
  /// Without these there is no object.
  private static final List<JsonPointer> NAMING =
      List.of(JsonPointer.ROOT.child("type"), JsonPointer.ROOT.child("id"));

  private final Subject subject;
  private final Plan plan;
  private final Tlp ceiling;

  private final List<Rule<Clause.Require>> matched = new ArrayList<>();
  private Demands demands;
  private Optional<Step> failed = Optional.empty();
  private Cut cut = Cut.NONE;
  private Subject left;

  private Conditions(Subject subject, Plan plan, Tlp ceiling) {
    this.subject = subject;
    this.plan = plan;
    this.ceiling = ceiling;
    this.left = subject;
    var first = match();
    matched.addAll(first);
    this.demands = plan.demands(first);
  }

  /// @param ceiling above which a part marked on its own is taken out
  static Conditions of(Subject subject, Plan plan, Tlp ceiling) {
    var conditions = new Conditions(subject, plan, ceiling);
    if (conditions.failed.isEmpty()) {
      conditions.redact();
    }
    if (subject.hasMarkedParts()) {
      conditions.settle();
    }
    return conditions;
  }

  /// The requires that match what is left so far; one that fails ends it all.
  private List<Rule<Clause.Require>> match() {
    var now = new ArrayList<Rule<Clause.Require>>();
    for (var rule : plan.requires()) {
      switch (left.over(rule)) {
        case Evaluation.Value.TRUE -> now.add(rule);
        case Evaluation.Value.FALSE -> {
          // told with the others
        }
        case Evaluation.Failed(String reason) ->
            failed = Optional.of(Step.at(rule.id(), Finding.REQUIRE_FAILED, reason));
      }
    }
    return now;
  }

  /// Each round adds at least one require, so this ends.
  private void settle() {
    while (failed.isEmpty()) {
      var now = match();
      int before = matched.size();
      now.stream().filter(rule -> !matched.contains(rule)).forEach(matched::add);
      demands = Demands.of(plan.requires(), matched, now);
      if (matched.size() == before) {
        return;
      }
      if (failed.isEmpty()) {
        redact();
      }
    }
  }

  private void redact() {
    cut =
        Redactions.cut(
            subject.object(),
            subject.between().fromId(),
            subject.markings(),
            ceiling,
            demands.redactions());
    if (cut.isEmpty()) {
      return;
    }
    var edit = cut.edit();
    for (var at : NAMING) {
      if (edit.takes(at)) {
        failed = Optional.of(Step.of(Finding.NOTHING_LEFT, at.tokens().getFirst()));
        return;
      }
    }
    if (subject.hasMarkedParts()) {
      var rest = read(edit.of(subject.object().json()));
      var markings = Markings.of(rest, subject.candidate()::definition);
      left = subject.marked(Mark.of(markings, subject.unmarked()), Derived.markings(rest));
    }
  }

  private static StixObject read(JsonObject left) {
    try {
      return StixObject.of(left);
    } catch (MalformedStix e) {
      throw new IllegalStateException("redaction keeps type and id: " + e.getMessage(), e);
    }
  }

  Optional<Step> failed() {
    return failed;
  }

  /// Every require of its pillars, as steps.
  List<Step> told() {
    return demands.told();
  }

  Cut cut() {
    return cut;
  }

  /// What the clauses can read of what is left.
  Subject left() {
    return left;
  }

  Mark mark() {
    return left.mark();
  }

  /// @param nationalOnly what a clause of the accord asks for has been given before
  Approval approval(boolean nationalOnly) {
    return nationalOnly ? demands.nationalApproval() : demands.approval();
  }

  Handling handling() {
    return demands.handling();
  }
}
