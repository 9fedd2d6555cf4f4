package org.entente.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.entente.crypto.Sha256;
import org.entente.ledger.Opening;

/// A page as it was received, whole and well formed, nothing in it verified yet. The form stands at
/// [PageWriter]; a page is bounded in entries and bytes before anything of it is kept, since the
/// sender may be hostile.
public record Page(byte[] checkpoint, List<PageEntry> entries, List<Sha256> consistency) {
  private static final int MAX_CHECKPOINT = 65_536;
  private static final int MAX_LEAF = 65_535;
  private static final int MAX_HEADER = 65_536;
  private static final int MAX_REASON = 4_096;
  private static final int MAX_PROOF = 64;
  private static final int BUFFER = 64 << 10;

  /// How much of a page a receiver is ready to take.
  ///
  /// @param entries most entries of a page
  /// @param bytes most bytes of a page
  public record Limit(int entries, long bytes) {}

  public Page {
    entries = List.copyOf(entries);
    consistency = List.copyOf(consistency);
  }

  /// Reads a page to its end frame. A page that is cut, too long or out of order is an IOException
  /// that says where.
  public static Page read(InputStream stream, Limit limit) throws IOException {
    var in = new DataInputStream(new BufferedInputStream(stream, BUFFER));
    if (!Arrays.equals(in.readNBytes(PageWriter.MAGIC.length), PageWriter.MAGIC)) {
      throw new IOException("page: does not begin with entente-page/1");
    }
    long left = limit.bytes;
    var checkpoint = frame(in, 'C', MAX_CHECKPOINT);
    var entries = new ArrayList<PageEntry>();
    while (true) {
      int type = in.read();
      if (type < 0) {
        throw new EOFException("page: cut after " + entries.size() + " entries");
      }
      if (type == 'X') {
        var proof = end(body(in, 4 + MAX_PROOF * Sha256.LENGTH), entries.size());
        requireEnd(in);
        return new Page(checkpoint, entries, proof);
      }
      if (type != 'E' || entries.size() >= limit.entries) {
        throw new IOException(
            "page: expected at most %d entries and the end frame, found type %d after %d"
                .formatted(limit.entries, type, entries.size()));
      }
      var body = body(in, (int) Math.min(left, Integer.MAX_VALUE - 16));
      left -= body.length;
      entries.add(entry(body));
    }
  }

  /// A body that is read to its end also leaves its connection open for the next request.
  private static void requireEnd(DataInputStream in) throws IOException {
    if (in.read() >= 0) {
      throw new IOException("page: goes on after its end frame");
    }
  }

  private static byte[] frame(DataInputStream in, char expected, int most) throws IOException {
    int type = in.read();
    if (type != expected) {
      throw new IOException("page: expected frame %c, found type %d".formatted(expected, type));
    }
    return body(in, most);
  }

  private static byte[] body(DataInputStream in, int most) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > most) {
      throw new IOException(
          "page: a frame of %d bytes, expected at most %d"
              .formatted(Integer.toUnsignedLong(length), most));
    }
    // readNBytes grows as bytes arrive: a claimed length alone allocates nothing
    var body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException(
          "page: cut within a frame, %d of %d bytes".formatted(body.length, length));
    }
    return body;
  }

  private static PageEntry entry(byte[] body) throws IOException {
    var in = new DataInputStream(new ByteArrayInputStream(body));
    long index = in.readLong();
    var leaf = body(in, MAX_LEAF);
    var header = opening(in, MAX_HEADER);
    var payload = opening(in, body.length);
    var withheld = new String(body(in, MAX_REASON), UTF_8);
    if (index < 0 || leaf.length == 0 || in.available() != 0) {
      throw new IOException("page: entry " + index + " is not well formed");
    }
    return new PageEntry(
        index,
        leaf,
        header,
        payload,
        withheld.isEmpty() ? Optional.empty() : Optional.of(withheld));
  }

  private static Optional<Opening> opening(DataInputStream in, int most) throws IOException {
    var salt = body(in, Opening.SALT_LENGTH);
    var bytes = body(in, most);
    if (salt.length == 0 && bytes.length == 0) {
      return Optional.empty();
    }
    if (salt.length != Opening.SALT_LENGTH) {
      throw new IOException("page: a salt of " + salt.length + " bytes, expected 32");
    }
    return Optional.of(new Opening(salt, bytes));
  }

  private static List<Sha256> end(byte[] body, int entries) throws IOException {
    var in = new DataInputStream(new ByteArrayInputStream(body));
    if (body.length % Sha256.LENGTH != 4 || in.readInt() != entries) {
      throw new IOException("page: its end frame does not fit its " + entries + " entries");
    }
    var proof = new ArrayList<Sha256>();
    while (in.available() > 0) {
      proof.add(Sha256.ofBytes(in.readNBytes(Sha256.LENGTH)));
    }
    return proof;
  }
}
