package org.entente.indicators;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.entente.json.Json;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonArray;
import org.entente.json.JsonValue.JsonString;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IndicatorValueTest {
  /// The vectors that are published with the protocol: kind, as met, normal form or null.
  static Stream<Arguments> vectors() throws Exception {
    var file = Path.of("docs/protocol/vectors/entente-ioc-1.json");
    return Json.parseObject(Files.readAllBytes(file)).members().entrySet().stream()
        .flatMap(kind ->
            ((JsonArray) kind.getValue())
                .items().stream().map(row -> arguments(kind.getKey(), (JsonArray) row)));
  }

  private static Arguments arguments(String kind, JsonArray row) {
    return Arguments.of(kind, text(row.items().get(0)), text(row.items().get(1)));
  }

  private static String text(JsonValue value) {
    return value instanceof JsonString(String text) ? text : "no value";
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void has_the_published_normal_form(String kind, String raw, String expected) {
    assertThat(value(kind, raw).map(IndicatorValue::text).orElse("no value")).isEqualTo(expected);
  }

  private static Optional<IndicatorValue> value(String kind, String raw) {
    return switch (kind) {
      case "domain" -> IndicatorValue.domain(raw);
      case "ip" -> IndicatorValue.ip(raw);
      case "url" -> IndicatorValue.url(raw);
      case "email" -> IndicatorValue.email(raw);
      default -> IndicatorValue.hash(kind, raw);
    };
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void is_its_own_normal_form(String kind, String raw, String expected) {
    value(kind, raw)
        .ifPresent(once ->
            assertThat(value(expected.startsWith("ip") ? "ip" : kind, once.value()))
                .contains(once));
  }
}
