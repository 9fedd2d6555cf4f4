package org.entente.holdings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.holdings.TestStore.indicator;
import static org.entente.holdings.TestStore.relationship;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.entente.accord.Handling;
import org.entente.stix.StixId;
import org.entente.stix.StixObject;
import org.entente.storage.Database.Work;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HoldingsTest {
  private static final String FIRST = "2026-02-01T00:00:00.000Z";

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
  void pages_continue_strictly_after_the_last_date_seen() {
    for (int i = 0; i < 7; i++) {
      store.file(collection, indicator(i, FIRST, "n" + i));
    }
    var seen = new ArrayList<String>();
    var after = Instant.EPOCH;
    while (true) {
      var from = after;
      List<Filed> page = read(connection -> Holdings.page(connection, collection, from, 3));
      if (page.isEmpty()) {
        break;
      }
      page.forEach(filing -> seen.add(name(filing.held())));
      after = page.getLast().dateAdded();
    }
    assertThat(seen).containsExactly("n0", "n1", "n2", "n3", "n4", "n5", "n6");
  }

  @Test
  void the_latest_version_goes_by_every_digit_of_modified() {
    store.file(collection, indicator(1, "2026-02-01T00:00:00.0001Z", "one digit more"));
    store.file(collection, indicator(1, "2026-02-01T00:00:00.000Z", "earlier"));
    store.file(collection, indicator(1, "2026-01-31T23:59:59.999999Z", "much earlier"));
    assertThat(latest(indicator(1, FIRST, "").id()).map(HoldingsTest::name))
        .contains("one digit more");
    assertThat(latest(TestStore.id("indicator--none"))).isEmpty();
  }

  @Test
  void finds_a_version_from_each_source_that_gave_it() {
    var object = indicator(1, FIRST, "same");
    store.receive(store.collection("from-partner"), object, 0, Handling.STRICTEST);
    store.file(collection, object);
    List<Held> found = read(connection -> Holdings.find(connection, object.key()));
    assertThat(found).extracting(Held::source).containsExactly(TestStore.PARTY, Held.HOME);
    Optional<String> owner = read(connection -> Holdings.owner(connection, object.id()));
    assertThat(owner).contains(TestStore.PARTY);
  }

  @Test
  void finds_who_refers_to_an_id_even_one_that_is_not_held() {
    var missing = "malware--44444444-4444-4444-8444-444444444444";
    var indicator = indicator(1, FIRST, "a");
    for (int i = 0; i < 3; i++) {
      store.file(collection, relationship(i, indicator.id().text(), missing));
    }
    List<Held> first =
        read(connection -> Holdings.referring(connection, TestStore.id(missing), 0, 2));
    List<Held> rest =
        read(connection ->
            Holdings.referring(connection, TestStore.id(missing), first.getLast().no(), 2));
    assertThat(first).hasSize(2);
    assertThat(rest).hasSize(1);
  }

  @Test
  void what_lies_only_in_closed_collections_does_not_exist_for_a_party() {
    var object = indicator(1, FIRST, "a");
    store.file(collection, object);
    assertThat(isOpen(object.id(), TestStore.PARTY)).isFalse();
    change(TestStore.PARTY, true);
    assertThat(isOpen(object.id(), TestStore.PARTY)).isTrue();
    assertThat(isOpen(object.id(), "identity--other")).isFalse();
    change(TestStore.PARTY, false);
    change(Collection.EVERYBODY, true);
    assertThat(isOpen(object.id(), "identity--other")).isTrue();
    List<Collection> open = read(connection -> Catalogue.openTo(connection, "identity--other"));
    assertThat(open).extracting(Collection::name).containsExactly("information");
  }

  @Test
  void a_party_cannot_redefine_what_our_objects_are_marked_with() {
    var definition =
        """
        {"type":"marking-definition","spec_version":"2.1","id":"marking-definition--1",
         "created":"2026-01-01T00:00:00Z","definition_type":"statement",
         "definition":{"statement":"%s"}}\
        """;
    var ours = TestStore.read(definition.formatted("ours"));
    var theirs = TestStore.read(definition.formatted("theirs"));
    store.file(collection, ours);
    store.receive(store.collection("from-partner"), theirs, 0, Handling.STRICTEST);
    assertThat(definition(Held.HOME, ours.id())).contains(ours);
    assertThat(definition(TestStore.PARTY, ours.id())).contains(theirs);
    assertThat(definition("identity--third", ours.id())).contains(ours);
  }

  private Optional<StixObject> definition(String source, StixId id) {
    return read(connection -> Holdings.definitions(connection, source).apply(id));
  }

  private boolean isOpen(StixId id, String party) {
    return read(connection -> Holdings.isOpenTo(connection, id, party));
  }

  private void change(String party, boolean open) {
    store.database.write(connection -> {
      if (open) {
        Catalogue.open(connection, collection, party);
      } else {
        Catalogue.close(connection, collection, party);
      }
      return open;
    });
  }

  private Optional<Held> latest(StixId id) {
    return read(connection -> Holdings.latest(connection, id));
  }

  private <T> T read(Work<T> work) {
    return store.database.read(work);
  }

  private static String name(Held held) {
    return held.object().json().string("name").orElseThrow();
  }
}
