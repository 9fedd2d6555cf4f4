package org.entente.redaction;

import java.util.List;
import org.entente.json.JsonPointer;

/// What was taken out of a copy and on whose word.
///
/// @param word as the header lists it: `created-by`, `time:hour`, `paths:/a`, or `references`
/// @param places in the original, in its order
/// @param national taken out by a rule of our own: stays at home, and out of the header
public record Redacted(String word, List<JsonPointer> places, boolean national) {
  public Redacted {
    places = List.copyOf(places);
  }
}
