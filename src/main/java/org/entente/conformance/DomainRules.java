package org.entente.conformance;

import static org.entente.conformance.CommonRules.KILL_CHAIN_PHASES;
import static org.entente.conformance.ValueRule.BOOLEAN;
import static org.entente.conformance.ValueRule.STRING;
import static org.entente.conformance.ValueRule.TIMESTAMP;
import static org.entente.conformance.ValueRule.id;
import static org.entente.conformance.ValueRule.idWhere;
import static org.entente.conformance.ValueRule.integer;
import static org.entente.conformance.ValueRule.listOf;
import static org.entente.conformance.ValueRule.number;
import static org.entente.conformance.ValueRule.oneOf;
import static org.entente.conformance.ValueRule.text;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonBoolean;
import org.entente.json.JsonValue.JsonObject;
import org.entente.stix.Kind;

/// The property tables of the domain and relationship objects (STIX 2.1 §4, §5). A property whose
/// vocabulary is open takes any string.
final class DomainRules {
  private static final ValueRule STRINGS = listOf(STRING);
  private static final ValueRule ANY_IDS = listOf(id());
  private static final long MANY = 999_999_999;

  private static final Set<String> NOT_RELATED =
      Set.of(
          "bundle",
          "extension-definition",
          "language-content",
          "marking-definition",
          "relationship",
          "sighting");

  private static final ValueRule RELATED =
      idWhere("an id of a domain object or an observable", type -> !NOT_RELATED.contains(type));

  static final Map<String, ObjectRule> BY_TYPE =
      Map.ofEntries(
          Map.entry("attack-pattern", named("§4.1").optional("aliases", STRINGS)),
          Map.entry(
              "campaign",
              seen(named("§4.2")).optional("aliases", STRINGS).optional("objective", STRING)),
          Map.entry("course-of-action", named("§4.3")),
          Map.entry(
              "grouping",
              described("§4.4")
                  .optional("name", STRING)
                  .required("context", STRING)
                  .required("object_refs", ANY_IDS)),
          Map.entry(
              "identity",
              named("§4.5")
                  .optional(List.of("identity_class", "contact_information"), STRING)
                  .optional(List.of("roles", "sectors"), STRINGS)),
          Map.entry("incident", named("§4.6")),
          Map.entry("indicator", indicator()),
          Map.entry(
              "infrastructure",
              seen(named("§4.8")).optional(List.of("infrastructure_types", "aliases"), STRINGS)),
          Map.entry("intrusion-set", actor("§4.9")),
          Map.entry("location", location()),
          Map.entry("malware", malware()),
          Map.entry("malware-analysis", malwareAnalysis()),
          Map.entry(
              "note",
              described("§4.13")
                  .optional("abstract", STRING)
                  .required("content", STRING)
                  .optional("authors", STRINGS)
                  .required("object_refs", ANY_IDS)),
          Map.entry("observed-data", observedData()),
          Map.entry("opinion", opinion()),
          Map.entry(
              "report",
              named("§4.16")
                  .optional("report_types", STRINGS)
                  .required("published", TIMESTAMP)
                  .required("object_refs", ANY_IDS)),
          Map.entry(
              "threat-actor",
              actor("§4.17")
                  .optional(List.of("threat_actor_types", "roles", "personal_motivations"), STRINGS)
                  .optional("sophistication", STRING)),
          Map.entry(
              "tool",
              named("§4.18")
                  .optional(List.of("tool_types", "aliases"), STRINGS)
                  .optional("tool_version", STRING)),
          Map.entry("vulnerability", named("§4.19")),
          Map.entry("relationship", relationship()),
          Map.entry("sighting", sighting()));

  private DomainRules() {}

  private static ObjectRule described(String clause) {
    return ObjectRule.of(clause)
        .optional("description", STRING)
        .optional("kill_chain_phases", KILL_CHAIN_PHASES);
  }

  private static ObjectRule named(String clause) {
    return described(clause).required("name", STRING);
  }

  private static ObjectRule seen(ObjectRule rule) {
    return rule.optional(List.of("first_seen", "last_seen"), TIMESTAMP)
        .inOrder("first_seen", "last_seen");
  }

  private static ObjectRule actor(String clause) {
    return seen(named(clause))
        .optional(List.of("aliases", "goals", "secondary_motivations"), STRINGS)
        .optional(List.of("resource_level", "primary_motivation"), STRING);
  }

