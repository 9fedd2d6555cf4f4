package org.entente.release;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.entente.accord.Accord;
import org.entente.accord.Texts;
import org.entente.crypto.Secrets;
import org.entente.national.NationalRules;
import org.entente.redaction.Copies;
import org.entente.redaction.MadeCopy;
import org.entente.stix.StandardMarkings;
import org.entente.stix.StixId;

/// Decides what may go from one party to another (accord.md §8): a pure function of what
/// is handed in, so the same question has the same answer here, in a preview and at an auditor's.
///
///     var decisions = new Decisions(between, national, copySecret);
///     var decision = decisions.decide(candidate, fates, copies, instant);
///
/// An object is decided after everything it refers to ([ReleaseOrder] tells the order); those that
/// refer to one another are decided together.
public final class Decisions {
  private final Between between;
  private final NationalRules national;
  private final byte[] copySecret;
  private volatile Optional<Copying> lastCopies = Optional.empty();

  /// For one pair of parties; a new stance, accord or national rule asks for a new one.
  ///
  /// @param copySecret 32 random bytes kept for this recipient alone; whoever has them can tell
  ///   which copy is of what
  public Decisions(Between between, NationalRules national, byte[] copySecret) {
    this.between = between;
    this.national = national;
    this.copySecret = copySecret.clone();
  }

  /// The text of a clause or of a rule of our own, for [Explanation].
  public Texts clauseText(String id) {
    return national.text(id).orElseGet(() -> between.clauseText(id));
  }

  Between between() {
    return between;
  }

  NationalRules national() {
    return national;
  }

  /// The copies of another accord have other ids, so that two recipients of one object cannot find
  /// out by comparing.
  Copies copies(Accord accord, Instant at) {
    var last = lastCopies;
    if (last.isPresent() && last.get().accord().equals(accord.id()) && last.get().at().equals(at)) {
      return last.get().copies();
    }
    var secret = Secrets.hmac(copySecret, accord.id().getBytes(UTF_8));
    var copies = new Copies(between.fromId(), secret, at);
    lastCopies = Optional.of(new Copying(accord.id(), at, copies));
    return copies;
  }

  /// Many objects are decided for the same instant under the same accord.
  private record Copying(String accord, Instant at, Copies copies) {}

  /// Decides one object version.
  ///
  /// @param fates of the ids it refers to; see [Fate]
  /// @param made the last copy of an id made for this recipient
  public Decision decide(
      Candidate candidate,
      Function<StixId, Fate> fates,
      Function<StixId, Optional<MadeCopy>> made,
      Instant at) {
    if (cameFromThem(candidate)) {
      return new Decision.AlreadyTheirs(List.of(Step.of(Finding.CAME_FROM_THEM)));
    }
    if (StandardMarkings.isStandard(candidate.object().id())) {
      return new Decision.AlreadyTheirs(List.of(Step.of(Finding.KNOWN_EVERYWHERE)));
    }
    var standing = between.at(at);
    var refusal = standing.refusal().or(() -> unfiled(candidate));
    if (refusal.isPresent()) {
      var steps = new ArrayList<>(standing.told());
      steps.add(refusal.get());
      return new Decision.Withhold(refusal.get(), candidate.earlier().isPresent(), steps);
    }
    return new Deliberation(new Question(this, standing, fates, made), candidate).decide();
  }

  private boolean cameFromThem(Candidate candidate) {
    var them = between.recipient();
    for (var filing : candidate.filings()) {
      if (filing.source().isPresent() && filing.source().get().equals(them)) {
        return true;
      }
    }
    return candidate.doors().contains(them);
  }

  private static Optional<Step> unfiled(Candidate candidate) {
    return candidate.filings().isEmpty()
        ? Optional.of(Step.of(Finding.NO_OPEN_COLLECTION))
        : Optional.empty();
  }

  /// Decides objects that refer to one another in a circle: each as if the others went, and again
  /// with what came of that, until nothing changes. What has once turned out worse never gets
  /// better again, so this ends; if the ids of copies still change then, nothing of it goes.
  public List<Decision> decideTogether(
      List<Candidate> circle,
      Function<StixId, Fate> fates,
      Function<StixId, Optional<MadeCopy>> made,
      Instant at) {
    Map<StixId, Fate> assumed = new HashMap<>();
    for (var candidate : circle) {
      var id = candidate.object().id();
      assumed.put(id, fates.apply(id) instanceof Fate.Gone gone ? gone : new Fate.Gone(id));
    }
    for (int round = 0; round < 3 * circle.size() + 3; round++) {
      var known = Map.copyOf(assumed);
      var decisions =
          circle.stream()
              .map(one ->
                  decide(
                      one, id -> known.containsKey(id) ? known.get(id) : fates.apply(id), made, at))
              .toList();
      if (!learn(circle, decisions, fates, assumed)) {
        return decisions;
      }
    }
    return circle.stream().map(Decisions::unsettled).toList();
  }

  /// Whether the decisions are worse than what they assumed of one another.
  private static boolean learn(
      List<Candidate> circle,
      List<Decision> decisions,
      Function<StixId, Fate> fates,
      Map<StixId, Fate> assumed) {
    Map<StixId, Fate> best = new HashMap<>();
    for (int i = 0; i < circle.size(); i++) {
      var id = circle.get(i).object().id();
      best.merge(
          id, decisions.get(i).fate(id), (one, other) -> rank(one) <= rank(other) ? one : other);
    }
    boolean changed = false;
    for (var entry : best.entrySet()) {
      var id = entry.getKey();
      var before = assumed.getOrDefault(id, Fate.ABSENT);
      boolean fixed = fates.apply(id) instanceof Fate.Gone;
      if (!fixed && rank(entry.getValue()) >= rank(before) && !entry.getValue().equals(before)) {
        assumed.put(id, entry.getValue());
        changed = true;
      }
    }
    return changed;
  }

  private static int rank(Fate fate) {
    return switch (fate) {
      case Fate.Gone _ -> 0;
      case Fate.Plain plain ->
          switch (plain) {
            case THEIRS -> 0;
            case HELD -> 1;
            case WITHHELD, ABSENT -> 2;
          };
    };
  }

  private static Decision unsettled(Candidate candidate) {
    var reason = Step.of(Finding.NO_FIXED_POINT);
    return new Decision.Withhold(reason, candidate.earlier().isPresent(), List.of(reason));
  }
}
