package org.entente.release;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.entente.expression.Derived;
import org.entente.expression.Source;
import org.entente.expression.Victim;
import org.entente.stix.StixId;
import org.entente.stix.StixObject;

/// One object version on its way to one partner, with all that deciding needs to know of it. The
/// caller looks it up; most objects need the first three lines alone:
///
/// | field | where the caller finds it | mostly |
/// |---|---|---|
/// | `object` | the version's bytes, parsed | |
/// | `filings` | every collection **open to this partner** that this version lies in | one |
/// | `firstHeld` | the earliest date added of this version, in any collection | |
/// | `origins` | every word of the party the id was first held from, and of each party among the filings' sources | none |
/// | `doors` | declared sources of the same id in collections not open to this partner | none |
/// | `nationalHold` | an officer's mark on this id | false |
/// | `definitions` | the marking definitions it names that are not standard: see [#namedDefinitions] | none |
/// | `victims` | of the ids in [#victimIds], those that are held, as each source describes them, with country and sectors; an identity that something held names as a victim is itself in the list | none |
/// | `earlier` | the last release of this id to this partner | none |
/// | `officers` | the approvals given for this version toward this partner | none |
/// | `before` | of an object of our own, how else it stood here: the versions and the filing before this one, back to the last that went to this partner, each as if it lay open | none |
///
/// `definitions` are each the strictest of those who have a say: the object's source, ourselves,
/// the parties it came from, and the partner, who reads the object by its own. One on which they
/// cannot be compared is left out, and what it marks stands above RED.
public record Candidate(
    StixObject object,
    List<Filing> filings,
    Instant firstHeld,
    List<Origin> origins,
    Set<Source> doors,
    boolean nationalHold,
    Map<StixId, StixObject> definitions,
    List<Victim> victims,
    Optional<Earlier> earlier,
    List<Officer> officers,
    List<Candidate> before) {

  public Candidate {
    filings = List.copyOf(filings);
    origins = List.copyOf(origins);
    doors = Set.copyOf(doors);
    definitions = Map.copyOf(definitions);
    victims = List.copyOf(victims);
    officers = List.copyOf(officers);
    before = List.copyOf(before);
  }

  /// What most objects are: held here, in open collections, and nothing more known.
  public static Candidate of(StixObject object, List<Filing> filings, Instant firstHeld) {
    return new Candidate(
        object,
        filings,
        firstHeld,
        List.of(),
        Set.of(),
        false,
        Map.of(),
        List.of(),
        Optional.empty(),
        List.of(),
        List.of());
  }

  public Candidate withOrigins(List<Origin> from) {
    return new Candidate(
        object,
        filings,
        firstHeld,
        from,
        doors,
        nationalHold,
        definitions,
        victims,
        earlier,
        officers,
        before);
  }

  public Candidate withDoors(Set<Source> sources) {
    return new Candidate(
        object,
        filings,
        firstHeld,
        origins,
        sources,
        nationalHold,
        definitions,
        victims,
        earlier,
        officers,
        before);
  }

  public Candidate withNationalHold() {
    return new Candidate(
        object,
        filings,
        firstHeld,
        origins,
        doors,
        true,
        definitions,
        victims,
        earlier,
        officers,
        before);
  }

  public Candidate withDefinitions(Map<StixId, StixObject> known) {
    return new Candidate(
        object,
        filings,
        firstHeld,
        origins,
        doors,
        nationalHold,
        known,
        victims,
        earlier,
        officers,
        before);
  }

  public Candidate withVictims(List<Victim> attacked) {
    return new Candidate(
        object,
        filings,
        firstHeld,
        origins,
        doors,
        nationalHold,
        definitions,
        attacked,
        earlier,
        officers,
        before);
  }

  public Candidate withEarlier(Earlier release) {
    return new Candidate(
        object,
        filings,
        firstHeld,
        origins,
        doors,
        nationalHold,
        definitions,
        victims,
        Optional.of(release),
        officers,
        before);
  }

  public Candidate withOfficers(List<Officer> agreeing) {
    return new Candidate(
        object,
        filings,
        firstHeld,
        origins,
        doors,
        nationalHold,
        definitions,
        victims,
        earlier,
        agreeing,
        before);
  }

  public Candidate withBefore(List<Candidate> unchanged) {
    return new Candidate(
        object,
        filings,
        firstHeld,
        origins,
        doors,
        nationalHold,
        definitions,
        victims,
        earlier,
        officers,
        unchanged);
  }

  Optional<StixObject> definition(StixId id) {
    return Optional.ofNullable(definitions.get(id));
  }

  /// The marking definitions whose content the caller must look up.
  public static List<StixId> namedDefinitions(StixObject object) {
    return Derived.namedDefinitions(object);
  }

  /// The ids that this object shows as attacked.
  public static List<StixId> victimIds(StixObject object) {
    return Derived.victimIds(object);
  }
}
