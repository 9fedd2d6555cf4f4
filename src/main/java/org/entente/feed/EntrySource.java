package org.entente.feed;

import java.util.List;
import java.util.Optional;
import org.entente.crypto.Sha256;
import org.entente.tlog.SignedCheckpoint;
import org.entente.tlog.TilePath;

/// A log as a partner may read it: our own, or its own log as we hold it. Nothing beyond the head
/// is ever given.
public interface EntrySource {
  /// The signed checkpoint up to which entries may be shown; empty while there is none.
  Optional<SignedCheckpoint> head();

  /// Once the entries of a run have so many bytes, the run ends: a partner that sent the largest
  /// objects a log may have, and asks for them back on all its connections, fills no memory.
  long RUN_BYTES = 1L << 20;

  /// Entries from a number on, in order and without a gap, one at least, at most so many, none
  /// beyond `size`.
  List<PageEntry> entries(long from, int limit, long size);

  /// The number before which a page must end that begins at `from`: the size, or less while what
  /// comes then must wait. When it is `from` itself, nothing is given now.
  long end(long from, long size);

  /// That the log at the first size is a beginning of the log at the second (RFC 6962 §2.1.2).
  List<Sha256> consistency(long first, long second);

  Optional<byte[]> tile(TilePath path);
}
