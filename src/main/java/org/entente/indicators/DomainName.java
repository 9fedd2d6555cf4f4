package org.entente.indicators;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;

/// Domain names in one form: lower-case A-labels, no final dot (RFC 5890, UTS #46 without its
/// transitional mapping): `Bücher.Example.` becomes `xn--bcher-kva.example`.
///
/// Known gap: of UTS #46's mapping table this does what NFKC, lower-casing by code point and
/// dropping invisible characters do, and of its validity rules none but the last: an A-label must
/// be letters, digits and hyphens (docs/protocol/indicator-values.md).
public final class DomainName {
  private static final int MAX_LENGTH = 253;
  private static final int MAX_LABEL = 63;
  private static final int MAX_TEXT = 1_000; // as it was written, and encoded
  private static final int CAPITAL_I_WITH_DOT = 0x130;

  private DomainName() {}

  public static Optional<String> normalised(String raw) {
    return ascii(raw.strip())
        .map(name -> name.endsWith(".") ? name.substring(0, name.length() - 1) : name)
        .filter(DomainName::isHostName);
  }

  /// Domain to ASCII, whatever the characters; empty when a label cannot be encoded.
  static Optional<String> ascii(String raw) {
    if (raw.length() > MAX_TEXT) {
      return Optional.empty();
    }
    var labels = new ArrayList<String>();
    for (var label : mapped(raw).split("\\.", -1)) {
      labels.add(isAscii(label) ? label : "xn--" + Punycode.encode(label));
    }
    return Optional.of(String.join(".", labels)).filter(name -> name.length() <= MAX_TEXT);
  }

  private static String mapped(String raw) {
    if (isAscii(raw)) {
      return raw.toLowerCase(Locale.ROOT);
    }
    var visible = new StringBuilder(raw.length());
    raw.codePoints().filter(c -> !isInvisible(c)).forEach(visible::appendCodePoint);
    return normal(lower(normal(visible.toString()))).replace('\u3002', '.');
  }

  /// Each code point by itself, as UTS #46 maps: a capital sigma is σ wherever it stands, where
  /// `String.toLowerCase` writes ς at the end of a word.
  private static String lower(String text) {
    var lower = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> {
          if (c == CAPITAL_I_WITH_DOT) {
            lower.append("i\u0307"); // the one whose lower case is two
          } else {
            lower.appendCodePoint(Character.toLowerCase(c));
          }
        });
    return lower.toString();
  }

  private static String normal(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC);
  }

  private static boolean isInvisible(int c) {
    return c == 0xad
        || c == 0x34f
        || c == 0x200b
        || c == 0x2060
        || c == 0x2064
        || c == 0xfeff
        || (c >= 0x180b && c <= 0x180d)
        || (c >= 0xfe00 && c <= 0xfe0f);
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }

  private static boolean isHostName(String name) {
    if (name.isEmpty() || name.length() > MAX_LENGTH) {
      return false;
    }
    for (var label : name.split("\\.", -1)) {
      if (label.isEmpty()
          || label.length() > MAX_LABEL
          || !label.chars().allMatch(DomainName::isLdh)) {
        return false;
      }
    }
    return true;
  }

  /// Letters, digits, hyphen, and the underscore of service labels.
  private static boolean isLdh(int c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  }
}
