package org.entente.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.entente.json.JsonValue.JsonArray;
import org.entente.json.JsonValue.JsonBoolean;
import org.entente.json.JsonValue.JsonNull;
import org.entente.json.JsonValue.JsonNumber;
import org.entente.json.JsonValue.JsonString;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/// One YAML 1.2 document (core schema) read as a JSON value that remembers where each part stood,
/// so that a later check can say line and column. JSON is YAML: it reads both.
///
/// As strict as [Json]: names are unique strings, numbers are written as in JSON, and aliases are
/// refused, since ten lines of them can stand for gigabytes.
public final class Yaml {
  /// Counted from one, as editors do.
  public record Place(int line, int column) {
    public static final Place START = new Place(1, 1);
  }

  private static final int MAX_CHARACTERS = 4 << 20;

  /// As the core schema writes them (YAML 1.2.2 §10.3.2); a tag can be put on any other text.
  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

  private static final Set<String> TRUTHS =
      Set.of("true", "True", "TRUE", "false", "False", "FALSE");

  private static final Set<String> PLAIN_TAGS = Set.of(Tag.MAP.getValue(), Tag.SEQ.getValue(), "!");

  private final Map<JsonPointer, Place> places = new HashMap<>();
  private JsonValue value = JsonNull.NULL;

  private Yaml() {}

  /// An empty text reads as null.
  public static Yaml parse(String text) throws MalformedYaml {
    var yaml = new Yaml();
    try {
      requireBounded(text);
      var root = new Compose(settings(text)).composeString(text);
      if (root.isPresent()) {
        yaml.value = yaml.value(root.get(), JsonPointer.ROOT);
      }
      return yaml;
    } catch (MarkedYamlEngineException e) {
      throw new MalformedYaml(place(e.getProblemMark()), e.getProblem());
    } catch (YamlEngineException e) {
      throw new MalformedYaml(Place.START, String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      // the library's own slip where an escape ends too early or names no character
      throw new MalformedYaml(Place.START, "an escape such as \\u00e9 is cut or names nothing");
    }
  }

  /// The library copies what it has of a scalar each time its buffer runs out, so that one scalar
  /// of four megabytes would cost sixty gigabytes of copying: here the buffer is as long as the
  /// text.
  private static LoadSettings settings(String text) {
    return LoadSettings.builder()
        .setSchema(new CoreSchema())
        .setCodePointLimit(MAX_CHARACTERS)
        .setBufferSize(Math.clamp(text.length(), 1_024, MAX_CHARACTERS))
        .setAllowNonScalarKeys(true) // so that the refusal below can say it plainly
        .build();
  }

  /// The composer calls itself for each level, so depth is checked on the flat list of events
  /// before it runs; tags of lists and mappings are lost by then, so they are checked here too.
  private static void requireBounded(String text) throws MalformedYaml {
    int depth = 0;
    for (var event : new Parse(settings(text)).parseString(text)) {
      switch (event) {
        case AliasEvent _ ->
            throw new MalformedYaml(
                place(event.getStartMark()),
                "an alias (*name) is used; write the value out instead");
        case CollectionStartEvent start -> {
          requireNoTag(start);
          if (++depth > Json.MAX_DEPTH) {
            throw new MalformedYaml(
                place(event.getStartMark()), "nested deeper than " + Json.MAX_DEPTH);
          }
        }
        case CollectionEndEvent _ -> depth--;
        default -> {} // scalars, and the frame around the document
      }
    }
  }

  private static void requireNoTag(CollectionStartEvent start) throws MalformedYaml {
    var tag = start.getTag().filter(name -> !PLAIN_TAGS.contains(name));
    if (tag.isPresent()) {
      throw new MalformedYaml(place(start.getStartMark()), "tag " + tag.get() + " is not allowed");
    }
  }

  public JsonValue value() {
    return value;
  }

  /// Where the value at this pointer stands; for what is not there, where its nearest parent does.
  public Place place(JsonPointer pointer) {
    var tokens = pointer.tokens();
    for (int length = tokens.size(); length >= 0; length--) {
      var place = places.get(new JsonPointer(tokens.subList(0, length)));
      if (place != null) {
        return place;
      }
    }
    return Place.START;
  }

  private JsonValue value(Node node, JsonPointer at) throws MalformedYaml {
    var place = place(node.getStartMark());
    places.put(at, place);
    return switch (node) {
      case MappingNode mapping -> object(mapping, at);
      case SequenceNode sequence -> array(sequence, at);
      case ScalarNode scalar -> scalar(scalar, place);
      default -> throw new MalformedYaml(place, "expected a mapping, a list or a scalar");
    };
  }

  private JsonValue object(MappingNode mapping, JsonPointer at) throws MalformedYaml {
    var members = new LinkedHashMap<String, JsonValue>();
    for (var entry : mapping.getValue()) {
      var place = place(entry.getKeyNode().getStartMark());
      if (!(entry.getKeyNode() instanceof ScalarNode name)) {
        throw new MalformedYaml(place, "a name must be plain text");
      }
      requireName(name.getValue(), place);
      var member = value(entry.getValueNode(), at.child(name.getValue()));
      if (members.put(name.getValue(), member) != null) {
        throw new MalformedYaml(place, "duplicate name \"" + name.getValue() + "\"");
      }
    }
    return new JsonValue.JsonObject(members);
  }

  private static void requireName(String name, Place place) throws MalformedYaml {
    requireWhole(name, place);
    if (name.getBytes(UTF_8).length > Json.MAX_NAME_LENGTH) {
      throw new MalformedYaml(
          place, "a name of more than %,d bytes".formatted(Json.MAX_NAME_LENGTH));
    }
  }

  private JsonValue array(SequenceNode sequence, JsonPointer at) throws MalformedYaml {
    var items = new ArrayList<JsonValue>();
    for (var item : sequence.getValue()) {
      items.add(value(item, at.child(items.size())));
    }
    return new JsonArray(items);
  }

  private static JsonValue scalar(ScalarNode scalar, Place place) throws MalformedYaml {
    var text = scalar.getValue();
    var tag = scalar.getTag();
    if (tag.equals(Tag.STR)) {
      requireWhole(text, place);
      return new JsonString(text);
    }
    if (tag.equals(Tag.NULL) && NULLS.contains(text)) {
      return JsonNull.NULL;
    }
    if (tag.equals(Tag.BOOL) && TRUTHS.contains(text)) {
      return new JsonBoolean(text.equalsIgnoreCase("true"));
    }
    if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
      return number(text, place);
    }
    throw new MalformedYaml(place, "tag " + tag + " is not allowed here");
  }

  /// Escapes can spell a lone surrogate (`"\\ud800"`), which no UTF-8 can carry: written and read
  /// again it would be another text.
  private static void requireWhole(String text, Place place) throws MalformedYaml {
    if (text.codePoints()
        .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
      throw new MalformedYaml(place, "half of a surrogate pair is no character");
    }
  }

  private static JsonValue number(String text, Place place) throws MalformedYaml {
    if (!text.matches("-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,30})?([eE][+-]?[0-9]{1,3})?")
        || Double.isInfinite(Double.parseDouble(text))) {
      throw new MalformedYaml(
          place, text + " is no number of JSON; put it in quotes if it is meant as text");
    }
    return new JsonNumber(text);
  }

  private static Place place(Optional<Mark> mark) {
    return mark.map(m -> new Place(m.getLine() + 1, m.getColumn() + 1)).orElse(Place.START);
  }
}
