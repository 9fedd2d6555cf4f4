package org.entente.preview;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.entente.expression.Victim;
import org.entente.holdings.Filed;
import org.entente.redaction.MadeCopy;
import org.entente.release.Basis;
import org.entente.release.Candidate;
import org.entente.release.Decision;
import org.entente.release.Decisions;
import org.entente.release.Earlier;
import org.entente.release.Fate;
import org.entente.release.Filing;
import org.entente.release.ReleaseHeader;
import org.entente.release.ReleaseOrder;
import org.entente.stix.Marking;
import org.entente.stix.StixId;
import org.entente.stix.StixObject;

/// What would come of some objects if they were all that a node holds and all of it were new: each
/// decided after what it refers to, as a node does, in memory and without a trace.
public final class Trial {
  /// One object version and what would come of it.
  public record Result(Filed filed, Decision decision) {}

  private final Decisions decisions;
  private final Map<StixId, List<Filed>> versions = new LinkedHashMap<>();
  private final Set<StixId> attacked = new HashSet<>();
  private final Map<StixId, Fate> fates = new HashMap<>();
  private final Map<StixId, MadeCopy> copies = new HashMap<>();
  private final Map<StixId, Earlier> released = new HashMap<>();
  private final List<Result> results = new ArrayList<>();

  private Trial(Decisions decisions, List<Filed> all) {
    this.decisions = decisions;
    for (var filed : all) {
      var object = filed.held().object();
      versions.computeIfAbsent(object.id(), _ -> new ArrayList<>()).add(filed);
      attacked.addAll(Candidate.victimIds(object));
    }
  }

  public static List<Result> of(Decisions decisions, List<Filed> all) {
    var trial = new Trial(decisions, all);
    ReleaseOrder.walk(trial.versions.keySet(), trial::references, trial::decide);
    return trial.results;
  }

  private List<Filed> versions(StixId id) {
    return versions.getOrDefault(id, List.of());
  }

  private Collection<StixId> references(StixId id) {
    return versions(id).stream()
        .flatMap(filed -> ReleaseOrder.needs(filed.held().object()).stream())
        .filter(versions::containsKey)
        .collect(Collectors.toSet());
  }

  /// Versions of an id follow one another; ids in a circle are decided together, version by
  /// version.
  private void decide(List<StixId> circle) {
    int rounds = circle.stream().mapToInt(id -> versions(id).size()).max().orElse(0);
    for (int i = 0; i < rounds; i++) {
      int version = i;
      var round =
          circle.stream()
              .map(this::versions)
              .filter(all -> version < all.size())
              .map(all -> all.get(version))
              .toList();
      decideRound(round);
    }
  }

  private void decideRound(List<Filed> round) {
    var at = round.getFirst().dateAdded();
    var candidates = round.stream().map(this::candidate).toList();
    var decided =
        candidates.size() == 1
            ? List.of(decisions.decide(candidates.getFirst(), this::fate, this::copy, at))
            : decisions.decideTogether(candidates, this::fate, this::copy, at);
    for (int i = 0; i < round.size(); i++) {
      remember(round.get(i), decided.get(i));
    }
  }

  private void remember(Filed filed, Decision decision) {
    var id = filed.held().object().id();
    if (!(fates.get(id) instanceof Fate.Gone)) {
      fates.put(id, decision.fate(id));
    }
    switch (decision) {
      case Decision.Release release -> released.put(id, earlier(release.basis(), release.header()));
      case Decision.Redact redact -> {
        released.put(id, earlier(redact.basis(), redact.header()));
        copies.put(id, redact.made());
      }
      case Decision.Hold _, Decision.Withhold _, Decision.AlreadyTheirs _ -> {}
    }
    results.add(new Result(filed, decision));
  }

  private Fate fate(StixId id) {
    return fates.getOrDefault(id, Fate.ABSENT);
  }

  private Optional<MadeCopy> copy(StixId original) {
    return Optional.ofNullable(copies.get(original));
  }

  private Candidate candidate(Filed filed) {
    var object = filed.held().object();
    var collection = filed.collection();
    var unmarked =
        collection.unmarked().map(tlp -> new Marking(Optional.of(tlp), Optional.empty(), false));
    var filing =
        new Filing(collection.name(), collection.pillar(), unmarked, Optional.of(filed.source()));
    var candidate =
        Candidate.of(object, List.of(filing), filed.dateAdded())
            .withDefinitions(definitions(object))
            .withVictims(victims(object));
    var earlier = released.get(object.id());
    return earlier == null ? candidate : candidate.withEarlier(earlier);
  }

  /// In a trial there is no log, so the entry's number is none.
  private static Earlier earlier(Basis basis, ReleaseHeader header) {
    return new Earlier(basis.accord().id(), 0, header);
  }

  private Map<StixId, StixObject> definitions(StixObject object) {
    var found = new HashMap<StixId, StixObject>();
    for (var id : Candidate.namedDefinitions(object)) {
      latest(id).ifPresent(definition -> found.put(id, definition));
    }
    return found;
  }

  private List<Victim> victims(StixObject object) {
    var victims = new ArrayList<Victim>();
    for (var id : Candidate.victimIds(object)) {
      latest(id).ifPresent(each -> victims.add(victim(each)));
    }
    if (object.type().equals("identity") && attacked.contains(object.id())) {
      victims.add(victim(object));
    }
    return victims;
  }

  private Optional<StixObject> latest(StixId id) {
    return Optional.ofNullable(versions.get(id)).map(all -> all.getLast().held().object());
  }

  private static Victim victim(StixObject object) {
    var json = object.json();
    return new Victim(
        object.id().text(), json.string("country").orElse(""), json.strings("sectors"));
  }
}
