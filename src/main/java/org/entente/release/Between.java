package org.entente.release;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.entente.accord.Accord;
import org.entente.accord.Clause;
import org.entente.accord.CompiledAccord;
import org.entente.accord.KeyUse;
import org.entente.accord.Level;
import org.entente.accord.Party;
import org.entente.accord.Pillar;
import org.entente.accord.Stances;
import org.entente.accord.Texts;
import org.entente.accord.Visibility;
import org.entente.crypto.Sha256;
import org.entente.document.Accords;
import org.entente.expression.Derived;
import org.entente.expression.Facts;
import org.entente.expression.Source;
import org.entente.expression.Victim;
import org.entente.national.NameMatcher;
import org.entente.national.NationalRules;
import org.entente.national.Rule;
import org.entente.stix.Kind;
import org.entente.stix.Pap;
import org.entente.stix.StixId;
import org.entente.stix.StixObject;
import org.entente.stix.Tlp;

/// What stands between two parties in one direction: which accords are in force at an instant, at
/// which level each pillar holds, and who else must not be named. Made once for the statements and
/// stances that are known and asked for many objects; a new stance makes a new one.
public final class Between {
  private final String from;
  private final String to;
  private final StixId fromId;
  private final String fromCountry;
  private final String toCountry;
  private final Function<Instant, List<CompiledAccord>> inForce;
  private final Levels levels;
  private final Map<Sha256, Accord> known = new ConcurrentHashMap<>();
  private final Set<String> secretIds;
  private final NameMatcher secretNames;
  private final Map<Sha256, Bound> bounds = new ConcurrentHashMap<>();
  private volatile Snapshot latest = new Snapshot(Instant.MIN, List.of());
  private final Map<PlanKey, Plan> plans = new ConcurrentHashMap<>();

  /// The level that holds from one party to the other; empty when the pillar is suspended.
  interface Levels {
    Optional<Level> holds(Accord accord, Pillar pillar, Instant at);
  }

  private record PlanKey(List<Bound> bounds, NationalRules national, Pillar pillar) {}

  /// An accord in force, its clauses with their expressions, and the level of each pillar that is
  /// not suspended. Made once and shared, so that being the same says it all.
  static final class Bound {
    private final Accord accord;
    private final List<Rule<Clause.Forbid>> forbids;
    private final List<Rule<Clause.Require>> requires;
    private final List<Rule<Clause.Permit>> permits;
    private final Map<Pillar, Level> levels;

    private Bound(CompiledAccord compiled, Map<Pillar, Level> levels) {
      this.accord = compiled.accord();
      this.forbids = rules(compiled, Clause.Forbid.class);
      this.requires = rules(compiled, Clause.Require.class);
      this.permits = rules(compiled, Clause.Permit.class);
      this.levels = levels;
    }

    Accord accord() {
      return accord;
    }

    List<Rule<Clause.Forbid>> forbids() {
      return forbids;
    }

    List<Rule<Clause.Require>> requires() {
      return requires;
    }

    List<Rule<Clause.Permit>> permits() {
      return permits;
    }

    Optional<Level> level(Pillar pillar) {
      return Optional.ofNullable(levels.get(pillar));
    }
  }

  private record Snapshot(Instant at, List<Bound> bounds) {}

  /// @param from identity id of the releasing party, `to` of the receiving one
  /// @param inForce the accords between the two at an instant, one revision of each
  /// @param known every accord that the deciding node knows, whoever its parties are
  Between(
      String from,
      String to,
      Function<Instant, List<CompiledAccord>> inForce,
      Levels levels,
      Collection<Accord> known) {
    this.from = from;
    this.to = to;
    this.fromId = new StixId(from);
    this.inForce = inForce;
    this.levels = levels;
    known.forEach(accord -> this.known.put(accord.digest(), accord));
    this.fromCountry = country(from, known);
    this.toCountry = country(to, known);
    this.secretIds = secretParties(known).map(Party::id).collect(Collectors.toSet());
    this.secretNames =
        new NameMatcher(
            secretParties(known)
                .flatMap(party -> party.name().byLanguage().values().stream())
                .toList());
  }

