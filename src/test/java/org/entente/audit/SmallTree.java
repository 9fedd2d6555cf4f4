package org.entente.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.entente.crypto.Secrets;
import org.entente.crypto.Sha256;

/// A tree of a few leaves, by the definitions of RFC 6962 §2.1 as they stand there: a third hand
/// beside the two verifiers. A false one claims a size or a number that is not its own.
final class SmallTree {
  private final List<byte[]> leaves = new ArrayList<>();
  private final int place;
  private final long index;
  private final long size;

  SmallTree(byte[] leaf, int count, Random random, boolean isFalse) {
    place = random.nextInt(count);
    for (int i = 0; i < count; i++) {
      leaves.add(i == place ? leaf : Secrets.random(20));
    }
    index = isFalse && random.nextBoolean() ? random.nextInt(8) : place;
    size = isFalse ? random.nextInt(9) : count;
  }

  long index() {
    return index;
  }

  long size() {
    return size;
  }

  byte[] root() {
    return root(leaves);
  }

  List<byte[]> path() {
    return path(place, leaves);
  }

  private static byte[] root(List<byte[]> leaves) {
    if (leaves.size() == 1) {
      return Sha256.of(new byte[] {0}, leaves.getFirst()).bytes();
    }
    int half = half(leaves);
    return Sha256.of(
            new byte[] {1},
            root(leaves.subList(0, half)),
            root(leaves.subList(half, leaves.size())))
        .bytes();
  }

  private static List<byte[]> path(int at, List<byte[]> leaves) {
    if (leaves.size() == 1) {
      return List.of();
    }
    int half = half(leaves);
    var left = leaves.subList(0, half);
    var right = leaves.subList(half, leaves.size());
    var path = new ArrayList<>(at < half ? path(at, left) : path(at - half, right));
    path.add(at < half ? root(right) : root(left));
    return path;
  }

  private static int half(List<byte[]> leaves) {
    return Integer.highestOneBit(leaves.size() - 1);
  }
}
