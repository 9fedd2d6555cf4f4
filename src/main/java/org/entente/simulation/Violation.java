package org.entente.simulation;

import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonObject;

/// Something happened that never may.
///
/// @param step after which it was seen
/// @param invariant what was promised, in the words of ARCHITECTURE.md where it stands there
public record Violation(long seed, int step, String invariant, String message) {
  public JsonObject json() {
    return JsonValue.object()
        .put("invariant", invariant)
        .put("message", message)
        .put("seed", seed)
        .put("step", step)
        .build();
  }
}
