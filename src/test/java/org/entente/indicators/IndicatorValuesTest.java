package org.entente.indicators;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.entente.Shared;
import org.entente.json.CanonicalJson;
import org.entente.json.JsonValue;
import org.entente.stix.StixObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IndicatorValuesTest {
  private static final String MD5 = "d41d8cd98f00b204e9800998ecf8427e";

  static Stream<Arguments> patterns() {
    return Stream.of(
        Arguments.of("[ipv4-addr:value = '192.0.2.1']", List.of("ipv4|192.0.2.1")),
        Arguments.of("[ipv4-addr:value='192.0.2.1/32']", List.of("ipv4|192.0.2.1")),
        Arguments.of(
            "[domain-name:value IN ('A.example', 'b.example')]",
            List.of("domain|a.example", "domain|b.example")),
        Arguments.of(
            "[file:hashes.'MD5' = '"
                + MD5
                + "' AND file:name = 'x'] FOLLOWEDBY [url:value = 'http://a.example']",
            List.of("md5|" + MD5, "url|http://a.example/")),
        Arguments.of("[file:hashes.MD5 = '" + MD5 + "'] WITHIN 5 SECONDS", List.of("md5|" + MD5)),
        Arguments.of(
            "[network-traffic:dst_ref.type = 'ipv4-addr' AND network-traffic:dst_ref.value = '192.0.2.9']",
            List.of("ipv4|192.0.2.9")),
        Arguments.of(
            "[network-traffic:src_ref.value = 'c2.example' AND network-traffic:dst_port = 443]",
            List.of("domain|c2.example")),
        Arguments.of(
            "[email-message:to_refs[*].value = 'Bob@Example.ORG']",
            List.of("email|Bob@example.org")),
        Arguments.of(
            "[url:value = 'http://a.example/it\\'s'] /* [url:value = 'http://no.example'] */",
            List.of("url|http://a.example/it's")),
        Arguments.of("[domain-name:value != 'a.example']", List.of()),
        Arguments.of("[domain-name:value NOT = 'a.example']", List.of()),
        Arguments.of("[domain-name:value NOT IN ('a.example')]", List.of()),
        Arguments.of("[domain-name:value LIKE '%.example']", List.of()),
        Arguments.of("[file:created = t'2020-01-01T00:00:00Z']", List.of()),
        Arguments.of("[domain-name:value = 'a.example", List.of("domain|a.example")),
        Arguments.of("[domain-name:value = '", List.of()),
        Arguments.of("'[", List.of()),
        Arguments.of("[file:hashes.'", List.of()));
  }

  @ParameterizedTest
  @MethodSource("patterns")
  void finds_what_a_pattern_looks_for(String pattern, List<String> expected) throws Exception {
    var indicator =
        JsonValue.object()
            .put("type", "indicator")
            .put("id", "indicator--1")
            .put("pattern_type", "stix")
            .put("pattern", pattern)
            .build();
    assertThat(values(CanonicalJson.text(indicator))).isEqualTo(expected);
  }

  @Test
  void finds_the_values_of_observables() throws Exception {
    assertThat(
            values("{\"type\":\"domain-name\",\"id\":\"domain-name--1\",\"value\":\"A.example.\"}"))
        .containsExactly("domain|a.example");
    assertThat(
            values(
                "{\"type\":\"file\",\"id\":\"file--1\",\"hashes\":{\"MD5\":\""
                    + MD5
                    + "\",\"SSDEEP\":\"x\"}}"))
        .containsExactly("md5|" + MD5);
    assertThat(
            values(
                """
                {"type":"observed-data","id":"observed-data--1","objects":{
                  "0":{"type":"url","value":"HTTP://a.example"},"1":{"type":"ipv6-addr","value":"::1"}}}\
                """))
        .containsExactly("url|http://a.example/", "ipv6|::1");
    assertThat(values("{\"type\":\"tool\",\"id\":\"tool--1\",\"value\":\"a.example\"}")).isEmpty();
  }

  @Test
  void passes_over_patterns_in_other_languages() throws Exception {
    assertThat(
            values(
                "{\"type\":\"indicator\",\"id\":\"indicator--1\",\"pattern_type\":\"snort\","
                    + "\"pattern\":\"[domain-name:value = 'a.example']\"}"))
        .isEmpty();
  }

  /// Patterns that the standard's own validator is tried with, good and bad: none is too much.
  @Test
  void survives_the_validators_patterns() throws Exception {
    var folder = Shared.path("data/oasis-pattern-validator");
    int patterns = 0;
    try (var files = Files.walk(folder)) {
      for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
        for (var line : Files.readAllLines(file)) {
          PatternComparisons.of(line);
          patterns++;
        }
      }
    }
    assertThat(patterns).isGreaterThan(10);
  }

  private static List<String> values(String json) throws Exception {
    return IndicatorValues.of(StixObject.read(json.getBytes(UTF_8))).stream()
        .map(IndicatorValue::text)
        .toList();
  }
}
