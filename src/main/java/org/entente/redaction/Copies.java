package org.entente.redaction;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.entente.crypto.Secrets;
import org.entente.crypto.Sha256;
import org.entente.json.CanonicalJson;
import org.entente.json.JsonPointer;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonObject;
import org.entente.stix.Kind;
import org.entente.stix.MalformedStix;
import org.entente.stix.ScoIds;
import org.entente.stix.StixId;
import org.entente.stix.StixObject;
import org.entente.stix.StixTimestamp;

/// Makes redacted copies (ACCORD.md, "Redacted copies"; **Unmodified or new**). A copy is a new
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
  private final StixId from;
  private final byte[] secret;
  private final Function<StixId, Optional<MadeCopy>> made;
  private final Instant at;

  public Copies(StixId from, byte[] secret, Function<StixId, Optional<MadeCopy>> made, Instant at) {
    this.from = from;
    this.secret = secret.clone();
    this.made = made;
    this.at = at.truncatedTo(ChronoUnit.MILLIS);
  }

  public record Copy(StixObject object, MadeCopy made) {}

  /// The copy of `original` that says what `left` says.
  public Copy of(StixObject original, JsonObject left) {
    var id = id(original, left);
    var renamed = left.with("id", JsonValue.of(id.text()));
    if (original.references().stream().anyMatch(own -> own.target().equals(original.id()))) {
      renamed = withOwnReferences(renamed, original.id(), id);
    }
    var named =
        renamed.has("created")
            ? renamed.with("created_by_ref", JsonValue.of(from.text()))
            : renamed;
    var content = Sha256.of(CanonicalJson.bytes(named.without("created").without("modified")));
    var last = made.apply(original.id()).filter(copy -> copy.copy().equals(id));
    var now = StixTimestamp.of(at);
    var created = last.map(MadeCopy::created).orElse(now);
    var modified = last.map(copy -> modified(copy, content)).orElse(now);
    var dated = dated(dated(named, "created", created), "modified", modified);
    return new Copy(read(dated), new MadeCopy(original.id(), id, created, modified, content));
  }

  private StixTimestamp modified(MadeCopy last, Sha256 content) {
    if (last.content().equals(content)) {
      return last.modified();
    }
    var next = last.modified().instant().plusMillis(1);
    return StixTimestamp.of(next.isAfter(at) ? next : at);
  }

  private static JsonObject dated(JsonObject json, String property, StixTimestamp time) {
    return json.has(property) ? json.with(property, JsonValue.of(time.text())) : json;
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
    var replaced = new LinkedHashMap<JsonPointer, JsonValue>();
    for (var reference : read(json).references()) {
      if (reference.target().equals(original)) {
        replaced.put(reference.at(), JsonValue.of(copy.text()));
      }
    }
    return Edit.of(json, List.of(), replaced);
  }

  private static StixObject read(JsonObject json) {
    try {
      return StixObject.of(json);
    } catch (MalformedStix e) {
      throw new IllegalStateException("a copy keeps type and id: " + e.getMessage(), e);
    }
  }
}
