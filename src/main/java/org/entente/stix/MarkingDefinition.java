package org.entente.stix;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.entente.json.JsonValue.JsonObject;

/// What a marking-definition object asks for (STIX 2.1 §7.2.1): TLP 1 (`definition_type: "tlp"`),
/// TLP 2.0 and PAP (an extension with `tlp_2_0` or `pap`), a `statement`, and the wrong forms met
/// in the wild, such as `definition_type: "TLP:CLEAR"` or a mere `name: "TLP:AMBER+STRICT"` on a
/// statement. All hints are taken together, the stricter reading wins; no hint at all is UNKNOWN.
public final class MarkingDefinition {
  private MarkingDefinition() {}

  public static Marking read(StixObject definition) {
    return definition.type().equals("marking-definition")
        ? read(definition.json())
        : Marking.UNKNOWN;
  }

  /// Of several definitions under one id, by several sources, the one that asks for the most: one
  /// that reads at least as strict as every other, in TLP and in PAP. A rank that some give and
  /// others leave unsaid cannot be compared, since what is unsaid is decided elsewhere; then, as
  /// when there is no definition, there is none to trust, and an object marked so stands above RED.
  public static Optional<StixObject> strictest(Collection<StixObject> definitions) {
    return definitions.stream()
        .filter(one -> definitions.stream().allMatch(other -> isAtLeast(read(one), read(other))))
        .findFirst();
  }

  private static boolean isAtLeast(Marking one, Marking other) {
    return one.tlp().isPresent() == other.tlp().isPresent()
        && one.pap().isPresent() == other.pap().isPresent()
        && one.max(other).tlp().equals(one.tlp())
        && one.max(other).pap().equals(one.pap());
  }

  public static Marking read(JsonObject json) {
    return Stream.of(
            named(json, "name"),
            named(json, "definition_type"),
            named(json, "x_opencti_definition"),
            byExtensions(json),
            byDefinition(json))
        .flatMap(Optional::stream)
        .reduce(Marking::max)
        .orElse(Marking.UNKNOWN);
  }

  /// A property whose text claims a level: `TLP:CLEAR`, `PAP:AMBER`.
  private static Optional<Marking> named(JsonObject json, String property) {
    return json.string(property).flatMap(MarkingDefinition::claim);
  }

  private static Optional<Marking> claim(String text) {
    var lower = text.strip().toLowerCase(Locale.ROOT);
    if (lower.startsWith("tlp:")) {
      return Optional.of(tlp(lower));
    }
    return lower.startsWith("pap:") ? Optional.of(pap(lower)) : Optional.empty();
  }

  private static Marking tlp(String level) {
    return Marking.of(Tlp.named(level).orElse(Tlp.UNKNOWN));
  }

  private static Marking pap(String level) {
    return Marking.of(Pap.named(level).orElse(Pap.UNKNOWN));
  }

  /// An extension of a kind that nobody here can read may ask for anything.
  private static Optional<Marking> byExtensions(JsonObject json) {
    return json.get("extensions")
        .map(extensions ->
            extensions instanceof JsonObject object
                ? object.members().values().stream()
                    .map(extension ->
                        extension instanceof JsonObject body
                            ? levels(body).orElse(Marking.UNKNOWN)
                            : Marking.UNKNOWN)
                    .reduce(Marking::max)
                    .orElse(Marking.NONE)
                : Marking.UNKNOWN);
  }

  private static Optional<Marking> byDefinition(JsonObject json) {
    var type = json.string("definition_type").orElse("").strip().toLowerCase(Locale.ROOT);
    var body = json.object("definition").orElse(JsonObject.EMPTY);
    var levels = levels(body).or(() -> body.string("statement").flatMap(MarkingDefinition::claim));
    return switch (type) {
      case "statement" -> Optional.of(levels.orElse(Marking.NONE).max(Marking.STATEMENT));
      case "tlp" -> Optional.of(levels.orElse(Marking.of(Tlp.UNKNOWN)));
      case "pap" -> Optional.of(levels.orElse(Marking.of(Pap.UNKNOWN)));
      case "" -> levels;
      default -> claim(type).isPresent() ? levels : Optional.of(Marking.UNKNOWN);
    };
  }

  private static Optional<Marking> levels(JsonObject body) {
    return Stream.of(
            body.get("tlp").map(level -> tlp(text(body, "tlp"))),
            body.get("tlp_2_0").map(level -> tlp(text(body, "tlp_2_0"))),
            body.get("pap").map(level -> pap(text(body, "pap"))))
        .flatMap(Optional::stream)
        .reduce(Marking::max);
  }

  private static String text(JsonObject body, String property) {
    return body.string(property).orElse("");
  }
}
