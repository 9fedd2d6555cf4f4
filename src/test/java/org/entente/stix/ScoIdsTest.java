package org.entente.stix;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.Optional;
import org.entente.Shared;
import org.entente.json.Json;
import org.entente.json.JsonValue.JsonArray;
import org.entente.json.JsonValue.JsonObject;
import org.junit.jupiter.api.Test;

class ScoIdsTest {
  @Test
  void derives_the_ids_of_the_standards_examples() throws Exception {
    var file = Shared.path("vectors/sco_uuid5_vectors.json");
    var examples = ((JsonArray) Json.parse(Files.readAllBytes(file))).items();
    assertThat(examples).hasSize(69);
    for (var example : examples) {
      var object = (JsonObject) example;
      assertThat(derive(object)).isEqualTo(object.string("id"));
    }
  }

  @Test
  void prefers_md5_among_hashes_and_takes_the_first_by_name_where_none_is_preferred()
      throws Exception {
    var md5 = "{\"type\":\"file\",\"hashes\":{\"MD5\":\"d41d8cd98f00b204e9800998ecf8427e\"}}";
    var both =
        "{\"type\":\"file\",\"hashes\":{\"SHA-256\":\"00\",\"MD5\":\"d41d8cd98f00b204e9800998ecf8427e\"}}";
    var other = "{\"type\":\"file\",\"hashes\":{\"TLSH\":\"t\",\"SSDEEP\":\"s\"}}";
    var first = "{\"type\":\"file\",\"hashes\":{\"SSDEEP\":\"s\"}}";
    assertThat(derive(both)).isEqualTo(derive(md5)).isPresent();
    assertThat(derive(other)).isEqualTo(derive(first)).isPresent();
  }

  @Test
  void derives_nothing_where_nothing_contributes() throws Exception {
    assertThat(derive("{\"type\":\"process\",\"pid\":4}")).isEmpty();
    assertThat(derive("{\"type\":\"file\",\"size\":4}")).isEmpty();
    assertThat(derive("{\"type\":\"x-thing\",\"value\":\"v\"}")).isEmpty();
  }

  private static Optional<String> derive(String json) throws Exception {
    return derive(Json.parseObject(json.getBytes(UTF_8)));
  }

  private static Optional<String> derive(JsonObject object) {
    return ScoIds.derive(object).map(StixId::text);
  }
}
