package org.entente.tlog;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.entente.crypto.Sha256;

/// A tree of one size, seen through its tiles: roots and proofs as RFC 6962 §2.1 defines them, read
/// from O(log n) tiles of 8 kB. Nothing here is verified; give the results to [Proofs].
public final class TiledTree {
  private final long size;
  private final TileSource source;
  private final Map<TilePath, byte[]> read = new HashMap<>();
  private final Merkle merkle = new Merkle();

  public TiledTree(long size, TileSource source) {
    this.size = size;
    this.source = source;
  }

  public Sha256 root() throws IOException {
    return size == 0 ? Merkle.emptyRoot() : root(0, size);
  }

  /// PATH(index, D[size]), from the leaf's sibling upward.
  public List<Sha256> inclusion(long index) throws IOException {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("no entry %d in a tree of %d".formatted(index, size));
    }
    var path = new ArrayList<Sha256>();
    inclusion(index, 0, size, path);
    return path;
  }

  private void inclusion(long index, long from, long to, List<Sha256> path) throws IOException {
    if (to - from == 1) {
      return;
    }
    long middle = middle(from, to);
    if (index < middle) {
      inclusion(index, from, middle, path);
      path.add(root(middle, to));
    } else {
      inclusion(index, middle, to, path);
      path.add(root(from, middle));
    }
  }

  /// PROOF(first, D[size]): that the tree of the first size is a beginning of this one.
  public List<Sha256> consistency(long first) throws IOException {
    if (first < 0 || first > size) {
      throw new IllegalArgumentException("no tree of %d in a tree of %d".formatted(first, size));
    }
    var proof = new ArrayList<Sha256>();
    if (first > 0 && first < size) {
      consistency(first, 0, size, true, proof);
    }
    return proof;
  }

  private void consistency(long first, long from, long to, boolean whole, List<Sha256> proof)
      throws IOException {
    if (first == to) {
      if (!whole) {
        proof.add(root(from, to));
      }
      return;
    }
    long middle = middle(from, to);
    if (first <= middle) {
      consistency(first, from, middle, whole, proof);
      proof.add(root(middle, to));
    } else {
      consistency(first, middle, to, false, proof);
      proof.add(root(from, middle));
    }
  }

  /// Where a subtree splits: the largest power of two of leaves that is smaller than all of them.
  private static long middle(long from, long to) {
    return from + Long.highestOneBit(to - from - 1);
  }

  /// MTH(D[from:to]).
  private Sha256 root(long from, long to) throws IOException {
    long leaves = to - from;
    if (Long.bitCount(leaves) == 1) {
      return complete(from, Long.numberOfTrailingZeros(leaves));
    }
    long middle = middle(from, to);
    return Merkle.nodeHash(root(from, middle), root(middle, to));
  }

  /// The root over `2^height` leaves: a hash of a tile, or joined from some that stand together.
  private Sha256 complete(long from, int height) throws IOException {
    int level = height / 8;
    long first = from >> (8 * level);
    long index = first / TilePath.FULL;
    int width = (int) Math.min(TilePath.FULL, (size >> (8 * level)) - index * TilePath.FULL);
    var tile = tile(new TilePath(level, index, width));
    int offset = (int) (first % TilePath.FULL) * Merkle.LENGTH;
    return Sha256.ofBytes(merkle.root(tile, offset, height % 8));
  }

  private byte[] tile(TilePath path) throws IOException {
    var known = read.get(path);
    if (known != null) {
      return known;
    }
    var tile = source.tile(path);
    if (tile.length != path.width() * Merkle.LENGTH) {
      throw new IOException(
          "%s: expected %d bytes, found %d"
              .formatted(path, path.width() * Merkle.LENGTH, tile.length));
    }
    read.put(path, tile);
    return tile;
  }
}
