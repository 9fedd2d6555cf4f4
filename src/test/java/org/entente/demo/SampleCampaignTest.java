package org.entente.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.entente.conformance.StixCheck;
import org.entente.json.Json;
import org.entente.json.JsonValue.JsonObject;
import org.entente.stix.Kind;
import org.entente.stix.Reference;
import org.entente.stix.ScoIds;
import org.entente.stix.StixObject;
import org.junit.jupiter.api.Test;

/// The demonstration's data (`src/test/scripts/make-sample-campaign.py` writes them): valid, whole,
/// and about nobody.
class SampleCampaignTest {
  private static final List<String> FIRST =
      List.of(
          "first-information.json",
          "first-knowledge.json",
          "first-operations.json",
          "first-research.json");
  private static final List<String> SECOND =
      List.of("second-information.json", "second-knowledge.json");

  private static final Pattern NAME =
      Pattern.compile("[a-z0-9-]+(?:\\.[a-z0-9-]+)*\\.(?:com|net|org|example)\\b");
  private static final Pattern DOCUMENTATION_NAME =
      Pattern.compile("(?:.*\\.)?example(?:\\.(?:com|net|org))?");
  private static final Pattern IPV4 = Pattern.compile("\\b\\d{1,3}(?:\\.\\d{1,3}){3}\\b");

  @Test
  void has_between_150_and_300_objects_most_of_them_at_the_first_node() throws Exception {
    int first = objects(FIRST).size();
    int second = objects(SECOND).size();
    assertThat(first + second).isBetween(150, 300);
    assertThat(first).isGreaterThan(4 * second);
  }

  @Test
  void breaks_nothing_that_the_strict_gate_asks() throws Exception {
    for (var object : everything()) {
      assertThat(StixCheck.problems(object)).as(object.id().text()).isEmpty();
    }
  }

  /// STIX 2.1 §2.9. A process has nothing to derive its id from.
  @Test
  void gives_every_observable_the_id_that_stix_derives() throws Exception {
    for (var object : everything()) {
      if (object.kind() == Kind.SCO && !object.type().equals("process")) {
        assertThat(ScoIds.derive(object.json())).contains(object.id());
      }
    }
  }

  @Test
  void has_each_version_once() throws Exception {
    assertThat(everything()).extracting(StixObject::key).doesNotHaveDuplicates();
  }

  @Test
  void refers_to_nothing_that_is_not_there() throws Exception {
    for (var node : List.of(FIRST, SECOND)) {
      var objects = objects(node);
      var ids = objects.stream().map(StixObject::id).collect(Collectors.toCollection(HashSet::new));
      var elsewhere =
          objects.stream()
              .flatMap(object -> object.references().stream())
              .map(Reference::target)
              .filter(target -> !ids.contains(target))
              .map(target -> target.text())
              .collect(Collectors.toSet());
      assertThat(elsewhere)
          .as("only the standard TLP 2.0 definitions are elsewhere")
          .isSubsetOf(
              "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487",
              "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
              "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421",
              "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003",
              "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1");
    }
  }

  /// RFC 5737 for addresses, RFC 2606 for names.
  @Test
  void has_no_address_that_could_be_somebodys() throws Exception {
    for (var file : allFiles()) {
      var text = new String(bytes(file), UTF_8);
      assertThat(IPV4.matcher(text).results().map(match -> match.group()).toList())
          .as(file)
          .allMatch(ip ->
              ip.startsWith("192.0.2.")
                  || ip.startsWith("198.51.100.")
                  || ip.startsWith("203.0.113."));
      assertThat(NAME.matcher(text).results().map(match -> match.group()).toList())
          .as(file)
          .allMatch(name -> DOCUMENTATION_NAME.matcher(name).matches());
    }
  }

  private static List<String> allFiles() {
    var all = new ArrayList<>(FIRST);
    all.addAll(SECOND);
    return all;
  }

  private static List<StixObject> everything() throws Exception {
    return objects(allFiles());
  }

  private static List<StixObject> objects(List<String> files) throws Exception {
    var objects = new ArrayList<StixObject>();
    for (var file : files) {
      for (var value : Json.parseObject(bytes(file)).array("objects")) {
        objects.add(StixObject.of((JsonObject) value));
      }
    }
    return objects;
  }

  private static byte[] bytes(String file) throws IOException {
    try (var in =
        Objects.requireNonNull(
            SampleCampaignTest.class.getResourceAsStream("sample/" + file), file)) {
      return in.readAllBytes();
    }
  }
}
