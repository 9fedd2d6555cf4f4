package org.entente.exchange;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.entente.holdings.Held;
import org.entente.release.ReleaseOrder;
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

  /// Planning costs once what it reads ahead for all of them.
  private static final int BATCHES = 2;

  private final Database database;
  private final Partner partner;
  private final ExchangeSettings settings;
  private final InstantSource clock;
  private InHand inHand = InHand.NOTHING;

  /// A plan that is being carried out. It is kept while releases pause, since making it again would
  /// read everything again, and given up when the terms it was begun under have changed.
  ///
  /// @param batches what is left of it, each batch one transaction
  private record InHand(ReleasePlan plan, Deque<List<List<Held>>> batches, String basis) {
    static final InHand NOTHING =
        new InHand(new ReleasePlan(List.of(), List.of(), Map.of()), new ArrayDeque<>(), "");

    boolean isDone() {
      return batches.isEmpty();
    }
  }

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
    if (!inHand.basis().equals(terms.basis())) {
      inHand = InHand.NOTHING;
    }
    if (inHand.isDone()
        && Sweep.next(database, partner.no(), terms.basis(), clock.instant(), settings.batch())) {
      return Duration.ZERO;
    }
    var decided = database.read(connection -> decide(connection, terms));
    if (inHand.isDone()) {
      return IDLE;
    }
    write(decided);
    return Duration.ZERO;
  }

  /// Decides the first batch of the plan, which is made first when there is none, on one snapshot.
  private List<Decided> decide(Connection connection, Terms terms) throws SQLException {
    var decided = new ArrayList<Decided>();
    try (var lookup = new CandidateLookup(connection, partner.no(), partner.identity())) {
      if (inHand.isDone()) {
        plan(connection, lookup, terms);
      }
      if (inHand.isDone()) {
        return decided;
      }
      var batch = inHand.batches().getFirst();
      lookup.learn(reach(batch));
      var at = clock.instant();
      for (var round : batch) {
        decided.addAll(terms.decide(lookup, round, at));
      }
    }
    return decided;
  }

  private void plan(Connection connection, CandidateLookup lookup, Terms terms)
      throws SQLException {
    var plan = ReleasePlan.next(connection, lookup, partner, BATCHES * settings.batch());
    inHand = plan.isEmpty() ? InHand.NOTHING : new InHand(plan, batches(plan), terms.basis());
  }

  /// Cuts rounds into batches of one transaction each, as few as can be and equally large, since
  /// each is published and receipted. An id comes once in a batch, since the next version of it
  /// must know the number under which this one went.
  private Deque<List<List<Held>>> batches(ReleasePlan plan) {
    int objects = plan.rounds().stream().mapToInt(List::size).sum();
    int fewest = Math.max(1, Math.ceilDiv(objects, settings.atOnce()));
    int most = Math.ceilDiv(objects, fewest);
    var batches = new ArrayDeque<List<List<Held>>>();
    var batch = new ArrayList<List<Held>>();
    Set<StixId> ids = new HashSet<>();
    for (var round : plan.rounds()) {
      boolean known = round.stream().anyMatch(held -> ids.contains(held.object().id()));
      if (known || (!ids.isEmpty() && ids.size() + round.size() > most)) {
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

  private static Set<StixId> reach(List<List<Held>> batch) {
    var reach = new HashSet<StixId>();
    for (var round : batch) {
      for (var held : round) {
        reach.add(held.object().id());
        reach.addAll(ReleaseOrder.needs(held.object()));
      }
    }
    return reach;
  }

  /// Writes the first batch; with the last of a plan its cursors move.
  private void write(List<Decided> decided) {
    var releasing = new Releasing(partner, decided);
    boolean last = inHand.batches().size() == 1;
    database.write(connection -> {
      releasing.write(connection);
      if (last) {
        inHand.plan().done(connection, partner.no());
      }
      return true;
    });
    inHand.batches().removeFirst();
    partner.appended();
  }
}
