package org.entente.expression;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.entente.expression.Facts.Vulnerability;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonArray;
import org.entente.json.JsonValue.JsonObject;
import org.entente.stix.Reference;
import org.entente.stix.StandardMarkings;
import org.entente.stix.StixId;
import org.entente.stix.StixObject;

/// What a clause may ask about an object that no single property says
/// (accord.md §6, derivations): a label `entente:NAME=VALUE` first, else the STIX property, else
/// empty.
///
///     "labels": ["entente:severity=high", "entente:sectors=energy",
/// "entente:vulnerability=unfixed"]
///
/// Both nodes derive these from the same bytes, so both must come to the same.
public final class Derived {
  private static final String PREFIX = "entente:";
  private static final Set<String> PERSONAL_TYPES =
      Set.of("user-account", "email-addr", "email-message");
  private static final List<String> PERSONAL_PATHS =
      PERSONAL_TYPES.stream().map(type -> type + ":").toList();

  private final JsonObject json;
  private final List<String> labels;
  private final boolean labelled;

  public Derived(StixObject object) {
    this.json = object.json();
    this.labels = object.labels();
    this.labelled =
        !labels.isEmpty() && labels.stream().anyMatch(label -> label.startsWith(PREFIX));
  }

  public List<String> labels() {
    return labels;
  }

  public String severity() {
    return text("severity");
  }

  public String exercise() {
    return text("exercise");
  }

  public List<String> sectors() {
    return texts("sectors");
  }

  /// Upper-case codes (ISO 3166-1 alpha-2); a location has one `country`.
  public List<String> countries() {
    var named = texts("countries");
    var countries = named.isEmpty() ? json.string("country").map(List::of).orElse(named) : named;
    return countries.isEmpty()
        ? countries
        : countries.stream().map(code -> code.toUpperCase(Locale.ROOT)).toList();
  }

  public Vulnerability vulnerability() {
    var said = texts("vulnerability");
    return said.isEmpty()
        ? Vulnerability.NONE
        : new Vulnerability(said.contains("unfixed"), said.contains("exploited"));
  }

  private String text(String name) {
    var labelled = labelled(name);
    return labelled.isEmpty() ? json.string(name).orElse("") : labelled.getFirst();
  }

  private List<String> texts(String name) {
    var labelled = labelled(name);
    if (!labelled.isEmpty()) {
      return labelled;
    }
    return json.string(name).map(List::of).orElseGet(() -> json.strings(name));
  }

  private List<String> labelled(String name) {
    if (!labelled) {
      return List.of();
    }
    var start = PREFIX + name + "=";
    return labels.stream()
        .filter(label -> label.startsWith(start))
        .map(label -> label.substring(start.length()))
        .toList();
  }

  /// An individual, an account or a mail address, or something that embeds one: an `objects` member
  /// as older observed data have it, an extension, a pattern that compares with one.
  public static boolean isPersonal(JsonObject json) {
    return isPerson(json) || embedsPerson(json) || comparesWithPerson(json);
  }

  /// By what it says of its type or by its id, which can disagree where a gate is tolerant, and in
  /// whatever case its class is written: the stricter reading.
  private static boolean isPerson(JsonObject json) {
    var type = json.string("type").orElse("");
    var id = json.string("id").orElse("");
    for (var personal : PERSONAL_TYPES) {
      if (type.equals(personal) || isOf(personal, id)) {
        return true;
      }
    }
    return (type.equals("identity") || isOf("identity", id)) && isIndividual(json);
  }

  private static boolean isOf(String type, String id) {
    return id.startsWith(type) && id.startsWith("--", type.length());
  }

  private static boolean isIndividual(JsonObject json) {
    var said = json.string("identity_class").map(List::of);
    return said.orElseGet(() -> json.strings("identity_class")).stream()
        .anyMatch(word -> word.strip().equalsIgnoreCase("individual"));
  }

  private static boolean embedsPerson(JsonObject json) {
    for (var value : json.members().values()) {
      if (holdsPerson(value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean holdsPerson(JsonValue value) {
    return switch (value) {
      case JsonObject object -> isPerson(object) || embedsPerson(object);
      case JsonArray(List<JsonValue> items) -> holdPerson(items);
      default -> false;
    };
  }

  private static boolean holdPerson(List<JsonValue> items) {
    for (var item : items) {
      if (holdsPerson(item)) {
        return true;
      }
    }
    return false;
  }

  private static boolean comparesWithPerson(JsonObject json) {
    var pattern = json.string("pattern").orElse("");
    return !pattern.isEmpty() && PERSONAL_PATHS.stream().anyMatch(pattern::contains);
  }

  /// The target of a `targets` relationship, where something was sighted, an incident's victims.
  public static List<StixId> victimIds(StixObject object) {
    return switch (object.type()) {
      case "relationship" ->
          object.json().string("relationship_type").filter("targets"::equals).isPresent()
              ? referred(object, Set.of("target_ref"))
              : List.of();
      case "sighting" -> referred(object, Set.of("where_sighted_refs"));
      case "incident" -> referred(object, Set.of("victim_ref", "victim_refs"));
      default -> List.of();
    };
  }

  private static List<StixId> referred(StixObject object, Set<String> properties) {
    return object.references().stream()
        .filter(reference -> properties.contains(reference.property()))
        .map(Reference::target)
        .distinct()
        .toList();
  }

  public static boolean isMarkingReference(Reference reference) {
    return reference.property().equals("object_marking_refs")
        || reference.property().equals("marking_ref");
  }

  public static List<StixId> namedDefinitions(StixObject object) {
    Set<StixId> named = new LinkedHashSet<>();
    for (var reference : object.references()) {
      if (isMarkingReference(reference) && !StandardMarkings.isStandard(reference.target())) {
        named.add(reference.target());
      }
    }
    return new ArrayList<>(named);
  }

  /// 0 to 100, or −1 when the object does not say.
  public int confidence() {
    return json.integer("confidence")
        .filter(value -> value >= 0 && value <= 100)
        .map(Long::intValue)
        .orElse(-1);
  }

  /// Ids of all marking definitions on the object and its parts.
  public static List<String> markings(StixObject object) {
    var ids = new LinkedHashSet<String>();
    for (var reference : object.references()) {
      if (isMarkingReference(reference)) {
        ids.add(reference.target().text());
      }
    }
    return List.copyOf(ids);
  }
}
