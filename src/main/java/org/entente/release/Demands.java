package org.entente.release;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.entente.accord.Approval;
import org.entente.accord.Clause;
import org.entente.accord.Handling;
import org.entente.national.Rule;
import org.entente.redaction.Redactions;

/// What the requires that match ask for together: the strictest of each (accord.md §8.5). The same
/// few requires match most objects, so a [Plan] keeps what it has added up.
///
/// @param told every require of the pillar, as steps
/// @param redactions each once
/// @param approval what all of them want
/// @param nationalApproval what those of our own want
record Demands(
    List<Step> told,
    List<Redactions.Asked> redactions,
    Approval approval,
    Approval nationalApproval,
    Handling handling) {

  Demands {
    told = List.copyOf(told);
    redactions = List.copyOf(redactions);
  }

  /// @param all the requires of the pillar, in the order they are told
  /// @param matched by the object or, on the way, by what was left of it: these redact
  /// @param standing those that match what is left at the end
  static Demands of(
      List<Rule<Clause.Require>> all,
      List<Rule<Clause.Require>> matched,
      List<Rule<Clause.Require>> standing) {
    var told = new ArrayList<Step>();
    var approval = Approval.NONE;
    var national = Approval.NONE;
    var handling = Handling.UNSAID;
    for (var rule : all) {
      told.add(Step.at(rule.id(), finding(rule, matched, standing)));
    }
    for (var rule : standing) {
      var wanted = rule.clause().approval();
      approval = approval.and(wanted);
      national = rule.national() ? national.and(wanted) : national;
      handling = handling.and(rule.clause().handling());
    }
    return new Demands(told, redactions(matched), approval, national, handling);
  }

  private static Finding finding(
      Rule<Clause.Require> rule,
      List<Rule<Clause.Require>> matched,
      List<Rule<Clause.Require>> standing) {
    if (!matched.contains(rule)) {
      return Finding.NOT_REQUIRED;
    }
    if (!standing.contains(rule)) {
      return Finding.REQUIRED_OF_WHOLE;
    }
    return rule.national() ? Finding.NATIONAL_REQUIRED : Finding.REQUIRED;
  }

  /// National only when no clause of an accord asks for it as well.
  private static List<Redactions.Asked> redactions(List<Rule<Clause.Require>> matched) {
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
}
