package org.entente.release;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.entente.accord.Accord;
import org.entente.accord.Clause;
import org.entente.accord.Level;
import org.entente.accord.Pillar;
import org.entente.national.NationalRules;
import org.entente.national.Rule;

/// What binds from one party to another in one pillar, laid out once and used for every object: the
/// forbids and requires of all accords in force and the nation's own, and the permits in document
/// order, each open at the level that holds or barred for a reason.
///
/// @param nationalForbids rules of our own; empty where a receiver admits
record Plan(
    List<Rule<Clause.Forbid>> nationalForbids,
    List<Rule<Clause.Forbid>> forbids,
    List<Rule<Clause.Require>> requires,
    List<Permission> permissions,
    List<Step> opening) {

  Plan {
    nationalForbids = List.copyOf(nationalForbids);
    forbids = List.copyOf(forbids);
    requires = List.copyOf(requires);
    permissions = List.copyOf(permissions);
    opening = List.copyOf(opening);
  }

  /// A permit of this pillar.
  ///
  /// @param held the level that holds under its accord; empty when the pillar is suspended
  /// @param barred why it cannot permit now, whatever the object
  record Permission(
      Accord accord, Rule<Clause.Permit> rule, Optional<Level> held, Optional<Step> barred) {}

  static Plan of(
      List<Between.Bound> accords, NationalRules national, Pillar pillar, String from, String to) {
    var forbids = new ArrayList<Rule<Clause.Forbid>>();
    var requires = new ArrayList<Rule<Clause.Require>>();
    var permissions = new ArrayList<Permission>();
    var opening = new ArrayList<Step>();
    for (var bound : accords) {
      forbids.addAll(bound.forbids());
      requires.addAll(bound.requires());
      var held = bound.level(pillar);
      if (held.isEmpty()) {
        opening.add(Step.of(Finding.PILLAR_SUSPENDED, pillar.word()));
      }
      for (var rule : bound.permits()) {
        if (rule.clause().pillar() == pillar) {
          permissions.add(
              new Permission(bound.accord(), rule, held, barred(rule.clause(), held, from, to)));
        }
      }
    }
    requires.addAll(national.requires());
    return new Plan(
        inPillar(national.forbids(), pillar),
        inPillar(forbids, pillar),
        inPillar(requires, pillar),
        permissions,
        opening);
  }

  /// Why a permit cannot permit from one party to the other at this level.
  static Optional<Step> barred(Clause.Permit permit, Optional<Level> held, String from, String to) {
    if (held.isEmpty()) {
      return Optional.of(Step.at(permit.id(), Finding.PILLAR_SUSPENDED, permit.pillar().word()));
    }
    if (!permit.from().contains(from) || !permit.to().contains(to)) {
      return Optional.of(Step.at(permit.id(), Finding.OTHER_PARTIES));
    }
    if (!held.get().isAtLeast(permit.level())) {
      return Optional.of(
          Step.at(permit.id(), Finding.LEVEL_TOO_LOW, permit.level().id(), held.get().id()));
    }
    return Optional.empty();
  }

  private static <C extends Clause.Restriction> List<Rule<C>> inPillar(
      List<Rule<C>> rules, Pillar pillar) {
    return rules.stream().filter(rule -> rule.clause().pillars().contains(pillar)).toList();
  }

  Optional<Permission> permission(String clause) {
    return permissions.stream().filter(one -> one.rule().id().equals(clause)).findFirst();
  }
}
