package org.entente.stix;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.entente.conformance.StixCheck;
import org.entente.indicators.IndicatorValues;
import org.entente.json.CanonicalJson;
import org.entente.json.Json;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonArray;
import org.entente.json.JsonValue.JsonNull;
import org.entente.json.JsonValue.JsonObject;
import org.entente.stix.StixStream.Item;
import org.junit.jupiter.api.Test;

/// Whatever arrives, nothing in this room fails: it reads, or it says what is wrong.
class HostileStixTest {
  private static final Path VALID =
      Path.of("src/test/resources/org/entente/stix/one-of-each-type.json");

  private static final List<JsonValue> JUNK =
      List.of(
          JsonNull.NULL,
          JsonValue.of(true),
          JsonValue.of(-1),
          new JsonValue.JsonNumber("1e300"),
          JsonValue.of(""),
          JsonValue.of("--"),
          JsonValue.of("tlp:"),
          JsonValue.of("http://[::/%"),
          JsonValue.of("2020-01-01T00:00:00"),
          JsonValue.of("[file:hashes.'"),
          JsonValue.of("\ud83d\ude00\u202e\u0000"),
          JsonArray.EMPTY,
          JsonObject.EMPTY,
          new JsonArray(List.of(JsonArray.EMPTY, JsonObject.EMPTY, JsonNull.NULL)));

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  @Test
  void any_value_in_any_place_is_read_checked_marked_and_keyed() throws Exception {
    for (var valid : ((JsonArray) Json.parse(Files.readAllBytes(VALID))).items()) {
      for (int i = 0; i < 100; i++) {
        var changed = changed(changed((JsonObject) valid));
        try {
          useEverything(StixObject.of((JsonObject) changed));
        } catch (MalformedStix refused) {
          assertThat(refused.problem().message()).isNotBlank();
        } catch (RuntimeException e) {
          throw new AssertionError("seed " + seed + ": " + CanonicalJson.text(changed), e);
        }
      }
    }
  }

  private static void useEverything(StixObject object) {
    var problems = StixCheck.problems(object);
    assertThat(Gate.STRICT.refusedFor(problems)).containsAll(Gate.TOLERANT.refusedFor(problems));
    assertThat(Markings.of(object, id -> Optional.of(object)).overall()).isNotNull();
    assertThat(object.key().id()).isEqualTo(object.id());
    assertThat(IndicatorValues.of(object)).doesNotContainNull();
    for (var reference : object.references()) {
      assertThat(reference.at().resolve(object.json()))
          .contains(JsonValue.of(reference.target().text()));
    }
    assertThat(object.created().map(StixTimestamp::normalised)).isNotNull();
  }

  /// The same object with one value, somewhere inside, replaced by junk.
  private JsonValue changed(JsonValue value) {
    return switch (value) {
      case JsonObject object when !object.members().isEmpty() && random.nextInt(8) > 0 -> {
        var names = new ArrayList<>(object.members().keySet());
        var name = names.get(random.nextInt(names.size()));
        boolean keepsItsName = name.equals("type") || name.equals("id");
        yield keepsItsName ? object : object.with(name, changed(object.get(name).orElseThrow()));
      }
      case JsonArray(List<JsonValue> items) when !items.isEmpty() && random.nextInt(8) > 0 -> {
        var copy = new ArrayList<>(items);
        int at = random.nextInt(copy.size());
        copy.set(at, changed(copy.get(at)));
        yield new JsonArray(copy);
      }
      case JsonObject object when object.has("id") -> object;
      default -> JUNK.get(random.nextInt(JUNK.size()));
    };
  }

  /// No pattern recurses over what it reads, and no list of faults grows without bound.
  @Test
  void long_texts_and_long_lists_are_no_harder_than_short_ones() throws Exception {
    for (var text :
        List.of("ab", "a-", "A.", "\u00fc.", ":", "http://a/", "../", "' ", "[", "\\")) {
      var endless = text.repeat(10_000);
      for (var valid : ((JsonArray) Json.parse(Files.readAllBytes(VALID))).items()) {
        useEverything(StixObject.of(everyStringBut((JsonObject) valid, endless)));
      }
    }
  }

  private static JsonObject everyStringBut(JsonObject valid, String text) {
    var object = valid;
    for (var name : valid.members().keySet()) {
      boolean keepsItsName = name.equals("type") || name.equals("id");
      object = keepsItsName ? object : object.with(name, JsonValue.of(text));
    }
    return object.with("lang", JsonValue.of(text)).with("labels", JsonValue.of(List.of(text)));
  }

  @Test
  void any_bytes_are_read_to_their_end() throws Exception {
    var objects = new String(Files.readAllBytes(VALID), UTF_8);
    var bundle = "{\"type\":\"bundle\",\"id\":\"bundle--1\",\"objects\":" + objects + "}";
    for (int i = 0; i < 300; i++) {
      var bytes = bundle.getBytes(UTF_8);
      for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
        bytes = damaged(bytes);
      }
      try {
        readToTheEnd(bytes);
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  private byte[] damaged(byte[] bytes) {
    int at = random.nextInt(bytes.length);
    var copy = bytes.clone();
    switch (random.nextInt(4)) {
      case 0 -> copy[at] = (byte) random.nextInt(256);
      case 1 -> copy[at] = (byte) "{}[]\",:\\".charAt(random.nextInt(8));
      case 2 -> copy = Arrays.copyOf(bytes, at + 1);
      default -> System.arraycopy(bytes, 0, copy, at, Math.min(50, bytes.length - at));
    }
    return copy;
  }

  private static void readToTheEnd(byte[] bytes) throws IOException {
    var stream = new StixStream(new ByteArrayInputStream(bytes), 5_000);
    int items = 0;
    for (var item = stream.next(); item.isPresent(); item = stream.next()) {
      if (item.get() instanceof Item.Whole(var at, var object)) {
        assertThat(at.tokens()).hasSizeLessThan(3);
        useEverything(object);
      }
      items++;
    }
    assertThat(items).isLessThan(1_000);
  }
}
