package org.entente.stix;

import java.util.List;
import java.util.Optional;
import org.entente.json.JsonValue.JsonObject;

/// A marking, or a language, of some properties of an object (STIX 2.1 §7.2.3): `{"selectors":
/// ["description", "labels.[0]"], "marking_ref": "marking-definition--…"}`.
///
/// With neither a readable `marking_ref` nor a `lang` it asks for something nobody can read.
public record GranularMarking(
    List<String> selectors, Optional<StixId> markingRef, Optional<String> lang) {
  public GranularMarking {
    selectors = List.copyOf(selectors);
  }

  static GranularMarking of(JsonObject json) {
    return new GranularMarking(
        json.strings("selectors"),
        json.string("marking_ref").flatMap(StixId::parse),
        json.string("lang"));
  }
}
