package org.entente.decisions;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.entente.storage.Database;

/// What lies open to one partner, decided batch by batch in the order that references demand. It
/// writes no decision: each batch is handed out, and the caller writes all of it in one
/// transaction.
public final class Deciding {
  /// Planning costs once what it reads ahead for all of them.
  private static final int BATCHES = 2;

  private final Database database;
  private final PartnerDesk desk;
  private final int batch;
  private final int atOnce;
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

  /// Writes what was decided, in the caller's transaction.
  @FunctionalInterface
  public interface Writing {
    void write(List<Decided> decided) throws SQLException;
  }

  /// @param batch most objects of a step, and `atOnce` of a transaction
  public Deciding(Database database, PartnerDesk desk, int batch, int atOnce, InstantSource clock) {
    this.database = database;
    this.desk = desk;
    this.batch = batch;
    this.atOnce = atOnce;
    this.clock = clock;
  }

  /// Goes one step on in having decided again what other terms concern, when no plan of these terms
  /// is in hand; whether there was a step to go.
  public boolean sweep(Terms terms) {
    if (!inHand.basis().equals(terms.basis())) {
      drop();
    }
    return inHand.isDone() && Sweep.next(database, desk.no(), terms.basis(), batch);
  }

  /// Decides the first stretch of the first batch of the plan, which is made first when there is
  /// none, on one snapshot and in nobody's way. Afterwards [#isDone] when there is nothing.
  public List<Decided> first(Terms terms) {
    return database.read(connection -> first(connection, terms));
  }

  private List<Decided> first(Connection connection, Terms terms) throws SQLException {
    try (var lookup = desk.lookup(connection)) {
      if (inHand.isDone()) {
        plan(connection, lookup, terms);
      }
      return inHand.isDone() ? List.of() : decide(lookup, terms, stretches().getFirst());
    }
  }

  private List<ReleaseBatch.Stretch> stretches() {
    return inHand.batches().getFirst().stretches();
  }

  private void plan(Connection connection, CandidateLookup lookup, Terms terms)
      throws SQLException {
    var plan = ReleasePlan.next(connection, lookup, desk, BATCHES * batch);
    inHand =
        plan.isEmpty()
            ? InHand.NOTHING
            : new InHand(plan, ReleaseBatch.cut(plan.rounds(), atOnce), terms.basis());
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

  /// Whether nothing is in hand.
  public boolean isDone() {
    return inHand.isDone();
  }

  /// In the transaction in which the first stretch was written: decides, and has written, what of
  /// the batch can be decided only once what goes before it has its numbers. With the last of a
  /// plan its cursors move.
  public void rest(Connection connection, Terms terms, Writing writing) throws SQLException {
    var stretches = stretches();
    if (stretches.size() > 1) {
      try (var lookup = desk.lookup(connection)) {
        for (var stretch : stretches.subList(1, stretches.size())) {
          writing.write(decide(lookup, terms, stretch));
          lookup.forget(stretch.ids());
        }
      }
    }
    inHand.plan().decided(connection, desk.no(), inHand.batches().getFirst().objects());
    if (inHand.batches().size() == 1) {
      inHand.plan().done(connection, desk.no());
    }
  }

  /// That transaction was committed.
  public void written() {
    inHand.batches().removeFirst();
  }

  /// Gives up the plan in hand: what comes next is decided by what stands then.
  public void drop() {
    inHand = InHand.NOTHING;
  }
}
