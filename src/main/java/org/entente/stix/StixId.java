package org.entente.stix;

import java.util.Optional;

/// An identifier, `indicator--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f` (STIX 2.1 §2.9).
///
/// Any text of the shape `type--rest` is read, since producers in the wild write UUIDs in capitals
/// or one digit too long, and such an object still needs a name here; [#isStandard] tells whether
/// the rest is a UUID as the standard writes it. Two ids are equal when their text is.
public record StixId(String text) implements Comparable<StixId> {
  private static final int MAX_LENGTH = 320;
  private static final int UUID_LENGTH = 36;

  public StixId {
    if (!isId(text)) {
      throw new IllegalArgumentException("not a STIX identifier: " + text);
    }
  }

  public static Optional<StixId> parse(String text) {
    return isId(text) ? Optional.of(new StixId(text)) : Optional.empty();
  }

  /// The part before `--`, such as `indicator`.
  public String type() {
    return text.substring(0, text.indexOf("--"));
  }

  /// The part after `--` is a lower-case UUID of RFC 4122's variant.
  public boolean isStandard() {
    int from = text.indexOf("--") + 2;
    if (text.length() - from != UUID_LENGTH) {
      return false;
    }
    for (int i = 0; i < UUID_LENGTH; i++) {
      char c = text.charAt(from + i);
      boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
      if (dash ? c != '-' : !isLowerHex(c)) {
        return false;
      }
    }
    return "89ab".indexOf(text.charAt(from + 19)) >= 0;
  }

  /// The part after `--` is a UUID of version 4: drawn at random, not derived from anything told.
  public boolean isRandom() {
    return uuidVersion() == 4;
  }

  /// The UUID's version digit; 0 when the id is not standard.
  private int uuidVersion() {
    return isStandard() ? Character.digit(text.charAt(text.indexOf("--") + 16), 16) : 0;
  }

  private static boolean isId(String text) {
    int dashes = text.indexOf("--");
    if (dashes < 1 || dashes + 2 >= text.length() || text.length() > MAX_LENGTH) {
      return false;
    }
    for (int i = 0; i < dashes; i++) {
      if (!isTypeCharacter(text.charAt(i))) {
        return false;
      }
    }
    for (int i = dashes + 2; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isTypeCharacter(c) && !(c >= 'A' && c <= 'Z')) {
        return false;
      }
    }
    return true;
  }

  private static boolean isTypeCharacter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  }

  private static boolean isLowerHex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  }

  @Override
  public int compareTo(StixId other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
