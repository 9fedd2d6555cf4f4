package org.entente.decisions;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.entente.expression.Source;
import org.entente.expression.Victim;
import org.entente.holdings.Claims;
import org.entente.holdings.Collection;
import org.entente.holdings.Held;
import org.entente.holdings.Holdings;
import org.entente.holdings.Voices;
import org.entente.redaction.MadeCopy;
import org.entente.release.Candidate;
import org.entente.release.Earlier;
import org.entente.release.Fate;
import org.entente.release.Filing;
import org.entente.release.MalformedHeader;
import org.entente.release.Origin;
import org.entente.release.ReleaseHeader;
import org.entente.stix.Marking;
import org.entente.stix.MarkingDefinition;
import org.entente.stix.StixId;
import org.entente.stix.StixObject;
import org.entente.storage.StorageFailure;

/// Looks up, on one snapshot of the store and for one partner, everything that deciding needs to
/// know of an object.
final class CandidateLookup implements AutoCloseable {
  private final Connection connection;
  private final long peer;
  private final String partner;
  private final KnownIds known;
  private final Map<StixId, Fate> decidedMeanwhile = new HashMap<>();
  private final Definitions definitions;
  private final Map<Long, Map<StixId, StixObject>> claims = new HashMap<>();
  private final boolean anyHolds;

  CandidateLookup(Connection connection, long peer, String partner) throws SQLException {
    this.connection = connection;
    this.peer = peer;
    this.partner = partner;
    this.definitions = new Definitions(connection, partner);
    this.anyHolds = !NationalHolds.state(connection).isEmpty();
    this.known = new KnownIds(connection, peer, partner);
  }

  /// Looks up together what will be asked for one by one.
  void learn(java.util.Collection<StixId> ids) {
    known.learn(ids);
  }

  /// Something was written about these since they were looked up.
  void forget(java.util.Collection<StixId> ids) {
    known.forget(ids);
    ids.forEach(decidedMeanwhile::remove);
  }

  KnownId known(StixId id) {
    return known.of(id);
  }

  Fate fate(StixId id) {
    var decided = decidedMeanwhile.get(id);
    return decided != null ? decided : known(id).fate();
  }

  /// Takes note of what was decided since this snapshot; whether that is news to those who refer to
  /// it.
  boolean decided(StixId id, Fate fate) {
    var before = fate(id);
    var now = before instanceof Fate.Gone ? before : fate;
    decidedMeanwhile.put(id, now);
    return !now.equals(before);
  }

  Candidate candidate(Held held) throws SQLException {
    var id = known(held.object().id());
    var candidate =
        candidate(id, held, id.open(held.no()))
            .withBefore(held.isOurs() ? before(id, held) : List.of());
    if (anyHolds && NationalHolds.isHeld(connection, id.id())) {
      candidate = candidate.withNationalHold();
    }
    var gone = id.lastGone();
    if (gone.isPresent()) {
      candidate = candidate.withEarlier(earlier(gone.get()));
      candidate = held.object().isVersioned() ? withLater(candidate, id, held) : candidate;
    }
    return id.decided(held.no()).isPresent()
        ? candidate.withOfficers(ApprovalTable.officers(connection, peer, held.no()))
        : candidate;
  }

  private static Candidate withLater(Candidate candidate, KnownId id, Held held) {
    return id.laterGone(held.sortableVersion()).map(candidate::withLater).orElse(candidate);
  }

  private Candidate candidate(KnownId id, Held held, List<KnownId.Lying> filed)
      throws SQLException {
    var object = held.object();
    var parties = parties(id, held.no());
    return Candidate.of(object, filings(filed), id.firstHeld(held.no()))
        .withOrigins(origins(id, parties))
        .withDoors(id.doors())
        .withDefinitions(definitions(object, held, filed, parties))
        .withVictims(victims(object));
  }

  /// How else an object of ours stood here, as if it had lain open: its versions before this one,
  /// and this one where it was filed first, when that is closed to the partner. So that nobody
  /// makes something releasable alone, by bringing it in once more (**A nation may always share
  /// less**).
  private List<Candidate> before(KnownId id, Held held) throws SQLException {
    var before = new ArrayList<Candidate>();
    var first = id.filed(held.no()).getFirst();
    if (!first.collection().isOpenTo(partner)) {
      before.add(candidate(id, held, List.of(first)));
    }
    var earlier = id.before(held.no());
    if (!earlier.isEmpty()) {
      var versions = Holdings.numbered(connection, earlier);
      for (long object : earlier) {
        var version = Objects.requireNonNull(versions.get(object));
        before.add(candidate(id, version, id.filed(object)));
      }
    }
    return before;
  }

