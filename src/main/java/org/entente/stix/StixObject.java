package org.entente.stix;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.entente.crypto.Sha256;
import org.entente.json.CanonicalJson;
import org.entente.json.Json;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonBoolean;
import org.entente.json.JsonValue.JsonObject;
import org.entente.json.MalformedJson;
import org.jspecify.annotations.Nullable;

/// One STIX object: the bytes it came in, from `{` to `}`, and what they say.
///
/// Reading asks only for strict JSON with a `type` and an `id`, because an object that breaks other
/// rules must still be kept and passed on unmodified; [StixCheck] says what it breaks. An accessor
/// of a property that is absent, or of another JSON kind than the standard gives it, answers empty.
public final class StixObject {
  private static final String CLAUSE_COMMON = "STIX 2.1 §3.2";

  private final byte[] bytes;
  private final JsonObject json;
  private final String type;
  private final Kind kind;
  private final StixId id;
  private @Nullable List<Reference> references; // derived on first use; any thread derives the same
  private @Nullable Sha256 canonicalDigest;

  private StixObject(byte[] bytes, JsonObject json, String type, StixId id) {
    this.bytes = bytes;
    this.json = json;
    this.type = type;
    this.kind = Kind.of(type);
    this.id = id;
  }

  /// Reads one object; white space around it is not part of it.
  public static StixObject read(byte[] text) throws MalformedStix {
    var bytes = withoutSpaceAround(text);
    try {
      return of(bytes, Json.parse(bytes));
    } catch (MalformedJson e) {
      throw new MalformedStix("", "not JSON: " + e.getMessage(), "RFC 8259");
    }
  }

  /// The object whose bytes are the canonical form of this value: how a redacted copy is made.
  public static StixObject of(JsonObject value) throws MalformedStix {
    return of(CanonicalJson.bytes(value), value);
  }

  private static StixObject of(byte[] bytes, JsonValue value) throws MalformedStix {
    if (!(value instanceof JsonObject json)) {
      throw new MalformedStix("", "expected a JSON object", "STIX 2.1 §2");
    }
    var type = required(json, "type");
    var id = required(json, "id");
    if (type.isEmpty()) {
      throw new MalformedStix("/type", "expected a type name, found \"\"", CLAUSE_COMMON);
    }
    return new StixObject(
        bytes,
        json,
        type,
        StixId.parse(id)
            .orElseThrow(() ->
                new MalformedStix(
                    "/id", "expected type--UUID, found \"" + clip(id) + "\"", "STIX 2.1 §2.9")));
  }

  private static String required(JsonObject json, String property) throws MalformedStix {
    return json.string(property)
        .orElseThrow(() ->
            new MalformedStix(
                "/" + property,
                json.has(property) ? property + " is not a string" : "no " + property,
                CLAUSE_COMMON));
  }

  private static byte[] withoutSpaceAround(byte[] text) {
    int from = 0;
    int to = text.length;
    while (from < to && isSpace(text[from])) {
      from++;
    }
    while (to > from && isSpace(text[to - 1])) {
      to--;
    }
    return Arrays.copyOfRange(text, from, to);
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\t' || b == '\n' || b == '\r';
  }

  private static String clip(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }

  /// The bytes as they came in; a copy, which is the caller's.
  public byte[] bytes() {
    return bytes.clone();
  }

  public int size() {
    return bytes.length;
  }

  public JsonObject json() {
    return json;
  }

  public String type() {
    return type;
  }

  public StixId id() {
    return id;
  }

  public Kind kind() {
    return kind;
  }

  public Optional<StixTimestamp> created() {
    return timestamp("created");
  }

  public Optional<StixTimestamp> modified() {
    return timestamp("modified");
  }

  public Optional<StixTimestamp> timestamp(String property) {
    return json.string(property).flatMap(StixTimestamp::parse);
  }

  /// Revocation is permanent (STIX 2.1 §3.6), so anything but `false` in its place revokes.
  public boolean revoked() {
    return json.get("revoked").filter(value -> !value.equals(new JsonBoolean(false))).isPresent();
  }

  public Optional<StixId> createdByRef() {
    return json.string("created_by_ref").flatMap(StixId::parse);
  }

  public List<String> labels() {
    return json.strings("labels");
  }

  /// The extension definitions that this object's `extensions` are keyed by (STIX 2.1 §7.3).
  public List<StixId> extensionDefinitions() {
    return json.object("extensions").map(JsonObject::members).stream()
        .flatMap(extensions -> extensions.keySet().stream())
        .filter(key -> key.startsWith("extension-definition--"))
        .flatMap(key -> StixId.parse(key).stream())
        .toList();
  }

  /// Every `*_ref` and `*_refs` anywhere in it, markings and extensions included, in reading order.
  public List<Reference> references() {
    var found = references;
    if (found == null) {
      found = ReferenceWalk.references(json);
      references = found;
    }
    return found;
  }

  /// Later versions of the same id can follow (STIX 2.1 §3.6).
  public boolean isVersioned() {
    return switch (kind) {
      case SCO, MARKING_DEFINITION -> false;
      case SDO, SRO, EXTENSION_DEFINITION, LANGUAGE_CONTENT, CUSTOM -> modified().isPresent();
    };
  }

  public VersionKey key() {
    if (kind == Kind.MARKING_DEFINITION) {
      return new VersionKey(id, "");
    }
    return new VersionKey(
        id,
        isVersioned()
            ? modified().orElseThrow().normalised()
            : "sha256:" + canonicalDigest().hex());
  }

  /// SHA-256 of the RFC 8785 form: two objects with the same one say the same.
  public Sha256 canonicalDigest() {
    var digest = canonicalDigest;
    if (digest == null) {
      digest = Sha256.of(CanonicalJson.bytes(json));
      canonicalDigest = digest;
    }
    return digest;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StixObject that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /// The key alone: content never reaches a log by accident.
  @Override
  public String toString() {
    return key().toString();
  }
}
