package org.entente.cli;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.entente.accord.Level;
import org.entente.accord.Pillar;
import org.entente.exchange.Standing;
import org.entente.feed.IncomingTable;
import org.entente.feed.Quarantine;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonObject;
import org.entente.node.Node;
import org.entente.peers.Peer;
import org.entente.terminal.Table;

/// What `status` says of one partner: the accords that are installed, until when and at which
/// levels they hold, how much passed under each, and whatever keeps releases from going, in words
/// that cannot be overlooked.
final class PartnerStatus {
  private final Peer peer;
  private final Optional<Node> node;
  private final List<InstalledAccord> accords;
  private final Quarantine.Kept kept;
  private final List<Standing> standings;

  private PartnerStatus(
      Connection connection,
      String own,
      Peer peer,
      Optional<Node> node,
      Instant now,
      List<Standing> standings)
      throws SQLException {
    this.peer = peer;
    this.node = node;
    this.accords = InstalledAccord.between(connection, own, peer.identity(), now);
    this.kept = IncomingTable.kept(connection, peer.identity());
    this.standings =
        standings.stream().filter(one -> one.partner().equals(peer.identity())).toList();
  }

  /// @param standings of all partners
  static PartnerStatus of(Node node, Peer peer, List<Standing> standings) {
    var own = node.configuration().identity();
    var now = node.clock().instant();
    return node.database()
        .read(connection ->
            new PartnerStatus(connection, own, peer, Optional.of(node), now, standings));
  }

  /// Without a node: the levels are not known, which takes compiling the accords.
  ///
  /// @param own this party's identity id
  /// @param alarms of all partners
  static PartnerStatus ofStopped(
      Connection connection, String own, Peer peer, List<Standing> alarms) throws SQLException {
    return new PartnerStatus(connection, own, peer, Optional.empty(), Instant.now(), alarms);
  }

  /// The level of what goes to the partner.
  private String level(Node open, InstalledAccord accord, Pillar pillar) {
    var own = open.configuration().identity();
    return open.agreements()
        .level(accord.accord(), own, peer.identity(), pillar, accord.now())
        .map(Level::id)
        .orElse("suspended");
  }

  JsonObject json() {
    var json =
        JsonValue.object()
            .put("identity", peer.identity())
            .put("name", peer.card().name())
            .put("country", peer.card().country())
            .put("confirmed", peer.confirmed());
    var quarantine =
        JsonValue.object().put("entries", kept.entries()).put("bytes", kept.bytes()).build();
    return json.put("accords", JsonValue.array(accords, this::json))
        .put("quarantine", quarantine)
        .put("alarms", JsonValue.array(alarms(), PartnerStatus::alarm))
        .put("paused", JsonValue.array(pauses(), PartnerStatus::pause))
        .put("unread", JsonValue.array(troubles(), PartnerStatus::trouble))
        .build();
  }

  private JsonObject json(InstalledAccord accord) {
    var json = accord.json();
    if (node.isPresent() && accord.isInForce()) {
      var levels = JsonValue.object();
      for (var pillar : Pillar.values()) {
        levels.put(pillar.word(), level(node.get(), accord, pillar));
      }
      json.put("levels", levels.build());
    }
    return json.build();
  }

  private static JsonObject alarm(Standing standing) {
    var alarm = standing.alarm().orElseThrow();
    return JsonValue.object()
        .put("accord", standing.accord())
        .put("message", alarm.message())
        .put("since", alarm.since().toString())
        .build();
  }

  private static JsonObject pause(Standing standing) {
    var pause = standing.pause().orElseThrow();
    var json = JsonValue.object().put("accord", standing.accord()).put("reason", pause.reason());
    pause.since().ifPresent(since -> json.put("since", since.toString()));
    return json.build();
  }

  private List<Standing> alarms() {
    return standings.stream().filter(one -> one.alarm().isPresent()).toList();
  }

  /// A node that does not serve releases nothing anyway.
  private List<Standing> pauses() {
    return node.flatMap(Node::serving).isEmpty()
        ? List.of()
        : standings.stream().filter(one -> one.pause().isPresent()).toList();
  }

  private static JsonObject trouble(Standing standing) {
    var trouble = standing.trouble().orElseThrow();
    return JsonValue.object()
        .put("accord", standing.accord())
        .put("reason", trouble.reason())
        .put("since", trouble.since().toString())
        .build();
  }

  /// A node that does not serve reads nothing anyway.
  private List<Standing> troubles() {
    return node.flatMap(Node::serving).isEmpty()
        ? List.of()
        : standings.stream().filter(one -> one.trouble().isPresent()).toList();
  }

  String text() {
    var text = new StringBuilder();
    accords(text);
    if (kept.entries() > 0) {
      text.append(
          "\nnot taken from %s, and kept: %,d entries, %,d bytes\n"
              .formatted(Table.shown(peer.card().name()), kept.entries(), kept.bytes()));
    }
    for (var standing : alarms()) {
      var alarm = standing.alarm().orElseThrow();
      text.append(
          "\nALARM since %s: nothing goes to %s under %s\n  %s\n"
              .formatted(
                  alarm.since(),
                  Table.shown(peer.card().name()),
                  standing.accord(),
                  Table.shown(alarm.message())));
    }
    for (var standing : pauses()) {
      var pause = standing.pause().orElseThrow();
      text.append(
          "\nreleases to %s under %s pause%s: %s\n"
              .formatted(
                  Table.shown(peer.card().name()),
                  standing.accord(),
                  pause.since().map(since -> " since " + since).orElse(""),
                  Table.shown(pause.reason())));
    }
    for (var standing : troubles()) {
      var trouble = standing.trouble().orElseThrow();
      text.append(
          "\nnothing can be read from %s under %s since %s: %s\n"
              .formatted(
                  Table.shown(peer.card().name()),
                  standing.accord(),
                  trouble.since(),
                  Table.shown(trouble.reason())));
    }
    return text.toString();
  }

  private void accords(StringBuilder text) {
    for (var accord : accords) {
      text.append("\n%s: %s\n".formatted(Table.shown(peer.card().name()), accord.text()));
      if (node.isPresent() && accord.isInForce()) {
        text.append(
            Arrays.stream(Pillar.values())
                .map(pillar -> pillar.word() + " " + level(node.get(), accord, pillar))
                .collect(Collectors.joining(", ", "  ", "\n")));
      }
    }
  }
}
