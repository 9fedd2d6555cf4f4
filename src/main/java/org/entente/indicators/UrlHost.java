package org.entente.indicators;

import java.util.Arrays;
import java.util.Optional;

/// The host of a URL as the WHATWG URL Standard (§3.5) parses and serialises it.
final class UrlHost {
  private static final String FORBIDDEN = "\0\t\n\r #/:<>?@[\\]^|";

  private UrlHost() {}

  static Optional<String> parse(String text, boolean special) {
    if (text.startsWith("[")) {
      return text.endsWith("]")
          ? IpAddress.v6(text.substring(1, text.length() - 1))
              .map(groups -> "[" + IpAddress.compressed(groups) + "]")
          : Optional.empty();
    }
    if (!special) {
      return isAllowed(text, false)
          ? Optional.of(PercentCode.CONTROLS.encode(text))
          : Optional.empty();
    }
    return DomainName.ascii(PercentCode.decode(text))
        .filter(name -> !name.isEmpty() && isAllowed(name, true))
        .flatMap(name -> endsInNumber(name) ? v4(name) : Optional.of(name));
  }

  private static boolean isAllowed(String text, boolean domain) {
    return text.chars()
        .noneMatch(
            c -> FORBIDDEN.indexOf(c) >= 0 || (domain && (c <= 0x1f || c == '%' || c == 0x7f)));
  }

  private static boolean endsInNumber(String name) {
    var parts = withoutFinalDot(name).split("\\.", -1);
    var last = parts[parts.length - 1];
    return last.matches("[0-9]+") || last.matches("0[xX][0-9a-fA-F]*");
  }

  private static String withoutFinalDot(String name) {
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  /// One to four numbers, decimal, octal (`010`) or hexadecimal (`0x8`); the last fills what is
  /// left.
  private static Optional<String> v4(String name) {
    var parts = withoutFinalDot(name).split("\\.", -1);
    if (parts.length > 4) {
      return Optional.empty();
    }
    var numbers = Arrays.stream(parts).mapToLong(UrlHost::number).toArray();
    int last = numbers.length - 1;
    long address = numbers[last];
    if (Arrays.stream(numbers).anyMatch(n -> n < 0) || address >= 1L << (8 * (4 - last))) {
      return Optional.empty();
    }
    for (int i = 0; i < last; i++) {
      if (numbers[i] > 255) {
        return Optional.empty();
      }
      address += numbers[i] << (8 * (3 - i));
    }
    return Optional.of(
        (address >> 24)
            + "."
            + (address >> 16 & 255)
            + "."
            + (address >> 8 & 255)
            + "."
            + (address & 255));
  }

  private static long number(String part) {
    boolean hex = part.startsWith("0x");
    var digits = hex ? part.substring(2) : part;
    int radix = hex ? 16 : part.length() > 1 && part.startsWith("0") ? 8 : 10;
    if (part.isEmpty() || digits.length() > 12) {
      return -1;
    }
    try {
      return digits.isEmpty() ? 0 : Long.parseUnsignedLong(digits, radix);
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
