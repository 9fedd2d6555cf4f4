package org.entente.exchange;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.entente.accord.KeyUse;
import org.entente.crypto.Jws.KeyInUse;
import org.entente.crypto.Sha256;
import org.entente.feed.PageEntry;
import org.entente.feed.PageWriter;
import org.entente.tlog.Checkpoint;
import org.entente.tlog.LogOrigin;
import org.entente.tlog.Merkle;
import org.entente.tlog.NoteSigners;
import org.entente.tlog.SignedCheckpoint;

/// A log of any leaves at all, rightly signed: its author has the keys and no scruples. Tree and
/// proofs are computed as RFC 6962 §2.1 writes them, from the leaves each time.
final class ForgedLog {
  final LogOrigin origin;
  private final List<KeyInUse> keys;
  private final List<PageEntry> entries = new CopyOnWriteArrayList<>();

  ForgedLog(LogOrigin origin, List<KeyInUse> keys) {
    this.origin = origin;
    this.keys = keys;
  }

  /// The log of that author toward that reader.
  static ForgedLog of(TestNode author, String accord, TestNode reader) {
    var origin =
        LogOrigin.of("127.0.0.1", accord, author.card.identity(), reader.card.identity(), 1);
    return new ForgedLog(origin, author.keys.of(KeyUse.LOG));
  }

  /// The first so many entries again, to go on otherwise.
  ForgedLog fork(int size) {
    var other = new ForgedLog(origin, keys);
    other.entries.addAll(entries.subList(0, size));
    return other;
  }

  /// The same entries under checkpoints of other keys.
  ForgedLog signedWith(List<KeyInUse> others) {
    var other = new ForgedLog(origin, others);
    other.entries.addAll(entries);
    return other;
  }

  /// Its number.
  long add(Forgery forgery) {
    entries.add(forgery.entry(entries.size()));
    return entries.size() - 1L;
  }

  int size() {
    return entries.size();
  }

  PageEntry entry(int index) {
    return entries.get(index);
  }

  List<PageEntry> entries(int from, int to) {
    return List.copyOf(entries.subList(from, to));
  }

  Sha256 root(int size) {
    return root(0, size);
  }

  private Sha256 root(int from, int to) {
    if (to - from < 2) {
      return to == from ? Merkle.emptyRoot() : Merkle.leafHash(entries.get(from).leaf());
    }
    int middle = from + Integer.highestOneBit(to - from - 1);
    return Merkle.nodeHash(root(from, middle), root(middle, to));
  }

  /// RFC 6962 §2.1.2.
  List<Sha256> consistency(int first, int second) {
    var proof = new ArrayList<Sha256>();
    if (first > 0 && first < second) {
      prove(first, 0, second, true, proof);
    }
    return proof;
  }

  private void prove(int first, int from, int to, boolean whole, List<Sha256> proof) {
    if (first == to) {
      if (!whole) {
        proof.add(root(from, to));
      }
      return;
    }
    int middle = from + Integer.highestOneBit(to - from - 1);
    if (first <= middle) {
      prove(first, from, middle, whole, proof);
      proof.add(root(middle, to));
    } else {
      prove(first, middle, to, false, proof);
      proof.add(root(from, middle));
    }
  }

  SignedCheckpoint head() {
    return signed(size(), root(size()));
  }

  /// A checkpoint of this log over any tree at all.
  SignedCheckpoint signed(long size, Sha256 root) {
    return signed(origin, size, root, keys);
  }

  /// Signed by whichever keys under whichever name.
  static SignedCheckpoint signed(LogOrigin origin, long size, Sha256 root, List<KeyInUse> keys) {
    return NoteSigners.ofLog(origin, keys.get(0).key(), keys.get(1).key())
        .sign(new SignedCheckpoint(new Checkpoint(origin, size, root), List.of()), Instant.now());
  }

  /// What an honest node would answer, of this log.
  byte[] page(int from, int limit) {
    int to = Math.min(size(), from + limit);
    return page(
        head(),
        entries(Math.min(from, to), to),
        from >= size() ? List.of() : consistency(to, size()));
  }

  static byte[] page(SignedCheckpoint note, List<PageEntry> entries, List<Sha256> consistency) {
    var bytes = new ByteArrayOutputStream();
    try {
      var page = new PageWriter(bytes, note.bytes());
      for (var entry : entries) {
        page.entry(entry);
      }
      page.end(consistency);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
