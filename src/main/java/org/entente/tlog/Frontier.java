package org.entente.tlog;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.entente.crypto.Sha256;

/// What must be remembered of a tree to go on appending to it: the roots of the complete subtrees
/// that make up its size, largest first, one for each bit that is set in the size. A tree of 11
/// leaves (binary 1011) has three, over 8, 2 and 1 leaves.
public record Frontier(long size, List<Sha256> roots) {
  public static final Frontier EMPTY = new Frontier(0, List.of());

  public Frontier {
    roots = List.copyOf(roots);
    if (roots.size() != Long.bitCount(size)) {
      throw new IllegalArgumentException(
          "a tree of %d has no %d complete subtrees".formatted(size, roots.size()));
    }
  }

  public static Frontier parse(long size, byte[] bytes) {
    var roots = new ArrayList<Sha256>();
    for (int at = 0; at < bytes.length; at += Merkle.LENGTH) {
      roots.add(Sha256.ofBytes(Arrays.copyOfRange(bytes, at, at + Merkle.LENGTH)));
    }
    return new Frontier(size, roots);
  }

  public byte[] bytes() {
    var bytes = new ByteArrayOutputStream();
    roots.forEach(root -> bytes.writeBytes(root.bytes()));
    return bytes.toByteArray();
  }

  /// The frontier after these entries.
  public Frontier plus(List<byte[]> entries) {
    var merkle = new Merkle();
    var stack = new ArrayList<>(roots);
    var pair = new byte[2 * Merkle.LENGTH];
    long grown = size;
    for (var entry : entries) {
      merkle.leaf(entry, 0, entry.length, pair, Merkle.LENGTH);
      for (long bits = grown; (bits & 1) == 1; bits >>= 1) {
        System.arraycopy(stack.removeLast().bytes(), 0, pair, 0, Merkle.LENGTH);
        merkle.node(pair, 0, pair, Merkle.LENGTH);
      }
      stack.add(Sha256.ofBytes(Arrays.copyOfRange(pair, Merkle.LENGTH, pair.length)));
      grown++;
    }
    return new Frontier(grown, stack);
  }

  /// RFC 6962 §2.1: the smaller subtrees are joined first.
  public Sha256 root() {
    if (roots.isEmpty()) {
      return Merkle.emptyRoot();
    }
    var root = roots.getLast();
    for (int i = roots.size() - 2; i >= 0; i--) {
      root = Merkle.nodeHash(roots.get(i), root);
    }
    return root;
  }
}
