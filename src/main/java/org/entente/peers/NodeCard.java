package org.entente.peers;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.entente.accord.KeyUse;
import org.entente.crypto.Algorithm;
import org.entente.crypto.Sha256;
import org.entente.json.CanonicalJson;
import org.entente.json.Json;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonObject;
import org.entente.json.MalformedJson;
import org.entente.json.Shown;

/// What a node says of itself to a partner it has not met (docs/protocol/exchange.md §1). The file is
/// RFC 8785 canonical JSON, so that both sides hash the same bytes:
///
///     {"country":"IL","entente":1,"identity":"identity--…","keys":[{"alg":"Ed25519",
///     "kid":"node-3f9a1c20b7d4","public":"<base64url>","use":"node"},…],"name":"…",
///     "node":"https://node.cert.example:8443","tls":"<hex SHA-256 of the SubjectPublicKeyInfo>",
///     "versions":["v1"]}
///
/// A card carries no signature: its 12 words, compared by people, vouch for it, and a signature by a
/// key that stands in the same file would add nothing.
public record NodeCard(
    String identity,
    String country,
    String name,
    URI node,
    Sha256 tls,
    List<CardKey> keys,
    List<String> versions) {
  public static final String VERSION = "v1";
  public static final int MAX_BYTES = 65_536;

  private static final int MAX_NAME = 200;
  private static final Pattern IDENTITY =
      Pattern.compile("identity--[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
  private static final Set<String> MEMBERS =
      Set.of("country", "entente", "identity", "keys", "name", "node", "tls", "versions");

  public NodeCard {
    keys = List.copyOf(keys);
    versions = List.copyOf(versions);
  }

  /// Reads a card; the message of the failure says which member is wrong and what was expected.
  public static NodeCard read(byte[] bytes) throws MalformedCard {
    if (bytes.length > MAX_BYTES) {
      throw new MalformedCard(
          "expected at most %d bytes, found %d".formatted(MAX_BYTES, bytes.length));
    }
    try {
      var json = Json.parseObject(bytes);
      if (!json.members().keySet().equals(MEMBERS)) {
        throw new MalformedCard(
            "expected exactly %s, found %s"
                .formatted(
                    MEMBERS.stream().sorted().toList(),
                    json.members().keySet().stream().sorted().toList()));
      }
      if (!json.integer("entente").equals(Optional.of(1L))) {
        throw new MalformedCard("entente: expected 1");
      }
      var card =
          new NodeCard(
              text(json, "identity", IDENTITY),
              text(json, "country", COUNTRY),
              name(json),
              url(json),
              pin(json),
              CardKeys.read(json),
              versions(json));
      if (!Arrays.equals(card.bytes(), bytes)) { // the words are made of these bytes
        throw new MalformedCard("not in canonical form (RFC 8785): somebody has written it anew");
      }
      return card;
    } catch (MalformedJson e) {
      throw new MalformedCard("not strict JSON: " + e.getMessage());
    }
  }

  /// The canonical bytes: what is handed over, and what the words are made of.
  public byte[] bytes() {
    return CanonicalJson.bytes(
        JsonValue.object()
            .put("country", country)
            .put("entente", 1)
            .put("identity", identity)
            .put(
                "keys",
                JsonValue.array(
                    keys,
                    key ->
                        JsonValue.object()
                            .put("alg", key.key().algorithm().joseName())
                            .put("kid", key.kid())
                            .put("public", key.key().base64Url())
                            .put("use", key.use().word())
                            .build()))
            .put("name", name)
            .put("node", node.toString())
            .put("tls", tls.hex())
            .put("versions", versions)
            .build());
  }

  /// The 12 words that people compare.
  public Fingerprint fingerprint() {
    return Fingerprint.of(bytes());
  }

  public Optional<CardKey> key(KeyUse use, Algorithm algorithm) {
    return keys.stream()
        .filter(key -> key.use() == use && key.key().algorithm() == algorithm)
        .findFirst();
  }

  /// `node.cert.example`, the HOST of a log's origin.
  public String host() {
    return node.getHost();
  }

  private static String text(JsonObject json, String name, Pattern form) throws MalformedCard {
    return json.string(name)
        .filter(value -> form.matcher(value).matches())
        .orElseThrow(() -> new MalformedCard(name + ": expected " + form.pattern()));
  }

  private static String name(JsonObject json) throws MalformedCard {
    return json.string("name")
        .filter(name -> !name.isBlank() && name.length() <= MAX_NAME)
        .filter(name -> Shown.text(name).equals(name)) // people confirm what they see
        .orElseThrow(() ->
            new MalformedCard(
                "name: expected a text of 1 to %d characters that can be seen"
                    .formatted(MAX_NAME)));
  }

  private static URI url(JsonObject json) throws MalformedCard {
    try {
      var url = new URI(json.string("node").orElse(""));
      if (!"https".equals(url.getScheme())
          || url.getHost() == null
          || url.getPort() < 1
          || url.getPort() > 65_535
          || !(url.getRawPath() == null || url.getRawPath().isEmpty())
          || url.getRawQuery() != null
          || url.getRawFragment() != null
          || url.getRawUserInfo() != null) {
        throw new MalformedCard("node: expected https://HOST:PORT, found " + url);
      }
      return url;
    } catch (URISyntaxException e) {
      throw new MalformedCard("node: expected https://HOST:PORT");
    }
  }

  private static List<String> versions(JsonObject json) throws MalformedCard {
    var versions = json.strings("versions");
    if (!versions.contains(VERSION) || versions.size() != json.array("versions").size()) {
      throw new MalformedCard("versions: expected a list with %s in it".formatted(VERSION));
    }
    return versions;
  }

  private static Sha256 pin(JsonObject json) throws MalformedCard {
    return Sha256.ofHex(text(json, "tls", Pattern.compile("[0-9a-f]{64}")));
  }
}
