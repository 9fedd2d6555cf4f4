package org.entente.tlog;

import java.security.DigestException;
import java.security.MessageDigest;
import org.entente.crypto.Sha256;

/// The two hashes of RFC 6962 §2.1 over SHA-256: `H(00 ‖ entry)` for a leaf, `H(01 ‖ left ‖ right)`
/// for a node. The first byte keeps a node from being passed off as an entry.
///
/// An instance has its own digest and works on arrays, for long runs; it belongs to one thread.
public final class Merkle {
  public static final int LENGTH = Sha256.LENGTH;

  private static final byte LEAF = 0;
  private static final byte NODE = 1;
  private static final Sha256 EMPTY = Sha256.of();

  private final MessageDigest sha256 = Sha256.digest();

  public Merkle() {}

  /// The root of a tree without leaves: the hash of nothing.
  public static Sha256 emptyRoot() {
    return EMPTY;
  }

  public static Sha256 leafHash(byte[] entry) {
    var hash = new byte[LENGTH];
    new Merkle().leaf(entry, 0, entry.length, hash, 0);
    return Sha256.ofBytes(hash);
  }

  public static Sha256 nodeHash(Sha256 left, Sha256 right) {
    return Sha256.of(new byte[] {NODE}, left.bytes(), right.bytes());
  }

  /// Hashes `length` bytes of an entry into `out` at `at`.
  public void leaf(byte[] entry, int from, int length, byte[] out, int at) {
    sha256.update(LEAF);
    sha256.update(entry, from, length);
    digest(out, at);
  }

  /// Hashes the pair of 32-byte hashes at `from` into `out` at `at`; both may be the same array.
  void node(byte[] pair, int from, byte[] out, int at) {
    sha256.update(NODE);
    sha256.update(pair, from, 2 * LENGTH);
    digest(out, at);
  }

  /// The root of the `2^height` hashes that start at `from`, that is of one complete subtree.
  public byte[] root(byte[] hashes, int from, int height) {
    var row = new byte[LENGTH << height];
    System.arraycopy(hashes, from, row, 0, row.length);
    for (int width = 1 << height; width > 1; width /= 2) {
      for (int i = 0; i < width; i += 2) {
        node(row, i * LENGTH, row, i / 2 * LENGTH);
      }
    }
    return java.util.Arrays.copyOf(row, LENGTH);
  }

  private void digest(byte[] out, int at) {
    try {
      sha256.digest(out, at, LENGTH);
    } catch (DigestException e) {
      throw new IllegalStateException("a SHA-256 digest fits 32 bytes", e);
    }
  }
}
