package org.entente.national;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.entente.json.JsonPointer;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonArray;
import org.entente.json.JsonValue.JsonNumber;
import org.entente.json.JsonValue.JsonObject;
import org.entente.json.JsonValue.JsonString;

/// The constituency list of `national.yaml`: the names, domains, address ranges and AS numbers of
/// those whom this authority protects. What still carries one of them after redaction waits for an
/// officer (**A nation may always share less**).
///
/// Every text of an object is searched, member names too: a name as whole words, a domain with all
/// below it, an address or range that touches a listed one, `AS64496` in any spelling. `[.]`, `(.)`
/// and percent escapes are undone first. In doubt it matches: a false match costs an officer a
/// look. Not searched: what base64 hides (`payload_bin`), and pictures.
public final class Constituency {
  public static final int MAX_ENTRIES = 200_000;

  /// In characters (RFC 1035 §2.3.4); a longer text is no domain.
  private static final int LONGEST_DOMAIN = 253;

  public static final Constituency EMPTY =
      new Constituency(new NameMatcher(List.of()), Set.of(), new AddressRanges(), Set.of());

  private final NameMatcher names;
  private final Set<String> domains;
  private final AddressRanges ranges;
  private final Set<Long> systems;

  Constituency(NameMatcher names, Set<String> domains, AddressRanges ranges, Set<Long> systems) {
    this.names = names;
    this.domains = Set.copyOf(domains);
    this.ranges = ranges;
    this.systems = Set.copyOf(systems);
  }

  /// Where an entry of the list was found, such as `ministry.example` at `/pattern`.
  public record Found(JsonPointer at, String entry) {}

  public boolean isEmpty() {
    return names.isEmpty() && domains.isEmpty() && ranges.isEmpty() && systems.isEmpty();
  }

  /// The first place where something on the list stands.
  public Optional<Found> find(JsonObject object) {
    return isEmpty() ? Optional.empty() : find(object, JsonPointer.ROOT, false);
  }

  private Optional<Found> find(JsonValue value, JsonPointer at, boolean systemNumber) {
    return switch (value) {
      case JsonString(String text) -> find(text).map(entry -> new Found(at, entry));
      case JsonNumber number when systemNumber ->
          number.integer().flatMap(this::system).map(entry -> new Found(at, entry));
      case JsonObject object -> members(object, at);
      case JsonArray(List<JsonValue> items) -> items(items, at, systemNumber);
      default -> Optional.empty();
    };
  }

