package org.entente.holdings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    store.receive(
        collection, TestStore.indicator(4, FIRST, "for persons"), 0, forReaders(Audience.PERSONS));
    assertThat(exported()).containsExactly(open);
    var counted =
        Export.bundle(store.database, collection, Audience.AUTHORITY, new ByteArrayOutputStream());
    assertThat(counted).isEqualTo(new Export.Exported(1, 3));
  }

  @Test
  void a_file_holds_what_its_readers_may_see_by_marking() throws Exception {
    var clear = marked(1, tlp("94868c89-83c2-464b-929b-a1a8aa3c8487"));
    var green = marked(2, tlp("bab4a63c-aed9-4cf5-a766-dfca5abac2bb"));
    var amber = marked(3, tlp("55d920b0-5e8b-4f79-9ee9-91f868d9b421"));
    var strict = marked(4, tlp("939a9414-2ddd-4d32-a0cd-375ea402b003"));
    List.of(clear, green, amber, strict, marked(5, RED))
        .forEach(object -> store.file(collection, object));
    assertThat(exported(Audience.PUBLIC)).containsExactly(clear);
    assertThat(exported(Audience.COMMUNITY)).containsExactly(clear, green);
    assertThat(exported(Audience.CONSTITUENTS)).containsExactly(clear, green, amber);
    assertThat(exported(Audience.AUTHORITY)).containsExactly(clear, green, amber, strict);
  }

  @Test
  void what_a_partner_sent_goes_no_further_than_each_of_its_entries_says() throws Exception {
    var silent = TestStore.indicator(1, FIRST, "silent");
    var wide = TestStore.indicator(2, FIRST, "wide");
    store.receive(collection, silent, 0, Handling.UNSAID);
    store.receive(collection, wide, 1, forReaders(Audience.COMMUNITY));
    assertThat(exported(Audience.PUBLIC)).isEmpty();
    assertThat(exported(Audience.COMMUNITY)).containsExactly(wide);
    assertThat(exported(Audience.AUTHORITY)).containsExactly(silent, wide);
    store.receive(collection, wide, 2, forReaders(Audience.AUTHORITY));
    assertThat(exported(Audience.CONSTITUENTS)).isEmpty();
  }

  @Test
  void a_file_has_no_named_readers() {
    assertThatThrownBy(() -> exported(Audience.PERSONS))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String tlp(String uuid) {
    return "marking-definition--" + uuid;
  }

  private List<StixObject> exported() throws Exception {
    return exported(Audience.AUTHORITY);
  }

  private List<StixObject> exported(Audience readers) throws Exception {
    var out = new ByteArrayOutputStream();
    Export.bundle(store.database, collection, readers, out);
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

  private static Handling forReaders(Audience readers) {
    return new Handling(
        Optional.empty(),
        Optional.of(readers),
        Optional.empty(),
        Set.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
