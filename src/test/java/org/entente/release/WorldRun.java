package org.entente.release;

import static org.entente.release.Samples.NOW;
import static org.entente.release.Samples.SECRET;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.entente.accord.Accord;
import org.entente.accord.Level;
import org.entente.accord.Pillar;
import org.entente.expression.Facts;
import org.entente.expression.Source;
import org.entente.national.NationalRules;
import org.entente.stix.Marking;
import org.entente.stix.Markings;
import org.entente.stix.StixId;
import org.entente.stix.StixObject;
import org.entente.stix.Tlp;

/// What one world would send at these levels: the decision on every object.
final class WorldRun {
  final World world;
  final Map<Pillar, Optional<Level>> levels;
  final Between between;
  final Map<StixId, Decision> decisions = new LinkedHashMap<>();
  private final Map<StixId, Fate> fates = new HashMap<>();
  private final Decisions decide;

  WorldRun(World world, Map<Pillar, Optional<Level>> levels) {
    this.world = world;
    this.levels = levels;
    this.between = world.between(levels);
    this.decide = new Decisions(between, NationalRules.NONE, SECRET);
    ReleaseOrder.walk(
        world.ids(),
        id -> ReleaseOrder.needs(world.object(id)).stream().filter(world.ids()::contains).toList(),
        this::decideAll);
  }

  private void decideAll(List<StixId> ids) {
    var circle = ids.stream().map(world::candidate).toList();
    var found = decide.decideTogether(circle, this::fate, Samples.noCopies(), NOW);
    for (int i = 0; i < ids.size(); i++) {
      decisions.put(ids.get(i), found.get(i));
      fates.put(ids.get(i), found.get(i).fate(ids.get(i)));
    }
  }

  Fate fate(StixId id) {
    return fates.getOrDefault(id, Fate.ABSENT);
  }

  /// What would go: the entry's header, under which accord, and the object as the partner gets it.
  record Sent(ReleaseHeader header, Accord accord, StixObject object) {

    static Optional<Sent> of(Decision decision, StixObject original) {
      return switch (decision) {
        case Decision.Release release ->
            Optional.of(new Sent(release.header(), release.basis().accord(), original));
        case Decision.Redact redact ->
            Optional.of(new Sent(redact.header(), redact.basis().accord(), redact.copy()));
        case Decision.Hold _, Decision.Withhold _, Decision.AlreadyTheirs _ -> Optional.empty();
      };
    }

    ReleaseEntry entry(Optional<ReleaseHeader> followed) {
      try {
        var read = ReleaseHeader.read(header.bytes());
        return new ReleaseEntry(NOW, accord.digest(), read, followed);
      } catch (MalformedHeader e) {
        throw new AssertionError(e);
      }
    }
  }

  Optional<Sent> sent(StixId id) {
    return Sent.of(Objects.requireNonNull(decisions.get(id)), world.object(id));
  }

  /// What would go of the next version of something that has gone, which revokes it.
  Optional<Sent> revocation(StixId id, Sent sent, long index) {
    return world
        .revoked(id, new Earlier(sent.accord().id(), index, sent.header()))
        .flatMap(next ->
            Sent.of(decide.decide(next, this::fate, Samples.noCopies(), NOW), next.object()));
  }

  /// Has the partner take it, with the definitions that have gone there.
  Admission admit(Sent sent, Optional<ReleaseHeader> followed) {
    return Admission.admit(
        between, this::definitionAtPartner, sent.entry(followed), sent.object().bytes());
  }

  private Optional<StixObject> definitionAtPartner(StixId id) {
    return decisions.keySet().stream()
        .flatMap(original -> sent(original).stream())
        .map(Sent::object)
        .filter(object -> object.id().equals(id))
        .findFirst();
  }

  /// What the object counts as, looked up by hand: unmarked as the strictest of its collections
  /// says, or AMBER as the accords of these worlds do.
  Tlp tlp(StixId original, StixObject object) {
    var unmarked =
        world.candidate(original).filings().stream()
            .map(filing -> filing.unmarked().flatMap(Marking::tlp).orElse(Tlp.AMBER))
            .reduce(Tlp.CLEAR, Tlp::max);
    return Markings.of(object, this::definition).tlp().orElse(unmarked);
  }

  private Optional<StixObject> definition(StixId id) {
    return world.ids().contains(id) ? Optional.of(world.object(id)) : definitionAtPartner(id);
  }

  /// What clauses of some pillars could read about an object that goes with this header, in every
  /// collection and as of every party it came from.
  List<Facts> facts(
      StixId original, StixObject object, ReleaseHeader header, Predicate<Pillar> pillar) {
    var candidate = world.candidate(original);
    var origins =
        candidate.origins().isEmpty()
            ? List.of("")
            : candidate.origins().stream().map(Origin::party).toList();
    var facts = new ArrayList<Facts>();
    for (var filing : candidate.filings()) {
      Function<String, Facts> of =
          origin ->
              between.facts(
                  object,
                  header.mark(),
                  Duration.between(candidate.firstHeld(), NOW),
                  filing.source().orElse(Source.OWN),
                  origin,
                  candidate.victims());
      if (pillar.test(filing.pillar())) {
        origins.stream().map(of).forEach(facts::add);
      }
    }
    return facts;
  }
}
