package org.entente.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.entente.Shared;
import org.entente.json.CanonicalJson;
import org.entente.json.Json;
import org.entente.json.JsonValue.JsonObject;
import org.entente.stix.StixId;
import org.entente.stix.StixObject;
import org.junit.jupiter.api.Test;

class ReleaseOrderTest {
  private static StixId id(int number) {
    return new StixId("note--0b000000-0000-4000-8000-%012d".formatted(number));
  }

  private static List<List<StixId>> order(Map<StixId, ? extends Collection<StixId>> graph) {
    var order = new ArrayList<List<StixId>>();
    ReleaseOrder.walk(
        graph.keySet(), id -> graph.containsKey(id) ? graph.get(id) : List.of(), order::add);
    return order;
  }

  @Test
  void what_is_referred_to_comes_first() {
    var graph = new LinkedHashMap<StixId, List<StixId>>();
    graph.put(id(1), List.of(id(2), id(3)));
    graph.put(id(2), List.of(id(3)));
    graph.put(id(3), List.of());
    assertThat(order(graph)).containsExactly(List.of(id(3)), List.of(id(2)), List.of(id(1)));
  }

  @Test
  void a_circle_comes_together_and_before_what_points_into_it() {
    var graph = new LinkedHashMap<StixId, List<StixId>>();
    graph.put(id(1), List.of(id(2)));
    graph.put(id(2), List.of(id(3)));
    graph.put(id(3), List.of(id(2), id(4)));
    graph.put(id(4), List.of());
    var order = order(graph);
    assertThat(order).hasSize(3);
    assertThat(order.get(0)).containsExactly(id(4));
    assertThat(order.get(1)).containsExactlyInAnyOrder(id(2), id(3));
    assertThat(order.get(2)).containsExactly(id(1));
  }

  /// An identity is marked by a definition that it made: whoever reads the marking needs that
  /// first.
  @Test
  void a_marking_definition_comes_first_in_its_circle() {
    var maker = new StixId("identity--0b000000-0000-4000-8000-000000000001");
    var marking = new StixId("marking-definition--0b000000-0000-4000-8000-000000000002");
    var graph = new LinkedHashMap<StixId, List<StixId>>();
    graph.put(maker, List.of(marking));
    graph.put(marking, List.of(maker));
    assertThat(order(graph)).containsExactly(List.of(marking, maker));
    assertThat(order(graph.reversed())).containsExactly(List.of(marking, maker));
  }

  @Test
  void a_long_chain_needs_no_deep_stack() {
    var graph = new LinkedHashMap<StixId, List<StixId>>();
    for (int i = 0; i < 100_000; i++) {
      graph.put(id(i), List.of(id(i + 1)));
    }
    assertThat(order(graph)).hasSize(100_001).first().isEqualTo(List.of(id(100_000)));
  }

  @Test
  void any_graph_comes_in_order_each_id_once() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      var graph = new LinkedHashMap<StixId, Set<StixId>>();
      int size = 1 + random.nextInt(12);
      for (int i = 0; i < size; i++) {
        var targets = new HashSet<StixId>();
        for (int n = random.nextInt(4); n > 0; n--) {
          targets.add(id(random.nextInt(size)));
        }
        graph.put(id(i), targets);
      }
      verify(graph, order(graph), "seed " + seed);
    }
  }

  private static void verify(
      Map<StixId, Set<StixId>> graph, List<List<StixId>> order, String seed) {
    var done = new HashSet<StixId>();
    for (var together : order) {
      for (var id : together) {
        for (var target : graph.getOrDefault(id, Set.of())) {
          assertThat(done.contains(target) || together.contains(target)).as(seed).isTrue();
          if (together.contains(target)) {
            continue;
          }
          assertThat(reaches(graph, target, id)).as("%s: %s in no circle", seed, id).isFalse();
        }
      }
      assertThat(done.addAll(together)).as(seed).isTrue();
    }
    assertThat(done).as(seed).hasSameSizeAs(graph.keySet());
  }

  private static boolean reaches(Map<StixId, Set<StixId>> graph, StixId from, StixId to) {
    var seen = new HashSet<StixId>();
    var queue = new ArrayList<>(List.of(from));
    while (!queue.isEmpty()) {
      var at = queue.removeLast();
      if (at.equals(to)) {
        return true;
      }
      if (seen.add(at)) {
        queue.addAll(graph.getOrDefault(at, Set.of()));
      }
    }
    return false;
  }

  /// MITRE's identity carries the marking definition that the identity created.
  @Test
  void real_data_holds_a_circle_of_an_identity_and_its_marking() throws Exception {
    var objects = new HashMap<StixId, StixObject>();
    try (var files = Files.walk(Shared.path("data/attack-stix-2.1"))) {
      var file =
          files
              .filter(path -> path.toString().endsWith(".json"))
              .sorted()
              .findFirst()
              .orElseThrow();
      for (var item : Json.parseObject(Files.readAllBytes(file)).array("objects")) {
        var object = StixObject.read(CanonicalJson.bytes((JsonObject) item));
        objects.put(object.id(), object);
      }
    }
    var graph = new LinkedHashMap<StixId, List<StixId>>();
    objects.forEach((id, object) ->
        graph.put(id, ReleaseOrder.needs(object).stream().filter(objects::containsKey).toList()));
    var order = order(graph);
    assertThat(order.stream().mapToInt(List::size).sum()).isEqualTo(objects.size());
    assertThat(order).anySatisfy(together -> assertThat(together).hasSizeGreaterThan(1));
  }
}
