package org.entente.release;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.entente.accord.Approval;
import org.entente.accord.Clause;
import org.entente.accord.Handling;
import org.entente.expression.Derived;
import org.entente.expression.Evaluation;
import org.entente.expression.Facts;
import org.entente.json.JsonPointer;
import org.entente.json.JsonValue.JsonObject;
import org.entente.national.Rule;
import org.entente.redaction.Redactions;
import org.entente.stix.MalformedStix;
import org.entente.stix.Markings;
import org.entente.stix.StixObject;
import org.entente.stix.Tlp;

/// The requires that match an object, together: approval, redactions and handling add up, the
/// strictest of each (ACCORD.md, step 5).
///
/// Taking a part out can lower what the object counts as (a paragraph marked TLP:RED in a report
/// marked TLP:GREEN), and then requires match that did not before. So what is left is looked at
/// again until nothing more matches; a require that matched once stays.
final class Conditions {
  /// Without these there is no object.
  private static final List<String> NAMING = List.of("type", "id");

  private final Subject subject;
  private final Plan plan;
  private final Tlp ceiling;

  private final Set<Rule<Clause.Require>> matched = new LinkedHashSet<>();
  private Optional<Step> failed = Optional.empty();
  private Redactions.Cut cut = Redactions.Cut.NONE;
  private Mark mark;
  private Facts facts;

  /// What the requires are asked about.
  ///
  /// @param unmarked what the object counts as where it says nothing
  record Subject(
      Candidate candidate,
      Markings markings,
      Mark mark,
      Facts facts,
      Mark unmarked,
      Between between) {

    StixObject object() {
      return candidate.object();
    }

    /// Only parts that carry their own marking can change it by going.
    boolean hasMarkedParts() {
      return object().json().has("granular_markings");
    }
  }

  private Conditions(Subject subject, Plan plan, Tlp ceiling) {
    this.subject = subject;
    this.plan = plan;
    this.ceiling = ceiling;
    this.mark = subject.mark();
    this.facts = subject.facts();
  }

  /// @param ceiling above which a part marked on its own is taken out
  static Conditions of(Subject subject, Plan plan, Tlp ceiling) {
    var conditions = new Conditions(subject, plan, ceiling);
    boolean more = conditions.match();
    while (more && conditions.failed.isEmpty()) {
      conditions.redact();
      more = subject.hasMarkedParts() && conditions.match();
    }
    return conditions;
  }

  /// Whether more requires match now.
  private boolean match() {
    boolean more = false;
    for (var rule : plan.requires()) {
      if (matched.contains(rule)) {
        continue;
      }
      switch (rule.over(facts)) {
        case Evaluation.Value.TRUE -> more |= matched.add(rule);
        case Evaluation.Value.FALSE -> {
          // told at the end, when it is known not to match later either
        }
        case Evaluation.Failed(String reason) ->
            failed = Optional.of(Step.at(rule.id(), Finding.REQUIRE_FAILED, reason));
      }
    }
    return more;
  }

  private void redact() {
    cut =
        Redactions.cut(
            subject.object(), subject.between().fromId(), subject.markings(), ceiling, asked());
    var taken = cut.taken();
    for (var name : NAMING) {
      if (taken.contains(JsonPointer.ROOT.child(name))) {
        failed = Optional.of(Step.of(Finding.NOTHING_LEFT, name));
        return;
      }
    }
    if (subject.hasMarkedParts() && !cut.isEmpty()) {
      var left = read(cut.of(subject.object().json()));
      var markings = Markings.of(left, subject.candidate()::definition);
      mark = Mark.of(markings, subject.unmarked());
      facts = Between.remarked(subject.facts(), mark, Derived.markings(left));
    }
  }

  private static StixObject read(JsonObject left) {
    try {
      return StixObject.of(left);
    } catch (MalformedStix e) {
      throw new IllegalStateException("redaction keeps type and id: " + e.getMessage(), e);
    }
  }

  /// Each redaction once; national only when no clause of an accord asks for it as well.
  private List<Redactions.Asked> asked() {
    var asked = new LinkedHashMap<String, Redactions.Asked>();
    for (var rule : matched) {
      for (var redaction : rule.clause().redact()) {
        asked.merge(
            redaction.word(),
            new Redactions.Asked(redaction, rule.national()),
            (one, other) -> new Redactions.Asked(redaction, one.national() && other.national()));
      }
    }
    return List.copyOf(asked.values());
  }

  Optional<Step> failed() {
    return failed;
  }

  List<Step> steps() {
    var steps = new ArrayList<Step>();
    for (var rule : plan.requires()) {
      var national = rule.national() ? Finding.NATIONAL_REQUIRED : Finding.REQUIRED;
      steps.add(Step.at(rule.id(), matched.contains(rule) ? national : Finding.NOT_REQUIRED));
    }
    return steps;
  }

  Redactions.Cut cut() {
    return cut;
  }

  Mark mark() {
    return mark;
  }

  Facts facts() {
    return facts;
  }

  /// @param nationalOnly what a clause of the accord asks for has been given before
  Approval approval(boolean nationalOnly) {
    return matched.stream()
        .filter(rule -> rule.national() || !nationalOnly)
        .map(rule -> rule.clause().approval())
        .reduce(Approval.NONE, (one, other) -> one.compareTo(other) >= 0 ? one : other);
  }

  Handling handling() {
    return matched.stream()
        .map(rule -> rule.clause().handling())
        .reduce(Handling.UNSAID, Handling::and);
  }
}
