package org.entente.tlog;

import java.util.Optional;
import java.util.regex.Pattern;

/// The name of one tile or entry bundle (tlog-tiles, "Merkle Tree", "Log entries"):
///
///     tile/0/x001/x234/067         hashes of leaves 1234067·256 and the 255 that follow
///     tile/1/000.p/17              the first 17 hashes of the first tile one level up
///     tile/entries/000.p/17        the first 17 entries
///
/// `level` is 0 to 63, or [#ENTRIES]; `width` is 256 for a full tile.
public record TilePath(int level, long index, int width) {
  public static final int ENTRIES = -1;
  public static final int FULL = 256;

  private static final int MAX_LEVEL = 7; // 256^7 entries are more than a long counts
  private static final Pattern FORM =
      Pattern.compile(
          "tile/(entries|0|[1-9][0-9]?)/((?:x[0-9]{3}/){0,5}[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

  public TilePath {
    if (level < ENTRIES || level > MAX_LEVEL || index < 0 || width < 1 || width > FULL) {
      throw new IllegalArgumentException(
          "no tile at level %d, index %d, width %d".formatted(level, index, width));
    }
  }

  /// Empty when the text is no tile path, or not in its one form.
  public static Optional<TilePath> parse(String text) {
    var match = FORM.matcher(text);
    if (!match.matches()) {
      return Optional.empty();
    }
    int level = match.group(1).equals("entries") ? ENTRIES : Integer.parseInt(match.group(1));
    long index = Long.parseLong(match.group(2).replace("x", "").replace("/", ""));
    int width = match.group(3) == null ? FULL : Integer.parseInt(match.group(3));
    if (level > MAX_LEVEL || (match.group(3) != null && width >= FULL)) {
      return Optional.empty();
    }
    var path = new TilePath(level, index, width);
    return path.text().equals(text) ? Optional.of(path) : Optional.empty();
  }

  public String text() {
    var name = new StringBuilder("%03d".formatted(index % 1000));
    for (long rest = index / 1000; rest > 0; rest /= 1000) {
      name.insert(0, "x%03d/".formatted(rest % 1000));
    }
    return "tile/"
        + (level == ENTRIES ? "entries" : Integer.toString(level))
        + "/"
        + name
        + (width == FULL ? "" : ".p/" + width);
  }

  /// The tile of the same place when it is full.
  public TilePath full() {
    return new TilePath(level, index, FULL);
  }

  /// Whether a tree of this size has a tile this wide here.
  public boolean within(long size) {
    long hashes = size >> (8 * Math.max(level, 0));
    return index <= (hashes - width) / FULL && index * FULL + width <= hashes;
  }

  @Override
  public String toString() {
    return text();
  }
}
