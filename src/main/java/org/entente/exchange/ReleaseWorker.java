package org.entente.exchange;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.entente.storage.Database;

/// Decides, for one partner, everything that lies in collections open to it, and logs what goes.
///
/// Each step takes the next few hundred object versions in the order that references demand,
/// decides them, and writes decisions, leaves, outgoing rows and cursors in one transaction, so
/// that whenever the process dies it goes on where the last transaction ended. There is one worker
/// a partner, and nobody else decides for that partner.
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
  private record InHand(ReleasePlan plan, Deque<ReleaseBatch> batches, String basis) {
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
    var decided = database.read(connection -> decideFirst(connection, terms));
    if (inHand.isDone()) {
      return IDLE;
    }
    try {
      write(terms, decided);
    } catch (Releasing.StandsStill e) {
      inHand = InHand.NOTHING; // the next step decides by what stands now
    }
    return Duration.ZERO;
  }

  /// Decides the first stretch of the first batch of the plan, which is made first when there is
  /// none, on one snapshot and in nobody's way.
  private List<Decided> decideFirst(Connection connection, Terms terms) throws SQLException {
    try (var lookup = new CandidateLookup(connection, partner.no(), partner.identity())) {
      if (inHand.isDone()) {
        plan(connection, lookup, terms);
      }
      return inHand.isDone()
          ? List.of()
          : decide(lookup, terms, inHand.batches().getFirst().stretches().getFirst());
    }
  }

  private void plan(Connection connection, CandidateLookup lookup, Terms terms)
      throws SQLException {
    var plan = ReleasePlan.next(connection, lookup, partner, BATCHES * settings.batch());
    inHand =
        plan.isEmpty()
            ? InHand.NOTHING
            : new InHand(plan, ReleaseBatch.cut(plan.rounds(), settings.atOnce()), terms.basis());
  }

  private List<Decided> decide(CandidateLookup lookup, Terms terms, ReleaseBatch.Stretch stretch)
      throws SQLException {
    lookup.learn(stretch.reach());
    var decided = new ArrayList<Decided>();
    var at = clock.instant();
    for (var round : stretch.rounds()) {
      decided.addAll(terms.decide(lookup, round, at));
    }
    return decided;
  }

  /// Writes the first batch, its first stretch being decided; with the last of a plan its cursors
  /// move.
  private void write(Terms terms, List<Decided> first) {
    var releasing = new Releasing(partner, first);
    var stretches = inHand.batches().getFirst().stretches();
    boolean last = inHand.batches().size() == 1;
    database.write(connection -> {
      releasing.write(connection);
      if (stretches.size() > 1) {
        writeOn(connection, terms, stretches.subList(1, stretches.size()));
      }
      if (last) {
        inHand.plan().done(connection, partner.no());
      }
      return true;
    });
    inHand.batches().removeFirst();
    partner.appended();
  }

  /// Decides and writes what can be decided only once what goes before it has its numbers.
  private void writeOn(Connection connection, Terms terms, List<ReleaseBatch.Stretch> stretches)
      throws SQLException {
    try (var lookup = new CandidateLookup(connection, partner.no(), partner.identity())) {
      for (var stretch : stretches) {
        var decided = decide(lookup, terms, stretch);
        new Releasing(partner, decided).write(connection);
        lookup.forget(stretch.ids());
      }
    }
  }
}
