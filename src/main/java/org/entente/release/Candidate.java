package org.entente.release;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
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
/// | `definitions` | the marking definitions it names that are not standard: see [#namedDefinitions]; of the standard ones those by which a collection of its means more | none |
/// | `victims` | of the ids in [#victimIds], those that are held, as each source describes them, with country and sectors; an identity that something held names as a victim is itself in the list | none |
/// | `earlier` | the last release of this id to this partner | none |
/// | `later` | the latest version of it that went to this partner, when later than this | none |
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
    Optional<String> later,
    List<Officer> officers,
    List<Candidate> before) {

  public Candidate {
    filings = sorted(filings, Comparator.comparing(Filing::toString));
    origins = sorted(origins, Comparator.comparing(Origin::toString));
    doors = Set.copyOf(doors);
    definitions = Map.copyOf(definitions);
    victims = List.copyOf(victims);
    officers = List.copyOf(officers);
    before = List.copyOf(before);
  }

  /// What is decided must not depend on the order in which it was looked up.
  private static <T> List<T> sorted(List<T> list, Comparator<T> order) {
    return list.size() < 2 ? List.copyOf(list) : list.stream().sorted(order).toList();
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
        Optional.empty(),
        List.of(),
        List.of());
  }

  public Candidate withOrigins(List<Origin> from) {
    return with(known -> known.origins = from);
  }

  public Candidate withDoors(Set<Source> sources) {
    return with(known -> known.doors = sources);
  }

  public Candidate withNationalHold() {
    return with(known -> known.nationalHold = true);
  }

  public Candidate withDefinitions(Map<StixId, StixObject> meant) {
    return with(known -> known.definitions = meant);
  }

  public Candidate withVictims(List<Victim> attacked) {
    return with(known -> known.victims = attacked);
  }

  public Candidate withEarlier(Earlier release) {
    return with(known -> known.earlier = Optional.of(release));
  }

  public Candidate withLater(String version) {
    return with(known -> known.later = Optional.of(version));
  }

  public Candidate withOfficers(List<Officer> agreeing) {
    return with(known -> known.officers = agreeing);
  }

  public Candidate withBefore(List<Candidate> unchanged) {
    return with(known -> known.before = unchanged);
  }

  private Candidate with(Consumer<Known> change) {
    var known = new Known(this);
    change.accept(known);
    return new Candidate(
        object,
        filings,
        firstHeld,
        known.origins,
        known.doors,
        known.nationalHold,
        known.definitions,
        known.victims,
        known.earlier,
        known.later,
        known.officers,
        known.before);
  }

  /// What more is known of an object, while one part of it changes.
  private static final class Known {
    private List<Origin> origins;
    private Set<Source> doors;
    private boolean nationalHold;
    private Map<StixId, StixObject> definitions;
    private List<Victim> victims;
    private Optional<Earlier> earlier;
    private Optional<String> later;
    private List<Officer> officers;
    private List<Candidate> before;

    Known(Candidate from) {
      origins = from.origins;
      doors = from.doors;
      nationalHold = from.nationalHold;
      definitions = from.definitions;
      victims = from.victims;
      earlier = from.earlier;
      later = from.later;
      officers = from.officers;
      before = from.before;
    }
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
