package org.entente.indicators;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonObject;
import org.entente.json.JsonValue.JsonString;
import org.entente.stix.Kind;
import org.entente.stix.StixObject;

/// Which values an object tells one to look for, in normal form ([IndicatorValue]): those that an
/// indicator's STIX pattern compares with, those of a cyber-observable, and those embedded in an
/// observed-data (deprecated, STIX 2.1 §2.13).
public final class IndicatorValues {
  private IndicatorValues() {}

  public static Set<IndicatorValue> of(StixObject object) {
    var found = new LinkedHashSet<IndicatorValue>();
    switch (object.type()) {
      case "indicator" -> ofIndicator(object.json(), found);
      case "observed-data" ->
          object
              .json()
              .object("objects")
              .ifPresent(container ->
                  container.members().values().forEach(value -> embedded(value, found)));
      default -> ofObservable(object.type(), object.json(), found);
    }
    return found;
  }

  /// A pattern without a `pattern_type` is a STIX pattern, as it was in STIX 2.0.
  private static void ofIndicator(JsonObject indicator, Set<IndicatorValue> found) {
    if (indicator.string("pattern_type").orElse("stix").equals("stix")) {
      for (var comparison : PatternComparisons.of(indicator.string("pattern").orElse(""))) {
        ofComparison(comparison).ifPresent(found::add);
      }
    }
  }

  private static void embedded(JsonValue value, Set<IndicatorValue> found) {
    if (value instanceof JsonObject observable) {
      ofObservable(observable.string("type").orElse(""), observable, found);
    }
  }

  private static void ofObservable(String type, JsonObject json, Set<IndicatorValue> found) {
    ofValue(type, json.string("value").orElse("")).ifPresent(found::add);
    if (Kind.of(type) == Kind.SCO) {
      json.object("hashes")
          .ifPresent(hashes ->
              hashes
                  .members()
                  .forEach((algorithm, digest) -> {
                    if (digest instanceof JsonString(String text)) {
                      IndicatorValue.hash(algorithm, text).ifPresent(found::add);
                    }
                  }));
    }
  }

  private static Optional<IndicatorValue> ofValue(String type, String value) {
    return switch (type) {
      case "domain-name" -> IndicatorValue.domain(value);
      case "ipv4-addr", "ipv6-addr" -> IndicatorValue.ip(value);
      case "url" -> IndicatorValue.url(value);
      case "email-addr" -> IndicatorValue.email(value);
      default -> Optional.empty();
    };
  }

  /// `domain-name:value`, `file:hashes.'SHA-256'`, `network-traffic:dst_ref.value`,
  /// `email-message:to_refs[*].value`.
  private static Optional<IndicatorValue> ofComparison(PatternComparisons.Comparison comparison) {
    int colon = comparison.path().indexOf(':');
    var type = comparison.path().substring(0, colon);
    var path = comparison.path().substring(colon + 1);
    if (path.startsWith("hashes.")) {
      var algorithm = path.substring("hashes.".length()).replace("'", "");
      return IndicatorValue.hash(algorithm, comparison.value());
    }
    if (path.equals("value")) {
      return ofValue(type, comparison.value());
    }
    if (!path.endsWith(".value")) {
      return Optional.empty();
    }
    return switch (type) {
      case "network-traffic", "domain-name" -> IndicatorValue.domain(comparison.value());
      case "email-message" -> IndicatorValue.email(comparison.value());
      default -> Optional.empty();
    };
  }
}
