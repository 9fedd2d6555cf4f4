package org.entente.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.entente.crypto.ProofInvalid;
import org.entente.ledger.Leaf;

/// What must hold of the entries in a node's store: none twice, no gap, nothing that may not have
/// been sent, nothing refused that an honest node sent. What an ended pair of logs has beyond its
/// seal counts as never sent.
final class Entries {
  private static final String TWICE = "Never twice, never a gap";

  /// What came: kept with the object that it became, or, when it became none, with the entry.
  private static final String CONTENT =
      "coalesce(payload, (select o.bytes from object o where o.no = x.object))";

  private static final String INCOMING =
      "select link, entry, "
          + CONTENT
          + ", kind, verdict, p.identity, l.accord, l.epoch from incoming x"
          + " join link l on l.no = x.link join peer p on p.no = l.peer order by link, entry";

  private static final String OUTGOING =
      "select link, entry, payload, l.accord from outgoing x join link l on l.no = x.link"
          + " where kind = 'release' and payload is not null and not exists (select 1 from"
          + " verdict_got v where v.link = x.link and v.entry = x.entry"
          + " and v.verdict = 'not-delivered') order by link, entry";

  private static final Duration PATIENCE = Duration.ofDays(7);

  private final Truth truth;
  private final List<SimulatedNode> nodes;
  private final Excuses excuses;
  private final Optional<Liar> liar;
  private final BiConsumer<String, String> violated;

  Entries(
      Truth truth,
      List<SimulatedNode> nodes,
      Excuses excuses,
      Optional<Liar> liar,
      BiConsumer<String, String> violated) {
    this.truth = truth;
    this.nodes = nodes;
    this.excuses = excuses;
    this.liar = liar;
    this.violated = violated;
  }

  void check(Connection connection, SimulatedNode node) throws SQLException {
    incoming(connection, node);
    outgoing(connection, node);
  }

  private boolean isLiar(SimulatedNode node) {
    return liar.filter(one -> one.is(node)).isPresent();
  }

  private void incoming(Connection connection, SimulatedNode node) throws SQLException {
    try (var select = connection.prepareStatement(INCOMING);
        var rows = select.executeQuery()) {
      var seen = new HashSet<String>();
      long link = -1;
      long next = 0;
      long counts = 0;
      while (rows.next()) {
        var from = named(rows.getString(6));
        if (rows.getLong(1) != link) {
          link = rows.getLong(1);
          next = 0;
          counts = Seals.size(connection, link, from);
        }
        if (rows.getLong(2) != next) {
          violated.accept(
              TWICE, "%s lacks entry %d before %d".formatted(node.name(), next, rows.getLong(2)));
        }
        next = rows.getLong(2) + 1;
        taken(node, from, rows);
        if (rows.getLong(2) < counts) {
          once(node, from, rows, seen);
        }
      }
    }
  }

  private void taken(SimulatedNode node, SimulatedNode from, ResultSet row) throws SQLException {
    var content = row.getBytes(3);
    var verdict = row.getString(5);
    if (content == null) {
      return;
    }
    if (isLiar(from)) {
      toldByLiar(node, content, verdict);
      return;
    }
    if (row.getString(4).equals("release")) {
      received(node, from, content);
    }
    if (verdict != null
        && !excuses.clocksDiffered()
        && !isBetweenRevisions(node, from, row.getInt(8), row.getLong(2))) {
      violated.accept(
          "Refuse with reasons",
          "%s does not take what an honest node sent: %s".formatted(node.name(), verdict));
    }
  }

  private void once(SimulatedNode node, SimulatedNode from, ResultSet row, Set<String> seen)
      throws SQLException {
    var content = row.getBytes(3);
    if (content != null
        && row.getString(4).equals("release")
        && (row.getString(5) == null || !isLiar(from))
        && !seen.add(row.getString(7) + from.number() + new String(content, UTF_8))
        && !excuses.hasSealedUnseen(from)) {
      violated.accept(TWICE, node.name() + " was sent twice: " + new String(content, UTF_8));
    }
  }

  private void toldByLiar(SimulatedNode node, byte[] content, String verdict) {
    if (verdict == null && liar.orElseThrow().madeUp(content)) {
      violated.accept(
          "A lie is not taken", node.name() + " has " + Truth.token(content).orElseThrow());
    }
  }

  private void received(SimulatedNode node, SimulatedNode from, byte[] payload) {
    var problem = truth.neverMay(payload, from, node.identity(), false);
    if (problem.isPresent() && truth.neverMay(payload, from, node.identity(), true).isPresent()) {
      violated.accept("Nothing without a clause", node.name() + " has it: " + problem.get());
    }
  }

  /// Whether an entry is of a time in which perhaps only its receiver lived by the amendment. When
  /// only its writer did, it waits for the other, and only for so long.
  private boolean isBetweenRevisions(
      SimulatedNode node, SimulatedNode partner, int epoch, long entry) {
    if (!excuses.amended()) {
      return false;
    }
    var theirs = Amendment.installed(partner, node.identity());
    var made = made(node, partner, epoch, entry);
    if (theirs.isEmpty() || made.isEmpty() || made.get().isBefore(theirs.get())) {
      return true;
    }
    var ours = Amendment.installed(node, partner.identity());
    return ours.orElse(node.clock().instant()).isAfter(made.get().plus(PATIENCE));
  }

  private SimulatedNode named(String identity) {
    return nodes.stream().filter(one -> one.identity().equals(identity)).findFirst().orElseThrow();
  }

  /// When an entry says it was made; empty until it was cosigned.
  private static Optional<Instant> made(
      SimulatedNode node, SimulatedNode partner, int epoch, long entry) {
    return node.running().ledger().held().stream()
        .filter(held -> held.origin().text().contains("/" + partner.identity() + "-"))
        .filter(held -> held.origin().text().endsWith("/" + epoch))
        .flatMap(held -> held.leaves(entry, 1).stream())
        .map(Entries::leaf)
        .map(Leaf::at)
        .findFirst();
  }

  private static Leaf leaf(byte[] bytes) {
    try {
      return Leaf.parse(bytes);
    } catch (ProofInvalid e) {
      throw new IllegalStateException("a leaf that was taken no longer reads", e);
    }
  }

  private void outgoing(Connection connection, SimulatedNode node) throws SQLException {
    try (var select = connection.prepareStatement(OUTGOING);
        var rows = select.executeQuery()) {
      var seen = new HashSet<String>();
      long link = -1;
      long counts = 0;
      while (rows.next()) {
        if (rows.getLong(1) != link) {
          link = rows.getLong(1);
          counts = Seals.size(connection, link, node);
        }
        var text = rows.getString(4) + " " + new String(rows.getBytes(3), UTF_8);
        if (rows.getLong(2) < counts && !seen.add(text)) {
          violated.accept(TWICE, node.name() + " released twice: " + text);
        }
      }
    }
  }
}
