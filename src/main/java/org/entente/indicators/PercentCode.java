package org.entente.indicators;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// The percent-encode sets of the WHATWG URL Standard (§1.3): which characters a part of a URL
/// spells as `%XX`. What is encoded already stays as it is.
enum PercentCode {
  CONTROLS(""),
  QUERY(" \"#<>"),
  SPECIAL_QUERY(QUERY.encoded + "'"),
  PATH(QUERY.encoded + "?^`{}"),
  USER_INFO(PATH.encoded + "/:;=@[\\]|");

  private final String encoded;

  PercentCode(String encoded) {
    this.encoded = encoded;
  }

  String encode(String text) {
    if (text.chars().allMatch(this::isPlain)) {
      return text;
    }
    var out = new StringBuilder(text.length() + 16);
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      int c = b & 0xff;
      if (isPlain(c)) {
        out.append((char) c);
      } else {
        out.append('%').append(digit(c >> 4)).append(digit(c & 15));
      }
    }
    return out.toString();
  }

  private boolean isPlain(int c) {
    return c > 0x1f && c < 0x7f && encoded.indexOf(c) < 0;
  }

  private static char digit(int value) {
    return Character.toUpperCase(Character.forDigit(value, 16));
  }

  /// Percent-decodes as far as it goes; a `%` without two hex digits stays.
  static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    var out = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
      int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
      if (bytes[i] == '%' && high >= 0 && low >= 0) {
        out.write(high << 4 | low);
        i += 2;
      } else {
        out.write(bytes[i]);
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
