package org.entente.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// What was made in this world and what may become of it, known without asking any node how it
/// decided. Every object carries a token in a text that nothing redacts, by which it is known again
/// under whatever id it goes.
final class Truth {
  /// What the accord of this world has to say about an object.
  enum Kind {
    GREEN("marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb"),
    AMBER("marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421"),
    RED("marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1"),
    /// Green, and of a type that a clause forbids, until the accord is amended.
    FORBIDDEN("vulnerability", "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb"),
    /// Green, and of a type that the amendment forbids.
    FORBIDDEN_LATER("tool", "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb");

    private final String type;
    private final String marking;

    Kind(String type, String marking) {
      this.type = type;
      this.marking = marking;
    }

    Kind(String marking) {
      this("indicator", marking);
    }

    /// Whether a later version may be of any kind of that type.
    boolean isOneOfMany() {
      return type.equals("indicator");
    }
  }

  private static final Pattern TOKEN = Pattern.compile("sim-([0-9])-([0-9]+)-([0-9]+)");
  private static final String IN_AN_OPEN_COLLECTION =
      "select o.id from object o join filing f on f.object = o.no"
          + " join opening c on c.collection = f.collection"
          + " where instr(o.bytes, ?) > 0 and o.source = '' and c.party in ('*', ?)"
          + " and o.id not in (select id from national_hold) limit 1";

  private final Map<String, Kind> kinds = new HashMap<>();
  private final Map<Integer, List<String>> ids = new HashMap<>();
  private final Map<String, Integer> versions = new HashMap<>();
  private final Set<String> revoked = new HashSet<>();
  private final Set<String> approved = new HashSet<>();

  /// A new object of a node, or a new version of one; its JSON.
  ///
  /// @param number of the object among the node's
  /// @param target an id that it refers to, or nothing
  String object(int node, int number, Kind kind, boolean isRevoked, Optional<String> target) {
    var id = "%s--00000000-0000-4000-8000-%d%011d".formatted(kind.type, node, number);
    int version = versions.merge(id, 1, Integer::sum);
    var token = "sim-%d-%d-%d".formatted(node, number, version);
    kinds.put(token, kind);
    if (isRevoked) {
      revoked.add(token);
    }
    var known = ids.computeIfAbsent(node, none -> new ArrayList<>());
    if (!known.contains(id)) {
      known.add(id);
    }
    return """
    {"type":"%s","spec_version":"2.1","id":"%s","created_by_ref":"%s",\
    "created":"2026-10-01T00:00:00.000Z","modified":"2026-10-01T00:00:00.%03dZ",\
    "name":"%s","revoked":%s,%s"object_marking_refs":["%s"]}\
    """
        .formatted(
            kind.type,
            id,
            Homes.identity(node).replace("identity--0", "identity--a"),
            version,
            token,
            isRevoked,
            rest(kind, target, number),
            kind.marking);
  }

  private static String rest(Kind kind, Optional<String> target, int number) {
    var references = target.map(id -> "\"x_about_ref\":\"%s\",".formatted(id)).orElse("");
    return !kind.isOneOfMany()
        ? references
        : references
            + "\"pattern\":\"[domain-name:value = 'd%d.example']\",\"pattern_type\":\"stix\",\"valid_from\":\"2026-10-01T00:00:00Z\","
                .formatted(number);
  }

  /// The kind that the last version of that object was made with.
  Kind kind(int node, int number, String id) {
    return kind("sim-%d-%d-%d".formatted(node, number, versions.get(id)));
  }

  private Kind kind(String token) {
    return Optional.ofNullable(kinds.get(token)).orElseThrow();
  }

  /// The ids of a node's own objects.
  List<String> ids(int node) {
    return ids.getOrDefault(node, List.of());
  }

  /// An officer is about to agree that these bytes go to this partner.
  void approve(byte[] object, String partner) {
    token(object).ifPresent(token -> approved.add(token + " " + partner));
  }

  /// The token in what is said to be one of our objects.
  static Optional<String> token(byte[] object) {
    var matcher = TOKEN.matcher(new String(object, UTF_8));
    return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
  }

  /// Why this may never go from one node to the other, whatever stands in the one's store; empty
  /// when it may.
  ///
  /// @param amended whether the accord is the amended one
  Optional<String> neverMay(byte[] sent, SimulatedNode from, String partner, boolean amended) {
    var token = token(sent);
    if (token.isEmpty()) {
      return Optional.of("nobody made it");
    }
    var matcher = TOKEN.matcher(token.get());
    if (!matcher.matches() || Integer.parseInt(matcher.group(1)) != from.number()) {
      return Optional.of(token.get() + " is another's, given for nobody else");
    }
    return switch (kind(token.get())) {
      case GREEN -> Optional.empty();
      case RED -> forbidden(token.get(), true);
      case FORBIDDEN -> forbidden(token.get(), !amended);
      case FORBIDDEN_LATER -> forbidden(token.get(), amended);
      case AMBER -> amber(sent, token.get(), partner);
    };
  }

  private static Optional<String> forbidden(String token, boolean isForbidden) {
    return isForbidden ? Optional.of(token + " is forbidden by the accord") : Optional.empty();
  }

  private Optional<String> amber(byte[] sent, String token, String partner) {
    boolean follows = revoked.contains(token) && wentBefore(token, partner);
    if (!follows && !approved.contains(token + " " + partner)) {
      return Optional.of(token + " needs an officer, and none has agreed");
    }
    return new String(sent, UTF_8).contains("identity--a")
        ? Optional.of(token + " names its creator")
        : Optional.empty();
  }

  /// Whether an officer has agreed to an earlier version, which a revocation follows.
  private boolean wentBefore(String token, String partner) {
    int version = Integer.parseInt(token.substring(token.lastIndexOf('-') + 1));
    var object = token.substring(0, token.lastIndexOf('-') + 1);
    return IntStream.range(1, version)
        .anyMatch(before -> approved.contains(object + before + " " + partner));
  }

  /// Why this may not go now: what an administrator or an officer of the node has set stands in its
  /// store.
  static Optional<String> mayNotNow(Connection connection, byte[] sent, String partner)
      throws SQLException {
    var token = token(sent).orElseThrow();
    try (var select = connection.prepareStatement(IN_AN_OPEN_COLLECTION)) {
      select.setBytes(1, ("\"" + token + "\"").getBytes(UTF_8));
      select.setString(2, partner);
      try (var row = select.executeQuery()) {
        return row.next()
            ? Optional.empty()
            : Optional.of(token + " is in no open collection, or is kept at home");
      }
    }
  }
}
