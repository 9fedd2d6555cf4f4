package org.entente.conformance;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonArray;
import org.entente.json.JsonValue.JsonBoolean;
import org.entente.json.JsonValue.JsonNumber;
import org.entente.json.JsonValue.JsonObject;
import org.entente.json.JsonValue.JsonString;
import org.entente.stix.StixId;
import org.entente.stix.StixTimestamp;

/// What a property's value must look like: the common data types of STIX 2.1 §2.
@FunctionalInterface
interface ValueRule {
  void check(JsonValue value, Findings findings);

  ValueRule STRING =
      (value, findings) -> {
        if (!(value instanceof JsonString)) {
          findings.expected("a string", value, "STIX 2.1 §2.15");
        }
      };

  ValueRule BOOLEAN =
      (value, findings) -> {
        if (!(value instanceof JsonBoolean)) {
          findings.expected("true or false", value, "STIX 2.1 §2.2");
        }
      };

  ValueRule INTEGER = integer(Long.MIN_VALUE, Long.MAX_VALUE);

  ValueRule COUNT = integer(0, Long.MAX_VALUE);

  ValueRule FLOAT = number(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  ValueRule TIMESTAMP = (value, findings) -> timestamp(value, findings, false);

  /// `created` and `modified` carry at least milliseconds (§3.2).
  ValueRule TIMESTAMP_OF_VERSION = (value, findings) -> timestamp(value, findings, true);

  ValueRule HEX =
      text("an even number of lower-case hex digits", "STIX 2.1 §2.8", ValueRule::isHex);

  /// RFC 5646, by shape.
  ValueRule LANGUAGE = text("a language tag (RFC 5646)", "STIX 2.1 §3.2", ValueRule::isLanguageTag);

  ValueRule BINARY =
      (value, findings) -> {
        if (!(value instanceof JsonString(String text)) || !isBase64(text)) {
          findings.expected("base64", value, "STIX 2.1 §2.1");
        }
      };

  ValueRule DICTIONARY = (value, findings) -> dictionary(value, findings, 1, (v, f) -> {});

  ValueRule HASHES =
      (value, findings) ->
          dictionary(
              value,
              findings,
              3,
              (hash, inner) -> {
                if (!(hash instanceof JsonString)) {
                  inner.expected("a string", hash, "STIX 2.1 §2.7");
                }
              });

  static ValueRule integer(long min, long max) {
    return (value, findings) -> {
      if (!(value instanceof JsonNumber number) || number.integer().isEmpty()) {
        findings.expected("an integer within ±(2^53−1)", value, "STIX 2.1 §2.10");
      } else if (number.integer().get() < min || number.integer().get() > max) {
        findings.expected("an integer from " + min + " to " + max, value, "STIX 2.1 §2.10");
      }
    };
  }

  static ValueRule number(double min, double max) {
    return (value, findings) -> {
      if (!(value instanceof JsonNumber number)) {
        findings.expected("a number", value, "STIX 2.1 §2.6");
      } else if (number.asDouble() < min || number.asDouble() > max) {
        findings.expected("a number from " + min + " to " + max, value, "STIX 2.1 §2.6");
      }
    };
  }

  static ValueRule oneOf(String... terms) {
    var allowed = Set.of(terms);
    return (value, findings) -> {
      if (!(value instanceof JsonString(String text)) || !allowed.contains(text)) {
        findings.expected("one of " + Arrays.toString(terms), value, "STIX 2.1 §2.4");
      }
    };
  }

  /// A string of this shape.
  static ValueRule text(String what, String clause, String regex) {
    return text(what, clause, Pattern.compile(regex).asMatchPredicate());
  }

  static ValueRule text(String what, String clause, Predicate<String> fits) {
    return (value, findings) -> {
      if (!(value instanceof JsonString(String text)) || !fits.test(text)) {
        findings.expected(what, value, clause);
      }
    };
  }

  static ValueRule listOf(ValueRule rule) {
    return (value, findings) -> {
      if (!(value instanceof JsonArray(List<JsonValue> items)) || items.isEmpty()) {
        findings.expected("a list of at least one", value, "STIX 2.1 §2.12");
        return;
      }
      for (int i = 0; i < items.size(); i++) {
        findings.enter(Integer.toString(i));
        rule.check(items.get(i), findings);
        findings.leave();
      }
    };
  }

  /// An identifier of an object of one of these types; none given: of any type.
  static ValueRule id(String... types) {
    var allowed = Set.of(types);
    var what = types.length == 0 ? "an id" : "an id of type " + String.join(" or ", types);
    return idWhere(what, type -> allowed.isEmpty() || allowed.contains(type));
  }

  static ValueRule idWhere(String what, Predicate<String> fits) {
    return (value, findings) -> {
      var id = value instanceof JsonString(String text) ? StixId.parse(text) : null;
      if (id == null || id.isEmpty() || !fits.test(id.get().type())) {
        findings.expected(what, value, "STIX 2.1 §3.3");
      } else if (!id.get().isStandard()) {
        findings.expected("type--UUID with a lower-case UUID", value, "STIX 2.1 §2.9");
      }
    };
  }

  /// The same rules for the members of an object, checked as an object of its own.
  static ValueRule nested(ObjectRule rule) {
    return (value, findings) -> {
      if (value instanceof JsonObject object) {
        rule.check(object, findings);
      } else {
        findings.expected("an object", value, rule.clause());
      }
    };
  }

  static void dictionary(JsonValue value, Findings findings, int minKeyLength, ValueRule rule) {
    if (!(value instanceof JsonObject object) || object.members().isEmpty()) {
      findings.expected("an object with at least one member", value, "STIX 2.1 §2.3");
      return;
    }
    object
        .members()
        .forEach((key, item) -> {
          findings.enter(key);
          if (key.length() < minKeyLength || key.length() > 250 || !Names.isDictionaryKey(key)) {
            findings.add("a key has only a-z, A-Z, 0-9, - and _", "STIX 2.1 §2.3");
          }
          rule.check(item, findings);
          findings.leave();
        });
  }

  private static void timestamp(JsonValue value, Findings findings, boolean ofVersion) {
    var timestamp = value instanceof JsonString(String text) ? StixTimestamp.parse(text) : null;
    if (timestamp == null || timestamp.isEmpty()) {
      var what = "expected a timestamp YYYY-MM-DDTHH:mm:ss[.s+]Z, found " + Findings.shown(value);
      if (ofVersion) {
        findings.addFatal(what, "STIX 2.1 §2.16");
      } else {
        findings.add(what, "STIX 2.1 §2.16");
      }
    } else if (!timestamp.get().isStandard()) {
      findings.expected("a timestamp in UTC that ends in Z", value, "STIX 2.1 §2.16");
    } else if (ofVersion && !timestamp.get().hasMilliseconds()) {
      findings.expected("at least milliseconds", value, "STIX 2.1 §3.2");
    }
  }

  private static boolean isHex(String text) {
    return text.length() % 2 == 0
        && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  }

  /// The length is bounded first: a repeated group recurses, and text this long is no tag.
  private static boolean isLanguageTag(String text) {
    return text.length() <= 100 && text.matches("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*");
  }

  private static boolean isBase64(String text) {
    try {
      Base64.getDecoder().decode(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
