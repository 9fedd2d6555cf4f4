package org.entente.holdings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.holdings.TestStore.NOW;
import static org.entente.holdings.TestStore.indicator;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.entente.accord.Handling;
import org.entente.stix.StixObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VoicesTest {
  @TempDir Path folder;
  private TestStore store;
  private Collection collection;
  private Collection fromPartner;

  @BeforeEach
  void open() {
    store = new TestStore(folder);
    collection = store.collection("information");
    fromPartner = store.collection("from-partner");
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void every_source_is_heard_with_its_first_word_and_its_newest() {
    var theirs = indicator(1, "2026-05-01T00:00:00.000Z", "theirs");
    var older = indicator(1, "2026-02-01T00:00:00.000Z", "older");
    var newer = indicator(1, "2026-03-01T00:00:00.000Z", "newer");
    store.receive(fromPartner, theirs, 0, Handling.UNSAID);
    store.file(collection, newer);
    store.file(collection, older);
    List<Held> newest = store.database.read(connection -> Voices.newest(connection, theirs.id()));
    assertThat(newest).extracting(Held::object).containsExactly(theirs, newer);
    List<Held> first = store.database.read(connection -> Voices.first(connection, theirs.id()));
    assertThat(first).extracting(Held::object).containsExactly(theirs, newer);
  }

  @Test
  void a_definition_that_came_later_changes_nothing_about_what_went_before() {
    var definition =
        """
        {"type":"marking-definition","spec_version":"2.1","id":"marking-definition--1",
         "created":"2026-01-01T00:00:00Z","definition_type":"statement",
         "definition":{"statement":"%s"}}\
        """;
    var ours = TestStore.read(definition.formatted("ours"));
    var theirs = TestStore.read(definition.formatted("theirs"));
    store.file(collection, NOW.minusSeconds(60), ours);
    store.receive(fromPartner, theirs, 0, Handling.UNSAID);
    assertThat(definition(ours, NOW.minusSeconds(61))).isEmpty();
    assertThat(definition(ours, NOW.minusSeconds(1))).contains(ours);
    assertThat(definition(ours, NOW)).contains(theirs);
  }

  private Optional<StixObject> definition(StixObject named, Instant at) {
    return store.database.read(
        connection -> Voices.definitions(connection, TestStore.PARTY, at).apply(named.id()));
  }
}