  private static ObjectRule indicator() {
    return described("§4.7")
        .optional("name", STRING)
        .optional("indicator_types", STRINGS)
        .required("pattern", text("a pattern", "STIX 2.1 §4.7", text -> !text.isBlank()))
        .required("pattern_type", STRING)
        .optional("pattern_version", STRING)
        .required("valid_from", TIMESTAMP)
        .optional("valid_until", TIMESTAMP)
        .inOrder("valid_from", "valid_until")
        .also((object, findings) -> {
          if (object.has("valid_until")
              && object.get("valid_until").equals(object.get("valid_from"))) {
            findings.enter("valid_until");
            findings.add("is not later than valid_from", "STIX 2.1 §4.7");
            findings.leave();
          }
        });
  }

  private static ObjectRule location() {
    return described("§4.10")
        .optional("name", STRING)
        .optional("latitude", number(-90, 90))
        .optional("longitude", number(-180, 180))
        .optional("precision", number(0, Double.MAX_VALUE))
        .optional(
            List.of(
                "region",
                "country",
                "administrative_area",
                "city",
                "street_address",
                "postal_code"),
            STRING)
        .anyOf("region", "country", "latitude")
        .needs("latitude", "longitude")
        .needs("longitude", "latitude")
        .needs("precision", "latitude");
  }

  private static ObjectRule malware() {
    return seen(described("§4.11"))
        .optional("name", STRING)
        .required("is_family", BOOLEAN)
        .optional(
            List.of(
                "malware_types",
                "aliases",
                "architecture_execution_envs",
                "implementation_languages",
                "capabilities"),
            STRINGS)
        .optional("operating_system_refs", listOf(id("software")))
        .optional("sample_refs", listOf(id("artifact", "file")))
        .also((object, findings) -> {
          if (is(object, "is_family", true) && !object.has("name")) {
            findings.add("a malware family needs a name", "STIX 2.1 §4.11");
          }
        });
  }

  private static ObjectRule malwareAnalysis() {
    return described("§4.12")
        .required("product", STRING)
        .optional(
            List.of(
                "version",
                "configuration_version",
                "analysis_engine_version",
                "analysis_definition_version",
                "result_name",
                "result"),
            STRING)
        .optional("modules", STRINGS)
        .optional(List.of("host_vm_ref", "operating_system_ref"), id("software"))
        .optional("installed_software_refs", listOf(id("software")))
        .optional(List.of("submitted", "analysis_started", "analysis_ended"), TIMESTAMP)
        .optional("analysis_sco_refs", ANY_IDS)
        .optional("sample_ref", id())
        .anyOf("result", "analysis_sco_refs");
  }

  private static ObjectRule observedData() {
    return described("§4.14")
        .required("first_observed", TIMESTAMP)
        .required("last_observed", TIMESTAMP)
        .required("number_observed", integer(1, MANY))
        .optional("objects", DomainRules::observableContainer)
        .optional("object_refs", ANY_IDS)
        .inOrder("first_observed", "last_observed")
        .anyOf("objects", "object_refs")
        .notBoth("objects", "object_refs");
  }

  private static void observableContainer(JsonValue value, Findings findings) {
    if (!(value instanceof JsonObject container) || container.members().isEmpty()) {
      findings.expected("an object with at least one observable", value, "STIX 2.1 §2.13");
      return;
    }
    container
        .members()
        .forEach((key, observable) -> {
          if (!(observable instanceof JsonObject object) || object.string("type").isEmpty()) {
            findings.enter(key);
            findings.expected("an observable with a type", observable, "STIX 2.1 §2.13");
            findings.leave();
          }
        });
  }

  private static ObjectRule opinion() {
    return described("§4.15")
        .optional("explanation", STRING)
        .optional("authors", STRINGS)
        .required(
            "opinion", oneOf("strongly-disagree", "disagree", "neutral", "agree", "strongly-agree"))
        .required("object_refs", ANY_IDS);
  }

  private static ObjectRule relationship() {
    return described("§5.1")
        .required(
            "relationship_type",
            text("a name of a-z, 0-9 and hyphens", "STIX 2.1 §5.1", "[a-z0-9-]+"))
        .required("source_ref", RELATED)
        .required("target_ref", RELATED)
        .optional(List.of("start_time", "stop_time"), TIMESTAMP)
        .inOrder("start_time", "stop_time");
  }

  private static ObjectRule sighting() {
    return seen(described("§5.2"))
        .optional("count", integer(0, MANY))
        .required(
            "sighting_of_ref",
            idWhere(
                "an id of a domain object",
                type -> Kind.of(type) == Kind.SDO || Kind.of(type) == Kind.CUSTOM))
        .optional("observed_data_refs", listOf(id("observed-data")))
        .optional("where_sighted_refs", listOf(id("identity", "location")))
        .optional("summary", BOOLEAN);
  }

  private static boolean is(JsonObject object, String property, boolean truth) {
    return object.get(property).filter(new JsonBoolean(truth)::equals).isPresent();
  }
}