  private Optional<Found> members(JsonObject object, JsonPointer at) {
    boolean system = object.string("type").filter("autonomous-system"::equals).isPresent();
    for (var member : object.members().entrySet()) {
      var name = member.getKey();
      var here = at.child(name);
      boolean number = (system && name.equals("number")) || name.contains("asn");
      var found =
          find(name)
              .map(entry -> new Found(here, entry))
              .or(() -> find(member.getValue(), here, number));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<Found> items(List<JsonValue> items, JsonPointer at, boolean systemNumber) {
    for (int i = 0; i < items.size(); i++) {
      var found = find(items.get(i), at.child(i), systemNumber);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /// The entry of the list that stands in this text.
  Optional<String> find(String text) {
    var plain = armed(text);
    var decoded = plain.indexOf('%') < 0 ? plain : percentDecoded(plain);
    return scan(plain).or(() -> decoded.equals(plain) ? Optional.empty() : scan(decoded));
  }

  private Optional<String> scan(String text) {
    return names.find(text).or(() -> words(text)).or(() -> systemInPattern(text));
  }

  /// Host-like words (letters, digits, `.`, `-`, `_`) and address-like ones (hex, `:`, `.`).
  private Optional<String> words(String text) {
    int start = -1;
    for (int i = 0; i <= text.length(); i++) {
      boolean inside = i < text.length() && isWord(text.charAt(i));
      if (inside && start < 0) {
        start = i;
      } else if (!inside && start >= 0) {
        var found = word(text, start, i);
        if (found.isPresent()) {
          return found;
        }
        start = -1;
      }
    }
    return ranges.isEmpty() ? Optional.empty() : new AddressSearch(ranges, text).colonGroups();
  }

  private static boolean isWord(char c) {
    return c == '.' || c == '-' || c == '_' || Character.isLetterOrDigit(c) || c == '\u3002';
  }

  private Optional<String> word(String text, int start, int end) {
    var word = trimmed(text.substring(start, end).toLowerCase(Locale.ROOT));
    if (word.isEmpty()) {
      return Optional.empty();
    }
    var found =
        ranges.isEmpty()
            ? Optional.<String>empty()
            : new AddressSearch(ranges, text).word(word, end);
    if (found.isEmpty() && Character.digit(word.charAt(word.length() - 1), 10) >= 0) {
      found = systemNamed(word, text, start);
    }
    if (found.isPresent()) {
      return found;
    }
    return word.indexOf('.') < 0 && !domains.contains(word) ? Optional.empty() : domain(word);
  }

  private static String trimmed(String word) {
    int start = 0;
    int end = word.length();
    while (start < end && ".-_".indexOf(word.charAt(start)) >= 0) {
      start++;
    }
    while (end > start && ".-_".indexOf(word.charAt(end - 1)) >= 0) {
      end--;
    }
    return word.substring(start, end);
  }

  /// The domain itself or any above it: `www.ministry.example` is below `ministry.example`.
  private Optional<String> domain(String word) {
    if (domains.isEmpty()) {
      return Optional.empty();
    }
    var name = aLabels(word);
    for (int from = 0; from >= 0; ) {
      var suffix = name.substring(from);
      if (domains.contains(suffix)) {
        return Optional.of(suffix);
      }
      int dot = name.indexOf('.', from);
      from = dot < 0 ? -1 : dot + 1;
    }
    return Optional.empty();
  }

  /// The form that a domain has on the wire, in lower case; a text that is no domain stays as it
  /// is.
  static String aLabels(String domain) {
    if (domain.length() > LONGEST_DOMAIN || domain.chars().allMatch(c -> c < 0x80)) {
      return domain;
    }
    try {
      return IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      return domain; // no host name has this form, so no listed domain can equal it
    }
  }

  private Optional<String> system(long number) {
    return systems.contains(number) ? Optional.of("AS" + number) : Optional.empty();
  }

  /// `AS64496`, `asn64496`, and `AS 64496` with the letters in the word before.
  private Optional<String> systemNamed(String word, String text, int start) {
    if (systems.isEmpty()) {
      return Optional.empty();
    }
    var digits = word.replaceFirst("^as[n]?-?", "");
    boolean before = text.substring(Math.max(0, start - 5), start).matches("(?i).*\\bASN?[ :=#]+");
    return digits.length() < word.length() || before ? number(digits) : Optional.empty();
  }

  /// `[autonomous-system:number = 64496]`
  private Optional<String> systemInPattern(String text) {
    int at = systems.isEmpty() ? -1 : text.indexOf("autonomous-system:number");
    while (at >= 0) {
      var rest = text.substring(at + "autonomous-system:number".length());
      for (var digits : rest.replaceFirst("[\\])].*", "").split("[^0-9]+", 20)) {
        var found = number(digits);
        if (found.isPresent()) {
          return found;
        }
      }
      at = text.indexOf("autonomous-system:number", at + 1);
    }
    return Optional.empty();
  }

  private Optional<String> number(String digits) {
    return digits.matches("[0-9]{1,10}") ? system(Long.parseLong(digits)) : Optional.empty();
  }

  /// Undoes what analysts write so that nobody clicks: `ministry[.]example`,
  /// `ministry(dot)example`.
  private static String armed(String text) {
    if (text.indexOf('[') < 0 && text.indexOf('(') < 0 && text.indexOf('{') < 0) {
      return text;
    }
    return text.replaceAll("(?i)[\\[({]\\s*(\\.|dot)\\s*[\\])}]", ".").replace("[:]", ":");
  }

  private static String percentDecoded(String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    int length = 0;
    for (int i = 0; i < bytes.length; i++) {
      boolean escape = bytes[i] == '%' && i + 2 < bytes.length;
      int high = escape ? Character.digit(bytes[i + 1], 16) : -1;
      int low = escape ? Character.digit(bytes[i + 2], 16) : -1;
      if (high >= 0 && low >= 0) {
        bytes[length++] = (byte) (high << 4 | low);
        i += 2;
      } else {
        bytes[length++] = bytes[i];
      }
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  /// Entries in the form that [#find(JsonObject)] compares with.
  static Set<String> domains(List<String> listed) {
    var domains = new HashSet<String>();
    for (var domain : listed) {
      domains.add(aLabels(trimmed(domain.toLowerCase(Locale.ROOT).replace("*.", ""))));
    }
    return domains;
  }
}
