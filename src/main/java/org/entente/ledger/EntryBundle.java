package org.entente.ledger;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.entente.crypto.ProofInvalid;

/// Up to 256 entries in one file, each behind its length (tlog-tiles, "Log entries"):
///
///     u16 length ‖ entry ‖ u16 length ‖ entry ‖ …      big-endian
public final class EntryBundle {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(128 * 1024);

  void add(byte[] entry) {
    if (entry.length > Leaf.MAX_BYTES) {
      throw new IllegalArgumentException("an entry of %d bytes".formatted(entry.length));
    }
    out.write(entry.length >> 8);
    out.write(entry.length);
    out.writeBytes(entry);
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  void clear() {
    out.reset();
  }

  /// Exactly `count` entries and nothing after them.
  public static List<byte[]> parse(byte[] bundle, int count) throws ProofInvalid {
    var entries = new ArrayList<byte[]>(count);
    int at = 0;
    for (int i = 0; i < count; i++) {
      int end = endOf(bundle, at, i);
      entries.add(Arrays.copyOfRange(bundle, at + 2, end));
      at = end;
    }
    if (at != bundle.length) {
      throw new ProofInvalid("entry bundle: more than %d entries".formatted(count));
    }
    return entries;
  }

  /// The first `count` entries of a bundle that has as many or more.
  static byte[] beginning(byte[] bundle, int count) throws ProofInvalid {
    int at = 0;
    for (int i = 0; i < count; i++) {
      at = endOf(bundle, at, i);
    }
    return Arrays.copyOf(bundle, at);
  }

  private static int endOf(byte[] bundle, int at, int entry) throws ProofInvalid {
    if (at + 2 > bundle.length) {
      throw new ProofInvalid("entry bundle: ends before entry %d".formatted(entry));
    }
    int end = at + 2 + ((bundle[at] & 0xff) << 8 | (bundle[at + 1] & 0xff));
    if (end > bundle.length) {
      throw new ProofInvalid("entry bundle: ends within entry %d".formatted(entry));
    }
    return end;
  }
}
