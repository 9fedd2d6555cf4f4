package org.entente.redaction;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.entente.crypto.Secrets;
import org.entente.crypto.Sha256;
import org.entente.json.CanonicalJson;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonObject;
import org.entente.json.JsonValue.JsonString;
import org.entente.stix.Kind;
import org.entente.stix.MalformedStix;
import org.entente.stix.ScoIds;
import org.entente.stix.StixId;
import org.entente.stix.StixObject;
import org.entente.stix.StixTimestamp;

/// Makes redacted copies (accord.md §9; **Unmodified or new**). A copy is a new
/// object of the releaser's:
///
///     id              TYPE--UUID of version 4, its bits from HMAC-SHA256(secret, original id)
///     created_by_ref  the releasing party
///     created         of the id's first copy, for ever
///     modified        rises when the content changes, and only then
///
/// The id says nothing to whoever lacks the secret and stays the same across versions. A cyber
/// observable takes instead the id that STIX derives from what remains (STIX 2.1 §2.9), so that two
/// that have become equal are one.
public final class Copies {
  private static final Set<String> DATES = Set.of("created", "modified");

  private final StixId from;
  private final byte[] secret;
  private final Instant at;
  private final StixTimestamp now;

  /// Of one releasing party for one recipient, at one instant.
  public Copies(StixId from, byte[] secret, Instant at) {
    this.from = from;
    this.secret = secret.clone();
    this.at = at.truncatedTo(ChronoUnit.MILLIS);
    this.now = StixTimestamp.of(this.at);
  }

  public record Copy(StixObject object, MadeCopy made) {}

  /// The copy of `original` that says what `left` says.
  ///
  /// @param made the last copy of an id made for this recipient
  public Copy of(StixObject original, JsonObject left, Function<StixId, Optional<MadeCopy>> made) {
    var id = id(original, left);
    var last = made.apply(original.id()).filter(copy -> copy.copy().equals(id));
    var created = last.map(MadeCopy::created).orElse(now);
    var modified = last.map(MadeCopy::modified).orElse(now);
    var json = renamed(original, left, id, created, modified);
    var content = Sha256.of(CanonicalJson.bytes(json, DATES));
    if (last.isPresent() && !last.get().content().equals(content)) {
      modified = later(last.get().modified());
      json = json.has("modified") ? json.with("modified", text(modified)) : json;
    }
    return new Copy(read(json), new MadeCopy(original.id(), id, created, modified, content));
  }

  private StixTimestamp later(StixTimestamp last) {
    var next = last.instant().plusMillis(1);
    return StixTimestamp.of(next.isAfter(at) ? next : at);
  }

  private JsonObject renamed(
      StixObject original,
      JsonObject left,
      StixId id,
      StixTimestamp created,
      StixTimestamp modified) {
    boolean authored = left.has("created");
    var json = JsonValue.object();
    left.members()
        .forEach((name, value) -> {
          switch (name) {
            case "id" -> json.put("id", id.text());
            case "created" -> json.put("created", text(created));
            case "modified" -> json.put("modified", text(modified));
            case "created_by_ref" -> json.put(name, authored ? text(from) : value);
            default -> json.put(name, value);
          }
        });
    if (authored && !left.has("created_by_ref")) {
      json.put("created_by_ref", text(from));
    }
    return refersToItself(original)
        ? withOwnReferences(json.build(), original.id(), id)
        : json.build();
  }

  private static JsonString text(StixId id) {
    return JsonValue.of(id.text());
  }

  private static JsonString text(StixTimestamp time) {
    return JsonValue.of(time.text());
  }

  private static boolean refersToItself(StixObject object) {
    for (var reference : object.references()) {
      if (reference.target().equals(object.id())) {
        return true;
      }
    }
    return false;
  }

  private StixId id(StixObject original, JsonObject left) {
    return original.kind() == Kind.SCO
        ? ScoIds.derive(left).orElseGet(() -> hidden(original.id()))
        : hidden(original.id());
  }

  /// The id of the copy of anything but a cyber observable, known before there is a copy.
  StixId hidden(StixId original) {
    var bits = ByteBuffer.wrap(Secrets.hmac(secret, original.text().getBytes(UTF_8)));
    long high = (bits.getLong() & ~0xf000L) | 0x4000L; // version 4, RFC 9562 §5.4
    long low = (bits.getLong() & ~(0b11L << 62)) | (0b10L << 62); // its variant, §4.1
    return new StixId(original.type() + "--" + new UUID(high, low));
  }

  /// An object may refer to itself; the copy refers to the copy.
  private static JsonObject withOwnReferences(JsonObject json, StixId original, StixId copy) {
    if (original.equals(copy)) {
      return json;
    }
    var edit = new Edit();
    for (var reference : read(json).references()) {
      if (reference.target().equals(original)) {
        edit.replace(reference.at(), JsonValue.of(copy.text()));
      }
    }
    return edit.of(json);
  }

  private static StixObject read(JsonObject json) {
    try {
      return StixObject.of(json);
    } catch (MalformedStix e) {
      throw new IllegalStateException("a copy keeps type and id: " + e.getMessage(), e);
    }
  }
}
