package org.entente.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.entente.crypto.Sha256;
import org.entente.feed.PageEntry;
import org.entente.json.CanonicalJson;
import org.entente.json.Json;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonObject;
import org.entente.json.MalformedJson;
import org.entente.ledger.EntryKind;
import org.entente.ledger.Leaf;
import org.entente.ledger.Opening;

/// One entry as a liar makes it: begins as what an honest node would send by clause 1.1 of the test
/// accord, and each `with…` changes one thing.
///
/// @param tampered the parts that travel in place of those that the leaf commits to
record Forgery(
    EntryKind kind,
    Instant at,
    Sha256 revision,
    long seen,
    byte[] header,
    byte[] payload,
    Optional<Opening> tampered,
    Optional<String> withheld) {

  /// A release of this STIX object, honest in everything.
  static Forgery release(Sha256 revision, String object) {
    var bytes = object.getBytes(UTF_8);
    return new Forgery(
        EntryKind.RELEASE,
        Instant.now(),
        revision,
        0,
        CanonicalJson.bytes(header(json(bytes), bytes.length)),
        bytes,
        Optional.empty(),
        Optional.empty());
  }

  private static JsonObject header(JsonObject object, int size) {
    var handling =
        JsonValue.object()
            .put("attribution", "named")
            .put("audience", "constituents")
            .put("onward", "none")
            .put("purpose", List.of("defence"))
            .put("then", "destroy")
            .put("use", "PAP.GREEN")
            .build();
    var header =
        JsonValue.object()
            .put("object", object.string("id").orElseThrow())
            .put("pillar", "information")
            .put("clause", "1.1")
            .put("level", "liaison")
            .put("mark", JsonValue.object().put("tlp", "TLP:GREEN").put("pap", "PAP:GREEN").build())
            .put("handling", handling)
            .put("firstHeld", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString())
            .put("size", size);
    object.string("modified").ifPresent(modified -> header.put("modified", modified));
    return header.build();
  }

  Forgery kind(EntryKind other) {
    return new Forgery(other, at, revision, seen, header, payload, tampered, withheld);
  }

  Forgery at(Instant other) {
    return new Forgery(kind, other, revision, seen, header, payload, tampered, withheld);
  }

  Forgery revision(Sha256 other) {
    return new Forgery(kind, at, other, seen, header, payload, tampered, withheld);
  }

  Forgery seen(long other) {
    return new Forgery(kind, at, revision, other, header, payload, tampered, withheld);
  }

  Forgery header(String bytes) {
    return new Forgery(
        kind, at, revision, seen, bytes.getBytes(UTF_8), payload, tampered, withheld);
  }

  /// One member of the header set to this.
  Forgery header(String member, JsonValue value) {
    return header(CanonicalJson.text(json(header).with(member, value)));
  }

  Forgery header(String member, String value) {
    return header(member, JsonValue.of(value));
  }

  Forgery mark(String tlp) {
    return header("mark", JsonValue.object().put("tlp", tlp).put("pap", "PAP:GREEN").build());
  }

  /// Sends this payload though the leaf commits to the other.
  Forgery tampered(Opening other) {
    return new Forgery(kind, at, revision, seen, header, payload, Optional.of(other), withheld);
  }

  /// Sends the bare leaf, and this reason.
  Forgery withheld(String reason) {
    return new Forgery(kind, at, revision, seen, header, payload, tampered, Optional.of(reason));
  }

  PageEntry entry(long index) {
    var first = Opening.of(header);
    var second = Opening.of(payload);
    var leaf = Leaf.of(kind, at, revision, seen, first, second).bytes();
    return withheld.isPresent()
        ? new PageEntry(index, leaf, Optional.empty(), Optional.empty(), withheld)
        : new PageEntry(
            index, leaf, Optional.of(first), Optional.of(tampered.orElse(second)), withheld);
  }

  private static JsonObject json(byte[] bytes) {
    try {
      return Json.parseObject(bytes);
    } catch (MalformedJson e) {
      throw new IllegalStateException(e);
    }
  }
}
