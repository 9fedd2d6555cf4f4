package org.entente.peers;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.entente.accord.KeyUse;
import org.entente.crypto.Algorithm;
import org.entente.crypto.VerifyingKey;
import org.entente.json.JsonValue.JsonObject;

/// The keys of a node card (docs/protocol/exchange.md §1), each named after itself: for `node`,
/// `log` and `hold` exactly one of each algorithm, for `sign` such a pair for every body that
/// signs. Without these checks a card with two log keys would be confirmed by people and fail much
/// later.
final class CardKeys {
  private static final int MAX_KEYS = 32;
  private static final Set<String> MEMBERS = Set.of("alg", "kid", "public", "use");

  private CardKeys() {}

  static List<CardKey> read(JsonObject card) throws MalformedCard {
    var items = card.array("keys");
    if (items.size() > MAX_KEYS) {
      throw new MalformedCard(
          "keys: expected at most %d, found %d".formatted(MAX_KEYS, items.size()));
    }
    var keys = new ArrayList<CardKey>();
    var names = new HashSet<String>();
    for (var item : items) {
      if (!(item instanceof JsonObject object) || !object.members().keySet().equals(MEMBERS)) {
        throw new MalformedCard("keys: expected objects with exactly " + MEMBERS);
      }
      var key = key(object);
      if (!names.add(key.kid())) {
        throw new MalformedCard("keys: kid " + key.kid() + " stands twice");
      }
      keys.add(key);
    }
    for (var use : KeyUse.values()) {
      requirePair(keys, use);
    }
    return keys;
  }

  private static void requirePair(List<CardKey> keys, KeyUse use) throws MalformedCard {
    var algorithms = NodeKeys.algorithms(use);
    long classical = count(keys, use, algorithms.getFirst());
    long quantumSafe = count(keys, use, algorithms.getLast());
    boolean fits = use == KeyUse.SIGN ? classical == quantumSafe : classical * quantumSafe == 1;
    if (!fits || classical == 0) {
      throw new MalformedCard(
          "keys: for %s expected %s, found %d and %d"
              .formatted(
                  use.word(),
                  use == KeyUse.SIGN ? "pairs of " + names(use) : "one each of " + names(use),
                  classical,
                  quantumSafe));
    }
  }

  private static long count(List<CardKey> keys, KeyUse use, Algorithm algorithm) {
    return keys.stream()
        .filter(key -> key.use() == use && key.key().algorithm() == algorithm)
        .count();
  }

  private static String names(KeyUse use) {
    return NodeKeys.algorithms(use).stream()
        .map(Algorithm::joseName)
        .collect(Collectors.joining(" and "));
  }

  private static CardKey key(JsonObject json) throws MalformedCard {
    var kid = json.string("kid").orElse("");
    var use =
        json.string("use")
            .flatMap(KeyUse::named)
            .orElseThrow(() -> new MalformedCard("keys: use: expected sign, node, log or hold"));
    var algorithm =
        json.string("alg")
            .flatMap(Algorithm::named)
            .filter(NodeKeys.algorithms(use)::contains)
            .orElseThrow(() ->
                new MalformedCard(
                    "keys: alg of a %s key: expected %s".formatted(use.word(), names(use))));
    var key = CardKey.of(use, raw(algorithm, json.string("public").orElse("")));
    if (!key.kid().equals(kid)) {
      throw new MalformedCard("keys: kid: expected %s for this key".formatted(key.kid()));
    }
    return key;
  }

  private static VerifyingKey raw(Algorithm algorithm, String text) throws MalformedCard {
    try {
      return VerifyingKey.ofBase64Url(algorithm, text);
    } catch (IllegalArgumentException e) {
      throw new MalformedCard("keys: public: " + e.getMessage());
    }
  }
}
