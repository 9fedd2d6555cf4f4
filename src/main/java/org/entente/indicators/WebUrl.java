package org.entente.indicators;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// URLs in one form: as the WHATWG URL Standard parses and serialises them without a base, and
/// without fragment: `HTTP://Example.ORG:80/a/../b c` becomes `http://example.org/b%20c`.
///
/// Left out: `file:` URLs, which name a place on one machine and nothing to look for.
final class WebUrl {
  private static final Map<String, String> DEFAULT_PORTS =
      Map.of("http", "80", "https", "443", "ws", "80", "wss", "443", "ftp", "21");

  private final String scheme;
  private final boolean special;

  private WebUrl(String scheme) {
    this.scheme = scheme;
    this.special = DEFAULT_PORTS.containsKey(scheme);
  }

  static Optional<String> normalised(String raw) {
    var text = trimmed(raw);
    int colon = text.indexOf(':');
    if (colon < 1 || !text.substring(0, colon).matches("[A-Za-z][A-Za-z0-9+.-]*")) {
      return Optional.empty();
    }
    var scheme = text.substring(0, colon).toLowerCase(Locale.ROOT);
    if (scheme.equals("file")) {
      return Optional.empty();
    }
    int hash = text.indexOf('#', colon);
    var rest = text.substring(colon + 1, hash < 0 ? text.length() : hash);
    return new WebUrl(scheme).serialised(rest);
  }

  /// No control characters or spaces around it, no tabs or newlines in it.
  private static String trimmed(String raw) {
    int from = 0;
    int to = raw.length();
    while (from < to && raw.charAt(from) <= ' ') {
      from++;
    }
    while (to > from && raw.charAt(to - 1) <= ' ') {
      to--;
    }
    return raw.substring(from, to).replaceAll("[\t\n\r]", "");
  }

  private Optional<String> serialised(String rest) {
    int question = rest.indexOf('?');
    var hierarchy = question < 0 ? rest : rest.substring(0, question);
    var query = question < 0 ? "" : "?" + encodedQuery(rest.substring(question + 1));
    if (special) {
      return withAuthority(hierarchy.replaceFirst("^[/\\\\]*", ""), query);
    }
    if (hierarchy.startsWith("//")) {
      return withAuthority(hierarchy.substring(2), query);
    }
    return Optional.of(scheme + ":" + withoutAuthority(hierarchy) + query);
  }

  private String withoutAuthority(String hierarchy) {
    if (!hierarchy.startsWith("/")) {
      return PercentCode.CONTROLS.encode(hierarchy);
    }
    var path = path(hierarchy);
    return path.startsWith("//") ? "/." + path : path;
  }

  private String encodedQuery(String query) {
    return (special ? PercentCode.SPECIAL_QUERY : PercentCode.QUERY).encode(query);
  }

  private Optional<String> withAuthority(String text, String query) {
    int end = 0;
    while (end < text.length() && !isSlash(text.charAt(end))) {
      end++;
    }
    var path = path(text.substring(end));
    return authority(text.substring(0, end))
        .map(authority -> scheme + "://" + authority + path + query);
  }

  private boolean isSlash(char c) {
    return c == '/' || (special && c == '\\');
  }

  private Optional<String> authority(String text) {
    int at = text.lastIndexOf('@');
    var credentials = at < 0 ? "" : credentials(text.substring(0, at));
    var hostAndPort = text.substring(at + 1);
    int colon = hostAndPort.lastIndexOf(':');
    boolean hasPort = colon > hostAndPort.lastIndexOf(']');
    var hostText = hasPort ? hostAndPort.substring(0, colon) : hostAndPort;
    var port = port(hasPort ? hostAndPort.substring(colon + 1) : "");
    var host = UrlHost.parse(hostText, special);
    if (host.isEmpty() || (hostText.isEmpty() && (hasPort || at >= 0))) {
      return Optional.empty();
    }
    return port.map(number -> credentials + host.get() + number);
  }

  private static String credentials(String text) {
    int colon = text.indexOf(':');
    var user = PercentCode.USER_INFO.encode(colon < 0 ? text : text.substring(0, colon));
    var password = colon < 0 ? "" : PercentCode.USER_INFO.encode(text.substring(colon + 1));
    var both = password.isEmpty() ? user : user + ":" + password;
    return both.isEmpty() ? "" : both + "@";
  }

  /// `:8080`, nothing for the scheme's own port; empty when it is no port.
  private Optional<String> port(String digits) {
    if (digits.isEmpty()) {
      return Optional.of("");
    }
    if (!digits.matches("0*[0-9]{1,5}") || Integer.parseInt(digits) > 0xffff) {
      return Optional.empty();
    }
    var number = Integer.toString(Integer.parseInt(digits));
    return Optional.of(number.equals(DEFAULT_PORTS.get(scheme)) ? "" : ":" + number);
  }

  /// Resolves `.` and `..`, spelled out or as `%2e`; a special URL has at least `/`.
  private String path(String text) {
    if (text.isEmpty()) {
      return special ? "/" : "";
    }
    Deque<String> segments = new ArrayDeque<>();
    var parts = (special ? text.replace('\\', '/') : text).substring(1).split("/", -1);
    for (int i = 0; i < parts.length; i++) {
      boolean last = i == parts.length - 1;
      switch (parts[i].toLowerCase(Locale.ROOT).replace("%2e", ".")) {
        case "." -> addEmptyIf(last, segments);
        case ".." -> {
          segments.pollLast();
          addEmptyIf(last, segments);
        }
        default -> segments.addLast(PercentCode.PATH.encode(parts[i]));
      }
    }
    return "/" + String.join("/", segments);
  }

  private static void addEmptyIf(boolean last, Deque<String> segments) {
    if (last) {
      segments.addLast("");
    }
  }
}
