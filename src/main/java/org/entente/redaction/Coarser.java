package org.entente.redaction;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.entente.accord.Redaction.Time;
import org.entente.json.JsonPointer;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonArray;
import org.entente.json.JsonValue.JsonObject;
import org.entente.json.JsonValue.JsonString;
import org.entente.stix.StixTimestamp;

/// What stays in an object but says less: times cut down to the hour, the day, the month, and a
/// number of observations that becomes one. Each place with its new value; a place that says no
/// more than that already is not among them.
final class Coarser {
  private static final Set<String> OWN_DATES = Set.of("created", "modified");
  private static final JsonPointer FROM = JsonPointer.ROOT.child("valid_from");
  private static final JsonPointer UNTIL = JsonPointer.ROOT.child("valid_until");

  private final Time.Unit unit;
  private final Map<JsonPointer, JsonValue> times = new LinkedHashMap<>();

  private Coarser(Time.Unit unit) {
    this.unit = unit;
  }

  /// STIX 2.1 §4.14 asks for `number_observed`, so it cannot go.
  static Map<JsonPointer, JsonValue> observedOnce(JsonObject json) {
    var one = JsonValue.of(1);
    return json.get("number_observed").filter(number -> !number.equals(one)).isPresent()
        ? Map.of(JsonPointer.ROOT.child("number_observed"), one)
        : Map.of();
  }

  /// Every timestamp but the object's own `created` and `modified`.
  static Map<JsonPointer, JsonValue> times(JsonObject json, Time.Unit unit) {
    var coarser = new Coarser(unit);
    coarser.members(json, JsonPointer.ROOT, OWN_DATES);
    coarser.keepOrder(json);
    return coarser.times;
  }

  private void members(JsonObject json, JsonPointer at, Set<String> except) {
    json.members()
        .forEach((name, value) -> {
          if (!except.contains(name)) {
            cut(value, at, name);
          }
        });
  }

  private void cut(JsonValue value, JsonPointer parent, String token) {
    switch (value) {
      case JsonObject json -> members(json, parent.child(token), Set.of());
      case JsonArray(List<JsonValue> items) -> {
        var at = parent.child(token);
        for (int i = 0; i < items.size(); i++) {
          cut(items.get(i), at, Integer.toString(i));
        }
      }
      case JsonString(String text) ->
          StixTimestamp.parse(text)
              .map(time -> text(cut(time.instant())))
              .filter(cut -> !cut.text().equals(text))
              .ifPresent(cut -> times.put(parent.child(token), cut));
      default -> {
        // numbers and truths are no times
      }
    }
  }

  /// STIX 2.1 §4.7: valid_until is later than valid_from, so where both fall together it goes up to
  /// the next unit instead of down.
  private void keepOrder(JsonObject json) {
    var begins = times.getOrDefault(FROM, json.get("valid_from").orElse(JsonValue.of("")));
    if (begins.equals(times.get(UNTIL)) && begins instanceof JsonString(String text)) {
      StixTimestamp.parse(text).ifPresent(time -> times.put(UNTIL, text(next(time.instant()))));
    }
  }

  private static JsonString text(Instant instant) {
    return JsonValue.of(StixTimestamp.of(instant).text());
  }

  private Instant cut(Instant instant) {
    var time = instant.atOffset(ZoneOffset.UTC);
    return switch (unit) {
      case HOUR -> time.truncatedTo(ChronoUnit.HOURS).toInstant();
      case DAY -> time.truncatedTo(ChronoUnit.DAYS).toInstant();
      case MONTH -> firstOfMonth(time).toInstant();
    };
  }

  private static OffsetDateTime firstOfMonth(OffsetDateTime time) {
    return time.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1);
  }

  private Instant next(Instant instant) {
    var time = instant.atOffset(ZoneOffset.UTC);
    return switch (unit) {
      case HOUR -> time.plusHours(1).toInstant();
      case DAY -> time.plusDays(1).toInstant();
      case MONTH -> firstOfMonth(time).plusMonths(1).toInstant();
    };
  }
}
