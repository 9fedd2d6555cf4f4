package org.entente.feed;

/// How much is kept of what one partner sent and this node did not take, under all accords with it:
/// header and payload, for people to look at and for the partner to refill from. Whatever goes
/// beyond is refused, and of it the leaf and the reason are kept alone, so that a partner whose
/// objects are never admitted does not fill the disk with them.
///
/// @param entries that are kept with their content
/// @param bytes of these
public record Quarantine(int entries, long bytes) {
  public static final Quarantine DEFAULT = new Quarantine(10_000, 256L << 20);

  /// What is kept already of one partner's.
  public record Kept(long entries, long bytes) {
    /// With one more of that size.
    public Kept and(long size) {
      return new Kept(entries + 1, bytes + size);
    }
  }

  /// Whether one more of that size may be kept.
  public boolean hasRoom(Kept kept, long size) {
    return kept.entries < entries && kept.bytes + size <= bytes;
  }
}
