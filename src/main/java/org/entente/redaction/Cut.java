package org.entente.redaction;

import java.util.List;
import java.util.Map;
import org.entente.json.JsonPointer;
import org.entente.json.JsonValue;

/// What redactions take out of an object together, and what they make coarser instead; the places
/// are in the original.
public record Cut(List<Redacted> redacted, Map<JsonPointer, JsonValue> replaced) {
  public static final Cut NONE = new Cut(List.of(), Map.of());

  public Cut {
    redacted = List.copyOf(redacted);
    replaced = Map.copyOf(replaced);
  }

  public boolean isEmpty() {
    return redacted.isEmpty();
  }

  /// To be done on the object; the caller may add to it.
  public Edit edit() {
    var edit = new Edit();
    replaced.forEach(edit::replace);
    for (var one : redacted) {
      for (var at : one.places()) {
        if (!replaced.containsKey(at)) {
          edit.take(at);
        }
      }
    }
    return edit;
  }
}
