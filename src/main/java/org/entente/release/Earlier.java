package org.entente.release;

import java.util.Optional;

/// The last release of an id to this partner.
///
/// @param accord the id of the accord under which it went, to whose log `index` belongs
/// @param sealed the epoch of that log, when it has ended; empty while it goes on
/// @param index of its leaf in the log toward the partner
public record Earlier(String accord, Optional<Integer> sealed, long index, ReleaseHeader header) {

  /// One in the log that goes on.
  public Earlier(String accord, long index, ReleaseHeader header) {
    this(accord, Optional.empty(), index, header);
  }
}
