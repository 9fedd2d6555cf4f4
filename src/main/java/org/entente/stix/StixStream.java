package org.entente.stix;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.entente.json.Json;
import org.entente.json.JsonPointer;
import org.entente.json.JsonValue.JsonObject;
import org.entente.json.MalformedJson;

/// Reads STIX of any size, object by object, in flat memory: a bundle (STIX 2.1 §8), a TAXII
/// envelope (TAXII 2.1 §3.7), or one object alone.
///
///     {"type":"bundle","id":"bundle--…","objects":[ {…}, {…} ]}
///     {"more":true,"next":"…","objects":[ {…}, {…} ]}
///     {"type":"indicator", …}
///
/// A bare JSON array is none of these and is not STIX. An object that cannot be read is told and the
/// next one follows, as long as the brackets show where it ends. Closing the input stays with the
/// caller.
public final class StixStream {
  /// Larger than any object met in real data, small enough to hold a few of them.
  public static final int MAX_OBJECT_BYTES = 16 * 1024 * 1024;

  /// What comes next in the input.
  public sealed interface Item {
    /// An object, where it stands (`/objects/3`), its bytes verbatim.
    record Whole(JsonPointer at, StixObject object) implements Item {}

    /// Something that cannot be read.
    ///
    /// @param inPlaceOfOne it stands in the place of one object, and not around or behind them
    record Broken(JsonPointer at, Problem problem, boolean inPlaceOfOne) implements Item {}

    /// The input is not STIX at all; nothing else comes.
    record Foreign(String reason) implements Item {}
  }

  private enum State {
    START,
    ELEMENTS,
    MEMBERS,
    DONE
  }

  private final JsonFrames frames;
  private final int maxObjectBytes;
  private State state = State.START;
  private JsonPointer container = JsonPointer.ROOT;
  private boolean known; // an object of it was seen, or it says that it is a bundle
  private int index;
  private Optional<String> type = Optional.empty();
  private Optional<String> id = Optional.empty();

  public StixStream(InputStream in) {
    this(in, MAX_OBJECT_BYTES);
  }

  public StixStream(InputStream in, int maxObjectBytes) {
    this.frames = new JsonFrames(in, maxObjectBytes);
    this.maxObjectBytes = maxObjectBytes;
  }

  /// The next object or problem; empty at the end.
  public Optional<Item> next() throws IOException {
    try {
      return switch (state) {
        case START -> start();
        case ELEMENTS -> element();
        case MEMBERS -> membersAfterObjects();
        case DONE -> Optional.empty();
      };
    } catch (MalformedJson e) {
      var item = brokenOff(e);
      state = State.DONE;
      return Optional.of(item);
    }
  }

  private Item brokenOff(MalformedJson e) {
    var message = "not JSON: " + e.getMessage();
    var at = state == State.ELEMENTS ? container.child(index) : JsonPointer.ROOT;
    return known || namesStix(type, id)
        ? new Item.Broken(at, new Problem("", message, "RFC 8259", true), isInOne())
        : new Item.Foreign(message);
  }

  private boolean isInOne() {
    return state == State.ELEMENTS || (state == State.START && isOneObject());
  }

  private Optional<Item> start() throws IOException, MalformedJson {
    frames.skipByteOrderMark();
    return switch (frames.peek()) {
      case '{' -> objectOrContainer();
      case '[' -> foreign("a bare JSON array: STIX comes in a bundle or alone");
      default -> foreign("does not begin like a JSON object");
    };
  }

  private Optional<Item> foreign(String reason) {
    state = State.DONE;
    return Optional.of(new Item.Foreign(reason));
  }

  /// Until `objects` shows a container this may be one object alone, so its bytes are kept.
  private Optional<Item> objectOrContainer() throws IOException, MalformedJson {
    frames.record();
    frames.take('{');
    if (frames.takeIf('}')) {
      frames.forget();
      return end();
    }
    do {
      var name = memberName();
      if (name.equals("objects") && frames.peek() == '[' && !isOneObject()) {
        frames.forget();
        return enterObjects();
      }
      member(name);
    } while (frames.takeIf(','));
    frames.take('}');
    return oneObject();
  }

