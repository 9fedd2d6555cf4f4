package org.entente.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Random;
import org.entente.Shared;
import org.entente.json.JsonValue.JsonNumber;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTest {
  @Test
  void matches_the_published_vectors() throws Exception {
    var folder = Shared.path("vectors/rfc8785/testdata");
    try (var inputs = Files.list(folder.resolve("input"))) {
      var files = inputs.filter(file -> file.toString().endsWith(".json")).toList();
      assertThat(files).isNotEmpty();
      for (var file : files) {
        var expected = Files.readAllBytes(folder.resolve("output").resolve(file.getFileName()));
        assertThat(CanonicalJson.bytes(Json.parse(Files.readAllBytes(file))))
            .as(file.toString())
            .isEqualTo(expected);
      }
    }
  }

  /// RFC 8785 appendix B.
  @ParameterizedTest
  @CsvSource({
    "0000000000000000, 0",
    "8000000000000000, 0",
    "0000000000000001, 5e-324",
    "8000000000000001, -5e-324",
    "7fefffffffffffff, 1.7976931348623157e+308",
    "ffefffffffffffff, -1.7976931348623157e+308",
    "4340000000000000, 9007199254740992",
    "c340000000000000, -9007199254740992",
    "4430000000000000, 295147905179352830000",
    "44b52d02c7e14af5, 9.999999999999997e+22",
    "44b52d02c7e14af6, 1e+23",
    "44b52d02c7e14af7, 1.0000000000000001e+23",
    "444b1ae4d6e2ef4e, 999999999999999700000",
    "444b1ae4d6e2ef4f, 999999999999999900000",
    "444b1ae4d6e2ef50, 1e+21",
    "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
    "3eb0c6f7a0b5ed8d, 0.000001",
    "41b3de4355555553, 333333333.3333332",
    "41b3de4355555557, 333333333.33333343",
    "becbf647612f3696, -0.0000033333333333333333",
    "43143ff3c1cb0959, 1424953923781206.2",
  })
  void prints_numbers_as_ecmascript_does(String bits, String expected) {
    double value = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));
    assertThat(CanonicalJson.text(new JsonNumber(Double.toString(value)))).isEqualTo(expected);
  }

  @Test
  void round_trips_any_value() throws Exception {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      var value = arbitrary(random, 4);
      var bytes = CanonicalJson.bytes(value);
      assertThat(CanonicalJson.bytes(Json.parse(bytes))).as("seed " + seed).isEqualTo(bytes);
    }
  }

  private static JsonValue arbitrary(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 7 : 5)) {
      case 0 -> JsonValue.of(random.nextLong() >> 11);
      case 1 ->
          new JsonNumber(
              Double.toString(random.nextGaussian() * Math.pow(10, random.nextInt(60) - 30)));
      case 2 -> JsonValue.of(text(random));
      case 3 -> JsonValue.of(random.nextBoolean());
      case 4 -> JsonValue.JsonNull.NULL;
      case 5 -> JsonValue.array(List.of(1, 2, 3), n -> arbitrary(random, depth - 1));
      default -> {
        var object = JsonValue.object();
        var names = new ArrayDeque<>(List.of("b", "a", "\u20ac", "\ud83d\ude00", "\u0001"));
        for (int i = random.nextInt(5); i > 0; i--) {
          object.put(names.pop(), arbitrary(random, depth - 1));
        }
        yield object.build();
      }
    };
  }

  private static String text(Random random) {
    var text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      int point = random.nextInt(4) == 0 ? random.nextInt(0x110000) : random.nextInt(0x80);
      if (point < 0xd800 || point > 0xdfff) {
        text.appendCodePoint(point);
      }
    }
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[1,]",
        "{\"a\":1,}",
        "{\"a\":1,\"a\":2}",
        "\"\\ud800\"",
        "\"\\udc00\\ud800\"",
        "1 2",
        "01",
        "NaN",
        "1e999",
        "-1e400",
        "'a'",
        "{a:1}",
        "[1]//x",
        "\"\t\"",
        "+1",
        ".5",
        "nul",
        "\ufeff1"
      })
  void refuses_what_is_not_strict(String text) {
    assertThatThrownBy(() -> Json.parse(text.getBytes(UTF_8))).isInstanceOf(MalformedJson.class);
  }

  @Test
  void refuses_bytes_that_are_not_utf_8() {
    for (var bytes :
        List.of(
            new byte[] {'"', (byte) 0xc0, (byte) 0x80, '"'},
            new byte[] {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'},
            new byte[] {'"', (byte) 0xff, '"'})) {
      assertThatThrownBy(() -> Json.parse(bytes)).isInstanceOf(MalformedJson.class);
    }
  }

  @Test
  void refuses_what_is_nested_too_deep() {
    var deep = "[".repeat(Json.MAX_DEPTH + 1) + "]".repeat(Json.MAX_DEPTH + 1);
    assertThatThrownBy(() -> Json.parse(deep.getBytes(UTF_8))).isInstanceOf(MalformedJson.class);
  }
}
