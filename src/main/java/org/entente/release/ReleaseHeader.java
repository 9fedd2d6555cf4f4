package org.entente.release;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.entente.accord.Handling;
import org.entente.accord.Pillar;
import org.entente.json.CanonicalJson;
import org.entente.json.Json;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonObject;
import org.entente.json.MalformedJson;
import org.entente.stix.Pap;
import org.entente.stix.StixId;
import org.entente.stix.Tlp;

/// What travels beside a release's leaf and is committed to in it
/// (exchange.md §3.1): enough to judge the release without the payload. Canonical JSON (RFC 8785):
///
///     {"clause":"2.1","firstHeld":"2026-12-01T08:00:00Z","handling":{"onward":"none"},
///      "level":"liaison","mark":{"pap":"PAP:GREEN","tlp":"TLP:AMBER+STRICT"},
///      "modified":"2026-12-01T08:00:00.000Z","object":"indicator--…","pillar":"information",
///      "redacted":["created-by"],"size":812}
///
/// Absent members say nothing: `modified` of an object without versions, an empty `redacted` or
/// `persons`, `ref`, `refEpoch`, `reason`.
///
/// @param object the id of what is sent, so the copy's where it is one
/// @param modified exactly as the sent bytes have it
/// @param level the level that held when it was decided
/// @param redacted what clauses of the accord or references took out; national redactions stay home
/// @param size of the payload in bytes
/// @param persons to whom alone TLP:RED goes
/// @param ref index in the same log of the release that this one follows: of a revoked version, the
///     release of the version before
/// @param refEpoch the epoch of that log, when it is not the one in which this goes
public record ReleaseHeader(
    StixId object,
    Optional<String> modified,
    Pillar pillar,
    String clause,
    String level,
    Mark mark,
    Handling handling,
    List<String> redacted,
    Instant firstHeld,
    long size,
    List<String> persons,
    Optional<Long> ref,
    Optional<Long> refEpoch,
    Optional<String> reason) {

  /// A header never needs more; a longer one is refused unread.
  public static final int MAX_BYTES = 16_384;

  private static final int MAX_TEXT = 512;
  private static final int MAX_ITEMS = 64;

  /// Characters of all members' names, of their punctuation, and of words and numbers.
  private static final int NAMES = 750;

  /// A character takes at most so many bytes in canonical JSON: `\u001f`.
  private static final int MAX_BYTES_A_CHARACTER = 6;

  public ReleaseHeader {
    redacted = List.copyOf(redacted);
    persons = List.copyOf(persons);
  }

  /// In what it is larger than a reader takes, or nothing. Whoever makes a header asks this before
  /// it says anything of it, since what a partner refuses to read is lost to both.
  public Optional<String> excess() {
    return tooMany("redacted", redacted)
        .or(() -> tooMany("persons", persons))
        .or(() -> modified.flatMap(text -> tooLong("modified", text)))
        .or(() -> tooLong("clause", clause))
        .or(() -> tooLong("level", level))
        .or(() -> reason.flatMap(text -> tooLong("reason", text)))
        .or(this::tooLarge);
  }

  private static Optional<String> tooMany(String member, List<String> texts) {
    return texts.size() > MAX_ITEMS
        ? Optional.of("%d %s, at most %d".formatted(texts.size(), member, MAX_ITEMS))
        : Optional.empty();
  }

  private static Optional<String> tooLong(String member, String text) {
    return text.isEmpty() || text.length() > MAX_TEXT
        ? Optional.of("%s of %d characters, 1 to %d".formatted(member, text.length(), MAX_TEXT))
        : Optional.empty();
  }

  /// Most headers are so far below the limit that adding up their texts shows it.
  private Optional<String> tooLarge() {
    int characters = NAMES + object.text().length() + clause.length() + level.length();
    characters += modified.map(String::length).orElse(0) + reason.map(String::length).orElse(0);
    for (var texts : List.of(redacted, persons, handling.purposes())) {
      for (var text : texts) {
        characters += text.length() + "\"\",".length();
      }
    }
    if (characters * MAX_BYTES_A_CHARACTER <= MAX_BYTES) {
      return Optional.empty();
    }
    int size = canonical().length;
    return size > MAX_BYTES
        ? Optional.of("%d bytes, at most %d".formatted(size, MAX_BYTES))
        : Optional.empty();
  }

  /// Canonical, so that equal headers have equal bytes. What no reader would take is not written.
  public byte[] bytes() {
    excess()
        .ifPresent(found -> {
          throw new IllegalStateException("a header that no reader would take: " + found);
        });
    return canonical();
  }

  private byte[] canonical() {
    var json =
        JsonValue.object()
            .put("object", object.text())
            .put("pillar", pillar.word())
            .put("clause", clause)
            .put("level", level)
            .put(
                "mark",
                JsonValue.object()
                    .put("tlp", mark.tlp().label())
                    .put("pap", mark.pap().label())
                    .build())
            .put("handling", handling.toJson())
            .put("firstHeld", firstHeld.toString())
            .put("size", size);
    modified.ifPresent(text -> json.put("modified", text));
    if (!redacted.isEmpty()) {
      json.put("redacted", redacted);
    }
    if (!persons.isEmpty()) {
      json.put("persons", persons);
    }
    ref.ifPresent(index -> json.put("ref", index));
    refEpoch.ifPresent(epoch -> json.put("refEpoch", epoch));
    reason.ifPresent(text -> json.put("reason", text));
    return CanonicalJson.bytes(json.build());
  }

  /// Reads what a partner sent. Members we do not know are let pass: they are under the commitment
  /// like the others, and decide nothing.
  public static ReleaseHeader read(byte[] bytes) throws MalformedHeader {
    if (bytes.length > MAX_BYTES) {
      throw new MalformedHeader("header has " + bytes.length + " bytes, at most " + MAX_BYTES);
    }
    try {
      return of(Json.parseObject(bytes));
    } catch (MalformedJson e) {
      throw new MalformedHeader("header is not strict JSON: " + e.getMessage());
    }
  }

  private static ReleaseHeader of(JsonObject json) throws MalformedHeader {
    var mark = json.object("mark").orElse(JsonObject.EMPTY);
    long size = required(json.integer("size"), "size");
    if (size < 0) {
      throw new MalformedHeader("header member size is negative: " + size);
    }
    var header =
        new ReleaseHeader(
            required(text(json, "object").flatMap(StixId::parse), "object"),
            optional(json, "modified"),
            required(text(json, "pillar").flatMap(Pillar::named), "pillar"),
            required(text(json, "clause"), "clause"),
            required(text(json, "level"), "level"),
            new Mark(
                required(text(mark, "tlp").flatMap(Tlp::named), "mark.tlp"),
                required(text(mark, "pap").flatMap(Pap::named), "mark.pap")),
            Handling.of(required(json.object("handling"), "handling")),
            texts(json, "redacted"),
            instant(json, "firstHeld"),
            size,
            texts(json, "persons"),
            index(json, "ref"),
            index(json, "refEpoch"),
            optional(json, "reason"));
    var excess = header.excess();
    if (excess.isPresent()) {
      throw new MalformedHeader("header has " + excess.get());
    }
    return header;
  }

  private static <T> T required(Optional<T> value, String member) throws MalformedHeader {
    return value.orElseThrow(
        () -> new MalformedHeader("header member " + member + " is missing or of another form"));
  }

  private static Optional<String> text(JsonObject json, String member) {
    return json.string(member).filter(text -> !text.isEmpty() && text.length() <= MAX_TEXT);
  }

  private static Optional<String> optional(JsonObject json, String member) throws MalformedHeader {
    return json.has(member) ? Optional.of(required(text(json, member), member)) : Optional.empty();
  }

  private static Optional<Long> index(JsonObject json, String member) throws MalformedHeader {
    return json.has(member)
        ? Optional.of(required(json.integer(member).filter(index -> index >= 0), member))
        : Optional.empty();
  }

  private static List<String> texts(JsonObject json, String member) throws MalformedHeader {
    if (!json.has(member)) {
      return List.of();
    }
    var texts = json.strings(member);
    if (texts.isEmpty() || texts.size() != json.array(member).size()) {
      throw new MalformedHeader("header member " + member + " is not a list of texts");
    }
    return texts;
  }

  private static Instant instant(JsonObject json, String member) throws MalformedHeader {
    try {
      return Instant.parse(required(text(json, member), member));
    } catch (DateTimeException e) {
      throw new MalformedHeader("header member " + member + " is not an instant in UTC");
    }
  }
}
