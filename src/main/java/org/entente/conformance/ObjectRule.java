package org.entente.conformance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonObject;
import org.entente.stix.StixTimestamp;

/// Which members an object of one kind must and may have, and what they must look like together:
/// one property table of the standard, and the sentences below it.
final class ObjectRule {
  private final String clause;
  private final Map<String, ValueRule> properties = new HashMap<>();
  private final List<String> required = new ArrayList<>();
  private final List<BiConsumer<JsonObject, Findings>> together = new ArrayList<>();

  private ObjectRule(String clause) {
    this.clause = clause;
  }

  /// A table of this clause, `STIX 2.1 §4.7`, still empty.
  static ObjectRule of(String clause) {
    return new ObjectRule("STIX 2.1 " + clause);
  }

  ObjectRule required(String property, ValueRule rule) {
    required.add(property);
    return optional(property, rule);
  }

  ObjectRule optional(String property, ValueRule rule) {
    properties.put(property, rule);
    return this;
  }

  ObjectRule optional(List<String> names, ValueRule rule) {
    names.forEach(name -> optional(name, rule));
    return this;
  }

  /// At least one of these must be there.
  ObjectRule anyOf(String... names) {
    return also((object, findings) -> {
      for (var name : names) {
        if (object.has(name)) {
          return;
        }
      }
      findings.add("expected at least one of " + String.join(", ", names), clause);
    });
  }

  /// At least one of the properties of this table must be there.
  ObjectRule anyOfItsOwn() {
    return anyOf(properties.keySet().stream().sorted().toArray(String[]::new));
  }

  /// Not both.
  ObjectRule notBoth(String one, String other) {
    return also((object, findings) -> {
      if (object.has(one) && object.has(other)) {
        findings.add(one + " and " + other + " exclude each other", clause);
      }
    });
  }

  /// Where the one stands, the other must stand too.
  ObjectRule needs(String one, String other) {
    return also((object, findings) -> {
      if (object.has(one) && !object.has(other)) {
        findings.add(one + " needs " + other, clause);
      }
    });
  }

  /// The end of a period is not before its beginning.
  ObjectRule inOrder(String first, String last) {
    return also((object, findings) -> {
      var from = object.string(first).flatMap(StixTimestamp::parse);
      var to = object.string(last).flatMap(StixTimestamp::parse);
      if (from.isPresent() && to.isPresent() && to.get().compareTo(from.get()) < 0) {
        findings.enter(last);
        findings.add(last + " " + to.get() + " is before " + first + " " + from.get(), clause);
        findings.leave();
      }
    });
  }

  ObjectRule also(BiConsumer<JsonObject, Findings> rule) {
    together.add(rule);
    return this;
  }

  String clause() {
    return clause;
  }

  boolean knows(String property) {
    return properties.containsKey(property);
  }

  void check(JsonObject object, Findings findings) {
    object.members().forEach((name, value) -> property(name, value, findings));
    for (var name : required) {
      if (!object.has(name)) {
        findings.enter(name);
        findings.add("required, but absent", clause);
        findings.leave();
      }
    }
    together.forEach(rule -> rule.accept(object, findings));
  }

  private void property(String name, JsonValue value, Findings findings) {
    var rule = properties.get(name);
    if (rule != null) {
      findings.enter(name);
      rule.check(value, findings);
      findings.leave();
    }
  }
}
