package org.entente.simulation;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.entente.crypto.ProofInvalid;
import org.entente.crypto.Sha256;
import org.entente.feed.Page;
import org.entente.feed.PageEntry;
import org.entente.ledger.EntryKind;
import org.entente.ledger.Leaf;
import org.entente.tlog.SignedCheckpoint;

/// Hears everything that a node has ever said of its own log, and holds it to it, whatever became
/// of its machine since.
final class Wiretap {
  private static final Page.Limit ANY = new Page.Limit(10_000, 1L << 30);

  private final Truth truth;
  private final BiConsumer<String, String> violated;
  private final Map<String, SortedMap<Long, Sha256>> roots = new HashMap<>();
  private final Map<String, Map<Long, byte[]>> leaves = new HashMap<>();

  /// @param violated told of an invariant and what happened
  Wiretap(Truth truth, BiConsumer<String, String> violated) {
    this.truth = truth;
    this.violated = violated;
  }

  /// The roots that were shown of a log, by size.
  SortedMap<Long, Sha256> shown(String origin) {
    return roots.getOrDefault(origin, new TreeMap<>());
  }

  /// Machines were lost: what nobody else has of a log was never said.
  ///
  /// @param known how far anybody knows each log
  void forgetBeyond(Map<String, Long> known) {
    roots.forEach(
        (log, shown) -> shown.keySet().removeIf(size -> size > known.getOrDefault(log, 0L)));
    leaves.forEach(
        (log, shown) -> shown.keySet().removeIf(entry -> entry >= known.getOrDefault(log, 0L)));
  }

  void lieWasTaken(SimulatedNode by, String lie) {
    violated.accept("A lie is not taken", by.name() + " takes " + lie);
  }

  /// One answer that got onto the wire, wherever it went from there.
  void hear(SimulatedNode speaker, SimulatedNode listener, String path, byte[] body) {
    try {
      if (path.endsWith("/out/checkpoint")) {
        checkpoint(SignedCheckpoint.parse(body));
      } else if (path.contains("/out/releases?")) {
        var page = Page.read(new ByteArrayInputStream(body), ANY);
        page(speaker, listener, SignedCheckpoint.parse(page.checkpoint()), page);
      }
    } catch (IOException | ProofInvalid e) {
      violated.accept(
          "Never twice, never a gap",
          "%s says what cannot be read at %s: %s".formatted(speaker.name(), path, e.getMessage()));
    }
  }

  private void checkpoint(SignedCheckpoint note) {
    var head = note.checkpoint();
    var before =
        roots
            .computeIfAbsent(head.origin().text(), none -> new TreeMap<>())
            .putIfAbsent(head.size(), head.root());
    if (before != null && !before.equals(head.root())) {
      violated.accept(
          "Never twice, never a gap",
          "two roots of %s at size %d".formatted(head.origin(), head.size()));
    }
  }

  private void page(SimulatedNode speaker, SimulatedNode listener, SignedCheckpoint note, Page page)
      throws ProofInvalid {
    checkpoint(note);
    var head = note.checkpoint();
    var known = leaves.computeIfAbsent(head.origin().text(), none -> new HashMap<>());
    for (var entry : page.entries()) {
      if (entry.index() >= head.size()) {
        violated.accept(
            "Ledger first",
            "entry %d of %s beyond its checkpoint".formatted(entry.index(), head.origin()));
      }
      var before = known.putIfAbsent(entry.index(), entry.leaf());
      if (before != null && !Arrays.equals(before, entry.leaf())) {
        violated.accept(
            "Never twice, never a gap",
            "two leaves %d of %s".formatted(entry.index(), head.origin()));
      }
      if (Leaf.parse(entry.leaf()).kind() == EntryKind.RELEASE) {
        release(speaker, listener, entry);
      }
    }
  }

  private void release(SimulatedNode speaker, SimulatedNode listener, PageEntry entry) {
    if (entry.payload().isEmpty()) {
      return;
    }
    var sent = entry.payload().get().content();
    var problem =
        truth
            .neverMay(
                sent,
                speaker,
                listener.identity(),
                Amendment.isInForce(speaker, listener.identity()))
            .or(() ->
                speaker
                    .database()
                    .read(connection -> Truth.mayNotNow(connection, sent, listener.identity())));
    problem.ifPresent(reason ->
        violated.accept(
            "Nothing without a clause",
            "%s to %s, entry %d: %s"
                .formatted(speaker.name(), listener.name(), entry.index(), reason)));
  }
}
