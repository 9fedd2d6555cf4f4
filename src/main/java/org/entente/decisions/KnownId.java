package org.entente.decisions;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.entente.expression.Source;
import org.entente.holdings.Collection;
import org.entente.holdings.Held;
import org.entente.holdings.Place;
import org.entente.release.Fate;
import org.entente.release.Outcome;
import org.entente.stix.StixId;

/// What the store knows of one id toward one partner: where each version of it lies, and what was
/// decided about each.
///
/// @param places every filing of every version, from every source
/// @param decided the last word on each version that has one
record KnownId(StixId id, String partner, List<Lying> places, List<Decided> decided) {
  private static final int MOST_BEFORE = 16;

  /// A place with the collection it is in.
  record Lying(Place place, Collection collection) {}

  /// @param sentAs the id under which the partner knows it; empty unless it went
  /// @param entry its number in the log of `link`; −1 unless it went
  /// @param version as [Held#sortableVersion] has it
  record Decided(
      long object,
      Outcome outcome,
      Optional<StixId> sentAs,
      long link,
      long entry,
      Instant at,
      String version) {}

  KnownId {
    places = List.copyOf(places);
    decided = List.copyOf(decided);
  }

  /// Where the version lies that this partner may be told of.
  List<Lying> open(long object) {
    return places.stream()
        .filter(filed -> filed.place().object() == object && filed.collection().isOpenTo(partner))
        .toList();
  }

  /// Versions that lie open and were never decided, the oldest first.
  List<Long> undecided() {
    var known = new HashSet<Long>();
    decided.forEach(past -> known.add(past.object()));
    return places.stream()
        .filter(filed -> filed.collection().isOpenTo(partner))
        .map(filed -> filed.place().object())
        .filter(object -> !known.contains(object))
        .distinct()
        .sorted()
        .toList();
  }

  Optional<Decided> decided(long object) {
    return decided.stream().filter(past -> past.object() == object).findFirst();
  }

  /// Versions that stood here before this one of ours: of ours, and of whoever owns the id, back to
  /// the last that went to this partner, the newest first.
  List<Long> before(long object) {
    var ours = new HashSet<>(Set.of(Held.HOME));
    owner().ifPresent(ours::add);
    var earlier =
        places.stream()
            .filter(filed -> filed.place().object() < object)
            .filter(filed -> ours.contains(filed.place().owner()))
            .map(filed -> filed.place().object())
            .distinct()
            .sorted(Comparator.reverseOrder())
            .limit(MOST_BEFORE)
            .toList();
    var last = earlier.stream().filter(this::went).findFirst();
    return last.isEmpty() ? earlier : earlier.subList(0, earlier.indexOf(last.get()) + 1);
  }

  private boolean went(long object) {
    return decided(object).filter(past -> past.entry() >= 0).isPresent();
  }

  /// Every filing of a version, open or not, the first first; of the same instant the closed one.
  List<Lying> filed(long object) {
    return places.stream()
        .filter(filed -> filed.place().object() == object)
        .sorted(
            Comparator.comparing((Lying filed) -> filed.place().dateAdded())
                .thenComparing(filed -> filed.collection().isOpenTo(partner)))
        .toList();
  }

  /// The last that went, under whichever accord.
  Optional<Decided> lastGone() {
    return decided.stream()
        .filter(past -> past.entry() >= 0)
        .max(Comparator.comparing(Decided::at).thenComparingLong(Decided::entry));
  }

  /// The last version that went, when it is a later one than this.
  Optional<String> laterGone(String version) {
    return decided.stream()
        .filter(past -> past.entry() >= 0)
        .map(Decided::version)
        .max(Comparator.naturalOrder())
        .filter(last -> last.compareTo(version) > 0);
  }

  /// The earliest date added of a version, in any collection.
  Instant firstHeld(long object) {
    return places.stream()
        .filter(filed -> filed.place().object() == object)
        .map(filed -> filed.place().dateAdded())
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  /// Declared sources of this id in collections that are not open to the partner. What a party says
  /// of an id that is not its own is that party's claim and no door: or any partner could stop what
  /// is ours from going to others, by sending a version of it.
  Set<Source> doors() {
    var doors = new HashSet<Source>();
    for (var filed : places) {
      if (!filed.collection().isOpenTo(partner) && !isClaim(filed.place().owner())) {
        doors.add(filed.place().source());
      }
    }
    return doors;
  }

  private boolean isClaim(String party) {
    return !party.isEmpty() && !owner().equals(Optional.of(party));
  }

  /// Who gave this id its first content: a party's identity id, or empty when it was us.
  Optional<String> owner() {
    return places.stream()
        .min(Comparator.comparingLong(filed -> filed.place().object()))
        .map(filed -> filed.place().owner())
        .filter(owner -> !owner.isEmpty());
  }

  /// Gone by any version wins, then theirs, then held, then withheld; what lies only in closed
  /// collections is absent.
  Fate fate() {
    var gone = lastGone().flatMap(Decided::sentAs);
    if (gone.isPresent()) {
      return new Fate.Gone(gone.get());
    }
    if (has(Outcome.THEIRS)
        || places.stream().anyMatch(filed -> filed.place().owner().equals(partner))) {
      return Fate.THEIRS;
    }
    if (has(Outcome.HELD)) {
      return Fate.HELD;
    }
    return has(Outcome.WITHHELD) ? Fate.WITHHELD : Fate.ABSENT;
  }

  private boolean has(Outcome outcome) {
    return decided.stream().anyMatch(past -> past.outcome() == outcome);
  }
}
