package org.entente.national;

import java.math.BigInteger;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// Address ranges, IPv4 and IPv6, that answer whether another range touches one of them in the time
/// of two look-ups, however many they are. IPv4-mapped IPv6 (`::ffff:192.0.2.1`) is IPv4.
final class AddressRanges {
  private static final BigInteger MAPPED = BigInteger.valueOf(0xffffL).shiftLeft(32);
  private static final int MAPPED_BITS = 96;

  // Disjoint after [#add]: first address → last address and the text it was given as.
  private final NavigableMap<Address, Range> ranges = new TreeMap<>();

  /// An address with its family, so that 0.0.0.1 and ::1 stay apart.
  private record Address(int bits, BigInteger value) implements Comparable<Address> {
    @Override
    public int compareTo(Address other) {
      return bits != other.bits ? Integer.compare(bits, other.bits) : value.compareTo(other.value);
    }
  }

  private record Range(Address first, Address last, String text) {}

  boolean isEmpty() {
    return ranges.isEmpty();
  }

  /// Adds `192.0.2.0/24`, `2001:db8::/32` or a single address; false when it is none of them.
  boolean add(String text) {
    var range = range(text);
    range.ifPresent(this::add);
    return range.isPresent();
  }

  private void add(Range added) {
    var merged = added;
    for (var touching = touching(merged); touching.isPresent(); touching = touching(merged)) {
      var old = touching.get();
      ranges.remove(old.first());
      merged =
          new Range(
              min(old.first(), merged.first()),
              max(old.last(), merged.last()),
              old.text() + ", " + added.text());
    }
    ranges.put(merged.first(), merged);
  }

  /// The listed range that an address or range of the text touches.
  Optional<String> touchedBy(String text) {
    return range(text).flatMap(this::touching).map(Range::text);
  }

  /// The listed range that anything from one address to another touches; the other may be only what
  /// comes instead of the last number: `192.0.2.5` and `9`.
  Optional<String> touchedBetween(String first, String last) {
    int dot = first.lastIndexOf('.');
    boolean isShort = dot >= 0 && last.indexOf('.') < 0 && last.indexOf(':') < 0;
    var from = address(first);
    var to = address(isShort ? first.substring(0, dot + 1) + last : last);
    return from.isPresent() && to.isPresent() && from.get().bits() == to.get().bits()
        ? touching(new Range(from.get(), to.get(), "")).map(Range::text)
        : Optional.empty();
  }

  private Optional<Range> touching(Range range) {
    return Optional.ofNullable(ranges.floorEntry(range.last()))
        .map(Map.Entry::getValue)
        .filter(listed -> listed.last().compareTo(range.first()) >= 0);
  }

  private static Address min(Address one, Address other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  private static Address max(Address one, Address other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  private static Optional<Range> range(String text) {
    int slash = text.indexOf('/');
    var address = slash < 0 ? address(text) : address(text.substring(0, slash));
    if (address.isEmpty()) {
      return Optional.empty();
    }
    var base = address.get();
    int given = slash < 0 ? -1 : prefix(text.substring(slash + 1));
    int mapped = text.indexOf(':') >= 0 && base.bits() == 32 ? MAPPED_BITS : 0;
    int prefix = slash < 0 ? base.bits() : given - mapped;
    if (prefix < 0 || prefix > base.bits()) {
      return Optional.empty();
    }
    var size = BigInteger.ONE.shiftLeft(base.bits() - prefix);
    var first = base.value().divide(size).multiply(size);
    return Optional.of(
        new Range(
            new Address(base.bits(), first),
            new Address(base.bits(), first.add(size).subtract(BigInteger.ONE)),
            text));
  }

  private static int prefix(String text) {
    return text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : -1;
  }

  private static Optional<Address> address(String text) {
    return text.indexOf(':') >= 0
        ? ipv6(text).map(AddressRanges::unmapped)
        : ipv4(text).map(value -> new Address(32, BigInteger.valueOf(value)));
  }

  private static Address unmapped(BigInteger value) {
    return value.shiftRight(32).equals(MAPPED.shiftRight(32))
        ? new Address(32, value.subtract(MAPPED))
        : new Address(128, value);
  }

  private static Optional<Long> ipv4(String text) {
    long value = 0;
    int octets = 0;
    for (var part : text.split("\\.", -1)) {
      if (part.isEmpty() || part.length() > 3 || !digits(part)) {
        return Optional.empty();
      }
      int octet = Integer.parseInt(part);
      octets++;
      if (octet > 255 || octets > 4) {
        return Optional.empty();
      }
      value = value << 8 | octet;
    }
    return octets == 4 ? Optional.of(value) : Optional.empty();
  }

  private static boolean digits(String text) {
    return text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /// RFC 4291 §2.2: groups of four hex digits, `::` once, an IPv4 tail.
  private static Optional<BigInteger> ipv6(String text) {
    int gap = text.indexOf("::");
    if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
      return Optional.empty();
    }
    var head = groups(gap < 0 ? text : text.substring(0, gap));
    var tail = groups(gap < 0 ? "" : text.substring(gap + 2));
    if (head.isEmpty() || tail.isEmpty()) {
      return Optional.empty();
    }
    int missing = 8 - head.get().length / 2 - tail.get().length / 2;
    if (gap < 0 ? missing != 0 : missing < 1) {
      return Optional.empty();
    }
    var bytes = new byte[16];
    System.arraycopy(head.get(), 0, bytes, 0, head.get().length);
    System.arraycopy(tail.get(), 0, bytes, 16 - tail.get().length, tail.get().length);
    return Optional.of(new BigInteger(1, bytes));
  }

  private static Optional<byte[]> groups(String text) {
    if (text.isEmpty()) {
      return Optional.of(new byte[0]);
    }
    var parts = text.split(":", -1);
    boolean dotted = parts[parts.length - 1].indexOf('.') >= 0;
    int count = parts.length + (dotted ? 1 : 0);
    if (count > 8) {
      return Optional.empty();
    }
    var value = BigInteger.ZERO;
    for (int i = 0; i < parts.length; i++) {
      boolean tail = dotted && i == parts.length - 1;
      var group = tail ? ipv4(parts[i]) : hex(parts[i]);
      if (group.isEmpty()) {
        return Optional.empty();
      }
      value = value.shiftLeft(tail ? 32 : 16).or(BigInteger.valueOf(group.get()));
    }
    var bytes = new byte[count * 2];
    for (int i = bytes.length - 1; i >= 0; i--) {
      bytes[i] = value.byteValue();
      value = value.shiftRight(8);
    }
    return Optional.of(bytes);
  }

  private static Optional<Long> hex(String group) {
    boolean valid =
        !group.isEmpty()
            && group.length() <= 4
            && group.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 0x80);
    return valid ? Optional.of(Long.parseLong(group, 16)) : Optional.empty();
  }
}
