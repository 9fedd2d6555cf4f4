package org.entente.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.entente.accord.KeyUse;
import org.entente.crypto.ProofInvalid;
import org.entente.crypto.Sha256;
import org.entente.decisions.OutgoingTable;
import org.entente.json.CanonicalJson;
import org.entente.json.Json;
import org.entente.json.JsonValue;
import org.entente.json.MalformedJson;
import org.entente.ledger.EntryKind;
import org.entente.ledger.Leaf;
import org.entente.ledger.Opening;
import org.entente.ledger.OwnLog;
import org.entente.receipt.Receipt;
import org.entente.receipt.SignedReceipt;
import org.entente.simulation.Truth.Kind;
import org.entente.tlog.Checkpoint;
import org.entente.tlog.LogOrigin;
import org.entente.tlog.NoteSigners;
import org.entente.tlog.SignedCheckpoint;

/// A node of a world of three that does not keep the accord: it has its own keys and nobody else's,
/// so what it can do is write into its log what the others must not take, sign two logs, show less
/// than it showed, claim receipts, keep receipts back, and say nothing. The two others must get on
/// with each other whatever it does.
final class Liar {
  private static final int FIRST = 90_000; // of the objects that it makes up

  private final World world;
  private final SimulatedNode node;
  private final Set<String> made = new HashSet<>();
  private final Set<Sha256> forged = new HashSet<>();
  private Optional<byte[]> early = Optional.empty();
  private int objects = FIRST;
  private int toldOneIn;

  Liar(World world, SimulatedNode node) {
    this.world = world;
    this.node = node;
  }

  boolean is(SimulatedNode other) {
    return other == node;
  }

  boolean is(String identity) {
    return node.identity().equals(identity);
  }

  /// Whether it made this up: nobody may take it.
  boolean madeUp(byte[] object) {
    return Truth.token(object).filter(made::contains).isPresent();
  }

  /// Whether it signed this beside the log that it shows.
  boolean forged(SignedCheckpoint note) {
    return forged.contains(note.checkpoint().root());
  }

  /// From now on one answer in so many is a lie; never when 0.
  void liesOneIn(int answers) {
    toldOneIn = answers;
  }

  /// Whether it keeps a question of its own back, or the answer to one.
  boolean isSilent(String path) {
    return toldOneIn > 0 && world.chance().oneIn(path.endsWith("/receipts") ? 3 : 4 * toldOneIn);
  }

  /// Something that it does of its own accord.
  void act() {
    var victim = world.chance().of(world.others(node));
    switch (world.chance().below(3)) {
      case 0 -> writes(victim, Kind.RED, "writes what the accord forbids to ");
      case 1 -> writes(victim, Kind.GREEN, "writes that it has read less than before, to ");
      default -> receipt(victim);
    }
  }

  /// An entry in its own log, which its node publishes and serves as any other.
  private void writes(SimulatedNode victim, Kind kind, String what) {
    var log = log(victim);
    boolean hasRead = node.database().read(connection -> seen(connection, log)) > 0;
    if (log.missing() > 0 || (kind == Kind.GREEN && !hasRead)) {
      return; // that it has read nothing would be no lie
    }
    var object = world.truth().object(node.number(), ++objects, kind, false, Optional.empty());
    made.add(Truth.token(object.getBytes(UTF_8)).orElseThrow());
    world.step(
        node,
        what + victim.name(),
        () ->
            node.database()
                .write(connection -> {
                  long seen = kind == Kind.GREEN ? 0 : seen(connection, log);
                  append(connection, log, victim, seen, object.getBytes(UTF_8));
                  return true;
                }));
  }

  private static long seen(Connection connection, OwnLog log) throws SQLException {
    var last = log.last(connection);
    try {
      return last.isEmpty() ? 0 : Leaf.parse(last.get()).seen();
    } catch (ProofInvalid e) {
      throw new IllegalStateException("a leaf that was written no longer reads", e);
    }
  }

  private void append(
      Connection connection, OwnLog log, SimulatedNode victim, long seen, byte[] object)
      throws SQLException {
    var header = Opening.of(header(object));
    var payload = Opening.of(object);
    var at = node.clock().instant();
    var accord = node.running().agreements().latest(accord(log.origin())).digest();
    var leaf = Leaf.of(EntryKind.RELEASE, at, accord, seen, header, payload);
    long entry = log.append(connection, List.of(leaf.bytes()));
    try (var select =
        connection.prepareStatement(
            "select l.no from link l join peer p on p.no = l.peer where p.identity = ?")) {
      select.setString(1, victim.identity());
      try (var row = select.executeQuery()) {
        row.next();
        var beside = OutgoingTable.Row.of(EntryKind.RELEASE, header, payload, at);
        OutgoingTable.insert(connection, row.getLong(1), entry, List.of(beside));
      }
    }
  }

