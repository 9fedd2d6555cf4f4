package org.entente.conformance;

/// How types, properties and dictionary keys may be called (STIX 2.1 §2.3, §3.1, §11).
final class Names {
  private static final int MIN = 3;
  private static final int MAX = 250;

  private Names() {}

  /// `x-entente-thing`: a-z, 0-9 and single hyphens, beginning with a letter.
  static boolean isType(String name) {
    return hasLength(name)
        && isAll(name, '-', false)
        && startsWithLetter(name)
        && !name.contains("--");
  }

  /// `x_entente_thing`: a-z, 0-9 and underscores, beginning with a letter.
  static boolean isProperty(String name) {
    return hasLength(name) && isAll(name, '_', false) && startsWithLetter(name);
  }

  static boolean isDictionaryKey(String key) {
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      if (c != '-' && c != '_' && !isAlphanumeric(c, true)) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasLength(String name) {
    return name.length() >= MIN && name.length() <= MAX;
  }

  private static boolean startsWithLetter(String name) {
    return name.charAt(0) >= 'a' && name.charAt(0) <= 'z';
  }

  private static boolean isAll(String name, char separator, boolean capitals) {
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) != separator && !isAlphanumeric(name.charAt(i), capitals)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAlphanumeric(char c, boolean capitals) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (capitals && c >= 'A' && c <= 'Z');
  }
}
