package org.entente.cli;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.entente.accord.Accord;
import org.entente.accord.CompiledAccord;
import org.entente.accord.Level;
import org.entente.accord.Pillar;
import org.entente.exchange.Standing;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonObject;
import org.entente.node.Node;
import org.entente.peers.Peer;
import org.entente.terminal.Table;

/// What `status` says of one partner: the accords in force, until when and at which levels, and
/// whatever keeps releases from going, in words that cannot be overlooked.
final class PartnerStatus {
  private final Peer peer;
  private final Optional<Node> node;
  private final List<Standing> standings;

  private PartnerStatus(Peer peer, Optional<Node> node, List<Standing> standings) {
    this.peer = peer;
    this.node = node;
    this.standings =
        standings.stream().filter(one -> one.partner().equals(peer.identity())).toList();
  }

  /// @param standings of all partners
  static PartnerStatus of(Node node, Peer peer, List<Standing> standings) {
    return new PartnerStatus(peer, Optional.of(node), standings);
  }

  /// Without a node there is no telling which accord is in force: that takes compiling them all.
  ///
  /// @param alarms of all partners
  static PartnerStatus ofStopped(Peer peer, List<Standing> alarms) {
    return new PartnerStatus(peer, Optional.empty(), alarms);
  }

  private static List<Accord> inForce(Node node, Peer peer, Instant now) {
    var own = node.configuration().identity();
    return node.agreements().accords().inForce(own, peer.identity(), now).stream()
        .map(CompiledAccord::accord)
        .toList();
  }

  /// The level of what goes to the partner.
  private static Optional<Level> level(
      Node node, Peer peer, Accord accord, Pillar pillar, Instant now) {
    var own = node.configuration().identity();
    return node.agreements().level(accord, own, peer.identity(), pillar, now);
  }

  JsonObject json() {
    var json =
        JsonValue.object()
            .put("identity", peer.identity())
            .put("name", peer.card().name())
            .put("country", peer.card().country())
            .put("confirmed", peer.confirmed());
    node.ifPresent(open -> {
      var now = open.clock().instant();
      var accords = inForce(open, peer, now);
      json.put("accords", JsonValue.array(accords, accord -> json(open, accord, now)));
    });
    return json.put("alarms", JsonValue.array(alarms(), PartnerStatus::alarm))
        .put("paused", JsonValue.array(pauses(), PartnerStatus::pause))
        .put("unread", JsonValue.array(troubles(), PartnerStatus::trouble))
        .build();
  }

  private JsonObject json(Node open, Accord accord, Instant now) {
    var levels = JsonValue.object();
    for (var pillar : Pillar.values()) {
      levels.put(
          pillar.word(), level(open, peer, accord, pillar, now).map(Level::id).orElse("suspended"));
    }
    return JsonValue.object()
        .put("accord", accord.id())
        .put("revision", accord.revision())
        .put("until", accord.term().end(now).toString())
        .put("levels", levels.build())
        .build();
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
    node.ifPresent(open -> accords(open, text));
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

  private void accords(Node open, StringBuilder text) {
    var now = open.clock().instant();
    for (var accord : inForce(open, peer, now)) {
      var levels =
          Arrays.stream(Pillar.values())
              .map(pillar ->
                  pillar.word()
                      + " "
                      + level(open, peer, accord, pillar, now).map(Level::id).orElse("suspended"))
              .collect(Collectors.joining(", "));
      text.append(
          "\n%s: %s, revision %d, in force until %s\n  %s\n"
              .formatted(
                  Table.shown(peer.card().name()),
                  accord.id(),
                  accord.revision(),
                  accord.term().end(now),
                  levels));
    }
  }
}
