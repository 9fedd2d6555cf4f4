package org.entente.conformance;

import static org.entente.conformance.ValueRule.BOOLEAN;
import static org.entente.conformance.ValueRule.HASHES;
import static org.entente.conformance.ValueRule.LANGUAGE;
import static org.entente.conformance.ValueRule.STRING;
import static org.entente.conformance.ValueRule.TIMESTAMP_OF_VERSION;
import static org.entente.conformance.ValueRule.id;
import static org.entente.conformance.ValueRule.integer;
import static org.entente.conformance.ValueRule.listOf;
import static org.entente.conformance.ValueRule.nested;

import java.util.List;
import org.entente.json.JsonValue.JsonObject;
import org.entente.json.JsonValue.JsonString;
import org.entente.stix.Kind;

/// The common properties of each kind of object (STIX 2.1 §3.2) and the types they share with
/// others: external references, kill-chain phases, granular markings.
final class CommonRules {
  static final ValueRule EXTERNAL_REFERENCES =
      listOf(
          nested(
              ObjectRule.of("§2.5")
                  .required("source_name", STRING)
                  .optional(List.of("description", "url", "external_id"), STRING)
                  .optional("hashes", HASHES)
                  .anyOf("description", "url", "external_id")));

  static final ValueRule KILL_CHAIN_PHASES =
      listOf(
          nested(
              ObjectRule.of("§2.11")
                  .required("kill_chain_name", STRING)
                  .required("phase_name", STRING)));

  private static final ValueRule MARKING = id("marking-definition");

  private static final ValueRule GRANULAR_MARKINGS =
      listOf(
          nested(
              ObjectRule.of("§7.2.3")
                  .required("selectors", listOf(STRING))
                  .optional("marking_ref", MARKING)
                  .optional("lang", LANGUAGE)
                  .anyOf("marking_ref", "lang")
                  .notBoth("marking_ref", "lang")));

  private static final ValueRule SPEC_VERSION =
      (value, findings) -> {
        if (!value.equals(new JsonString("2.1"))) {
          findings.expected("\"2.1\"", value, "STIX 2.1 §3.2");
        }
      };

  private static final ObjectRule VERSIONED =
      versioned().optional("created_by_ref", id("identity"));

  private static final ObjectRule OBSERVABLE =
      marked()
          .optional("spec_version", SPEC_VERSION)
          .optional("defanged", BOOLEAN)
          .also(CommonRules::isNotVersioned);

  private static final ObjectRule MARKING_DEFINITION =
      marked()
          .required("spec_version", SPEC_VERSION)
          .required("created", TIMESTAMP_OF_VERSION)
          .optional("created_by_ref", id("identity"))
          .optional("external_references", EXTERNAL_REFERENCES)
          .also(CommonRules::doesNotMarkItself)
          .also((object, findings) -> absent(object, findings, "modified", "revoked", "defanged"));

  private static final ObjectRule EXTENSION_DEFINITION =
      versioned().required("created_by_ref", id("identity"));

  private CommonRules() {}

  static ObjectRule of(Kind kind) {
    return switch (kind) {
      case SDO, SRO, LANGUAGE_CONTENT, CUSTOM -> VERSIONED;
      case SCO -> OBSERVABLE;
      case MARKING_DEFINITION -> MARKING_DEFINITION;
      case EXTENSION_DEFINITION -> EXTENSION_DEFINITION;
    };
  }

  private static ObjectRule marked() {
    return ObjectRule.of("§3.2")
        .required("type", STRING)
        .required("id", id())
        .optional("object_marking_refs", listOf(MARKING))
        .optional("granular_markings", GRANULAR_MARKINGS)
        .optional("extensions", (value, findings) -> {});
  }

  private static ObjectRule versioned() {
    return marked()
        .required("spec_version", SPEC_VERSION)
        .required("created", TIMESTAMP_OF_VERSION)
        .required("modified", TIMESTAMP_OF_VERSION)
        .optional("revoked", BOOLEAN)
        .optional("labels", listOf(STRING))
        .optional("confidence", integer(0, 100))
        .optional("lang", LANGUAGE)
        .optional("external_references", EXTERNAL_REFERENCES)
        .inOrder("created", "modified")
        .also((object, findings) -> absent(object, findings, "defanged"));
  }

  private static void isNotVersioned(JsonObject object, Findings findings) {
    absent(
        object,
        findings,
        "created_by_ref",
        "created",
        "modified",
        "revoked",
        "labels",
        "confidence",
        "lang",
        "external_references");
  }

  private static void absent(JsonObject object, Findings findings, String... properties) {
    for (var property : properties) {
      if (object.has(property)) {
        findings.enter(property);
        findings.add("does not apply to this type of object", "STIX 2.1 §3.2");
        findings.leave();
      }
    }
  }

  private static void doesNotMarkItself(JsonObject object, Findings findings) {
    if (object.strings("object_marking_refs").contains(object.string("id").orElse(""))) {
      findings.enter("object_marking_refs");
      findings.add("a marking definition does not mark itself", "STIX 2.1 §3.2");
      findings.leave();
    }
  }
}
