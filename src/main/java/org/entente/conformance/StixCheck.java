package org.entente.conformance;

import java.util.List;
import java.util.Map;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonArray;
import org.entente.json.JsonValue.JsonNull;
import org.entente.json.JsonValue.JsonObject;
import org.entente.stix.Kind;
import org.entente.stix.Problem;
import org.entente.stix.StixId;
import org.entente.stix.StixObject;

/// What an object breaks of STIX 2.1: all of it together, each with its place and its clause.
///
/// Only what the standard forbids with MUST is a problem. Unknown types, properties and extensions
/// are none (§11): they are checked for their names, for empty lists and for `null`, and kept.
/// Whether a reference resolves, and whether a STIX pattern follows its grammar, is not looked at.
public final class StixCheck {
  private static final String EXTENSION = "extension-definition--";
  private static final ObjectRule UNKNOWN_TYPE = ObjectRule.of("§11.2");

  private final StixObject object;
  private final JsonObject json;
  private final Kind kind;
  private final ObjectRule common;
  private final ObjectRule own;
  private final Findings findings = new Findings();

  private StixCheck(StixObject object) {
    this.object = object;
    this.json = object.json();
    this.kind = object.kind();
    this.common = CommonRules.of(isNewObservable() ? Kind.SCO : kind);
    this.own = ownRule();
  }

  public static List<Problem> problems(StixObject object) {
    var check = new StixCheck(object);
    check.identity();
    check.common.check(check.json, check.findings);
    check.own.check(check.json, check.findings);
    check.unknownProperties();
    check.extensions();
    check.selectors();
    return check.findings.problems();
  }

  private ObjectRule ownRule() {
    var rules =
        switch (kind) {
          case SDO, SRO -> DomainRules.BY_TYPE;
          case SCO -> ObservableRules.BY_TYPE;
          case MARKING_DEFINITION, EXTENSION_DEFINITION, LANGUAGE_CONTENT -> MetaRules.BY_TYPE;
          case CUSTOM -> Map.<String, ObjectRule>of();
        };
    return rules.getOrDefault(object.type(), UNKNOWN_TYPE);
  }

  /// A type that an extension introduces as an observable has an observable's common properties.
  private boolean isNewObservable() {
    return kind == Kind.CUSTOM
        && json.object("extensions").orElse(JsonObject.EMPTY).members().values().stream()
            .anyMatch(extension ->
                extension instanceof JsonObject body
                    && body.string("extension_type").filter("new-sco"::equals).isPresent());
  }

  private void identity() {
    if (object.type().equals("bundle")) {
      at("type", () -> findings.addFatal("a bundle is not an object", "STIX 2.1 §8"));
    } else if (!Names.isType(object.type())) {
      at("type", this::typeName);
    }
    if (!object.id().type().equals(object.type())) {
      var expected = "expected an id of type " + object.type() + ", found " + object.id();
      at("id", () -> findings.add(expected, "STIX 2.1 §2.9"));
    }
  }

  private void typeName() {
    var message = "a type name has 3 to 250 of a-z, 0-9 and single hyphens";
    if (object.type().matches("[A-Za-z0-9_-]{1,250}")) {
      findings.add(message, "STIX 2.1 §11.2");
    } else {
      findings.addFatal(message, "STIX 2.1 §11.2");
    }
  }

  private void unknownProperties() {
    json.members()
        .forEach((name, value) -> {
          if (!common.knows(name) && !own.knows(name)) {
            at(name, () -> unknownProperty(name, value));
          }
        });
  }

  private void unknownProperty(String name, JsonValue value) {
    if (!Names.isProperty(name)) {
      findings.add("a property name has 3 to 250 of a-z, 0-9 and _", "STIX 2.1 §11.1");
    }
    unknownValue(value);
  }

  private void unknownValue(JsonValue value) {
    switch (value) {
      case JsonNull.NULL -> findings.add("null is no value in STIX", "STIX 2.1 §2");
      case JsonArray(List<JsonValue> items) -> {
        if (items.isEmpty()) {
          findings.expected("a list of at least one", value, "STIX 2.1 §2.12");
        }
        for (int i = 0; i < items.size(); i++) {
          int index = i;
          at(Integer.toString(i), () -> unknownValue(items.get(index)));
        }
      }
      case JsonObject inner ->
          inner.members().forEach((name, item) -> at(name, () -> unknownValue(item)));
      default -> {}
    }
  }

  private void extensions() {
    json.get("extensions").ifPresent(extensions -> at("extensions", () -> extensions(extensions)));
  }

  private void extensions(JsonValue extensions) {
    if (!(extensions instanceof JsonObject byKey) || byKey.members().isEmpty()) {
      findings.expected("an object with at least one extension", extensions, "STIX 2.1 §3.2");
      return;
    }
    byKey.members().forEach((key, extension) -> at(key, () -> extension(key, extension)));
  }

  private void extension(String key, JsonValue extension) {
    if (!(extension instanceof JsonObject body) || body.members().isEmpty()) {
      findings.expected("an object with at least one member", extension, "STIX 2.1 §3.2");
      return;
    }
    var predefined = ObservableExtensions.BY_TYPE.getOrDefault(object.type(), Map.of()).get(key);
    if (predefined != null) {
      predefined.check(body, findings);
    } else if (key.startsWith(EXTENSION)) {
      definedExtension(key, body);
    } else {
      unknownValue(body);
    }
  }

  private void definedExtension(String key, JsonObject body) {
    if (StixId.parse(key).filter(StixId::isStandard).isEmpty()) {
      findings.add("expected extension-definition--UUID", "STIX 2.1 §2.9");
    }
    var type = body.get("extension_type");
    if (type.isEmpty()) {
      findings.add("expected an extension_type", "STIX 2.1 §3.2");
    } else {
      at("extension_type", () -> MetaRules.EXTENSION_TYPE.check(type.get(), findings));
    }
    unknownValue(body);
  }

  /// §7.2.3.1: a selector points at something in the object.
  private void selectors() {
    var markings = json.array("granular_markings");
    for (int i = 0; i < markings.size(); i++) {
      if (markings.get(i) instanceof JsonObject marking) {
        for (var selector : marking.strings("selectors")) {
          if (Selector.resolve(selector, json).isEmpty()) {
            selectsNothing(i, selector);
          }
        }
      }
    }
  }

  private void selectsNothing(int index, String selector) {
    findings.enter("granular_markings");
    findings.enter(Integer.toString(index));
    findings.enter("selectors");
    findings.add("selects nothing: " + selector, "STIX 2.1 §7.2.3.1");
    findings.leave();
    findings.leave();
    findings.leave();
  }

  private void at(String token, Runnable rule) {
    findings.enter(token);
    rule.run();
    findings.leave();
  }
}
