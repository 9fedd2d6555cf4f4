package org.entente.redaction;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import org.entente.accord.Redaction;
import org.entente.accord.Redaction.Named;
import org.entente.accord.Redaction.Paths;
import org.entente.accord.Redaction.Time;
import org.entente.expression.Derived;
import org.entente.json.JsonPointer;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonArray;
import org.entente.json.JsonValue.JsonObject;
import org.entente.json.JsonValue.JsonString;
import org.entente.stix.Kind;
import org.entente.stix.Markings;
import org.entente.stix.StixId;
import org.entente.stix.StixObject;
import org.entente.stix.StixTimestamp;
import org.entente.stix.Tlp;

/// What each redaction of ACCORD.md ("Redacted copies") takes out of an object: the places, found
/// before anything moves, and the values that are made coarser instead.
///
///     identities           references to identities, authors, embedded persons and organisations
///     created-by           created_by_ref, unless it is the releaser's own, and authors
///     external-references  every member of that name;   description: likewise
///     custom               what the standard does not define: x_… members, foreign extensions
///     observed-counts      number_observed becomes 1 (the standard asks for it), count goes
///     time:hour|day|month  every timestamp is cut down, but created and modified
///     granular             what carries a granular marking above the ceiling
///     paths                these JSON pointers
///
/// Not reached: times and names that stand in free text or in a pattern.
public final class Redactions {
  private static final Set<String> OWN_DATES = Set.of("created", "modified");

  private final StixObject object;
  private final StixId from;
  private final Markings markings;
  private final Tlp ceiling;

  /// A redaction and whether only a rule of our own asks for it.
  public record Asked(Redaction redaction, boolean national) {}

  /// What comes of all of them together; the places are in the original.
  public record Cut(List<Redacted> redacted, Map<JsonPointer, JsonValue> replaced) {
    public static final Cut NONE = new Cut(List.of(), Map.of());

    public Cut {
      redacted = List.copyOf(redacted);
    }

    public boolean isEmpty() {
      return redacted.isEmpty();
    }

    /// The places taken out altogether.
    public Set<JsonPointer> taken() {
      var taken = new LinkedHashSet<JsonPointer>();
      redacted.forEach(one -> taken.addAll(one.places()));
      taken.removeAll(replaced.keySet());
      return taken;
    }

    public JsonObject of(JsonObject json) {
      return Edit.of(json, taken(), replaced);
    }
  }

  private Redactions(StixObject object, StixId from, Markings markings, Tlp ceiling) {
    this.object = object;
    this.from = from;
    this.markings = markings;
    this.ceiling = ceiling;
  }

  public static Cut cut(
      StixObject object, StixId from, Markings markings, Tlp ceiling, List<Asked> asked) {
    return asked.isEmpty() ? Cut.NONE : new Redactions(object, from, markings, ceiling).cut(asked);
  }

  private Cut cut(List<Asked> asked) {
    var redacted = new ArrayList<Redacted>();
    var replaced = new LinkedHashMap<JsonPointer, JsonValue>();
    for (var one : asked) {
      var coarser = coarser(one.redaction());
      var places = new ArrayList<>(places(one.redaction()));
      places.addAll(coarser.keySet());
      replaced.putAll(coarser);
      if (!places.isEmpty()) {
        redacted.add(new Redacted(one.redaction().word(), places, one.national()));
      }
    }
    // what one redaction takes out, another need not make coarser
    for (var one : redacted) {
      one.places().stream().filter(place -> !coarserPlace(one.word())).forEach(replaced::remove);
    }
    return new Cut(redacted, replaced);
  }

  private static boolean coarserPlace(String word) {
    return word.startsWith("time:") || word.equals(Named.OBSERVED_COUNTS.word());
  }

  private List<JsonPointer> places(Redaction redaction) {
    return switch (redaction) {
      case Named named -> places(named);
      case Time _ -> List.of();
      case Paths(List<JsonPointer> pointers) ->
          pointers.stream().filter(at -> at.resolve(object.json()).isPresent()).toList();
    };
  }

  private List<JsonPointer> places(Named named) {
    return switch (named) {
      case IDENTITIES -> identities();
      case CREATED_BY ->
          walk((name, value) -> name.equals("authors") || isForeignCreator(name, value));
      case EXTERNAL_REFERENCES -> walk((name, value) -> name.equals("external_references"));
      case DESCRIPTION -> walk((name, value) -> name.equals("description"));
      case CUSTOM -> custom();
      case OBSERVED_COUNTS ->
          object.json().has("count") ? List.of(JsonPointer.ROOT.child("count")) : List.of();
      case GRANULAR -> granular();
    };
  }

  private boolean isForeignCreator(String name, JsonValue value) {
    return name.equals("created_by_ref") && !value.equals(JsonValue.of(from.text()));
  }

  private List<JsonPointer> identities() {
    var places = new LinkedHashSet<JsonPointer>();
    for (var reference : object.references()) {
      if (reference.target().type().equals("identity") && !reference.target().equals(from)) {
        places.add(reference.at());
      }
    }
    places.addAll(
        walk((name, value) ->
            name.equals("authors")
                || name.equals("contact_information")
                || (value instanceof JsonObject embedded && isSomebody(embedded))));
    return List.copyOf(places);
  }

