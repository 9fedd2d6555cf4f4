package org.entente.holdings;

import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonObject;

/// Why an object, or the rest of a file, did not come in. `pointer` is the place in the file (RFC
/// 6901); `id` and `clause` are empty where there is none to name.
public record ImportError(String file, String pointer, String id, String message, String clause) {
  public JsonObject toJson() {
    return JsonValue.object()
        .put("file", file)
        .put("pointer", pointer)
        .put("id", id)
        .put("message", message)
        .put("clause", clause)
        .build();
  }
}
