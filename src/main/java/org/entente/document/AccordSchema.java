package org.entente.document;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.entente.json.CanonicalJson;
import org.entente.json.Json;
import org.entente.json.JsonPointer;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonArray;
import org.entente.json.JsonValue.JsonObject;
import org.entente.json.JsonValue.JsonString;
import org.entente.json.MalformedJson;

/// The form of the document as a JSON Schema (2020-12), shipped in the jar for editors and used
/// here. The messages are ours: they say what would be right, from the `description` beside the
/// rule that is broken.
public final class AccordSchema {
  private static final String RESOURCE = "entente-accord-1.schema.json";
  private static final int MOST_QUOTED = 60;

  private static final byte[] BYTES = read();
  private static final JsonObject JSON = parse();
  private static final Schema SCHEMA = compile();

  private AccordSchema() {}

  /// The schema's text.
  public static byte[] bytes() {
    return BYTES.clone();
  }

  /// Adds what does not have the form; of a value that is a problem already it says nothing more.
  static void check(JsonObject document, Problems problems) {
    var more = new LinkedHashMap<Error, JsonPointer>();
    for (var error : SCHEMA.validate(CanonicalJson.text(document), InputFormat.JSON)) {
      if (!problems.within(place(error)) || error.getKeyword().equals("required")) {
        more.put(error, place(error));
      }
    }
    more.forEach((error, at) -> problems.add(at, message(error)));
  }

  private static JsonPointer place(Error error) {
    var at = JsonPointer.parse(error.getInstanceLocation().toString()).orElseThrow();
    return error.getKeyword().equals("additionalProperties") ? at.child(error.getProperty()) : at;
  }

  private static String message(Error error) {
    var alternatives = alternatives(error);
    if (alternatives.isPresent()) {
      return alternatives.get();
    }
    var found = "; found " + shortened(String.valueOf(error.getInstanceNode()));
    return switch (error.getKeyword()) {
      case "required" -> "\"" + error.getProperty() + "\" is missing";
      case "additionalProperties" ->
          "\"%s\" has no place here; known are %s"
              .formatted(error.getProperty(), known(rule(error, "properties")));
      case "enum" -> "expected one of " + items(rule(error, "enum")) + found;
      case "const" -> "expected " + CanonicalJson.text(rule(error, "const")) + found;
      case "type" -> "expected " + type(rule(error, "type")) + found;
      case "pattern" -> "expected " + text(rule(error, "description")) + found;
      case String other -> other.isEmpty() ? "" : error.getMessage() + found;
    };
  }

  /// What fits none of several forms is reported once for each; the description of the whole says
  /// it better, and the same line twice is one problem.
  private static Optional<String> alternatives(Error error) {
    var tokens = keyword(error);
    int anyOf = tokens.indexOf("anyOf");
    return anyOf < 0 ? Optional.empty() : Optional.of(text(member(tokens, anyOf, "description")));
  }

  /// A member of the schema object whose rule is broken.
  private static JsonValue rule(Error error, String member) {
    var tokens = keyword(error);
    return member(tokens, tokens.size() - 1, member);
  }

  private static JsonValue member(List<String> tokens, int depth, String member) {
    var parent = new JsonPointer(tokens.subList(0, depth));
    return parent.child(member).resolve(JSON).orElse(JsonObject.EMPTY);
  }

  /// Where in the schema the broken rule stands, such as `$defs number pattern`.
  private static List<String> keyword(Error error) {
    var fragment = error.getSchemaLocation().getFragment().toString();
    return JsonPointer.parse(fragment).orElseThrow().tokens();
  }

  private static String known(JsonValue properties) {
    return properties instanceof JsonObject object
        ? String.join(", ", object.members().keySet())
        : "none";
  }

  private static String items(JsonValue list) {
    return list instanceof JsonArray array
        ? array.items().stream().map(AccordSchema::text).collect(Collectors.joining(", "))
        : text(list);
  }

  private static String type(JsonValue type) {
    var name = items(type);
    return name.equals("string") ? "text (in quotes when it looks like a number)" : name;
  }

  private static String text(JsonValue value) {
    return value instanceof JsonString(String text) ? text : CanonicalJson.text(value);
  }

  private static String shortened(String text) {
    return text.length() <= MOST_QUOTED ? text : text.substring(0, MOST_QUOTED) + "…";
  }

  private static byte[] read() {
    try (var stream = AccordSchema.class.getResourceAsStream(RESOURCE)) {
      if (stream == null) {
        throw new IllegalStateException("the jar lacks " + RESOURCE);
      }
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonObject parse() {
    try {
      return Json.parseObject(BYTES);
    } catch (MalformedJson e) {
      throw new IllegalStateException(RESOURCE, e);
    }
  }

  private static Schema compile() {
    var config = SchemaRegistryConfig.builder().pathType(PathType.JSON_POINTER).build();
    var registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemaRegistryConfig(config));
    return registry.getSchema(new String(BYTES, StandardCharsets.UTF_8), InputFormat.JSON);
  }
}
