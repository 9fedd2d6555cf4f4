package org.entente.cli;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.entente.accord.Accord;
import org.entente.decisions.Agreements;
import org.entente.decisions.Epoch;
import org.entente.json.JsonValue;
import org.entente.ledger.LogSizes;

/// One revision of an accord that was installed, and how much passed under the accord, as the store
/// has it: nothing is compiled or verified, so it is told as soon of a node that is stopped.
///
/// @param epoch of both logs
/// @param sent entries of the log toward the partner
/// @param got entries that are held of the partner's
record InstalledAccord(Accord accord, State state, Instant now, Epoch epoch, long sent, long got) {
  /// Where a revision stands (accord.md, "in force").
  enum State {
    TO_COME("to-come"),
    IN_FORCE("in-force"),
    ENDED("ended");

    private final String word;

    State(String word) {
      this.word = word;
    }
  }

  /// Of each accord between the two the revision in force and those to come; one that has neither
  /// is shown as it ended.
  static List<InstalledAccord> between(
      Connection connection, String own, String partner, Instant now) throws SQLException {
    var accords =
        Agreements.installed(connection).stream()
            .filter(one -> one.party(own).isPresent() && one.party(partner).isPresent())
            .sorted(Comparator.comparing(Accord::id).thenComparingLong(Accord::revision))
            .toList();
    var found = new ArrayList<InstalledAccord>();
    for (var id : accords.stream().map(Accord::id).distinct().toList()) {
      var epoch = Epoch.of(connection, partner, id);
      long sent = LogSizes.of(connection, id, own, partner);
      long got = LogSizes.of(connection, id, partner, own);
      var revisions = accords.stream().filter(one -> one.id().equals(id)).toList();
      for (var one : shown(revisions, now)) {
        found.add(new InstalledAccord(one, state(one, now), now, epoch, sent, got));
      }
    }
    return found;
  }

  /// The highest that has begun, in force or ended, and what is to come; an end that something
  /// still follows tells nobody anything.
  private static List<Accord> shown(List<Accord> revisions, Instant now) {
    var begun =
        revisions.stream()
            .filter(one -> one.term().hasBegun(now))
            .max(Comparator.comparingLong(Accord::revision));
    var shown =
        revisions.stream()
            .filter(one -> !one.term().hasBegun(now))
            .collect(Collectors.toCollection(ArrayList::new));
    begun.ifPresent(one -> shown.addFirst(one));
    return shown;
  }

  private static State state(Accord accord, Instant now) {
    if (!accord.term().hasBegun(now)) {
      return State.TO_COME;
    }
    return accord.term().covers(now) ? State.IN_FORCE : State.ENDED;
  }

  boolean isInForce() {
    return state == State.IN_FORCE;
  }

  private Instant from() {
    return accord.term().from().atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private Instant until() {
    return accord.term().end(now);
  }

  JsonValue.Builder json() {
    var logs = JsonValue.object().put("out", sent).put("in", got).put("epoch", epoch.number());
    epoch.since().ifPresent(since -> logs.put("since", since.toString()));
    return JsonValue.object()
        .put("accord", accord.id())
        .put("revision", accord.revision())
        .put("state", state.word)
        .put("from", from().toString())
        .put("until", until().toString())
        .put("logs", logs.build());
  }

  String text() {
    var term =
        switch (state) {
          case TO_COME -> "begins " + from();
          case IN_FORCE -> "in force until " + until();
          case ENDED -> "ended " + until();
        };
    var later = epoch.since().map(this::epochText).orElse("");
    return "%s, revision %d, %s; entries of the logs%s: %d sent, %d received"
        .formatted(accord.id(), accord.revision(), term, later, sent, got);
  }

  private String epochText(Instant since) {
    return " (epoch %d, since %s)".formatted(epoch.number(), since);
  }
}
