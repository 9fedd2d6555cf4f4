package org.entente.exchange;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.entente.holdings.Held;
import org.entente.stix.StixId;
import org.entente.storage.Database;

/// Decides, for one partner, everything that lies in collections open to it, and logs what goes.
///
/// Each step takes the next few hundred object versions in the order that references demand,
/// decides them on one snapshot, and writes decisions, leaves, outgoing rows and cursors in one
/// transaction, so that whenever the process dies it goes on where the last transaction ended.
/// There is one worker a partner, and nobody else decides for that partner.
final class ReleaseWorker {
  private static final Duration IDLE = Duration.ofHours(1);
  private static final Duration PAUSED = Duration.ofSeconds(1);

  private final Database database;
  private final Partner partner;
  private final ExchangeSettings settings;
  private final InstantSource clock;

  ReleaseWorker(
      Database database, Partner partner, ExchangeSettings settings, InstantSource clock) {
    this.database = database;
    this.partner = partner;
    this.settings = settings;
    this.clock = clock;
  }

  /// One piece of work; how long to wait for the next unless something happens.
  Duration step() {
    if (!partner.mayRelease()) {
      return PAUSED;
    }
    var terms = partner.terms();
    if (Sweep.next(database, partner.no(), terms.basis(), settings.batch())) {
      return Duration.ZERO;
    }
    var plan =
        database.read(connection ->
            ReleasePlan.next(connection, partner.no(), partner.identity(), settings.batch()));
    if (plan.isEmpty()) {
      return IDLE;
    }
    var batches = batches(plan.rounds());
    for (var batch : batches.subList(0, batches.size() - 1)) {
      write(decide(terms, batch), new ReleasePlan(List.of(), List.of(), java.util.Map.of()));
      if (!partner.mayRelease()) {
        return Duration.ZERO; // what is decided stays decided; the rest is planned anew
      }
    }
    write(decide(terms, batches.getLast()), plan);
    return Duration.ZERO;
  }

  /// Cuts rounds into batches of one transaction each. An id comes once in a batch, since the next
  /// version of it must know the number under which this one went.
  private List<List<List<Held>>> batches(List<List<Held>> rounds) {
    var batches = new ArrayList<List<List<Held>>>();
    var batch = new ArrayList<List<Held>>();
    Set<StixId> ids = new HashSet<>();
    for (var round : rounds) {
      boolean known = round.stream().anyMatch(held -> ids.contains(held.object().id()));
      if (known || ids.size() >= settings.batch()) {
        batches.add(batch);
        batch = new ArrayList<>();
        ids.clear();
      }
      batch.add(round);
      round.forEach(held -> ids.add(held.object().id()));
    }
    batches.add(batch);
    return batches;
  }

  private List<Decided> decide(Terms terms, List<List<Held>> batch) {
    return database.read(connection -> decide(connection, terms, batch));
  }

  private List<Decided> decide(Connection connection, Terms terms, List<List<Held>> batch)
      throws SQLException {
    var decided = new ArrayList<Decided>();
    try (var lookup = new CandidateLookup(connection, partner.no(), partner.identity())) {
      var at = clock.instant();
      for (var round : batch) {
        decided.addAll(terms.decide(lookup, round, at));
      }
    }
    return decided;
  }

  private void write(List<Decided> decided, ReleasePlan done) {
    database.write(connection -> {
      new Releasing(connection, partner).write(decided);
      RedecideTable.remove(connection, partner.no(), done.again());
      for (var cursor : done.cursors().entrySet()) {
        CursorTable.move(connection, partner.no(), cursor.getKey(), cursor.getValue());
      }
      return decided.size();
    });
    partner.appended();
  }
}
