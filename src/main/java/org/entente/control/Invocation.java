package org.entente.control;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.entente.json.Json;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonObject;
import org.entente.json.MalformedJson;

/// What a caller typed, where, and whether a person watches. Over the control socket it is one line:
///
///     {"args":["peer","list","--json"],"folder":"/home/ana","terminal":false}
public record Invocation(List<String> args, Path folder, boolean terminal) {
  /// More than a system lets anybody type (2 MiB on Linux), written as JSON.
  private static final int MAX_BYTES = 8 << 20;

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

  /// Reads one from the socket. Whatever is no command line is an IOException that says why.
  public static Invocation read(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > MAX_BYTES) {
      throw new IOException("a command line of " + length + " bytes");
    }
    try {
      var invocation = ofJson(Json.parseObject(in.readNBytes(length)));
      if (invocation.args.stream().anyMatch(word -> word.indexOf('\0') >= 0)) {
        throw new IOException("a command line with a NUL, which nobody can have typed");
      }
      return invocation;
    } catch (MalformedJson | InvalidPathException e) {
      throw new IOException("a command line that cannot be read: " + e.getMessage(), e);
    }
  }

  private static Invocation ofJson(JsonObject json) {
    return new Invocation(
        json.strings("args"),
        Path.of(json.string("folder").orElse("/")),
        json.bool("terminal").orElse(false));
  }
}
