package org.entente.stix;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonArray;
import org.entente.json.JsonValue.JsonObject;
import org.entente.json.JsonValue.JsonString;

/// All that an object's markings ask for: markings of the whole, granular markings, and the wrong
/// forms met in the wild, such as a label `tlp:amber+strict`.
///
/// The stricter reading wins, always: a level is only ever raised by what is found, and whatever
/// stands in the place of a marking and cannot be read stands above RED.
public final class Markings {
  /// One marking as found: who says so (`marking-definition--…`, or the label's text), of which
  /// selectors (none: the whole object), and how it reads.
  public record Applied(String by, List<String> selectors, Marking marking) {
    public Applied {
      selectors = List.copyOf(selectors);
    }
  }

  private final List<Applied> applied;
  private final Marking overall;

  private Markings(List<Applied> applied) {
    this.applied = List.copyOf(applied);
    var most = Marking.NONE;
    for (var one : applied) {
      most = most.max(one.marking());
    }
    this.overall = most;
  }

  /// Reads the markings of an object; `definitions` finds the marking definitions that are not
  /// [standard][StandardMarkings], and of the standard ones those that ask for more where the
  /// object comes from.
  public static Markings of(StixObject object, Function<StixId, Optional<StixObject>> definitions) {
    var found = new ArrayList<Applied>();
    object.json().get("object_marking_refs").ifPresent(refs -> whole(refs, definitions, found));
    object
        .json()
        .get("granular_markings")
        .ifPresent(markings -> granular(markings, definitions, found));
    for (var label : object.labels()) {
      ofLabel(label).ifPresent(marking -> found.add(new Applied(label, List.of(), marking)));
    }
    return new Markings(found);
  }

  private static void whole(
      JsonValue refs, Function<StixId, Optional<StixObject>> definitions, List<Applied> found) {
    if (!(refs instanceof JsonArray(List<JsonValue> items))) {
      found.add(new Applied("object_marking_refs", List.of(), Marking.UNKNOWN));
      return;
    }
    for (var item : items) {
      found.add(ofReference(item, List.of(), definitions));
    }
  }

  private static void granular(
      JsonValue markings, Function<StixId, Optional<StixObject>> definitions, List<Applied> found) {
    if (!(markings instanceof JsonArray(List<JsonValue> items))) {
      found.add(new Applied("granular_markings", List.of(), Marking.UNKNOWN));
      return;
    }
    for (var item : items) {
      if (!(item instanceof JsonObject marking)) {
        found.add(new Applied("granular_markings", List.of(), Marking.UNKNOWN));
      } else if (marking.has("marking_ref") || !marking.has("lang")) {
        var reference = marking.get("marking_ref").orElse(JsonValue.JsonNull.NULL);
        found.add(ofReference(reference, marking.strings("selectors"), definitions));
      }
    }
  }

  private static Applied ofReference(
      JsonValue reference,
      List<String> selectors,
      Function<StixId, Optional<StixObject>> definitions) {
    var id =
        reference instanceof JsonString(String text)
            ? StixId.parse(text)
            : Optional.<StixId>empty();
    var marking =
        id.flatMap(known ->
            StandardMarkings.marking(known)
                .map(standard -> standard(standard, definitions.apply(known)))
                .or(() -> definitions.apply(known).map(MarkingDefinition::read)));
    return new Applied(
        id.map(StixId::text).orElse("an unreadable marking"),
        selectors,
        marking.orElse(Marking.UNKNOWN));
  }

  private static Marking standard(Marking standard, Optional<StixObject> claim) {
    return claim.map(definition -> StandardMarkings.read(standard, definition)).orElse(standard);
  }

  /// Whether this label claims a level, so that the object is marked by it.
  public static boolean isClaim(String label) {
    return ofLabel(label).isPresent();
  }

  /// A label that begins with `tlp:` or `pap:` claims a level, and one that cannot be read the
  /// most.
  private static Optional<Marking> ofLabel(String label) {
    var lower = label.strip().toLowerCase(Locale.ROOT);
    if (lower.startsWith("tlp:")) {
      return Optional.of(Marking.of(Tlp.named(lower).orElse(Tlp.UNKNOWN)));
    }
    if (lower.startsWith("pap:")) {
      return Optional.of(Marking.of(Pap.named(lower).orElse(Pap.UNKNOWN)));
    }
    return Optional.empty();
  }

  /// Each marking found, for an explanation.
  public List<Applied> applied() {
    return applied;
  }

  /// The maximum over all of them.
  public Marking overall() {
    return overall;
  }

  public Optional<Tlp> tlp() {
    return overall.tlp();
  }

  public Optional<Pap> pap() {
    return overall.pap();
  }
}
