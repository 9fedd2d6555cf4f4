package org.entente.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.entente.json.CanonicalJson;
import org.entente.json.Json;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonObject;
import org.entente.json.MalformedJson;

/// Valid inputs that come with the program. What is signed lies in files that `SpecimenFiles` (in
/// the tests) wrote: a signature has random numbers in it, and a seed must always make one input.
final class Specimens {
  private Specimens() {}

  /// The file of this name beside this class.
  static byte[] file(String name) {
    return resource(Specimens.class, name);
  }

  static byte[] resource(Class<?> beside, String name) {
    try (var in = beside.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from this build");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(name + " of this build does not read", e);
    }
  }

  static List<byte[]> texts(String... texts) {
    return Arrays.stream(texts).map(text -> text.getBytes(UTF_8)).toList();
  }

  static JsonObject json(byte[] bytes) {
    try {
      return Json.parseObject(bytes);
    } catch (MalformedJson e) {
      throw new IllegalStateException("a specimen does not read", e);
    }
  }

  /// An object of each type in the invented campaign, the smallest of its type, and some that are
  /// not in it.
  static List<byte[]> stixObjects() {
    var smallest = new java.util.TreeMap<String, byte[]>();
    var campaign = resource(org.entente.demo.DemoSample.class, "sample/first-information.json");
    for (JsonValue item : json(campaign).array("objects")) {
      var bytes = CanonicalJson.bytes(item);
      smallest.merge(
          ((JsonObject) item).string("type").orElseThrow(),
          bytes,
          (one, other) -> one.length <= other.length ? one : other);
    }
    var all = new ArrayList<>(smallest.values());
    for (var item : json(file("objects.json")).array("objects")) {
      all.add(CanonicalJson.bytes(item));
    }
    return all;
  }
}
