package org.entente.decisions;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.entente.accord.CompiledAccord;
import org.entente.crypto.Sha256;
import org.entente.holdings.Catalogue;
import org.entente.holdings.Collection;
import org.entente.holdings.Held;
import org.entente.holdings.Holdings;
import org.entente.release.Decision;
import org.entente.release.Decisions;
import org.entente.stix.StixId;
import org.entente.stix.StixObject;
import org.entente.storage.Database;

/// Where it is decided what goes to one partner: the terms that hold at a moment, what would come
/// of an object by them, and whether anything is left to decide.
public final class PartnerDesk {
  private final Database database;
  private final Agreements agreements;
  private final National national;
  private final String own;
  private final String partner;
  private final InstantSource clock;
  private final long no;
  private final byte[] secret;

  /// @param own this party's identity id, and `partner` the other's
  public PartnerDesk(
      Database database,
      Agreements agreements,
      National national,
      String own,
      String partner,
      InstantSource clock) {
    this.database = database;
    this.agreements = agreements;
    this.national = national;
    this.own = own;
    this.partner = partner;
    this.clock = clock;
    this.no = database.read(connection -> LinkTable.peer(connection, partner));
    this.secret = database.write(connection -> CopyTable.secret(connection, no));
  }

  /// The partner's number in this store.
  public long no() {
    return no;
  }

  public String partner() {
    return partner;
  }

  /// What decides now, with a digest of all that it rests on.
  ///
  /// @param still accords under which nothing goes now
  public Terms terms(Set<String> still) {
    var between = agreements.direction(own, partner, still);
    var rests = new StringBuilder(national.digest().hex());
    for (CompiledAccord accord : agreements.inForce(own, partner, clock.instant())) {
      rests.append(' ').append(accord.accord().digest().hex());
      if (still.contains(accord.accord().id())) {
        rests.append(" still");
      }
    }
    String ofOurOwn = database.read(this::ofOurOwn);
    rests.append(ofOurOwn);
    return new Terms(
        new Decisions(between, national.rules(), secret),
        Sha256.of(rests.toString().getBytes(StandardCharsets.UTF_8)).hex());
  }

  /// What lies open to this partner, and what we hold back from all.
  private String ofOurOwn(Connection connection) throws SQLException {
    var rests = new StringBuilder();
    for (var collection : Catalogue.openTo(connection, partner)) {
      rests.append(' ').append(collection.id());
    }
    return rests.append(' ').append(NationalHolds.state(connection)).toString();
  }

  /// Whether everything that lies open was decided, by these terms.
  public boolean isDecided(Connection connection, Terms terms) throws SQLException {
    var basis = CursorTable.basis(connection, no);
    if (basis.isEmpty()
        || basis.get().swept().isPresent()
        || !basis.get().digest().equals(terms.basis())
        || !RedecideTable.first(connection, no, 1).isEmpty()) {
      return false;
    }
    for (var collection : Catalogue.openTo(connection, partner)) {
      Instant after = CursorTable.at(connection, no, collection.no());
      if (!Holdings.numbers(connection, collection, after, 1).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /// On one snapshot of the store.
  CandidateLookup lookup(Connection connection) throws SQLException {
    return new CandidateLookup(connection, no, partner);
  }

  /// What would happen now to the newest held version of an id, without doing it; empty when the id
  /// is not held.
  public Optional<Decision> explain(StixId id, Terms terms) {
    return database.read(connection -> {
      var held = Holdings.latest(connection, id);
      return held.isPresent()
          ? Optional.of(explain(connection, terms, held.get()))
          : Optional.empty();
    });
  }

  private Decision explain(Connection connection, Terms terms, Held held) throws SQLException {
    try (var lookup = lookup(connection)) {
      return terms.decide(lookup, List.of(held), clock.instant()).getFirst().decision();
    }
  }

  /// What would happen to an object that nobody has filed yet if it lay in this collection and that
  /// were open.
  public Decision explain(StixObject object, Collection collection, Terms terms) {
    var now = clock.instant();
    return database.read(connection -> {
      try (var lookup = lookup(connection)) {
        var candidate = lookup.candidate(object, collection, now);
        return terms.decisions().decide(candidate, lookup::fate, lookup::copy, now);
      }
    });
  }

  /// What is about to come of some held versions, in the caller's transaction and in the order of
  /// decision.
  public Map<StixId, Decision> preview(Connection connection, List<Held> objects, Terms terms)
      throws SQLException {
    try (var lookup = lookup(connection)) {
      return Preview.of(lookup, terms, objects, clock.instant());
    }
  }
}