  /// By the signed accords and published stances that are known.
  public static Between of(Accords accords, Stances stances, String from, String to) {
    return new Between(
        from,
        to,
        at -> accords.inForce(from, to, at),
        (accord, pillar, at) -> stances.holds(accord, from, to, pillar, at),
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

  /// Parties of accords whose existence only their parties know, the recipient not among them, and
  /// which no other accord names to it.
  private Stream<Party> secretParties(Collection<Accord> all) {
    var named = new HashSet<String>(Set.of(from, to));
    all.stream()
        .filter(accord -> !isSecret(accord))
        .flatMap(accord -> accord.parties().stream())
        .forEach(party -> named.add(party.id()));
    return all.stream()
        .filter(this::isSecret)
        .flatMap(accord -> accord.parties().stream())
        .filter(party -> !named.contains(party.id()));
  }

  private static String country(String party, Collection<Accord> all) {
    return all.stream()
        .flatMap(accord -> accord.party(party).stream())
        .map(Party::country)
        .findFirst()
        .orElse("");
  }

  private boolean isSecret(Accord accord) {
    return accord.visibility() == Visibility.PARTIES && accord.party(to).isEmpty();
  }

  /// The text of a clause by its id, for [Explanation]; of several accords the latest known.
  public Texts clauseText(String id) {
    return known.values().stream()
        .filter(accord -> accord.party(from).isPresent() && accord.party(to).isPresent())
        .sorted(Comparator.comparingLong(Accord::revision).reversed())
        .flatMap(accord -> accord.clause(id).stream())
        .findFirst()
        .map(Clause::text)
        .orElse(Texts.NONE);
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

  Optional<Accord> revision(Sha256 digest) {
    return Optional.ofNullable(known.get(digest));
  }

  /// Why nothing can go at all, or nothing; with the accords in force told in `steps`.
  Optional<Step> standing(Instant at, List<Step> steps) {
    var accords = inForce(at);
    if (accords.isEmpty()) {
      return Optional.of(Step.of(Finding.NO_ACCORD));
    }
    for (var bound : accords) {
      var accord = bound.accord();
      steps.add(
          Step.of(Finding.IN_FORCE, accord.title().in("en"), Long.toString(accord.revision())));
      for (var id : List.of(from, to)) {
        if (accord.party(id).filter(party -> hasKeys(party, at)).isEmpty()) {
          return Optional.of(Step.of(Finding.KEYS_LAPSED, id));
        }
      }
    }
    return Optional.empty();
  }

  /// A draft may name no keys yet; but keys that are named must not all have lapsed.
  private static boolean hasKeys(Party party, Instant at) {
    return party.keys().isEmpty()
        || Stream.of(KeyUse.NODE, KeyUse.LOG, KeyUse.HOLD)
            .anyMatch(use -> party.keys(use, at).findAny().isPresent());
  }

  private List<Bound> inForce(Instant at) {
    var last = latest;
    if (!last.at().equals(at)) {
      last = new Snapshot(at, look(at));
      latest = last;
    }
    return last.bounds();
  }

  private List<Bound> look(Instant at) {
    var accords = inForce.apply(at);
    var list = new ArrayList<Bound>(accords.size());
    for (var compiled : accords) {
      list.add(bound(compiled, at));
    }
    return list;
  }

  /// The accord of this digest, if it was in force.
  Optional<Bound> bound(Instant at, Sha256 revision) {
    return inForce(at).stream()
        .filter(bound -> bound.accord().digest().equals(revision))
        .findFirst();
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
            bound != null && bound.levels.equals(held) ? bound : new Bound(compiled, held));
  }

  private static <C extends Clause.Deciding> List<Rule<C>> rules(
      CompiledAccord compiled, Class<C> kind) {
    return compiled
        .accord()
        .clauses()
        .filter(kind::isInstance)
        .map(kind::cast)
        .map(clause -> new Rule<>(clause, compiled.expression(clause), false))
        .toList();
  }

  Plan plan(Instant at, NationalRules national, Pillar pillar) {
    return plans.computeIfAbsent(
        new PlanKey(inForce(at), national, pillar),
        key -> Plan.of(key.bounds(), key.national(), key.pillar(), from, to));
  }

  /// What an object without a marking counts as: the strictest word of all accords in force.
  Mark unmarked(Instant at) {
    return inForce(at).stream()
        .map(bound -> bound.accord().definitions())
        .map(definitions -> new Mark(definitions.unmarkedTlp(), definitions.unmarkedPap()))
        .reduce(new Mark(Tlp.CLEAR, Pap.CLEAR), Mark::and);
  }

  /// The two parties know each other's identities from the accord.
  boolean isKnownToBoth(StixId id) {
    return id.text().equals(from) || id.text().equals(to);
  }

  /// That this id names a party of an accord is not for the recipient to know.
  boolean isSecret(StixId id) {
    return secretIds.contains(id.text());
  }

  /// Whether a supporting object names such a party: by id, or by name in one of its texts.
  boolean namesSecretParty(StixObject object) {
    if (secretIds.isEmpty()) {
      return false;
    }
    return isSecret(object.id()) || (isSupporting(object) && names(object));
  }

  private static boolean isSupporting(StixObject object) {
    return object.type().equals("identity")
        || object.kind() == Kind.MARKING_DEFINITION
        || object.kind() == Kind.EXTENSION_DEFINITION
        || object.kind() == Kind.LANGUAGE_CONTENT;
  }

  private boolean names(StixObject object) {
    var text = new String(object.bytes(), UTF_8);
    return secretNames.find(text).isPresent() || secretIds.stream().anyMatch(text::contains);
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
        object.labels(),
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

  /// The same facts for what is left of an object once marked parts of it are gone.
  static Facts remarked(Facts facts, Mark mark, List<String> markings) {
    return new Facts(
        facts.type(),
        facts.id(),
        mark.tlp(),
        mark.pap(),
        markings,
        facts.labels(),
        facts.sectors(),
        facts.countries(),
        facts.confidence(),
        facts.severity(),
        facts.revoked(),
        facts.age(),
        facts.from(),
        facts.fromCountry(),
        facts.to(),
        facts.toCountry(),
        facts.source(),
        facts.origin(),
        facts.personal(),
        facts.victims(),
        facts.vulnerability(),
        facts.exercise(),
        facts.object());
  }
}
