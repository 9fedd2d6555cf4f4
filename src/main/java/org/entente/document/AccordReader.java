package org.entente.document;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.entente.accord.Accord;
import org.entente.accord.CompiledAccord;
import org.entente.json.CanonicalJson;
import org.entente.json.Json;
import org.entente.json.JsonPointer;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonObject;
import org.entente.json.MalformedJson;
import org.entente.json.MalformedYaml;
import org.entente.json.Yaml;
import org.entente.json.Yaml.Place;

/// Reads an accord: an author's YAML or JSON, or the canonical JSON inside a signed document. Both
/// take the same checks (form, references between parts, types of the expressions, the clauses' own
/// examples), and both hear of every problem at once.
public final class AccordReader {
  /// Bytes of one document. The template in four languages has about 40,000.
  public static final int MAX_BYTES = 2 << 20;

  /// What a check found: an accord, or at least one problem.
  public record Checked(Optional<CompiledAccord> accord, List<AccordProblem> problems) {
    public Checked {
      problems = List.copyOf(problems);
    }
  }

  private final Problems problems;

  private AccordReader(Problems problems) {
    this.problems = problems;
  }

  /// Checks an author's file.
  public static Checked check(byte[] file) {
    if (file.length > MAX_BYTES) {
      return refused(Place.START, "longer than %d bytes".formatted(MAX_BYTES));
    }
    try {
      return check(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString());
    } catch (CharacterCodingException e) {
      return refused(Place.START, "is not UTF-8 text");
    }
  }

  private static Checked check(String text) {
    try {
      var yaml = Yaml.parse(text);
      return check(yaml.value(), new SourceText(text, yaml::place));
    } catch (MalformedYaml e) {
      return refused(new Place(e.line(), e.column()), e.problem());
    }
  }

  /// Reads an author's file.
  public static CompiledAccord read(byte[] file) throws AccordRejected {
    return accepted(check(file));
  }

  /// Reads a document that was put together here.
  public static CompiledAccord read(JsonObject document) throws AccordRejected {
    return accepted(check(document, noPlaces()));
  }

  /// Reads the payload of a signed document, which must be in canonical form (RFC 8785) to the last
  /// byte: otherwise two texts of one accord could carry different digests.
  static CompiledAccord readSigned(byte[] payload) throws AccordRejected {
    if (payload.length > MAX_BYTES) {
      throw new AccordRejected("the accord is longer than %d bytes".formatted(MAX_BYTES));
    }
    try {
      var document = Json.parse(payload);
      if (!Arrays.equals(CanonicalJson.bytes(document), payload)) {
        throw new AccordRejected("the signed accord is not in canonical form (RFC 8785)");
      }
      return accepted(check(document, noPlaces()));
    } catch (MalformedJson e) {
      throw new AccordRejected("the signed accord is not JSON: " + e.getMessage());
    }
  }

  /// Reads a payload that [#readSigned] accepted before, without any of its checks.
  static Accord kept(byte[] payload) throws MalformedJson {
    var problems = new Problems(noPlaces());
    return Json.parse(payload) instanceof JsonObject document
        ? new AccordRecords(document, problems).read()
        : new AccordRecords(JsonObject.EMPTY, problems).read();
  }

  private static SourceText noPlaces() {
    return new SourceText("", _ -> Place.START);
  }

  private static CompiledAccord accepted(Checked checked) throws AccordRejected {
    if (!checked.problems.isEmpty()) {
      throw new AccordRejected(checked.problems);
    }
    return checked.accord.orElseThrow();
  }

  private static Checked refused(Place place, String message) {
    return new Checked(
        Optional.empty(), List.of(new AccordProblem(place.line(), place.column(), "", message)));
  }

  private static Checked check(JsonValue value, SourceText source) {
    if (!(value instanceof JsonObject document)) {
      return refused(Place.START, "expected the members of an accord, such as entente: 1");
    }
    var problems = new Problems(source);
    return new Checked(new AccordReader(problems).compile(document), problems.sorted());
  }

  /// Each check goes as far as it can beside the others' problems; examples alone wait for a
  /// document that has the form.
  private Optional<CompiledAccord> compile(JsonObject document) {
    Interchange.check(document, JsonPointer.ROOT, problems);
    AccordSchema.check(document, problems);
    boolean formed = problems.isEmpty();
    var accord = new AccordRecords(document, problems).read();
    AccordRules.check(accord, problems);
    var expressions = new ClauseExpressions(document, problems).compile();
    if (formed) {
      new ClauseExamples(accord, problems).run(expressions);
    }
    return problems.isEmpty()
        ? Optional.of(new CompiledAccord(accord, expressions))
        : Optional.empty();
  }
}