  /// As if clause 1.1 let it go.
  private byte[] header(byte[] object) {
    try {
      var json = Json.parseObject(object);
      var handling =
          JsonValue.object()
              .put("attribution", "named")
              .put("audience", "constituents")
              .put("onward", "none")
              .put("purpose", List.of("defence"))
              .put("then", "destroy")
              .put("use", "PAP.GREEN")
              .build();
      return CanonicalJson.bytes(
          JsonValue.object()
              .put("object", json.string("id").orElseThrow())
              .put("modified", json.string("modified").orElseThrow())
              .put("pillar", "information")
              .put("clause", "1.1")
              .put("level", "liaison")
              .put(
                  "mark",
                  JsonValue.object().put("tlp", "TLP:GREEN").put("pap", "PAP:GREEN").build())
              .put("handling", handling)
              .put("firstHeld", Homes.BEGINNING.toString())
              .put("size", object.length)
              .build());
    } catch (MalformedJson e) {
      throw new IllegalStateException("what was made here is no JSON", e);
    }
  }

  /// It says that it holds what was never sent.
  private void receipt(SimulatedNode victim) {
    var theirs =
        victim.isUp()
            ? victim.running().ledger().own().stream()
                .map(OwnLog::origin)
                .filter(origin -> origin.text().contains("-" + node.identity()))
                .findFirst()
            : Optional.<LogOrigin>empty();
    if (theirs.isEmpty()) {
      return;
    }
    var log = theirs.get();
    long size = 1L + world.chance().below(20);
    var root = Sha256.of(("a lie of size " + size).getBytes(UTF_8));
    var keys = node.keys().of(KeyUse.HOLD);
    var note =
        NoteSigners.ofHolder(node.identity(), keys.get(0).key(), keys.get(1).key())
            .sign(
                new SignedCheckpoint(new Checkpoint(log, size, root), List.of()),
                node.clock().instant());
    var said = new Receipt(accord(log), log, size - 1, size, root, List.of());
    var signed = SignedReceipt.sign(said, 0, note, node.keys().of(KeyUse.NODE));
    world.step(
        node,
        "claims a receipt from " + victim.name(),
        () ->
            world
                .wires()
                .claims(node, victim, "accords/" + accord(log) + "/receipts", signed.bytes()));
  }

  private static String accord(LogOrigin origin) {
    return origin.text().split("/", -1)[2];
  }

  private OwnLog log(SimulatedNode victim) {
    return node.running().ledger().own().stream()
        .filter(log -> log.origin().text().contains("-" + victim.identity()))
        .findFirst()
        .orElseThrow();
  }

  /// What it answers in place of what its node would.
  byte[] answers(String path, byte[] answer) {
    if (!path.contains("/out/releases?")) {
      return answer;
    }
    if (toldOneIn == 0 || !world.chance().oneIn(toldOneIn)) {
      early = early.or(() -> Optional.of(answer));
      return answer;
    }
    if (early.isPresent() && world.chance().oneIn(2)) {
      world.trace().fault(node.name() + " shows what it showed at first");
      return early.get();
    }
    world.trace().fault(node.name() + " signs another log");
    return fork(answer);
  }

  /// The same page under a checkpoint of another tree.
  private byte[] fork(byte[] page) {
    try {
      int at = "entente-page/1\nC".length();
      var bytes = ByteBuffer.wrap(page);
      int length = bytes.getInt(at);
      var note = new byte[length];
      bytes.get(at + Integer.BYTES, note);
      var head = SignedCheckpoint.parse(note).checkpoint();
      var root = Sha256.of(("another " + head.root().hex()).getBytes(UTF_8));
      forged.add(root);
      var keys = node.keys().of(KeyUse.LOG);
      var other =
          NoteSigners.ofLog(head.origin(), keys.get(0).key(), keys.get(1).key())
              .sign(
                  new SignedCheckpoint(new Checkpoint(head.origin(), head.size(), root), List.of()),
                  node.clock().instant())
              .bytes();
      int rest = at + Integer.BYTES + length;
      return ByteBuffer.allocate(page.length - length + other.length)
          .put(page, 0, at)
          .putInt(other.length)
          .put(other)
          .put(page, rest, page.length - rest)
          .array();
    } catch (ProofInvalid e) {
      throw new IllegalStateException("a checkpoint that was signed does not read", e);
    }
  }
}
