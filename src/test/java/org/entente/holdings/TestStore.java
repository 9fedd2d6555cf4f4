package org.entente.holdings;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.entente.accord.Handling;
import org.entente.accord.Pillar;
import org.entente.crypto.Sha256;
import org.entente.expression.Source;
import org.entente.stix.Gate;
import org.entente.stix.MalformedStix;
import org.entente.stix.StixId;
import org.entente.stix.StixObject;
import org.entente.storage.Database;

/// A store in a temporary folder, and short words for what the tests do to it.
final class TestStore implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-11-22T16:00:00Z");
  static final String PARTY = "identity--11111111-1111-4111-8111-111111111111";

  final Database database;

  TestStore(Path folder) {
    database = Database.open(folder.resolve("entente.db"));
  }

  Collection collection(String name) {
    return collection(name, Gate.TOLERANT, Source.OWN);
  }

  Collection collection(String name, Gate gate, Source source) {
    var made =
        new NewCollection(
            UUID.randomUUID(),
            name,
            "Title of " + name,
            Pillar.INFORMATION,
            gate,
            source,
            Optional.empty());
    return database.write(connection -> Catalogue.add(connection, made)).orElseThrow();
  }

  IntakeOutcome file(Collection collection, StixObject object) {
    return file(collection, NOW, object);
  }

  IntakeOutcome file(Collection collection, Instant at, StixObject object) {
    return database.write(connection -> {
      var arrival =
          Arrival.record(connection, at, Arrival.Door.IMPORT, "a.json", collection.source());
      try (var intake = new Intake(connection, collection, Held.HOME, at)) {
        return intake.file(arrival, Indexed.of(object));
      }
    });
  }

  /// As the exchange does it: the source is the party, and the entry's handling is written down.
  IntakeOutcome receive(Collection collection, StixObject object, long entry, Handling handling) {
    return database.write(connection -> {
      var arrival =
          Arrival.record(
              connection, NOW, Arrival.Door.EXCHANGE, "node.example/log", Source.party(PARTY));
      var received =
          new Received(
              object.id(),
              PARTY,
              Sha256.of(new byte[1]),
              "node.example/log",
              entry,
              "2.1",
              handling,
              NOW);
      try (var intake = new Intake(connection, collection, PARTY, NOW)) {
        return intake.file(arrival, Indexed.of(object), received);
      }
    });
  }

  static StixObject read(String json) {
    try {
      return StixObject.read(json.getBytes(StandardCharsets.UTF_8));
    } catch (MalformedStix e) {
      throw new IllegalArgumentException(e);
    }
  }

  static StixId id(String text) {
    return StixId.parse(text).orElseThrow();
  }

  /// A version of one indicator; the last digit of the minute is the version.
  static StixObject indicator(int number, String modified, String name) {
    return read(
        """
        {"type":"indicator","spec_version":"2.1","id":"indicator--%s",
         "created":"2026-01-01T00:00:00.000Z","modified":"%s","name":"%s",
         "created_by_ref":"identity--22222222-2222-4222-8222-222222222222",
         "pattern":"[domain-name:value = 'host%d.example']","pattern_type":"stix",
         "valid_from":"2026-01-01T00:00:00Z"}\
        """
            .formatted(uuid(number), modified, name, number));
  }

  static StixObject relationship(int number, String from, String to) {
    return read(
        """
        {"type":"relationship","spec_version":"2.1","id":"relationship--%s",
         "created":"2026-01-01T00:00:00.000Z","modified":"2026-01-01T00:00:00.000Z",
         "relationship_type":"indicates","source_ref":"%s","target_ref":"%s"}\
        """
            .formatted(uuid(number), from, to));
  }

  static String uuid(int number) {
    return "33333333-3333-4333-8333-%012d".formatted(number);
  }

  @Override
  public void close() {
    database.close();
  }
}
