package org.entente.crypto;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.entente.json.CanonicalJson;
import org.entente.json.Json;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonObject;
import org.entente.json.MalformedJson;

/// A signed document in JWS General JSON Serialization (RFC 7515 §7.2.1), one signature an
/// algorithm and key:
///
///     {"payload":"eyJlbnR…","signatures":[
///       {"protected":"{alg,kid,typ} in base64url","signature":"…"}, … ]}
///
/// The payload is kept as received and verified verbatim. The protected header is canonical JSON with
/// exactly `alg`, `kid` and `typ`: anything else (`crit`, `jku`, `jwk`, `x5u`, `b64`) is refused, so nothing in a
/// document can choose the key or the rule by which it is checked.
public record Jws(byte[] payload, List<Signed> signatures) {
  private static final int MAX_SIGNATURES = 64;
  private static final Set<String> HEADER = Set.of("alg", "kid", "typ");

  /// One signature as it stands in the document, not yet verified.
  public record Signed(
      String protectedHeader, Algorithm algorithm, String kid, String typ, byte[] signature) {}

  /// A key and the name under which a document refers to it.
  public record KeyInUse(String kid, SigningKey key) {}

  public Jws {
    signatures = List.copyOf(signatures);
  }

  public static Jws sign(String typ, byte[] payload, List<KeyInUse> keys) {
    return new Jws(payload, keys.stream().map(key -> signed(typ, payload, key)).toList());
  }

  /// The same document with these keys' signatures added.
  public Jws withSignatures(String typ, List<KeyInUse> keys) {
    var all = new ArrayList<>(signatures);
    keys.forEach(key -> all.add(signed(typ, payload, key)));
    return new Jws(payload, all);
  }

  public static Jws parse(byte[] bytes) throws ProofInvalid {
    try {
      var json = Json.parseObject(bytes);
      requireMembers(json, Set.of("payload", "signatures"), "JWS");
      var payload = base64Url(json, "payload");
      var items = json.array("signatures");
      if (items.isEmpty() || items.size() > MAX_SIGNATURES) {
        throw new ProofInvalid(
            "JWS: expected 1 to %d signatures, found %d".formatted(MAX_SIGNATURES, items.size()));
      }
      var signatures = new ArrayList<Signed>();
      for (var item : items) {
        var signed = parseSignature(item);
        if (signatures.stream().anyMatch(each -> each.kid.equals(signed.kid))) {
          throw new ProofInvalid("JWS: key " + signed.kid + " signed twice");
        }
        signatures.add(signed);
      }
      return new Jws(payload, signatures);
    } catch (MalformedJson e) {
      throw new ProofInvalid("JWS: " + e.getMessage());
    }
  }

  private static Signed parseSignature(JsonValue item) throws ProofInvalid, MalformedJson {
    if (!(item instanceof JsonObject signature)) {
      throw new ProofInvalid("JWS: a signature is not an object");
    }
    requireMembers(signature, Set.of("protected", "signature"), "JWS signature");
    var bytes = base64Url(signature, "protected");
    var header = Json.parseObject(bytes);
    requireMembers(header, HEADER, "JWS protected header");
    if (!Arrays.equals(CanonicalJson.bytes(header), bytes)) {
      throw new ProofInvalid("JWS: a protected header is not in canonical form (RFC 8785)");
    }
    var name = header.string("alg").orElse("");
    var algorithm =
        Algorithm.named(name)
            .orElseThrow(() -> new ProofInvalid("JWS: algorithm \"" + name + "\" is not accepted"));
    return new Signed(
        signature.string("protected").orElseThrow(),
        algorithm,
        header.string("kid").orElseThrow(() -> new ProofInvalid("JWS: kid is not a string")),
        header.string("typ").orElseThrow(() -> new ProofInvalid("JWS: typ is not a string")),
        base64Url(signature, "signature"));
  }

  /// Verifies every signature: each has this `typ`, names a key that is known, has that key's
  /// algorithm, names it only once, and holds. Which keys must have signed is the caller's rule.
  public void verify(String typ, Function<String, Optional<VerifyingKey>> keys)
      throws ProofInvalid {
    var seen = new java.util.HashSet<String>();
    for (var signed : signatures) {
      if (!signed.typ.equals(typ)) {
        throw new ProofInvalid("JWS: expected typ \"%s\", found \"%s\"".formatted(typ, signed.typ));
      }
      if (!seen.add(signed.kid)) {
        throw new ProofInvalid("JWS: key " + signed.kid + " signed twice");
      }
      var key =
          keys.apply(signed.kid)
              .orElseThrow(() -> new ProofInvalid("JWS: key " + signed.kid + " is not known here"));
      if (key.algorithm() != signed.algorithm) {
        throw new ProofInvalid(
            "JWS: key %s is for %s, the signature says %s"
                .formatted(signed.kid, key.algorithm().joseName(), signed.algorithm.joseName()));
      }
      if (!key.verifies(signingInput(signed.protectedHeader, payload), signed.signature)) {
        throw new ProofInvalid("JWS: the signature of key " + signed.kid + " does not hold");
      }
    }
  }

  public byte[] bytes() {
    return CanonicalJson.bytes(
        JsonValue.object()
            .put("payload", encode(payload))
            .put(
                "signatures",
                JsonValue.array(
                    signatures,
                    signed ->
                        JsonValue.object()
                            .put("protected", signed.protectedHeader)
                            .put("signature", encode(signed.signature))
                            .build()))
            .build());
  }

  private static Signed signed(String typ, byte[] payload, KeyInUse key) {
    var algorithm = key.key.publicKey().algorithm();
    var header =
        encode(
            CanonicalJson.bytes(
                JsonValue.object()
                    .put("alg", algorithm.joseName())
                    .put("kid", key.kid)
                    .put("typ", typ)
                    .build()));
    return new Signed(header, algorithm, key.kid, typ, key.key.sign(signingInput(header, payload)));
  }

  /// RFC 7515 §5.1 step 5.
  private static byte[] signingInput(String protectedHeader, byte[] payload) {
    return (protectedHeader + "." + encode(payload)).getBytes(StandardCharsets.US_ASCII);
  }

  private static void requireMembers(JsonObject json, Set<String> names, String what)
      throws ProofInvalid {
    if (!json.members().keySet().equals(names)) {
      throw new ProofInvalid(
          "%s: expected exactly %s, found %s"
              .formatted(
                  what,
                  names.stream().sorted().toList(),
                  json.members().keySet().stream().sorted().toList()));
    }
  }

  private static byte[] base64Url(JsonObject json, String name) throws ProofInvalid {
    var text =
        json.string(name).orElseThrow(() -> new ProofInvalid("JWS: " + name + " is no text"));
    try {
      var bytes = Base64.getUrlDecoder().decode(text);
      if (!encode(bytes).equals(text)) {
        throw new ProofInvalid("JWS: " + name + " is not base64url without padding");
      }
      return bytes;
    } catch (IllegalArgumentException e) {
      throw new ProofInvalid("JWS: " + name + " is not base64url");
    }
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
