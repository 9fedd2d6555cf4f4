package org.entente.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import org.entente.json.JsonValue.JsonArray;
import org.entente.json.JsonValue.JsonBoolean;
import org.entente.json.JsonValue.JsonNull;
import org.entente.json.JsonValue.JsonNumber;
import org.entente.json.JsonValue.JsonObject;
import org.entente.json.JsonValue.JsonString;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/// Reads one strict JSON text (RFC 8259 with the restrictions of RFC 7493): UTF-8, no duplicate
/// names, no lone surrogates, nothing after the value, bounded depth and number length. What it
/// refuses, it refuses with the place; it never repairs.
public final class Json {
  /// Deeper than anything met in real STIX, shallow enough that recursion over a value is safe.
  public static final int MAX_DEPTH = 128;

  private static final int MAX_NUMBER_LENGTH = 400;

  /// In bytes of UTF-8.
  static final int MAX_NAME_LENGTH = 65_536;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(MAX_NUMBER_LENGTH)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(MAX_NAME_LENGTH)
                  .maxDocumentLength(-1)
                  .build())
          .disable(tools.jackson.core.TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
          .build();

  private Json() {}

  public static JsonValue parse(byte[] bytes) throws MalformedJson {
    return parse(bytes, 0, bytes.length);
  }

  public static JsonValue parse(byte[] bytes, int offset, int length) throws MalformedJson {
    requireUtf8(bytes, offset, length);
    if (length > 0 && bytes[offset] == (byte) 0xef) {
      throw new MalformedJson("begins with a byte order mark: expected a JSON value, at byte 0");
    }
    try (var parser = FACTORY.createParser(ObjectReadContext.empty(), bytes, offset, length)) {
      var first = parser.nextToken();
      if (first == null) {
        throw new MalformedJson("empty: expected a JSON value");
      }
      var value = value(parser, first);
      if (parser.nextToken() != null) {
        throw new MalformedJson("more follows after the end of the value, " + place(parser));
      }
      return value;
    } catch (StreamConstraintsException e) {
      throw new MalformedJson(
          "beyond a limit: %d levels, names of %,d bytes, numbers of %d digits"
              .formatted(MAX_DEPTH, MAX_NAME_LENGTH, MAX_NUMBER_LENGTH));
    } catch (JacksonException e) {
      throw new MalformedJson(e.getOriginalMessage() + ", " + place(e));
    }
  }

  /// Like [#parse(byte[])], and the value must be an object.
  public static JsonObject parseObject(byte[] bytes) throws MalformedJson {
    if (parse(bytes) instanceof JsonObject object) {
      return object;
    }
    throw new MalformedJson("expected a JSON object");
  }

  private static JsonValue value(JsonParser parser, JsonToken token) throws MalformedJson {
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> new JsonString(whole(parser, parser.getString()));
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser);
      case VALUE_TRUE -> new JsonBoolean(true);
      case VALUE_FALSE -> new JsonBoolean(false);
      case VALUE_NULL -> JsonNull.NULL;
      default -> throw new MalformedJson("unexpected " + token + ", " + place(parser));
    };
  }

  /// RFC 7493 §2.2: a number that no double can hold is refused, since every reader would differ.
  private static JsonNumber number(JsonParser parser) throws MalformedJson {
    var number = new JsonNumber(parser.getString());
    if (!number.isInteger() || number.text().length() > 300) {
      requireFinite(number, parser);
    }
    return number;
  }

  private static void requireFinite(JsonNumber number, JsonParser parser) throws MalformedJson {
    if (Double.isInfinite(number.asDouble())) {
      throw new MalformedJson("number too large for a double, " + place(parser));
    }
  }

  private static JsonObject object(JsonParser parser) throws MalformedJson {
    var members = new FreshMembers();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      var name = whole(parser, parser.currentName());
      if (members.put(name, value(parser, parser.nextToken())) != null) {
        throw new MalformedJson("duplicate name \"" + name + "\", " + place(parser));
      }
    }
    return new JsonObject(members);
  }

  private static JsonArray array(JsonParser parser) throws MalformedJson {
    var items = new ArrayList<JsonValue>();
    for (var token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
      items.add(value(parser, token));
    }
    return new JsonArray(items);
  }

  /// Escapes can spell a lone surrogate (`\ud800`), which no UTF-8 can carry.
  private static String whole(JsonParser parser, String text) throws MalformedJson {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i)) && !isPaired(text, i)) {
        throw new MalformedJson("lone surrogate in a string, " + place(parser));
      }
    }
    return text;
  }

  private static boolean isPaired(String text, int at) {
    return Character.isHighSurrogate(text.charAt(at))
        ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
        : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
  }

  private static void requireUtf8(byte[] bytes, int offset, int length) throws MalformedJson {
    for (int i = offset; i < offset + length; i++) {
      if (bytes[i] < 0) {
        var rest = ByteBuffer.wrap(bytes, i, offset + length - i);
        try {
          StandardCharsets.UTF_8.newDecoder().decode(rest);
        } catch (CharacterCodingException e) {
          throw new MalformedJson("not UTF-8, near byte " + (rest.position() - offset));
        }
        return;
      }
    }
  }

  private static String place(JsonParser parser) {
    return "at byte " + parser.currentLocation().getByteOffset();
  }

  private static String place(JacksonException e) {
    return e.getLocation() == null ? "" : "at byte " + e.getLocation().getByteOffset();
  }
}
