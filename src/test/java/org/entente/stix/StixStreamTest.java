package org.entente.stix;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.entente.stix.StixStream.Item;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StixStreamTest {
  private static final String A =
      "{ \"type\": \"url\",\n \"id\":\"url--a\", \"value\":\"http://example.org/\\\"]}\" }";
  private static final String B = "{\"id\":\"x-b--b\",\"type\":\"x-b\",\"objects\":[{}]}";
  private static final String NO_ID = "{\"type\":\"x-c\"}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"bundle\",\"id\":\"bundle--1\",\"objects\":[%s , %s]}",
        "{\"objects\":[%s,%s],\"type\":\"bundle\"}",
        "\ufeff {\"more\":true,\"next\":\"}]\",\"objects\":[\n%s,%s\n],\"x\":{\"y\":[1,{}]}} ",
        "{\"obj\\u0065cts\":[%s,%s]}"
      })
  void reads_bundles_and_envelopes(String container) throws IOException {
    assertThat(read(container.formatted(A, B)))
        .containsExactly("/objects/0 " + A, "/objects/1 " + B);
  }

  @Test
  void reads_one_object_alone() throws IOException {
    assertThat(read("\n" + A + "\n")).containsExactly(" " + A);
    assertThat(read(B)).containsExactly(" " + B);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"objects\":[]}", "{\"type\":\"bundle\",\"id\":\"bundle--1\"}"})
  void finds_nothing_in_what_is_empty(String text) throws IOException {
    assertThat(read(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "{\"Event\":{\"id\":\"1\"}}",
        "{\"$id\":\"http://example.org/s\",\"type\":\"object\"}",
        "[]",
        "[{\"type\":\"url\",\"id\":\"url--a\"}]",
        "{\"objects\":[{\"a\":1}]}",
        "{\"title\":\"broken\" \"x\"}",
        "{\"Event\":"
      })
  void says_that_other_things_are_not_stix(String text) throws IOException {
    assertThat(read(text)).singleElement().asString().startsWith("foreign");
  }

  @Test
  void goes_on_after_an_object_it_cannot_read() throws IOException {
    var twice = "{\"type\":\"x-d\",\"type\":\"x-d\",\"id\":\"x-d--1\"}";
    var objects = String.join(",", twice, NO_ID, "3", "{\"a\":}", A);
    var items = read("{\"type\":\"bundle\",\"objects\":[" + objects + "]}");
    assertThat(items).hasSize(5);
    assertThat(items.get(0)).startsWith("broken /objects/0 not JSON: duplicate name \"type\"");
    assertThat(items.get(1)).isEqualTo("broken /objects/1 no id");
    assertThat(items.get(2)).isEqualTo("broken /objects/2 expected a JSON object");
    assertThat(items.get(3)).startsWith("broken /objects/3 not JSON");
    assertThat(items.get(4)).isEqualTo("/objects/4 " + A);
  }

  @Test
  void tells_where_a_text_breaks_off() throws IOException {
    var items = read("{\"type\":\"bundle\",\"objects\":[" + A + ",{\"type\":\"url\",\"id\":");
    assertThat(items).hasSize(2);
    assertThat(items.get(0)).isEqualTo("/objects/0 " + A);
    assertThat(items.get(1)).startsWith("broken /objects/1 not JSON: ends too early, at byte ");
    assertThat(read(A + A)).hasSize(2).last().asString().contains("more follows after the end");
    assertThat(read("{\"objects\":[" + A + "],\"objects\":[" + A + "]}"))
        .last()
        .asString()
        .contains("duplicate name");
  }

  @Test
  void passes_over_an_object_that_is_too_large() throws IOException {
    var large = "{\"type\":\"url\",\"id\":\"url--c\",\"value\":\"" + "x".repeat(200_000) + "\"}";
    var bundle = "{\"type\":\"bundle\",\"objects\":[" + large + "," + A + "]}";
    var items = read(new ByteArrayInputStream(bundle.getBytes(UTF_8)), 100_000);
    assertThat(items)
        .containsExactly("broken /objects/0 larger than 100000 bytes", "/objects/1 " + A);
  }

  /// However the bytes arrive, the objects are the same.
  @Test
  void does_not_depend_on_how_the_bytes_arrive() throws IOException {
    var objects = (A + ",").repeat(3_000);
    var text = "{\"type\":\"bundle\",\"objects\":[" + objects + B + "]}";
    long seed = System.nanoTime();
    var random = new Random(seed);
    var trickle =
        new ByteArrayInputStream(text.getBytes(UTF_8)) {
          @Override
          public synchronized int read(byte[] buffer, int offset, int length) {
            return super.read(buffer, offset, Math.min(length, 1 + random.nextInt(97)));
          }
        };
    assertThat(read(trickle, 1_000)).as("seed " + seed).isEqualTo(read(text)).hasSize(3_001);
  }

  /// Any cut of a bundle gives a prefix of its objects, then at most one problem, and never fails.
  @Test
  void survives_any_cut() throws IOException {
    var bundle = "{\"type\":\"bundle\",\"objects\":[" + A + "," + B + "],\"x\":1}";
    var whole = read(bundle);
    for (int length = 0; length < bundle.length(); length++) {
      var items = new ArrayList<>(read(bundle.substring(0, length)));
      items.removeIf(item -> item.startsWith("broken") || item.startsWith("foreign"));
      assertThat(whole.subList(0, items.size())).isEqualTo(items);
    }
  }

  private static List<String> read(String text) throws IOException {
    return read(new ByteArrayInputStream(text.getBytes(UTF_8)), StixStream.MAX_OBJECT_BYTES);
  }

  private static List<String> read(InputStream in, int maxObjectBytes) throws IOException {
    var stream = new StixStream(in, maxObjectBytes);
    var items = new ArrayList<String>();
    for (var item = stream.next(); item.isPresent(); item = stream.next()) {
      items.add(
          switch (item.get()) {
            case Item.Whole(var at, var object) -> at + " " + new String(object.bytes(), UTF_8);
            case Item.Broken(var at, var problem, var _) ->
                "broken " + at + " " + problem.message();
            case Item.Foreign(var reason) -> "foreign: " + reason;
          });
    }
    return items;
  }
}
