package org.entente.conformance;

import static org.entente.conformance.ValueRule.LANGUAGE;
import static org.entente.conformance.ValueRule.STRING;
import static org.entente.conformance.ValueRule.TIMESTAMP;
import static org.entente.conformance.ValueRule.id;
import static org.entente.conformance.ValueRule.listOf;
import static org.entente.conformance.ValueRule.oneOf;

import java.util.Map;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonObject;
import org.entente.json.JsonValue.JsonString;
import org.entente.stix.Kind;
import org.entente.stix.Marking;
import org.entente.stix.MarkingDefinition;
import org.entente.stix.StandardMarkings;
import org.entente.stix.StixId;
import org.entente.stix.Tlp;

/// The property tables of what speaks about other objects (STIX 2.1 §7): language content, marking
/// definitions, extension definitions.
final class MetaRules {
  static final ValueRule EXTENSION_TYPE =
      oneOf("new-sdo", "new-sco", "new-sro", "property-extension", "toplevel-property-extension");

  static final Map<String, ObjectRule> BY_TYPE =
      Map.of(
          "language-content",
          ObjectRule.of("§7.1")
              .required("object_ref", id())
              .optional("object_modified", TIMESTAMP)
              .required("contents", MetaRules::contents),
          "marking-definition",
          ObjectRule.of("§7.2.1")
              .optional("name", STRING)
              .optional("definition_type", STRING)
              .optional("definition", MetaRules::object)
              .anyOf("definition_type", "extensions")
              .needs("definition_type", "definition")
              .needs("definition", "definition_type")
              .also(MetaRules::definition)
              .also(MetaRules::standardMarking),
          "extension-definition",
          ObjectRule.of("§7.3")
              .required("name", STRING)
              .optional("description", STRING)
              .required("schema", STRING)
              .required("version", STRING)
              .required("extension_types", listOf(EXTENSION_TYPE))
              .optional("extension_properties", listOf(MetaRules::extensionProperty)));

  private MetaRules() {}

  private static void object(JsonValue value, Findings findings) {
    if (!(value instanceof JsonObject object) || object.members().isEmpty()) {
      findings.expected("an object with at least one member", value, "STIX 2.1 §7.2.1");
    }
  }

  /// `{"de": {"name": "…", "labels": ["…"]}}`: a language tag, then the translated properties.
  private static void contents(JsonValue value, Findings findings) {
    if (!(value instanceof JsonObject languages) || languages.members().isEmpty()) {
      findings.expected("an object with at least one language", value, "STIX 2.1 §7.1");
      return;
    }
    languages
        .members()
        .forEach((language, translated) -> {
          findings.enter(language);
          LANGUAGE.check(new JsonString(language), findings);
          if (!(translated instanceof JsonObject object) || object.members().isEmpty()) {
            findings.expected("an object of translations", translated, "STIX 2.1 §7.1");
          }
          findings.leave();
        });
  }

  private static void definition(JsonObject object, Findings findings) {
    var type = object.string("definition_type").orElse("");
    var body = object.object("definition").orElse(JsonObject.EMPTY);
    findings.enter("definition_type");
    switch (type) {
      case "tlp" -> {
        if (body.string("tlp").filter(level -> level.matches("white|green|amber|red")).isEmpty()) {
          findings.add("a tlp marking says white, green, amber or red", "STIX 2.1 §7.2.1.4");
        } else if (!StandardMarkings.isStandard(new StixId(object.string("id").orElseThrow()))) {
          findings.add("TLP markings have the ids of the standard", "STIX 2.1 §7.2.1.4");
        }
      }
      case "statement" -> {
        if (body.string("statement").isEmpty()) {
          findings.add("a statement marking has a statement", "STIX 2.1 §7.2.1.3");
        }
      }
      case "" -> {}
      default -> findings.add("expected tlp or statement, found " + type, "STIX 2.1 §7.2.1");
    }
    findings.leave();
  }

  /// Another level under an id that everyone knows would be read as two things.
  private static void standardMarking(JsonObject object, Findings findings) {
    var standard = object.string("id").flatMap(StixId::parse).flatMap(StandardMarkings::marking);
    var said = MarkingDefinition.read(object);
    if (standard.isPresent() && !said.equals(standard.get()) && !said.equals(Marking.UNKNOWN)) {
      findings.enter("id");
      findings.addFatal(
          "this id is "
              + standard.get().tlp().map(Tlp::label).orElse("")
              + " everywhere, the content says otherwise: give it an id of its own"
              + " (what the same collection marks with it counts as the stricter of both)",
          "STIX 2.1 §7.2.1.4");
      findings.leave();
    }
  }

  /// §7.3: an extension does not redefine what the standard defines.
  private static void extensionProperty(JsonValue value, Findings findings) {
    if (!(value instanceof JsonString(String name)) || !Names.isProperty(name)) {
      findings.expected("a property name", value, "STIX 2.1 §7.3");
    } else if (CommonRules.of(Kind.SDO).knows(name) || CommonRules.of(Kind.SCO).knows(name)) {
      findings.add("an extension does not redefine " + name, "STIX 2.1 §7.3");
    }
  }
}
