package org.entente.receipt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.entente.crypto.Jws;
import org.entente.crypto.ProofInvalid;
import org.entente.json.CanonicalJson;
import org.entente.json.Json;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonObject;
import org.entente.json.MalformedJson;
import org.entente.ledger.Opening;
import org.entente.tlog.TlogProof;

/// One entry with everything needed to prove it to an outsider, as one file of canonical JSON:
///
///     {"accord":{"payload":"…","signatures":[…]},   the signed accord under which it went
///      "entente-proof":1,
///      "entry":"<base64>",                          the leaf
///      "header":{"content":"<base64>","salt":"<base64>"},
///      "held":"c2sp.org/tlog-proof@v1\n…",          under a checkpoint the holder cosigned
///      "log":"c2sp.org/tlog-proof@v1\n…",           under a checkpoint the log signed
///      "payload":{"content":"<base64>","salt":"<base64>"},
///      "receipt":{"payload":"…","signatures":[…]}}  the holder's receipt that covers the entry
///
/// An auditor can be given it without `payload`, or without `header` too: the proof is the same.
/// `held` and `receipt` come together, once the holder has answered.
///
/// @param entry the bytes of the leaf
/// @param held the inclusion of the entry in what the holder cosigned, with the receipt
public record ProofBundle(
    Jws accord,
    byte[] entry,
    Optional<Opening> header,
    Optional<Opening> payload,
    TlogProof log,
    Optional<Held> held) {
  public static final int MAX_BYTES = 64 * 1024 * 1024;

  private static final int MAX_HEADER = 65_536;
  private static final int MAX_PAYLOAD = 16 * 1024 * 1024;

  private static final String VERSION = "entente-proof";
  private static final Set<String> MEMBERS =
      Set.of(VERSION, "accord", "entry", "header", "payload", "log", "held", "receipt");

  /// What the holder adds: its receipt, and the proof that the receipt's checkpoint has the entry.
  public record Held(TlogProof proof, SignedReceipt receipt) {}

  public byte[] bytes() {
    var json =
        JsonValue.object()
            .put(VERSION, 1)
            .put("accord", object(accord))
            .put("entry", encode(entry))
            .put("log", log.toString());
    header.ifPresent(opening -> json.put("header", object(opening)));
    payload.ifPresent(opening -> json.put("payload", object(opening)));
    held.ifPresent(part -> {
      json.put("held", part.proof.toString());
      json.put("receipt", object(part.receipt.jws()));
    });
    return CanonicalJson.bytes(json.build());
  }

  /// Reads a bundle, believing nothing yet; see [BundleVerifier].
  public static ProofBundle parse(byte[] bytes) throws ProofInvalid {
    if (bytes.length > MAX_BYTES) {
      throw new ProofInvalid("proof: longer than " + MAX_BYTES + " bytes");
    }
    try {
      var json = Json.parseObject(bytes);
      if (!Arrays.equals(CanonicalJson.bytes(json), bytes)) {
        throw new ProofInvalid("proof: not in canonical form (RFC 8785)");
      }
      if (!json.integer(VERSION).equals(Optional.of(1L))) {
        throw new ProofInvalid("proof: expected \"entente-proof\":1");
      }
      for (var name : json.members().keySet()) {
        if (!MEMBERS.contains(name)) {
          throw new ProofInvalid("proof: unknown member \"" + name + "\"");
        }
      }
      if (json.has("payload") && !json.has("header")) {
        throw new ProofInvalid("proof: a payload without its header");
      }
      return new ProofBundle(
          jws(json, "accord"),
          decode(json, "entry"),
          opening(json, "header", MAX_HEADER),
          opening(json, "payload", MAX_PAYLOAD),
          proof(json, "log"),
          held(json));
    } catch (MalformedJson | IllegalArgumentException e) {
      throw new ProofInvalid("proof: " + e.getMessage());
    }
  }

  private static Optional<Held> held(JsonObject json) throws ProofInvalid {
    if (!json.has("held") && !json.has("receipt")) {
      return Optional.empty();
    }
    return Optional.of(new Held(proof(json, "held"), SignedReceipt.of(jws(json, "receipt"))));
  }

  private static TlogProof proof(JsonObject json, String name) throws ProofInvalid {
    return TlogProof.parse(text(json, name).getBytes(UTF_8));
  }

  private static Jws jws(JsonObject json, String name) throws ProofInvalid {
    var document =
        json.object(name)
            .orElseThrow(() -> new ProofInvalid("proof: " + name + " is missing or no object"));
    return Jws.parse(CanonicalJson.bytes(document));
  }

  private static Optional<Opening> opening(JsonObject json, String name, int most)
      throws ProofInvalid {
    if (!json.has(name)) {
      return Optional.empty();
    }
    var opening = json.object(name).orElse(JsonObject.EMPTY);
    if (!opening.members().keySet().equals(Set.of("content", "salt"))) {
      throw new ProofInvalid("proof: " + name + " has other members than content and salt");
    }
    var content = decode(opening, "content");
    if (content.length > most) {
      throw new ProofInvalid("proof: %s is longer than %d bytes".formatted(name, most));
    }
    return Optional.of(new Opening(decode(opening, "salt"), content));
  }

  private static String text(JsonObject json, String name) throws ProofInvalid {
    return json.string(name)
        .orElseThrow(() -> new ProofInvalid("proof: " + name + " is missing or no text"));
  }

  /// In its one form: Java's decoder forgives missing padding and bits left over, and two files
  /// with one meaning would verify.
  private static byte[] decode(JsonObject json, String name) throws ProofInvalid {
    var text = text(json, name);
    var bytes = Base64.getDecoder().decode(text);
    if (!encode(bytes).equals(text)) {
      throw new ProofInvalid("proof: " + name + " is not in the one form of base64");
    }
    return bytes;
  }

  private static JsonObject object(Opening opening) {
    return JsonValue.object()
        .put("content", encode(opening.content()))
        .put("salt", encode(opening.salt()))
        .build();
  }

  private static JsonObject object(Jws jws) {
    try {
      return Json.parseObject(jws.bytes());
    } catch (MalformedJson e) {
      throw new IllegalStateException("a JWS is written as JSON", e);
    }
  }

  private static String encode(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
