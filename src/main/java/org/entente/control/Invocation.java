package org.entente.control;

import java.nio.file.Path;
import java.util.List;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonObject;

/// What a caller typed, where, and whether a person watches. Over the control socket it is one line:
///
///     {"args":["peer","list","--json"],"folder":"/home/ana","terminal":false}
public record Invocation(List<String> args, Path folder, boolean terminal) {
  public Invocation {
    args = List.copyOf(args);
  }

  JsonObject json() {
    return JsonValue.object()
        .put("args", args)
        .put("folder", folder.toString())
        .put("terminal", terminal)
        .build();
  }

  static Invocation ofJson(JsonObject json) {
    return new Invocation(
        json.strings("args"),
        Path.of(json.string("folder").orElse("/")),
        json.bool("terminal").orElse(false));
  }
}
