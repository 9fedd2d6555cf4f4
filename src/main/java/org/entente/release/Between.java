package org.entente.release;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.entente.accord.Accord;
import org.entente.accord.Clause;
import org.entente.accord.CompiledAccord;
import org.entente.accord.Level;
import org.entente.accord.Party;
import org.entente.accord.Pillar;
import org.entente.accord.Stances;
import org.entente.accord.Texts;
import org.entente.crypto.Sha256;
import org.entente.document.Accords;
import org.entente.expression.Derived;
import org.entente.expression.Facts;
import org.entente.expression.Source;
import org.entente.expression.Victim;
import org.entente.national.NationalRules;
import org.entente.stix.StixId;
import org.entente.stix.StixObject;

/// What stands between two parties in one direction: which accords are in force at an instant, at
/// which level each pillar holds, and who else must not be named. Made once for the statements and
/// stances that are known and asked for many objects; a new stance makes a new one.
public final class Between {
  private final String from;
  private final String to;
  private final StixId fromId;
  private final Source recipient;
  private final String fromCountry;
  private final String toCountry;
  private final Function<Instant, List<CompiledAccord>> inForce;
  private final BiFunction<Instant, Sha256, List<CompiledAccord>> inForceFor;
  private final Levels levels;
  private final Set<String> still;
  private final Map<Sha256, Accord> known = new ConcurrentHashMap<>();
  private final SecretParties secret;
  private final Map<Sha256, Bound> bounds = new ConcurrentHashMap<>();
  private final Map<PlanKey, Plan> plans = new ConcurrentHashMap<>();
  private volatile Standing latest;

  /// The level that holds from one party to the other; empty when the pillar is suspended.
  interface Levels {
    Optional<Level> holds(Accord accord, Pillar pillar, Instant at);
  }

  private record PlanKey(List<Bound> bounds, NationalRules national, Set<Pillar> pillars) {}

  /// @param from identity id of the releasing party, `to` of the receiving one
  /// @param inForce the accords between the two at an instant, one revision of each
  /// @param known every accord that the deciding node knows, whoever its parties are
  Between(
      String from,
      String to,
      Function<Instant, List<CompiledAccord>> inForce,
      Levels levels,
      Collection<Accord> known) {
    this(from, to, inForce, (at, _) -> inForce.apply(at), levels, Set.of(), known);
  }

  /// @param inForceFor the same for an entry that names a revision
  /// @param still ids of accords under which nothing goes now
  private Between(
      String from,
      String to,
      Function<Instant, List<CompiledAccord>> inForce,
      BiFunction<Instant, Sha256, List<CompiledAccord>> inForceFor,
      Levels levels,
      Set<String> still,
      Collection<Accord> known) {
    this.from = from;
    this.to = to;
    this.fromId = new StixId(from);
    this.recipient = Source.party(to);
    this.inForce = inForce;
    this.inForceFor = inForceFor;
    this.levels = levels;
    this.still = Set.copyOf(still);
    known.forEach(accord -> this.known.put(accord.digest(), accord));
    this.fromCountry = country(from, known);
    this.toCountry = country(to, known);
    this.secret = new SecretParties(known, from, to);
    this.latest = Standing.of(Instant.MIN, List.of(), from, to);
  }

  /// By the signed accords and published stances that are known.
  public static Between of(Accords accords, Stances stances, String from, String to) {
    return of(accords, stances, from, to, Set.of());
  }

  /// The same while some accords stand still: what they forbid and require holds, and nothing goes
  /// by their permits.
  ///
  /// @param still their ids
  public static Between of(
      Accords accords, Stances stances, String from, String to, Set<String> still) {
    return new Between(
        from,
        to,
        at -> accords.inForce(from, to, at),
        (at, revision) -> accords.inForce(from, to, at, revision),
        (accord, pillar, at) -> stances.holds(accord, from, to, pillar, at),
        still,
        accords.all().stream().map(CompiledAccord::accord).toList());
  }

  /// As if this accord were in force, at its initial levels: what a draft would let go.
  public static Between draft(CompiledAccord draft, String from, String to) {
    return new Between(
        from,
        to,
        at -> List.of(draft),
        (accord, pillar, at) -> Optional.ofNullable(accord.initial().get(pillar)),
        List.of(draft.accord()));
  }

  private static String country(String party, Collection<Accord> all) {
    return all.stream()
        .flatMap(accord -> accord.party(party).stream())
        .map(Party::country)
        .findFirst()
        .orElse("");
  }

