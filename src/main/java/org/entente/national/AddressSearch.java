package org.entente.national;

import java.util.Optional;
import java.util.function.Supplier;

/// Addresses and ranges of addresses in one text that touch a listed range.
record AddressSearch(AddressRanges ranges, String text) {
  private static final int MAX_ADDRESS = 45; // with an IPv4 tail

  /// What one word of the text touches, in lower case and ending there: an address, or several
  /// things joined of which one is, as `192.0.2.5-192.0.2.9` with all between, `192.0.2.5-9`,
  /// `ip-192.0.2.5`, `192.0.2.5_eth0`.
  Optional<String> word(String word, int end) {
    if (!mayHoldAddress(word)) {
      return Optional.empty();
    }
    var parts = word.split("[-_]+", -1);
    for (int i = 0; i < parts.length; i++) {
      var part = parts[i];
      var found = i < parts.length - 1 ? Optional.<String>empty() : ofPrefix(part, end);
      found = found.isPresent() ? found : ranges.touchedBy(part);
      if (found.isEmpty() && i > 0) {
        found = ranges.touchedBetween(parts[i - 1], part);
      }
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<String> ofPrefix(String address, int end) {
    return ranges.touchedBy(address + prefix(end));
  }

  /// Most words of a text hold none, which is seen at once.
  private static boolean mayHoldAddress(String word) {
    for (int dot = word.indexOf('.'); dot >= 0; dot = word.indexOf('.', dot + 1)) {
      if (dot > 0
          && dot + 1 < word.length()
          && isDigit(word.charAt(dot - 1))
          && isDigit(word.charAt(dot + 1))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isDigit(char c) {
    return Character.digit(c, 10) >= 0;
  }

  /// `/24` where it follows an address.
  private String prefix(int at) {
    int end = at + 1;
    while (end < text.length() && end < at + 4 && Character.digit(text.charAt(end), 10) >= 0) {
      end++;
    }
    boolean present = at < text.length() && text.charAt(at) == '/' && end > at + 1;
    return present ? text.substring(at, end) : "";
  }

  /// What is written with colons, wherever it stands.
  Optional<String> colonGroups() {
    for (int colon = text.indexOf(':'); colon >= 0; ) {
      int start = colon;
      int end = colon;
      while (start > 0 && isGroup(text.charAt(start - 1))) {
        start--;
      }
      while (end < text.length() && isGroup(text.charAt(end))) {
        end++;
      }
      var found = colons(start, end).or(rangeFrom(start, end));
      if (found.isPresent()) {
        return found;
      }
      colon = text.indexOf(':', end);
    }
    return Optional.empty();
  }

  /// `2001:db8::1-2001:db8::9`
  private Supplier<Optional<String>> rangeFrom(int start, int end) {
    return () -> {
      int to = end + 1;
      while (to < text.length() && isGroup(text.charAt(to))) {
        to++;
      }
      boolean isRange = end < text.length() && text.charAt(end) == '-' && to - end < MAX_ADDRESS;
      return isRange && end - start < MAX_ADDRESS
          ? ranges.touchedBetween(text.substring(start, end), text.substring(end + 1, to))
          : Optional.empty();
    };
  }

  private static boolean isGroup(char c) {
    return c == ':' || c == '.' || (c < 0x80 && Character.digit(c, 16) >= 0);
  }

  private Optional<String> colons(int start, int end) {
    if (end - start < 3 || end - start > MAX_ADDRESS) {
      return Optional.empty();
    }
    var word = text.substring(start, end);
    return ranges.touchedBy(word + prefix(end)).or(() -> ranges.touchedBy(word));
  }
}
