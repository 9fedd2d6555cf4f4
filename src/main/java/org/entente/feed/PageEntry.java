package org.entente.feed;

import java.util.Optional;
import org.entente.ledger.Opening;

/// One entry of a log as it travels beside its leaf: what the leaf commits to, with the salts that
/// open the commitments. An entry that may no longer be served, or whose content was erased, comes
/// as the bare leaf, so that its number is consumed and every proof holds.
///
/// @param index the number of the entry: the index of its leaf
/// @param leaf exactly the bytes that the log hashed
/// @param header absent when withheld or erased
/// @param payload absent when withheld or erased
/// @param withheld why a releaser that released this entry does not serve it now
public record PageEntry(
    long index,
    byte[] leaf,
    Optional<Opening> header,
    Optional<Opening> payload,
    Optional<String> withheld) {

  static PageEntry withheld(long index, byte[] leaf, String reason) {
    return new PageEntry(index, leaf, Optional.empty(), Optional.empty(), Optional.of(reason));
  }

  /// What it costs in a page, near enough to keep a page within its limit.
  int size() {
    return leaf.length
        + header.map(part -> part.content().length + Opening.SALT_LENGTH).orElse(0)
        + payload.map(part -> part.content().length + Opening.SALT_LENGTH).orElse(0)
        + withheld.map(String::length).orElse(0)
        + PageWriter.ENTRY_OVERHEAD;
  }
}
