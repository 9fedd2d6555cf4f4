package org.entente.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.entente.accord.Pillar;
import org.entente.json.Json;
import org.entente.json.JsonValue.JsonObject;
import org.entente.json.MalformedJson;
import org.entente.storage.StorageFailure;

/// The invented campaign (`src/test/scripts/make-sample-campaign.py` writes it): a bundle for each
/// side and pillar that has any of it, as `sample/first-information.json`.
public enum DemoSample {
  FIRST,
  SECOND;

  /// Writes the bundle of one pillar to a file in the folder; empty when this side has none.
  public Optional<Path> write(Pillar pillar, Path folder) {
    var bytes = bytes(pillar);
    if (bytes.length == 0) {
      return Optional.empty();
    }
    var file = folder.resolve(file(pillar));
    try {
      return Optional.of(Files.write(file, bytes));
    } catch (IOException e) {
      throw new StorageFailure("cannot write the sample to " + folder, e);
    }
  }

  /// Who made this side's objects: whom most of them name as their creator. The node of this side
  /// takes that identity, so that what it shares is its own.
  String creator() {
    try {
      Map<String, Long> creators =
          Json.parseObject(bytes(Pillar.INFORMATION)).array("objects").stream()
              .map(JsonObject.class::cast)
              .flatMap(object -> object.string("created_by_ref").stream())
              .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
      return Collections.max(creators.entrySet(), Map.Entry.comparingByValue()).getKey();
    } catch (MalformedJson e) {
      throw new IllegalStateException("the shipped sample does not read", e);
    }
  }

  private byte[] bytes(Pillar pillar) {
    try (InputStream in = DemoSample.class.getResourceAsStream("sample/" + file(pillar))) {
      return in == null ? new byte[0] : in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException("the shipped sample does not read", e);
    }
  }

  private String file(Pillar pillar) {
    return name().toLowerCase(Locale.ROOT) + "-" + pillar.word() + ".json";
  }
}
