package org.entente.release;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.entente.accord.Approval;
import org.entente.accord.Pillar;
import org.entente.crypto.Sha256;
import org.entente.expression.Source;
import org.entente.stix.Marking;
import org.entente.stix.Markings;
import org.entente.stix.Tlp;

/// Who at home has to agree before something goes, and whether they have (accord.md §8.7). Asked
/// for by a require; by TLP:RED, which goes only to named persons; by a constituent's name that is
/// left in it; and by a change of our own that has made it releasable.
final class Desk {
  private final Question question;
  private final Candidate candidate;
  private final Form form;
  private final boolean follows;
  private final List<Step> steps = new ArrayList<>();
  private List<String> persons;

  Desk(Question question, Candidate candidate, Form form) {
    this.question = question;
    this.candidate = candidate;
    this.form = form;
    this.follows = candidate.object().revoked() && candidate.earlier().isPresent();
    this.persons =
        follows
            ? candidate.earlier().map(earlier -> earlier.header().persons()).orElse(List.of())
            : List.of();
  }

  /// What is still wanted, or nothing.
  Optional<Wanted> ask(Approval byClauses) {
    boolean red = form.basis().mark().tlp() == Tlp.RED && !follows;
    var needed =
        byClauses.and(red ? Approval.TWO_OFFICERS : Approval.NONE).and(constituents()).and(eased());
    if (needed == Approval.NONE) {
      return Optional.empty();
    }
    var wanted =
        new Wanted(
            needed,
            red,
            Sha256.of(candidate.object().bytes()),
            form.basis().accord().digest(),
            form.basis().permit().id());
    return isGiven(wanted) ? Optional.empty() : Optional.of(wanted);
  }

  private Approval constituents() {
    var found = question.national().constituency().find(form.object().json());
    if (found.isEmpty()) {
      return Approval.NONE;
    }
    var at = found.get().at().toString();
    steps.add(Step.of(Finding.CONSTITUENT_NAMED, found.get().entry(), at));
    return Approval.OFFICER;
  }

  /// Lowering a marking, removing a label, changing a source or moving to another pillar takes two
  /// officers when it makes releasable what was not (**A nation may always share less**).
  private Approval eased() {
    if (candidate.before().stream().filter(this::isEasier).allMatch(this::wentThen)) {
      return Approval.NONE;
    }
    steps.add(Step.of(Finding.EASED_AT_HOME));
    return Approval.TWO_OFFICERS;
  }

  private boolean wentThen(Candidate before) {
    var then =
        question.decisions().decide(before, question.fates(), question.made(), question.at());
    return switch (then.outcome()) {
      case RELEASED, REDACTED, THEIRS -> true;
      case HELD, WITHHELD -> false;
    };
  }

  private boolean isEasier(Candidate before) {
    var then = marking(before);
    var now = marking(candidate);
    return !now.max(then).equals(now)
        || !candidate.object().labels().containsAll(before.object().labels())
        || !sources(candidate).equals(sources(before))
        || !pillars(candidate).equals(pillars(before));
  }

  private static Marking marking(Candidate candidate) {
    return Markings.of(candidate.object(), candidate::definition).overall();
  }

  private static Set<Optional<Source>> sources(Candidate candidate) {
    return candidate.filings().stream().map(Filing::source).collect(Collectors.toSet());
  }

  private static Set<Pillar> pillars(Candidate candidate) {
    return candidate.filings().stream().map(Filing::pillar).collect(Collectors.toSet());
  }

  private boolean isGiven(Wanted wanted) {
    Map<String, Officer> agreeing = new HashMap<>();
    candidate.officers().stream()
        .filter(officer -> officer.agreesTo(wanted))
        .forEach(officer -> agreeing.put(officer.name(), officer));
    if (agreeing.isEmpty() && !candidate.officers().isEmpty()) {
      steps.add(Step.of(Finding.APPROVAL_LAPSED));
    }
    if (wanted.persons()) {
      persons = namedByTwo(agreeing);
    }
    int enough = wanted.approval() == Approval.TWO_OFFICERS ? 2 : 1;
    if (agreeing.size() < enough) {
      steps.add(Step.of(Finding.APPROVAL_WANTED, wanted.approval().word()));
      return false;
    }
    if (wanted.persons() && persons.isEmpty()) {
      steps.add(Step.of(Finding.PERSONS_WANTED));
      return false;
    }
    steps.add(
        Step.of(Finding.APPROVED, String.join(", ", agreeing.keySet().stream().sorted().toList())));
    return true;
  }

  /// Whom two officers have named; one alone cannot add a person.
  private static List<String> namedByTwo(Map<String, Officer> agreeing) {
    Map<String, Integer> named = new HashMap<>();
    for (var officer : agreeing.values()) {
      new HashSet<>(officer.persons()).forEach(person -> named.merge(person, 1, Integer::sum));
    }
    return named.entrySet().stream()
        .filter(entry -> entry.getValue() >= 2)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  List<String> persons() {
    return persons;
  }

  List<Step> steps() {
    return steps;
  }
}
