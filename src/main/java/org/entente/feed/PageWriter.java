package org.entente.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import org.entente.crypto.Sha256;
import org.entente.ledger.Opening;

/// Writes a page of a log, entry by entry, so that it is never whole in memory
/// (docs/protocol/exchange.md, "Page"). Integers are big-endian and unsigned:
///
///     page  = "entente-page/1\n" frame*
///     frame = type(1) length(4) body
///
///     'C'  first, once      the checkpoint everything here is under: a signed note
///     'E'  any number       index(8), then six parts, each length(4) bytes:
///                           leaf, header salt, header, payload salt, payload, withheld
///     'X'  last, once       entries written(4), then the consistency proof (RFC 6962 §2.1.2) from
///                           the size after the last entry to the checkpoint's, 32 bytes a hash
///
/// An absent part has length 0; a salt is there exactly when its part is. A page without its `X`
/// was cut and counts for nothing.
public final class PageWriter {
  public static final String MEDIA_TYPE = "application/vnd.entente.page";
  static final byte[] MAGIC = "entente-page/1\n".getBytes(UTF_8);
  static final int ENTRY_OVERHEAD = 37;

  private final DataOutputStream out;
  private int entries;

  public PageWriter(OutputStream out, byte[] checkpoint) throws IOException {
    this.out = new DataOutputStream(out);
    this.out.write(MAGIC);
    this.out.writeByte('C');
    part(checkpoint);
  }

  public void entry(PageEntry entry) throws IOException {
    out.writeByte('E');
    out.writeInt(bodyLength(entry));
    out.writeLong(entry.index());
    part(entry.leaf());
    opening(entry.header());
    opening(entry.payload());
    part(entry.withheld().orElse("").getBytes(UTF_8));
    entries++;
  }

  public void end(List<Sha256> consistency) throws IOException {
    out.writeByte('X');
    out.writeInt(4 + consistency.size() * Sha256.LENGTH);
    out.writeInt(entries);
    for (var hash : consistency) {
      out.write(hash.bytes());
    }
    out.flush();
  }

  private static int bodyLength(PageEntry entry) {
    return 8
        + 6 * 4
        + entry.leaf().length
        + length(entry.header())
        + length(entry.payload())
        + entry.withheld().orElse("").getBytes(UTF_8).length;
  }

  private static int length(Optional<Opening> part) {
    return part.map(opening -> Opening.SALT_LENGTH + opening.content().length).orElse(0);
  }

  private void opening(Optional<Opening> part) throws IOException {
    part(part.map(Opening::salt).orElse(new byte[0]));
    part(part.map(Opening::content).orElse(new byte[0]));
  }

  private void part(byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }
}
