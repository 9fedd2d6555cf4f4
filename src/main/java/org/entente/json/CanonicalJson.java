package org.entente.json;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.entente.json.JsonValue.JsonArray;
import org.entente.json.JsonValue.JsonBoolean;
import org.entente.json.JsonValue.JsonNull;
import org.entente.json.JsonValue.JsonNumber;
import org.entente.json.JsonValue.JsonObject;
import org.entente.json.JsonValue.JsonString;

/// The canonical form of a JSON value (RFC 8785, JCS): members sorted by UTF-16 code units, no
/// white space, numbers as ECMAScript prints them, the shortest escapes. Equal values have equal
/// bytes, so these bytes are what gets hashed, signed and sent.
public final class CanonicalJson {
  private byte[] out = new byte[1_024];
  private int length;

  private CanonicalJson() {}

  public static byte[] bytes(JsonValue value) {
    var canonical = new CanonicalJson();
    canonical.write(value);
    return Arrays.copyOf(canonical.out, canonical.length);
  }

  /// The canonical form of an object without some of its members.
  public static byte[] bytes(JsonObject object, Set<String> without) {
    var canonical = new CanonicalJson();
    canonical.object(object, without);
    return Arrays.copyOf(canonical.out, canonical.length);
  }

  public static String text(JsonValue value) {
    return new String(bytes(value), StandardCharsets.UTF_8);
  }

  private void write(JsonValue value) {
    switch (value) {
      case JsonObject object -> object(object, Set.of());
      case JsonArray(List<JsonValue> items) -> array(items);
      case JsonString(String text) -> string(text);
      case JsonNumber number -> ascii(number(number));
      case JsonBoolean(boolean truth) -> ascii(truth ? "true" : "false");
      case JsonNull.NULL -> ascii("null");
    }
  }

  private void object(JsonObject object, Set<String> without) {
    var names = object.members().keySet().toArray(String[]::new);
    Arrays.sort(names); // String compares by UTF-16 code units, as RFC 8785 §3.2.3 asks
    put('{');
    boolean first = true;
    for (var name : names) {
      if (without.contains(name)) {
        continue;
      }
      if (!first) {
        put(',');
      }
      first = false;
      string(name);
      put(':');
      write(object.get(name).orElseThrow());
    }
    put('}');
  }

  private void array(List<JsonValue> items) {
    put('[');
    for (int i = 0; i < items.size(); i++) {
      if (i > 0) {
        put(',');
      }
      write(items.get(i));
    }
    put(']');
  }

  private void string(String text) {
    put('"');
    int plainFrom = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x20 && c != '"' && c != '\\') {
        continue;
      }
      utf8(text, plainFrom, i);
      escape(c);
      plainFrom = i + 1;
    }
    utf8(text, plainFrom, text.length());
    put('"');
  }

  private void escape(char c) {
    switch (c) {
      case '"' -> ascii("\\\"");
      case '\\' -> ascii("\\\\");
      case '\b' -> ascii("\\b");
      case '\t' -> ascii("\\t");
      case '\n' -> ascii("\\n");
      case '\f' -> ascii("\\f");
      case '\r' -> ascii("\\r");
      default -> ascii(String.format("\\u%04x", (int) c));
    }
  }

  private void utf8(String text, int from, int to) {
    if (from < to) {
      putAll(text.substring(from, to).getBytes(StandardCharsets.UTF_8));
    }
  }

  private void ascii(String text) {
    putAll(text.getBytes(StandardCharsets.US_ASCII));
  }

  private void putAll(byte[] bytes) {
    reserve(bytes.length);
    System.arraycopy(bytes, 0, out, length, bytes.length);
    length += bytes.length;
  }

  private void put(char ascii) {
    reserve(1);
    out[length++] = (byte) ascii;
  }

  private void reserve(int more) {
    if (out.length - length < more) {
      out = Arrays.copyOf(out, Math.max(2 * out.length, Math.addExact(length, more)));
    }
  }

  /// ECMA-262 Number::toString (RFC 8785 §3.2.2.3): the shortest digits that read back as the same
  /// double, plain between 1e-6 and 1e21, with an exponent outside.
  private static String number(JsonNumber number) {
    if (number.text().length() < 16 && number.isInteger() && !number.text().equals("-0")) {
      return number.text();
    }
    double value = number.asDouble();
    if (Double.isInfinite(value) || Double.isNaN(value)) {
      throw new IllegalStateException("number " + number.text() + " has no canonical form");
    }
    return value == 0 ? "0" : (value < 0 ? "-" : "") + positive(Math.abs(value));
  }

  private static String positive(double value) {
    // Double.toString gives the shortest digits since JDK 19; only its layout differs.
    var decimal = shortest(value);
    var digits = decimal.unscaledValue().toString();
    int point = digits.length() - decimal.scale();
    if (point > 0 && point <= 21) {
      return point >= digits.length()
          ? digits + "0".repeat(point - digits.length())
          : digits.substring(0, point) + "." + digits.substring(point);
    }
    if (point > -6 && point <= 0) {
      return "0." + "0".repeat(-point) + digits;
    }
    int exponent = point - 1;
    var mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
    return mantissa + "e" + (exponent < 0 ? "-" : "+") + Math.abs(exponent);
  }

  /// Double.toString prefers two digits to one where both read back (4.9E-324); ECMAScript does
  /// not.
  private static BigDecimal shortest(double value) {
    var decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    if (decimal.precision() != 2) {
      return decimal;
    }
    var oneDigit = decimal.round(new MathContext(1, RoundingMode.HALF_EVEN));
    return oneDigit.doubleValue() == value ? oneDigit.stripTrailingZeros() : decimal;
  }
}
