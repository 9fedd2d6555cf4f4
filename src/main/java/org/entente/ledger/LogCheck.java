package org.entente.ledger;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.entente.crypto.ProofInvalid;
import org.entente.crypto.Sha256;
import org.entente.storage.StorageFailure;
import org.entente.tlog.LogOrigin;
import org.entente.tlog.Merkle;
import org.entente.tlog.NoteKeys;
import org.entente.tlog.SignedCheckpoint;
import org.entente.tlog.TilePath;
import org.entente.tlog.TileSource;

/// Verifies a whole log from its first entry, sharing no code with the writer but the two hashes:
/// the checkpoint's signatures, every entry bundle against the committed rows, every tile against
/// the entries, and the root against the checkpoint. It reads each byte once, 65,536 entries at a
/// time, so its memory is the same for any log.
final class LogCheck {
  private static final int SPAN = TilePath.FULL * TilePath.FULL;

  private final LogOrigin origin;
  private final TileSource files;
  private final LeafRows rows;
  private final Merkle merkle = new Merkle();

  /// Hashes of full tiles so far, a list a level from 1 up; a tile's worth is checked and replaced
  /// by one hash in the level above.
  private final List<List<byte[]>> open = new ArrayList<>();

  private final long[] checked = new long[8];

  LogCheck(LogOrigin origin, TileSource files, LeafRows rows) {
    this.origin = origin;
    this.files = files;
    this.rows = rows;
  }

  /// Throws at the first thing that does not hold, and says what and where.
  void check(Optional<SignedCheckpoint> shown, NoteKeys keys) throws ProofInvalid {
    long committed = rows.size();
    if (shown.isEmpty()) {
      return;
    }
    keys.verify(shown.get());
    var head = shown.get().checkpoint();
    if (!head.origin().equals(origin)) {
      throw new ProofInvalid("log %s: its checkpoint is of %s".formatted(origin, head.origin()));
    }
    if (committed < head.size()) {
      throw new ProofInvalid(
          "log %s: signed up to %d, but only %d entries are stored"
              .formatted(origin, head.size(), committed));
    }
    var root = root(head.size());
    if (!root.equals(head.root())) {
      throw new ProofInvalid(
          "log %s: calculated root %s at size %d, signed is %s"
              .formatted(origin, root.base64(), head.size(), head.root().base64()));
    }
  }

  private Sha256 root(long size) throws ProofInvalid {
    for (long from = 0; from < size; from += SPAN) {
      span(from, Math.min(size, from + SPAN));
    }
    return rest(size);
  }

  /// Bundles are independent of each other, so they are checked on all cores.
  private void span(long from, long to) throws ProofInvalid {
    int bundles = (int) ((to - from + TilePath.FULL - 1) / TilePath.FULL);
    var problems = new ProofInvalid[bundles];
    var tiles =
        IntStream.range(0, bundles)
            .parallel()
            .mapToObj(i -> {
              try {
                return leafTile(from + (long) i * TilePath.FULL, to);
              } catch (ProofInvalid e) {
                problems[i] = e;
                return new byte[0];
              }
            })
            .toList();
    for (int i = 0; i < bundles; i++) {
      if (problems[i] != null) {
        throw problems[i];
      }
      if (tiles.get(i).length == TilePath.FULL * Merkle.LENGTH) {
        up(1, merkle.root(tiles.get(i), 0, 8));
      } else {
        level(0).add(tiles.get(i));
      }
    }
  }

  /// The hashes of one bundle's entries, after comparing bundle, rows and tile.
  private byte[] leafTile(long from, long to) throws ProofInvalid {
    int width = (int) Math.min(TilePath.FULL, to - from);
    long index = from / TilePath.FULL;
    var bundle = read(new TilePath(TilePath.ENTRIES, index, width));
    var stored = rows.leaves(from, from + width);
    var entries = EntryBundle.parse(bundle, width);
    var hasher = new Merkle();
    var hashes = new byte[width * Merkle.LENGTH];
    for (int i = 0; i < width; i++) {
      var entry = entries.get(i);
      if (!Arrays.equals(entry, stored.get(i))) {
        throw new ProofInvalid(
            "log %s: entry %d differs between its row and its bundle".formatted(origin, from + i));
      }
      hasher.leaf(entry, 0, entry.length, hashes, i * Merkle.LENGTH);
    }
    requireTile(new TilePath(0, index, width), hashes);
    return hashes;
  }

  private void up(int level, byte[] hash) throws ProofInvalid {
    var hashes = level(level);
    hashes.add(hash);
    if (hashes.size() == TilePath.FULL) {
      var tile = join(hashes);
      requireTile(new TilePath(level, checked[level]++, TilePath.FULL), tile);
      hashes.clear();
      up(level + 1, merkle.root(tile, 0, 8));
    }
  }

  /// The partial tiles, and the root: what is unfinished at a level goes under all above it.
  private Sha256 rest(long size) throws ProofInvalid {
    var subtrees = new ArrayList<Sha256>();
    for (int level = open.size() - 1; level >= 0; level--) {
      var tile = join(level(level));
      int width = tile.length / Merkle.LENGTH;
      if (width > 0 && level > 0) {
        requireTile(new TilePath(level, checked[level], width), tile);
      }
      int at = 0;
      for (int height = 7; height >= 0; height--) {
        if ((width >> height & 1) == 1) {
          subtrees.add(Sha256.ofBytes(merkle.root(tile, at * Merkle.LENGTH, height)));
          at += 1 << height;
        }
      }
    }
    if (size == 0) {
      return Merkle.emptyRoot();
    }
    var root = subtrees.getLast();
    for (int i = subtrees.size() - 2; i >= 0; i--) {
      root = Merkle.nodeHash(subtrees.get(i), root);
    }
    return root;
  }

  private void requireTile(TilePath path, byte[] hashes) throws ProofInvalid {
    if (!Arrays.equals(read(path), hashes)) {
      throw new ProofInvalid("log %s: %s is not what the entries give".formatted(origin, path));
    }
  }

  private byte[] read(TilePath path) throws ProofInvalid {
    try {
      return files.tile(path);
    } catch (IOException e) {
      throw new StorageFailure("log %s: cannot read %s".formatted(origin, path), e);
    }
  }

  private List<byte[]> level(int level) {
    while (open.size() <= level) {
      open.add(new ArrayList<>());
    }
    return open.get(level);
  }

  private static byte[] join(List<byte[]> hashes) {
    var joined = new ByteArrayOutputStream();
    hashes.forEach(joined::writeBytes);
    return joined.toByteArray();
  }
}
