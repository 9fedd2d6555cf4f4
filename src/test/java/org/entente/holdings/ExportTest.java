package org.entente.holdings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.entente.accord.Audience;
import org.entente.accord.Handling;
import org.entente.json.CanonicalJson;
import org.entente.json.JsonValue;
import org.entente.stix.StixObject;
import org.entente.stix.StixStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExportTest {
  private static final String FIRST = "2026-02-01T00:00:00.000Z";
  private static final String RED = "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1";

  @TempDir Path folder;
  private TestStore store;
  private Collection collection;

  @BeforeEach
  void open() {
    store = new TestStore(folder);
    collection = store.collection("information");
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void an_empty_collection_is_a_bundle_without_objects() throws Exception {
    assertThat(exported()).isEmpty();
  }

  @Test
  void all_versions_go_in_the_order_they_were_added() throws Exception {
    var first = TestStore.indicator(1, FIRST, "first");
    var second = TestStore.indicator(1, "2026-03-01T00:00:00.000Z", "second");
    store.file(collection, second);
    store.file(collection, first);
    assertThat(exported()).containsExactly(second, first);
  }

  @Test
  void what_is_for_named_persons_stays() throws Exception {
    var open = TestStore.indicator(1, FIRST, "open");
    store.file(collection, open);
    store.file(collection, marked(2, RED));
    store.file(collection, marked(3, "marking-definition--5c5a8c6c-0000-4000-8000-000000000000"));
    store.receive(collection, TestStore.indicator(4, FIRST, "for persons"), 0, forPersons());
    assertThat(exported()).containsExactly(open);
    var counted = Export.bundle(store.database, collection, new ByteArrayOutputStream());
    assertThat(counted).isEqualTo(new Export.Exported(1, 3));
  }

  private List<StixObject> exported() throws Exception {
    var out = new ByteArrayOutputStream();
    Export.bundle(store.database, collection, out);
    var stream = new StixStream(new ByteArrayInputStream(out.toByteArray()));
    var objects = new ArrayList<StixObject>();
    for (var item = stream.next(); item.isPresent(); item = stream.next()) {
      assertThat(item.get()).isInstanceOf(StixStream.Item.Whole.class);
      objects.add(((StixStream.Item.Whole) item.get()).object());
    }
    return objects;
  }

  private static StixObject marked(int number, String marking) {
    var text = TestStore.indicator(number, FIRST, "marked").json();
    return TestStore.read(
        CanonicalJson.text(text.with("object_marking_refs", JsonValue.of(List.of(marking)))));
  }

  private static Handling forPersons() {
    return new Handling(
        Optional.empty(),
        Optional.of(Audience.PERSONS),
        Optional.empty(),
        Set.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
