package org.entente.indicators;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The comparisons for equality in a STIX pattern (STIX 2.1 §9), `=` and `IN` that are not negated:
/// the ones that name a value to look for. The rest of the language is passed over; this does not
/// judge whether a pattern is valid.
///
///     [file:hashes.'SHA-256' = 'ab…' OR domain-name:value IN ('example.org', 'example.net')]
///
/// gives `file:hashes.'SHA-256'` with `ab…` and `domain-name:value` with each of the two names.
final class PatternComparisons {
  record Comparison(String path, String value) {}

  private final String pattern;
  private final List<Comparison> found = new ArrayList<>();
  private int at;

  private PatternComparisons(String pattern) {
    this.pattern = pattern;
  }

  static List<Comparison> of(String pattern) {
    var reader = new PatternComparisons(pattern);
    reader.readAll();
    return reader.found;
  }

  private void readAll() {
    var path = "";
    boolean equality = false;
    boolean negated = false;
    while (skipToToken()) {
      char c = pattern.charAt(at);
      if (c == '\'') {
        var value = literal();
        if (equality && !negated && !path.isEmpty()) {
          found.add(new Comparison(path, value));
        }
      } else if (isOperator(c)) {
        var operator = operator();
        equality = operator.equals("=") || operator.equals("==");
      } else if (isWordStart(c)) {
        var word = word();
        switch (word.toUpperCase(Locale.ROOT)) {
          case "IN" -> equality = true;
          case "NOT" -> negated = true;
          case "LIKE", "MATCHES", "ISSUBSET", "ISSUPERSET" -> equality = false;
          default -> {
            path = word.indexOf(':') > 0 ? word : "";
            equality = false;
            negated = false;
          }
        }
      } else {
        at++; // brackets, commas, parentheses
      }
    }
  }

  /// Passes over white space and comments.
  private boolean skipToToken() {
    while (at < pattern.length()) {
      if (pattern.startsWith("/*", at)) {
        int end = pattern.indexOf("*/", at + 2);
        at = end < 0 ? pattern.length() : end + 2;
      } else if (pattern.startsWith("//", at)) {
        int end = pattern.indexOf('\n', at);
        at = end < 0 ? pattern.length() : end + 1;
      } else if (Character.isWhitespace(pattern.charAt(at))) {
        at++;
      } else {
        return true;
      }
    }
    return false;
  }

  /// `'it\'s'`: a backslash escapes a quote or a backslash.
  private String literal() {
    var text = new StringBuilder();
    at++;
    while (at < pattern.length() && pattern.charAt(at) != '\'') {
      if (pattern.charAt(at) == '\\' && at + 1 < pattern.length()) {
        at++;
      }
      text.append(pattern.charAt(at++));
    }
    at++;
    return text.toString();
  }

  private String operator() {
    int from = at;
    while (at < pattern.length() && isOperator(pattern.charAt(at))) {
      at++;
    }
    return pattern.substring(from, at);
  }

  private static boolean isOperator(char c) {
    return c == '=' || c == '!' || c == '<' || c == '>';
  }

  private static boolean isWordStart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-';
  }

  /// A keyword, a number, or an object path with its indexes and quoted steps. A quote right after
  /// a word begins a typed literal (`t'2020-01-01T00:00:00Z'`), not a step.
  private String word() {
    int from = at;
    while (at < pattern.length()) {
      char c = pattern.charAt(at);
      if (isWordStart(c) || c == ':' || c == '.') {
        at++;
      } else if (c == '\'' && pattern.charAt(at - 1) == '.') {
        literal();
      } else if (c == '[' && pattern.substring(from, at).indexOf(':') > 0) {
        int end = pattern.indexOf(']', at);
        at = end < 0 ? pattern.length() : end + 1;
      } else {
        break;
      }
    }
    return pattern.substring(from, Math.min(at, pattern.length()));
  }
}