  private static boolean isSomebody(JsonObject embedded) {
    var type = embedded.string("type").orElse("");
    return type.equals("identity") || Derived.isPersonal(embedded);
  }

  private List<JsonPointer> custom() {
    var places = new LinkedHashSet<>(walk((name, value) -> name.startsWith("x_")));
    for (var name : object.json().members().keySet()) {
      if (!StandardProperties.has(object.type(), name)) {
        places.add(JsonPointer.ROOT.child(name));
      }
    }
    if (object.kind() != Kind.MARKING_DEFINITION) {
      object.json().object("extensions").stream()
          .flatMap(extensions -> extensions.members().keySet().stream())
          .filter(key -> key.startsWith("extension-definition--") || key.startsWith("x-"))
          .forEach(key -> places.add(JsonPointer.ROOT.child("extensions").child(key)));
    }
    return List.copyOf(places);
  }

  private List<JsonPointer> granular() {
    return markings.applied().stream()
        .filter(applied -> !applied.selectors().isEmpty())
        .filter(applied -> applied.marking().tlp().map(this::isAbove).orElse(false))
        .flatMap(applied -> applied.selectors().stream())
        .map(selector -> new JsonPointer(Edit.tokens(selector)))
        .filter(at -> at.resolve(object.json()).isPresent())
        .distinct()
        .toList();
  }

  private boolean isAbove(Tlp tlp) {
    return tlp.compareTo(ceiling) > 0;
  }

  /// The members that are asked for, the outermost of them where they stand in one another.
  private List<JsonPointer> walk(BiPredicate<String, JsonValue> wanted) {
    var places = new ArrayList<JsonPointer>();
    walk(object.json(), JsonPointer.ROOT, wanted, places);
    return places;
  }

  private static void walk(
      JsonValue value,
      JsonPointer at,
      BiPredicate<String, JsonValue> wanted,
      List<JsonPointer> places) {
    switch (value) {
      case JsonObject object ->
          object
              .members()
              .forEach((name, member) -> visit(name, member, at.child(name), wanted, places));
      case JsonArray(List<JsonValue> items) -> {
        for (int i = 0; i < items.size(); i++) {
          visit("", items.get(i), at.child(i), wanted, places);
        }
      }
      default -> {
        // a plain value has no members
      }
    }
  }

  private static void visit(
      String name,
      JsonValue value,
      JsonPointer at,
      BiPredicate<String, JsonValue> wanted,
      List<JsonPointer> places) {
    if (wanted.test(name, value)) {
      places.add(at);
    } else {
      walk(value, at, wanted, places);
    }
  }

  private Map<JsonPointer, JsonValue> coarser(Redaction redaction) {
    return switch (redaction) {
      case Time(Time.Unit unit) -> times(unit);
      case Named.OBSERVED_COUNTS -> observedOnce();
      case Named _, Paths _ -> Map.of();
    };
  }

  private Map<JsonPointer, JsonValue> observedOnce() {
    var one = JsonValue.of(1);
    return object.json().get("number_observed").filter(number -> !number.equals(one)).isPresent()
        ? Map.of(JsonPointer.ROOT.child("number_observed"), one)
        : Map.of();
  }

  private Map<JsonPointer, JsonValue> times(Time.Unit unit) {
    var times = new LinkedHashMap<JsonPointer, JsonValue>();
    times(object.json(), JsonPointer.ROOT, unit, times);
    // STIX 2.1 §4.7: valid_until is later than valid_from, so where both fall together it goes
    // up to the next unit instead of down.
    var from = JsonPointer.ROOT.child("valid_from");
    var until = JsonPointer.ROOT.child("valid_until");
    var begins = times.getOrDefault(from, object.json().get("valid_from").orElse(JsonValue.of("")));
    if (begins.equals(times.get(until)) && begins instanceof JsonString(String text)) {
      StixTimestamp.parse(text)
          .ifPresent(time -> times.put(until, text(next(time.instant(), unit))));
    }
    return times;
  }

  private void times(
      JsonValue value, JsonPointer at, Time.Unit unit, Map<JsonPointer, JsonValue> times) {
    switch (value) {
      case JsonObject json ->
          json.members()
              .forEach((name, member) -> {
                if (!at.tokens().isEmpty() || !OWN_DATES.contains(name)) {
                  times(member, at.child(name), unit, times);
                }
              });
      case JsonArray(List<JsonValue> items) -> {
        for (int i = 0; i < items.size(); i++) {
          times(items.get(i), at.child(i), unit, times);
        }
      }
      case JsonString(String text) ->
          StixTimestamp.parse(text)
              .map(time -> text(cut(time.instant(), unit)))
              .filter(cut -> !cut.text().equals(text))
              .ifPresent(cut -> times.put(at, cut));
      default -> {
        // numbers and truths are no times
      }
    }
  }

  private static JsonString text(Instant instant) {
    return JsonValue.of(StixTimestamp.of(instant).text());
  }

  private static Instant cut(Instant instant, Time.Unit unit) {
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

  private static Instant next(Instant instant, Time.Unit unit) {
    var time = instant.atOffset(ZoneOffset.UTC);
    return switch (unit) {
      case HOUR -> time.plusHours(1).toInstant();
      case DAY -> time.plusDays(1).toInstant();
      case MONTH -> firstOfMonth(time).plusMonths(1).toInstant();
    };
  }
}
