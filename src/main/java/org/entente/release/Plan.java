package org.entente.release;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.entente.accord.Accord;
import org.entente.accord.Clause;
import org.entente.accord.Level;
import org.entente.accord.Pillar;
import org.entente.national.NationalRules;
import org.entente.national.Rule;

/// What binds from one party to another in the pillars an object is filed in, mostly one, laid out
/// once and used for every object: the forbids and requires of all accords in force and the
/// nation's own, and the permits in document order, each open at the level that holds or barred for
/// a reason. Whatever a step says without looking at the object is said here.
final class Plan {
  /// Sets of requires whose sum is kept; more than any accord met has, and a limit on memory.
  private static final int MAX_SUMS = 1_000;

  private final List<Rule<Clause.Forbid>> nationalForbids;
  private final List<Rule<Clause.Forbid>> forbids;
  private final List<Rule<Clause.Require>> requires;
  private final List<Permission> permissions;
  private final List<Step> opening;
  private final List<Step> notForbidden;
  private final List<Rule<Clause.Forbid>> verifiable;
  private final Map<List<Rule<Clause.Require>>, Demands> sums = new ConcurrentHashMap<>();

  private Plan(
      List<Rule<Clause.Forbid>> nationalForbids,
      List<Rule<Clause.Forbid>> forbids,
      List<Rule<Clause.Require>> requires,
      List<Permission> permissions,
      List<Step> opening) {
    this.nationalForbids = List.copyOf(nationalForbids);
    this.forbids = List.copyOf(forbids);
    this.requires = List.copyOf(requires);
    this.permissions = List.copyOf(permissions);
    this.opening = List.copyOf(opening);
    this.notForbidden =
        forbids.stream().map(forbid -> Step.at(forbid.id(), Finding.NOT_FORBIDDEN)).toList();
    this.verifiable = forbids.stream().filter(forbid -> !forbid.isAttested()).toList();
  }

  /// A permit of one of these pillars.
  ///
  /// @param held the level that holds under its accord; empty when the pillar is suspended
  /// @param barred why it cannot permit now, whatever the object
  /// @param yes the step that says that it permits, and `no` that it does not
  record Permission(
      Accord accord,
      Rule<Clause.Permit> rule,
      Optional<Level> held,
      Optional<Step> barred,
      Step yes,
      Step no) {

    /// Of a pillar's readings, a permit of that pillar is asked.
    boolean isFor(Reading reading) {
      return rule.clause().pillar() == reading.pillar();
    }

    private static Permission of(
        Accord accord, Rule<Clause.Permit> rule, Optional<Level> held, Optional<Step> barred) {
      var level = held.map(Level::id).orElse("");
      return new Permission(
          accord,
          rule,
          held,
          barred,
          Step.at(rule.id(), Finding.PERMITTED, level),
          Step.at(rule.id(), Finding.NOT_PERMITTED));
    }
  }

  /// @param national rules of our own; none where a receiver admits
  static Plan of(
      List<Bound> accords, NationalRules national, Set<Pillar> pillars, String from, String to) {
    var forbids = new ArrayList<Rule<Clause.Forbid>>();
    var requires = new ArrayList<Rule<Clause.Require>>();
    var permissions = new ArrayList<Permission>();
    var opening = new ArrayList<Step>();
    for (var bound : accords) {
      forbids.addAll(bound.forbids());
      requires.addAll(bound.requires());
      pillars.stream()
          .sorted()
          .filter(pillar -> bound.level(pillar).isEmpty())
          .forEach(pillar -> opening.add(Step.of(Finding.PILLAR_SUSPENDED, pillar.word())));
      for (var rule : bound.isStill() ? List.<Rule<Clause.Permit>>of() : bound.permits()) {
        var pillar = rule.clause().pillar();
        if (pillars.contains(pillar)) {
          var held = bound.level(pillar);
          var barred = barred(rule.clause(), held, from, to);
          permissions.add(Permission.of(bound.accord(), rule, held, barred));
        }
      }
    }
    requires.addAll(national.requires());
    return new Plan(
        inPillars(national.forbids(), pillars),
        inPillars(forbids, pillars),
        inPillars(requires, pillars),
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

  private static <C extends Clause.Restriction> List<Rule<C>> inPillars(
      List<Rule<C>> rules, Set<Pillar> pillars) {
    return rules.stream()
        .filter(rule -> !Collections.disjoint(rule.clause().pillars(), pillars))
        .toList();
  }

  List<Rule<Clause.Forbid>> nationalForbids() {
    return nationalForbids;
  }

  List<Rule<Clause.Forbid>> forbids() {
    return forbids;
  }

  /// The forbids that a receiver can evaluate for itself.
  List<Rule<Clause.Forbid>> verifiable() {
    return verifiable;
  }

  /// What to say when none of the forbids is true.
  List<Step> notForbidden() {
    return notForbidden;
  }

  List<Rule<Clause.Require>> requires() {
    return requires;
  }

  /// What these requires ask for together.
  Demands demands(List<Rule<Clause.Require>> matched) {
    var known = sums.get(matched);
    if (known != null) {
      return known;
    }
    var sum = Demands.of(requires, matched, matched);
    if (sums.size() < MAX_SUMS) {
      sums.put(List.copyOf(matched), sum);
    }
    return sum;
  }

  List<Permission> permissions() {
    return permissions;
  }

  /// Two accords may number their clauses alike; a permission is one accord's.
  ///
  /// @param accord its id; one revision of each is in force
  Optional<Permission> permission(String accord, String clause) {
    return permissions.stream()
        .filter(one -> one.accord().id().equals(accord))
        .filter(one -> one.rule().id().equals(clause))
        .findFirst();
  }

  /// Told before the permits: a pillar that is suspended.
  List<Step> opening() {
    return opening;
  }
}