  /// An object that is not filed, as if it lay open in that collection.
  Candidate candidate(StixObject object, Collection collection, Instant now) throws SQLException {
    return Candidate.of(object, List.of(filing(collection, collection.source())), now)
        .withDefinitions(definitions.of(object, Held.HOME, Set.of()))
        .withVictims(victims(object));
  }

  private static Filing filing(Collection collection, Source source) {
    var unmarked =
        collection.unmarked().map(tlp -> new Marking(Optional.of(tlp), Optional.empty(), false));
    return new Filing(collection.name(), collection.pillar(), unmarked, Optional.of(source));
  }

  private static List<Filing> filings(List<KnownId.Lying> filed) {
    return filed.stream().map(one -> filing(one.collection(), one.place().source())).toList();
  }

  /// The party that first gave us the id, and each party that a filing names as its source.
  private static Set<String> parties(KnownId id, long object) {
    Set<String> parties = new HashSet<>();
    id.owner().ifPresent(parties::add);
    id.open(object).forEach(filed -> filed.place().source().party().ifPresent(parties::add));
    return parties;
  }

  /// What its markings mean, standard ones too where a collection it lies in means more by them.
  private Map<StixId, StixObject> definitions(
      StixObject object, Held held, List<KnownId.Lying> filed, Set<String> parties)
      throws SQLException {
    var found = definitions.of(object, held.source(), parties);
    for (var one : filed) {
      for (var claim : claims(one.collection().no()).values()) {
        found.merge(
            claim.id(),
            claim,
            (known, other) -> MarkingDefinition.strictest(List.of(known, other)).orElse(known));
      }
    }
    return found;
  }

  private Map<StixId, StixObject> claims(long collection) throws SQLException {
    var known = claims.get(collection);
    if (known == null) {
      known = Claims.of(connection, collection);
      claims.put(collection, known);
    }
    return known;
  }

  /// On what terms those parties sent it: whatever any entry of theirs said of any version. All of
  /// it binds at once, so a later word may narrow and never widen (**Origin binds**).
  private List<Origin> origins(KnownId id, Set<String> parties) throws SQLException {
    if (parties.isEmpty()) {
      return List.of();
    }
    return Holdings.received(connection, id.id()).stream()
        .filter(received -> parties.contains(received.party()))
        .map(received ->
            new Origin(received.party(), received.revision(), received.handling(), Set.of()))
        .distinct()
        .toList();
  }

  /// Whoever was first with a victim's id could else blind a clause to what we know of it, so each
  /// source's newest word on it counts.
  private List<Victim> victims(StixObject object) throws SQLException {
    var victims = new ArrayList<Victim>();
    for (var id : Candidate.victimIds(object)) {
      Voices.newest(connection, id).forEach(held -> victims.add(Victims.of(held.object())));
    }
    if (isVictim(object)) {
      victims.add(Victims.of(object));
    }
    return victims;
  }

  /// Whether something held names this identity as a victim.
  private boolean isVictim(StixObject object) throws SQLException {
    return object.type().equals("identity") && Victims.isNamed(connection, object.id());
  }

  private Earlier earlier(KnownId.Decided gone) throws SQLException {
    var row =
        OutgoingTable.rows(connection, gone.link(), gone.entry(), gone.entry() + 1).getFirst();
    try {
      var header = ReleaseHeader.read(row.header().orElseThrow().content());
      return new Earlier(
          LinkTable.accord(connection, gone.link()),
          LinkTable.sealed(connection, gone.link()),
          gone.entry(),
          header);
    } catch (MalformedHeader e) {
      throw new IllegalStateException("a header that was written no longer reads", e);
    }
  }

  /// The last redacted copy made of an id for this partner.
  Optional<MadeCopy> copy(StixId original) {
    try {
      return CopyTable.find(connection, peer, original);
    } catch (SQLException e) {
      throw new StorageFailure("cannot look up the copy of " + original, e);
    }
  }

  @Override
  public void close() throws SQLException {
    known.close();
  }
}
