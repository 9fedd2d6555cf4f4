package org.entente.indicators;

import java.util.Arrays;
import java.util.Optional;

/// An IPv4 or IPv6 address, or a network of them (`198.51.100.0/24`), in one form: dotted decimal,
/// or RFC 5952 for IPv6. A prefix of full length is the address itself; host bits of a network are
/// cleared, since `198.51.100.7/24` names the same network.
public final class IpAddress {
  private static final int V4_BITS = 32;
  private static final int V6_BITS = 128;
  private static final int MAPPED_BITS = 96;
  private static final int MAX_LENGTH = 64;

  private final int[] groups; // 4 octets, or 8 groups of 16 bits
  private final int prefix;

  private IpAddress(int[] groups, int prefix) {
    this.groups = groups;
    this.prefix = prefix;
  }

  public static Optional<IpAddress> parse(String text) {
    if (text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    int slash = text.indexOf('/');
    var address = slash < 0 ? text : text.substring(0, slash);
    var groups = address.indexOf(':') < 0 ? v4(address) : v6(address);
    if (groups.isEmpty()) {
      return Optional.empty();
    }
    int bits = groups.get().length == 4 ? V4_BITS : V6_BITS;
    int prefix = slash < 0 ? bits : number(text.substring(slash + 1), bits);
    return prefix < 0
        ? Optional.empty()
        : Optional.of(new IpAddress(masked(groups.get(), prefix), prefix));
  }

  /// Four decimal numbers without leading zeros: `010.0.0.1` means two things to two readers.
  private static Optional<int[]> v4(String text) {
    var parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return Optional.empty();
    }
    var octets = Arrays.stream(parts).mapToInt(part -> number(part, 255)).toArray();
    return Arrays.stream(octets).allMatch(octet -> octet >= 0)
        ? Optional.of(octets)
        : Optional.empty();
  }

  /// A decimal number without leading zeros up to a maximum; -1 when it is none.
  private static int number(String text, int max) {
    boolean leadingZero = text.length() > 1 && text.startsWith("0");
    if (text.isEmpty() || text.length() > 3 || leadingZero || !isDigits(text)) {
      return -1;
    }
    int value = Integer.parseInt(text);
    return value <= max ? value : -1;
  }

  private static boolean isDigits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  /// RFC 4291 §2.2, all three forms; no zone.
  static Optional<int[]> v6(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      return groups(text).filter(all -> all.length == 8);
    }
    if (text.indexOf("::", gap + 1) >= 0) {
      return Optional.empty();
    }
    if (text.substring(0, gap).indexOf('.') >= 0) {
      return Optional.empty();
    }
    var before = groups(text.substring(0, gap));
    var after = groups(text.substring(gap + 2));
    if (before.isEmpty() || after.isEmpty() || before.get().length + after.get().length > 7) {
      return Optional.empty();
    }
    var all = Arrays.copyOf(before.get(), 8);
    System.arraycopy(after.get(), 0, all, 8 - after.get().length, after.get().length);
    return Optional.of(all);
  }

  private static Optional<int[]> groups(String text) {
    if (text.isEmpty()) {
      return Optional.of(new int[0]);
    }
    var parts = text.split(":", -1);
    var last = parts[parts.length - 1];
    boolean mixed = last.indexOf('.') >= 0;
    var groups = new int[parts.length + (mixed ? 1 : 0)];
    for (int i = 0; i < parts.length - (mixed ? 1 : 0); i++) {
      if (!parts[i].matches("[0-9a-fA-F]{1,4}")) {
        return Optional.empty();
      }
      groups[i] = Integer.parseInt(parts[i], 16);
    }
    if (mixed) {
      var octets = v4(last);
      if (octets.isEmpty()) {
        return Optional.empty();
      }
      groups[groups.length - 2] = octets.get()[0] << 8 | octets.get()[1];
      groups[groups.length - 1] = octets.get()[2] << 8 | octets.get()[3];
    }
    return Optional.of(groups);
  }

  private static int[] masked(int[] groups, int prefix) {
    int width = groups.length == 4 ? 8 : 16;
    var masked = groups.clone();
    for (int i = 0; i < masked.length; i++) {
      int kept = Math.clamp(prefix - i * width, 0, width);
      masked[i] &= ((1 << kept) - 1) << (width - kept);
    }
    return masked;
  }

  public boolean isV4() {
    return groups.length == 4;
  }

  @Override
  public String toString() {
    var address = isV4() ? dotted(groups) : v6Text();
    boolean whole = prefix == (isV4() ? V4_BITS : V6_BITS);
    return whole ? address : address + "/" + prefix;
  }

  private static String dotted(int... octets) {
    return octets[0] + "." + octets[1] + "." + octets[2] + "." + octets[3];
  }

  /// RFC 5952 §5: an IPv4-mapped address shows its IPv4 part, and so does a network of only such.
  private String v6Text() {
    boolean mapped = groups[5] == 0xffff && Arrays.stream(groups, 0, 5).allMatch(g -> g == 0);
    return mapped && prefix >= MAPPED_BITS
        ? "::ffff:" + dotted(groups[6] >> 8, groups[6] & 255, groups[7] >> 8, groups[7] & 255)
        : compressed(groups);
  }

  /// RFC 5952 §4: lower case, no leading zeros, the first longest run of two or more zeros as `::`.
  static String compressed(int[] groups) {
    int runStart = -1;
    int runLength = 1;
    for (int i = 0; i < 8; i++) {
      int end = i;
      while (end < 8 && groups[end] == 0) {
        end++;
      }
      if (end - i > runLength) {
        runStart = i;
        runLength = end - i;
      }
      i = Math.max(i, end - 1);
    }
    var text = new StringBuilder(40);
    for (int i = 0; i < 8; i++) {
      if (i == runStart) {
        text.append("::");
        i += runLength - 1;
      } else {
        boolean first = i == 0 || text.charAt(text.length() - 1) == ':';
        text.append(first ? "" : ":").append(Integer.toHexString(groups[i]));
      }
    }
    return text.toString();
  }
}
