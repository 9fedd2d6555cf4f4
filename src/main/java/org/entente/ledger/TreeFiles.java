package org.entente.ledger;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.entente.crypto.Sha256;
import org.entente.tlog.Frontier;
import org.entente.tlog.Merkle;
import org.entente.tlog.TilePath;

/// Writes the tiles of one growing log. It holds the right edge of the tree, at most one unfinished
/// tile a level: an entry touches one tile, every 256th two, so appending costs the same at any
/// size.
final class TreeFiles {
  private final LogFolder folder;
  private final List<EdgeTile> edge = new ArrayList<>();
  private final EntryBundle bundle = new EntryBundle();
  private final Merkle merkle = new Merkle();
  private long size;

  private static final class EdgeTile {
    private final byte[] hashes = new byte[TilePath.FULL * Merkle.LENGTH];
    private long index;
    private int width;
  }

  private TreeFiles(LogFolder folder) {
    this.folder = folder;
  }

  static TreeFiles empty(LogFolder folder) {
    return new TreeFiles(folder);
  }

  /// Goes on where all bundles are full, from full tiles alone: what is unfinished a level up is
  /// made again from the tiles below.
  static TreeFiles resume(LogFolder folder, long size) throws IOException {
    if (size % TilePath.FULL != 0) {
      throw new IllegalArgumentException("can resume after full tiles only, not at " + size);
    }
    var files = new TreeFiles(folder);
    files.size = size;
    files.tile(0).index = size / TilePath.FULL;
    for (int level = 1; size >> (8 * level) > 0; level++) {
      long hashes = size >> (8 * level);
      var tile = files.tile(level);
      tile.index = hashes / TilePath.FULL;
      for (long below = tile.index * TilePath.FULL; below < hashes; below++) {
        var full = folder.tile(new TilePath(level - 1, below, TilePath.FULL));
        System.arraycopy(
            files.merkle.root(full, 0, 8), 0, tile.hashes, tile.width++ * Merkle.LENGTH, 32);
      }
    }
    return files;
  }

  long size() {
    return size;
  }

  void add(byte[] entry) {
    bundle.add(entry);
    var tile = tile(0);
    merkle.leaf(entry, 0, entry.length, tile.hashes, tile.width++ * Merkle.LENGTH);
    size++;
    if (tile.width == TilePath.FULL) {
      folder.write(new TilePath(TilePath.ENTRIES, tile.index, TilePath.FULL), bundle.bytes());
      bundle.clear();
      finish(0);
    }
  }

  /// Writes a full tile and puts its root into the tile above.
  private void finish(int level) {
    var tile = tile(level);
    folder.write(new TilePath(level, tile.index, TilePath.FULL), tile.hashes.clone());
    var above = tile(level + 1);
    System.arraycopy(
        merkle.root(tile.hashes, 0, 8), 0, above.hashes, above.width++ * Merkle.LENGTH, 32);
    tile.index++;
    tile.width = 0;
    if (above.width == TilePath.FULL) {
      finish(level + 1);
    }
  }

  private EdgeTile tile(int level) {
    while (edge.size() <= level) {
      edge.add(new EdgeTile());
    }
    return edge.get(level);
  }

  /// Writes what is unfinished, as partial tiles.
  void flush() {
    for (int level = 0; level < edge.size(); level++) {
      var tile = edge.get(level);
      if (tile.width > 0) {
        var path = new TilePath(level, tile.index, tile.width);
        folder.write(path, java.util.Arrays.copyOf(tile.hashes, tile.width * Merkle.LENGTH));
      }
    }
    if (size % TilePath.FULL > 0) {
      var width = (int) (size % TilePath.FULL);
      folder.write(new TilePath(TilePath.ENTRIES, size / TilePath.FULL, width), bundle.bytes());
    }
  }

  /// The complete subtrees, read off the edge from the top down.
  Frontier frontier() {
    var roots = new ArrayList<Sha256>();
    for (int level = edge.size() - 1; level >= 0; level--) {
      var tile = edge.get(level);
      int at = 0;
      for (int height = 7; height >= 0; height--) {
        if ((tile.width >> height & 1) == 1) {
          roots.add(Sha256.ofBytes(merkle.root(tile.hashes, at * Merkle.LENGTH, height)));
          at += 1 << height;
        }
      }
    }
    return new Frontier(size, roots);
  }

  Sha256 root() {
    return frontier().root();
  }
}