  private String memberName() throws IOException, MalformedJson {
    if (frames.peek() != '"') {
      frames.take('"');
    }
    var name = frames.string().orElse("");
    frames.take(':');
    return name;
  }

  private void member(String name) throws IOException, MalformedJson {
    switch (name) {
      case "type" -> type = frames.string();
      case "id" -> id = frames.string();
      default -> frames.skipValue();
    }
  }

  private boolean isOneObject() {
    return type.isPresent() && !isBundle();
  }

  private boolean isBundle() {
    return type.filter("bundle"::equals).isPresent();
  }

  private Optional<Item> enterObjects() throws IOException, MalformedJson {
    known = isBundle();
    container = JsonPointer.ROOT.child("objects");
    frames.take('[');
    state = State.ELEMENTS;
    return element();
  }

  private Optional<Item> oneObject() throws IOException {
    var bytes = frames.recorded();
    if (isBundle()) {
      return end();
    }
    if (!namesStix(type, id)) {
      return foreign("a JSON object that is neither a STIX object nor a bundle");
    }
    known = true;
    state = State.MEMBERS;
    container = JsonPointer.ROOT;
    return Optional.of(read(JsonPointer.ROOT, bytes));
  }

  private Optional<Item> element() throws IOException, MalformedJson {
    if (frames.takeIf(']')) {
      return membersAfterObjects();
    }
    if (index > 0) {
      frames.take(',');
    }
    frames.record();
    frames.skipValue();
    var bytes = frames.recorded();
    if (!known && bytes.isPresent() && !looksLikeStix(bytes.get())) {
      return foreign("an array of something other than STIX objects");
    }
    known = true;
    return Optional.of(read(container.child(index++), bytes));
  }

  private Item read(JsonPointer at, Optional<byte[]> bytes) {
    if (bytes.isEmpty()) {
      var message = "larger than " + maxObjectBytes + " bytes";
      return new Item.Broken(at, new Problem("", message, "limit", true), true);
    }
    try {
      return new Item.Whole(at, StixObject.read(bytes.get()));
    } catch (MalformedStix e) {
      return new Item.Broken(at, e.problem(), true);
    }
  }

  /// What follows the array of objects: the other members of a bundle or envelope, and the end.
  private Optional<Item> membersAfterObjects() throws IOException, MalformedJson {
    state = State.MEMBERS;
    boolean insideContainer = !container.equals(JsonPointer.ROOT);
    if (insideContainer) {
      while (frames.takeIf(',')) {
        var name = memberName();
        if (name.equals("objects")) {
          throw new MalformedJson("duplicate name \"objects\", at byte " + frames.position());
        }
        member(name);
      }
      frames.take('}');
    }
    return end();
  }

  private Optional<Item> end() throws IOException {
    state = State.DONE;
    if (frames.peek() < 0) {
      return Optional.empty();
    }
    var message = "more follows after the end, at byte " + frames.position();
    return Optional.of(
        new Item.Broken(JsonPointer.ROOT, new Problem("", message, "RFC 8259", true), false));
  }

  /// A type and an id, or a type of STIX's own, say that STIX was meant.
  private static boolean namesStix(Optional<String> type, Optional<String> id) {
    return type.isPresent()
        && (type.get().equals("bundle")
            || Kind.of(type.get()) != Kind.CUSTOM
            || id.filter(text -> text.contains("--")).isPresent());
  }

  private static boolean looksLikeStix(byte[] element) {
    try {
      return Json.parse(element) instanceof JsonObject object
          && namesStix(object.string("type"), object.string("id"));
    } catch (MalformedJson e) {
      var text = new String(element, StandardCharsets.UTF_8);
      return text.contains("\"spec_version\"") || text.contains("\"type\"");
    }
  }
}
