package org.entente.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.entente.json.Json;
import org.entente.json.JsonValue.JsonObject;
import org.entente.json.MalformedJson;

/// The published vectors of our own protocol, made by src/test/scripts/make-log-vectors.py.
public final class Vectors {
  private Vectors() {}

  public static JsonObject log() throws IOException, MalformedJson {
    return Json.parseObject(Files.readAllBytes(Path.of("docs/protocol/vectors/log.json")));
  }

  public static byte[] bytes(JsonObject json, String name) {
    return java.util.Base64.getDecoder().decode(json.string(name).orElseThrow());
  }

  public static Opening opening(JsonObject json, String name) {
    var opening = json.object(name).orElseThrow();
    return new Opening(bytes(opening, "salt"), bytes(opening, "content"));
  }
}
