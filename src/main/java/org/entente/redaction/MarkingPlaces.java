package org.entente.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.entente.json.JsonPointer;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonObject;
import org.entente.json.JsonValue.JsonString;
import org.entente.stix.Markings;

/// Where an object's own markings stand: `object_marking_refs`, `granular_markings` and labels such
/// as `tlp:red`. No redaction takes anything out of them, whatever it names or finds there, or an
/// object could be made to count as less by taking out what says how much it counts as. Markings of
/// parts go with their parts: [Selectors].
final class MarkingPlaces {
  private static final Set<String> REFERENCES = Set.of("object_marking_refs", "granular_markings");
  private static final String LABELS = "labels";

  private MarkingPlaces() {}

  /// These places without those of markings; all labels at once become the labels that mark
  /// nothing.
  static List<JsonPointer> spared(JsonObject object, List<JsonPointer> places) {
    if (places.stream().noneMatch(at -> mayMark(at))) {
      return places;
    }
    var spared = new ArrayList<JsonPointer>(places.size());
    for (var at : places) {
      if (!mayMark(at)) {
        spared.add(at);
      } else if (at.tokens().getFirst().equals(LABELS)) {
        spared.addAll(labels(object, at));
      }
    }
    return spared;
  }

  private static boolean mayMark(JsonPointer at) {
    if (at.tokens().isEmpty()) {
      return false; // all of it: then nothing is left to be marked
    }
    var member = at.tokens().getFirst();
    return REFERENCES.contains(member) || member.equals(LABELS);
  }

  private static List<JsonPointer> labels(JsonObject object, JsonPointer at) {
    var labels = object.array(LABELS);
    if (labels.stream().noneMatch(MarkingPlaces::isClaim)) {
      return List.of(at);
    }
    if (at.tokens().size() > 1) {
      return at.resolve(object).filter(MarkingPlaces::isClaim).isPresent()
          ? List.of()
          : List.of(at);
    }
    var others = new ArrayList<JsonPointer>();
    for (int i = 0; i < labels.size(); i++) {
      if (!isClaim(labels.get(i))) {
        others.add(at.child(i));
      }
    }
    return others;
  }

  private static boolean isClaim(JsonValue label) {
    return label instanceof JsonString(String text) && Markings.isClaim(text);
  }
}