  /// The text of a clause by its id, for [Explanation], as the latest revision has it. Two accords
  /// may number their clauses alike: then each text, after the title of its accord.
  public Texts clauseText(String id) {
    var latest = new TreeMap<String, Accord>();
    for (var accord : known.values()) {
      if (accord.party(from).isPresent()
          && accord.party(to).isPresent()
          && accord.clause(id).isPresent()) {
        latest.merge(
            accord.id(), accord, (one, other) -> one.revision() > other.revision() ? one : other);
      }
    }
    var texts = latest.values().stream().map(accord -> text(accord, id)).distinct().toList();
    return texts.size() < 2
        ? texts.stream().findFirst().orElse(Texts.NONE)
        : ofEach(latest.values(), id);
  }

  private static Texts text(Accord accord, String id) {
    return accord.clause(id).map(Clause::text).orElse(Texts.NONE);
  }

  private static Texts ofEach(Collection<Accord> accords, String id) {
    var languages = new LinkedHashSet<String>();
    accords.forEach(accord -> languages.addAll(text(accord, id).byLanguage().keySet()));
    var joined = new LinkedHashMap<String, String>();
    for (var language : languages) {
      joined.put(
          language,
          accords.stream()
              .map(accord -> accord.title().in(language) + ": " + text(accord, id).in(language))
              .collect(Collectors.joining(" | ")));
    }
    return new Texts(joined);
  }

  public String from() {
    return from;
  }

  public String to() {
    return to;
  }

  StixId fromId() {
    return fromId;
  }

  /// The recipient as a source: what came from it.
  Source recipient() {
    return recipient;
  }

  Optional<Accord> revision(Sha256 digest) {
    return Optional.ofNullable(known.get(digest));
  }

  /// What stands at an instant. Many objects are decided for the same one, so the last is kept.
  Standing at(Instant at) {
    var last = latest;
    if (!last.at().equals(at)) {
      last = look(at, inForce.apply(at));
      latest = last;
    }
    return last;
  }

  /// What stood for an entry of that instant that names this revision of its accord.
  Standing at(Instant at, Sha256 revision) {
    var standing = at(at);
    return standing.bound(revision).isPresent()
        ? standing
        : look(at, inForceFor.apply(at, revision));
  }

  private Standing look(Instant at, List<CompiledAccord> accords) {
    var list = new ArrayList<Bound>();
    for (var compiled : accords) {
      list.add(bound(compiled, at));
    }
    // what is decided must not depend on which accord was installed first
    list.sort(Comparator.comparing(bound -> bound.accord().id()));
    return Standing.of(at, list, from, to);
  }

  private Bound bound(CompiledAccord compiled, Instant at) {
    var accord = compiled.accord();
    var held = new EnumMap<Pillar, Level>(Pillar.class);
    for (var pillar : Pillar.values()) {
      levels.holds(accord, pillar, at).ifPresent(level -> held.put(pillar, level));
    }
    return bounds.compute(
        accord.digest(),
        (digest, bound) ->
            bound != null && bound.levels().equals(held)
                ? bound
                : new Bound(compiled, held, still.contains(accord.id())));
  }

  Plan plan(Standing standing, NationalRules national, Set<Pillar> pillars) {
    return plans.computeIfAbsent(
        new PlanKey(standing.bounds(), national, Set.copyOf(pillars)),
        key -> Plan.of(key.bounds(), key.national(), key.pillars(), from, to));
  }

  /// The two parties know each other's identities from the accord.
  boolean isKnownToBoth(StixId id) {
    return id.text().equals(from) || id.text().equals(to);
  }

  SecretParties secret() {
    return secret;
  }

  /// What clauses may ask about an object on its way between the two.
  public Facts facts(
      StixObject object,
      Mark mark,
      Duration age,
      Source source,
      String origin,
      List<Victim> victims) {
    var derived = new Derived(object);
    return new Facts(
        object.type(),
        object.id().text(),
        mark.tlp(),
        mark.pap(),
        Derived.markings(object),
        derived.labels(),
        derived.sectors(),
        derived.countries(),
        derived.confidence(),
        derived.severity(),
        object.revoked(),
        age,
        from,
        fromCountry,
        to,
        toCountry,
        source,
        origin,
        Derived.isPersonal(object.json()),
        victims,
        derived.vulnerability(),
        derived.exercise(),
        object.json());
  }
}
