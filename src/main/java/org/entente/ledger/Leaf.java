package org.entente.ledger;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.UUID;
import org.entente.crypto.ProofInvalid;
import org.entente.crypto.Secrets;
import org.entente.crypto.Sha256;
import org.entente.json.Json;
import org.entente.json.JsonValue.JsonObject;
import org.entente.json.MalformedJson;

/// One entry of a log as it is hashed: the version byte 0x01 and one canonical JSON object
/// (RFC 8785), some 290 bytes:
///
///     01 {"accord":"<sha256 of the revision, hex>","at":"2026-12-01T08:00:00.000000Z",
///         "commit":"<base64>","header":"<base64>","id":"<UUIDv7>","seen":17,"t":"release"}
///
/// `commit` and `header` are HMAC-SHA256 commitments, see [Opening]; `seen` is the size of the
/// partner's log that this entry's author had read. There is nothing in it to guess: no object id,
/// clause, collection, marking or text, for an SCO's id alone would give its value away for ever.
public record Leaf(
    EntryKind kind, UUID id, Instant at, Sha256 accord, long seen, Sha256 header, Sha256 commit) {
  /// Entry bundles carry a 16-bit length (tlog-tiles, "Log entries").
  public static final int MAX_BYTES = 65_535;

  private static final byte VERSION = 0x01;
  private static final int AT_LENGTH = "2026-12-01T08:00:00.000000Z".length();

  private static final DateTimeFormatter AT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /// The time is cut to microseconds, which is what the bytes carry.
  public Leaf {
    at = at.truncatedTo(ChronoUnit.MICROS);
    if (seen < 0) {
      throw new IllegalArgumentException("seen is a size, not " + seen);
    }
  }

  /// A leaf with a fresh id that commits to these two.
  public static Leaf of(
      EntryKind kind, Instant at, Sha256 accord, long seen, Opening header, Opening payload) {
    return new Leaf(kind, idAt(at), at, accord, seen, header.commitment(), payload.commitment());
  }

  public byte[] bytes() {
    var text =
        new StringBuilder(400)
            .append((char) VERSION)
            .append("{\"accord\":\"")
            .append(accord.hex())
            .append("\",\"at\":\"");
    AT.formatTo(at, text);
    text.append("\",\"commit\":\"")
        .append(commit.base64())
        .append("\",\"header\":\"")
        .append(header.base64())
        .append("\",\"id\":\"")
        .append(id)
        .append("\",\"seen\":")
        .append(seen)
        .append(",\"t\":\"")
        .append(kind.text())
        .append("\"}");
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /// Reads a leaf and accepts it only in the one form that [#bytes] writes.
  public static Leaf parse(byte[] bytes) throws ProofInvalid {
    if (bytes.length == 0 || bytes.length > MAX_BYTES || bytes[0] != VERSION) {
      throw new ProofInvalid("leaf: expected version byte 01 and at most 65535 bytes");
    }
    var leaf = read(bytes);
    if (!Arrays.equals(leaf.bytes(), bytes)) {
      throw new ProofInvalid("leaf: not in canonical form, or with unknown members");
    }
    return leaf;
  }

  private static Leaf read(byte[] bytes) throws ProofInvalid {
    try {
      if (!(Json.parse(bytes, 1, bytes.length - 1) instanceof JsonObject json)) {
        throw new ProofInvalid("leaf: not a JSON object");
      }
      return new Leaf(
          EntryKind.named(text(json, "t"))
              .orElseThrow(() -> new ProofInvalid("leaf: t names no known kind of entry")),
          id(text(json, "id")),
          at(text(json, "at")),
          Sha256.ofHex(text(json, "accord")),
          json.integer("seen").orElseThrow(() -> new ProofInvalid("leaf: seen is no integer")),
          hash(json, "header"),
          hash(json, "commit"));
    } catch (MalformedJson | DateTimeParseException | IllegalArgumentException e) {
      throw new ProofInvalid("leaf: " + e.getMessage());
    }
  }

  private static String text(JsonObject json, String name) throws ProofInvalid {
    return json.string(name).orElseThrow(() -> new ProofInvalid("leaf: " + name + " is missing"));
  }

  /// A year has four digits: the formatter would take `+10000` and `-0001`.
  private static Instant at(String text) throws ProofInvalid {
    if (text.length() != AT_LENGTH) {
      throw new ProofInvalid("leaf: at is no time of %d characters".formatted(AT_LENGTH));
    }
    return AT.parse(text, Instant::from);
  }

  private static UUID id(String text) throws ProofInvalid {
    var id = UUID.fromString(text);
    if (id.version() != 7 || id.variant() != 2) {
      throw new ProofInvalid("leaf: id is no UUIDv7 (RFC 9562 §5.7): " + text);
    }
    return id;
  }

  private static Sha256 hash(JsonObject json, String name) throws ProofInvalid {
    return Sha256.ofBytes(Base64.getDecoder().decode(text(json, name)));
  }

  /// UUIDv7 (RFC 9562 §5.7): 48 bits of milliseconds, the rest random.
  private static UUID idAt(Instant at) {
    var random = Secrets.random(16);
    long high = at.toEpochMilli() << 16 | 0x7000 | (random[0] & 0x0f) << 8 | (random[1] & 0xff);
    long low = 0;
    for (int i = 8; i < 16; i++) {
      low = low << 8 | (random[i] & 0xff);
    }
    return new UUID(high, low >>> 2 | 0x8000_0000_0000_0000L);
  }
}
