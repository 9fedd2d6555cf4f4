package org.entente.decisions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.entente.release.Samples.EAST;
import static org.entente.release.Samples.HELD;
import static org.entente.release.Samples.NOW;
import static org.entente.release.Samples.SOUTH;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.entente.accord.CompiledAccord;
import org.entente.accord.Handling;
import org.entente.accord.Pillar;
import org.entente.crypto.Sha256;
import org.entente.expression.Source;
import org.entente.holdings.Arrival;
import org.entente.holdings.Catalogue;
import org.entente.holdings.Collection;
import org.entente.holdings.Held;
import org.entente.holdings.Holdings;
import org.entente.holdings.Indexed;
import org.entente.holdings.Intake;
import org.entente.holdings.IntakeOutcome;
import org.entente.holdings.NewCollection;
import org.entente.holdings.Received;
import org.entente.release.Decision;
import org.entente.release.Samples;
import org.entente.stix.Gate;
import org.entente.stix.StixObject;
import org.entente.storage.Database;

/// A store of ours, in which an accord decides what goes to SOUTH, as the release worker looks it
/// up.
final class StoreOfOurs implements AutoCloseable {
  private static final CompiledAccord GREEN_GOES =
      Samples.accord(
          Samples.permit("1", "tlp <= TLP.GREEN", "GREEN", ", refs: keep"),
          Samples.forbid("2", "victims.exists(v, \"energy\" in v.sectors)"),
          Samples.forbid("3", "\"ours-alone\" in labels"));

  final Database database;
  final Collection own;
  final Collection fromEast;
  final Collection fromSouth;
  private final long peer;
  private long entry;

  StoreOfOurs(Path folder) {
    database = Database.open(folder.resolve("entente.db"));
    own = collection("own", Source.OWN, true);
    fromEast = collection("from-east", Source.party(EAST), true);
    fromSouth = collection("from-south", Source.party(SOUTH), false);
    peer =
        database.write(connection -> {
          try (var insert =
              connection.prepareStatement(
                  "insert into peer (identity, tls, card, confirmed) values (?, '', '{}', 1)")) {
            insert.setString(1, SOUTH);
            insert.executeUpdate();
          }
          return LinkTable.peer(connection, SOUTH);
        });
  }

  Collection collection(String name, Source source, boolean open) {
    return collection(name, Pillar.INFORMATION, source, open);
  }

  Collection collection(String name, Pillar pillar, Source source, boolean open) {
    return database.write(connection -> {
      var made =
          Catalogue.add(
                  connection,
                  new NewCollection(
                      UUID.randomUUID(),
                      name,
                      name,
                      pillar,
                      Gate.TOLERANT,
                      source,
                      Optional.empty()))
              .orElseThrow();
      if (open) {
        Catalogue.open(connection, made, SOUTH);
      }
      return Catalogue.named(connection, name).orElseThrow();
    });
  }

  Held ours(StixObject object) {
    return ours(own, object);
  }

  Held ours(Collection collection, StixObject object) {
    return database.write(connection -> {
      var arrival =
          Arrival.record(connection, HELD, Arrival.Door.IMPORT, "a.json", collection.source());
      try (var intake = new Intake(connection, collection, Held.HOME, HELD)) {
        return held(connection, intake.file(arrival, Indexed.of(object)));
      }
    });
  }

  Held theirs(Collection collection, StixObject object, Handling handling) {
    var party = collection.source().party().orElseThrow();
    return database.write(connection -> {
      var arrival =
          Arrival.record(connection, HELD, Arrival.Door.EXCHANGE, "log", Source.party(party));
      var terms =
          new Received(
              object.id(),
              party,
              Sha256.of(party.getBytes(UTF_8)),
              "log of " + party,
              entry++,
              "1.1",
              handling,
              HELD);
      try (var intake = new Intake(connection, collection, party, HELD)) {
        return held(connection, intake.file(arrival, Indexed.of(object), terms));
      }
    });
  }

  private static Held held(Connection connection, IntakeOutcome outcome) throws SQLException {
    long no =
        switch (outcome) {
          case IntakeOutcome.Stored(long object) -> object;
          case IntakeOutcome.Duplicate(long object) -> object;
          case IntakeOutcome.Refused refused -> throw new AssertionError(refused.message());
        };
    return Holdings.numbered(connection, no).orElseThrow();
  }

  Decision decide(Held held) {
    return database.read(connection -> {
      try (var lookup = new CandidateLookup(connection, peer, SOUTH)) {
        return new Terms(Samples.decisions(GREEN_GOES), "")
            .decide(lookup, List.of(held), NOW)
            .getFirst()
            .decision();
      }
    });
  }

  static StixObject indicator(String modified, String marking) {
    return indicator(modified, marking, "");
  }

  static StixObject indicator(String modified, String marking, String more) {
    return Samples.object(
        """
        {'type':'indicator','spec_version':'2.1',
        'id':'indicator--00000000-0000-4000-8000-000000000001',
        'created':'2026-11-01T00:00:00.000Z','modified':'%s','name':'n',
        'pattern':'[domain-name:value = 1]','pattern_type':'stix',
        'valid_from':'2026-11-01T00:00:00Z','object_marking_refs':['%s']%s}\
        """
            .formatted(modified, marking, more));
  }

  @Override
  public void close() {
    database.close();
  }
}
