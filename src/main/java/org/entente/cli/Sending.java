package org.entente.cli;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.entente.expression.Source;
import org.entente.holdings.Arrival;
import org.entente.holdings.Catalogue;
import org.entente.holdings.Collection;
import org.entente.holdings.Filed;
import org.entente.holdings.Held;
import org.entente.holdings.Holdings;
import org.entente.holdings.Indexed;
import org.entente.holdings.Intake;
import org.entente.holdings.IntakeOutcome;
import org.entente.holdings.NewCollection;
import org.entente.peers.Peer;
import org.entente.stix.Gate;
import org.entente.stix.Tlp;

/// Files objects for one partner alone, in collections that are open to nobody else:
///
///     sent-il-3f2b8c1a-information-clear
///
/// Pillar, source and what counts for the unmarked stay those of where an object lies, so that
/// sending makes nothing releasable that was not.
final class Sending {
  private final Connection connection;
  private final Peer partner;
  private final Instant now;
  private final SortedSet<String> used = new TreeSet<>();

  private Sending(Connection connection, Peer partner, Instant now) {
    this.connection = connection;
    this.partner = partner;
    this.now = now;
  }

  /// In the caller's transaction; what lies open to the partner already is left where it is.
  /// Answers the names of the collections it filed in.
  static SortedSet<String> file(
      Connection connection, List<Held> objects, Peer partner, Instant now) throws SQLException {
    var sending = new Sending(connection, partner, now);
    for (var held : objects) {
      var places = Holdings.filings(connection, held);
      if (places.stream().noneMatch(place -> place.collection().isOpenTo(partner.identity()))) {
        for (var place : places) {
          sending.file(place);
        }
      }
    }
    return sending.used;
  }

  private void file(Filed place) throws SQLException {
    var into = collection(place.collection());
    var arrival = Arrival.record(connection, now, Arrival.Door.SEND, "send", place.source());
    try (var intake = new Intake(connection, into, place.held().source(), now)) {
      if (intake.file(arrival, Indexed.of(place.held().object()))
          instanceof IntakeOutcome.Refused refused) {
        throw new IllegalStateException("what is held differs from itself: " + refused.message());
      }
    }
  }

  private Collection collection(Collection like) throws SQLException {
    var name = name(like);
    used.add(name);
    var known = Catalogue.named(connection, name);
    return known.isPresent() ? known.get() : made(name, like);
  }

  private Collection made(String name, Collection like) throws SQLException {
    var made =
        new NewCollection(
            UUID.randomUUID(),
            name,
            "Sent to " + partner.card().name(),
            like.pillar(),
            Gate.TOLERANT,
            Source.OWN, // each object is filed with the source it was declared with
            like.unmarked());
    var added = Catalogue.add(connection, made).orElseThrow();
    Catalogue.open(connection, added, partner.identity());
    return added;
  }

  /// Two authorities of one country are told apart by a piece of their identity.
  private String name(Collection like) {
    var words = new ArrayList<String>();
    words.add("sent");
    words.add(partner.card().country());
    words.add(partner.identity().substring("identity--".length(), "identity--".length() + 8));
    words.add(like.pillar().word());
    like.unmarked().map(Tlp::name).map(tlp -> tlp.replace('_', '-')).ifPresent(words::add);
    return String.join("-", words).toLowerCase(Locale.ROOT);
  }
}
