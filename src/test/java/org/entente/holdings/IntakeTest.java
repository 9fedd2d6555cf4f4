package org.entente.holdings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.holdings.TestStore.NOW;
import static org.entente.holdings.TestStore.indicator;
import static org.entente.holdings.TestStore.read;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.entente.accord.Handling;
import org.entente.expression.Source;
import org.entente.stix.Gate;
import org.entente.stix.StixObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IntakeTest {
  private static final String FIRST = "2026-02-01T00:00:00.000Z";
  private static final String LATER = "2026-03-01T00:00:00.000Z";

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
  void keeps_the_bytes_verbatim() {
    var object = read("{\"id\":\"x-test--1\" ,  \"type\":\"x-test\", \"n\": 1e0 }");
    store.file(collection, object);
    var held = page(Instant.EPOCH).getFirst().held();
    assertThat(held.object().bytes()).isEqualTo(object.bytes());
    assertThat(held.isOurs()).isTrue();
    assertThat(held.firstHeld()).isEqualTo(NOW);
  }

  @Test
  void what_says_the_same_is_a_duplicate_however_it_is_spelled() {
    store.file(collection, read("{\"type\":\"x-test\",\"id\":\"x-test--1\",\"n\":1}"));
    var spelled = read("{ \"id\": \"x-test--1\", \"n\": 1.0, \"type\": \"x-test\" }");
    assertThat(store.file(collection, spelled)).isInstanceOf(IntakeOutcome.Duplicate.class);
    assertThat(page(Instant.EPOCH)).hasSize(1);
  }

  @Test
  void the_first_content_of_a_version_stays_and_the_later_is_refused() {
    store.file(collection, indicator(1, FIRST, "first"));
    var outcome = store.file(collection, indicator(1, "2026-02-01T00:00:00Z", "second"));
    assertThat(outcome)
        .isInstanceOfSatisfying(
            IntakeOutcome.Refused.class,
            refused -> assertThat(refused.message()).contains("held with other content"));
    assertThat(page(Instant.EPOCH))
        .extracting(filing -> filing.held().object().json().string("name").orElseThrow())
        .containsExactly("first");
  }

  @Test
  void an_observable_with_other_content_is_a_further_version() {
    var address = "{\"type\":\"ipv4-addr\",\"id\":\"ipv4-addr--1\",\"value\":\"192.0.2.1\"%s}";
    store.file(collection, read(address.formatted("")));
    var outcome = store.file(collection, read(address.formatted(",\"x_seen\":true")));
    assertThat(outcome).isInstanceOf(IntakeOutcome.Stored.class);
    assertThat(page(Instant.EPOCH)).hasSize(2);
  }

  @Test
  void dates_rise_within_one_instant_and_when_the_clock_is_set_back() {
    store.file(collection, NOW, indicator(1, FIRST, "a"));
    store.file(collection, NOW, indicator(2, FIRST, "b"));
    store.file(collection, NOW.minusSeconds(3600), indicator(3, FIRST, "c"));
    assertThat(page(Instant.EPOCH))
        .extracting(Filed::dateAdded)
        .containsExactly(NOW, NOW.plusNanos(1_000), NOW.plusNanos(2_000));
  }

  @Test
  void what_is_held_already_is_filed_in_a_second_collection_without_a_second_object() {
    var other = store.collection("public", Gate.TOLERANT, Source.PUBLIC);
    store.file(collection, indicator(1, FIRST, "a"));
    assertThat(store.file(other, indicator(1, FIRST, "a")))
        .isInstanceOf(IntakeOutcome.Duplicate.class);
    var held = page(Instant.EPOCH).getFirst().held();
    List<Filed> filings = store.database.read(connection -> Holdings.filings(connection, held));
    assertThat(filings)
        .extracting(filing -> filing.source())
        .containsExactly(Source.OWN, Source.PUBLIC);
  }

  @Test
  void another_sources_version_of_an_id_is_its_claim_and_changes_nothing_else() {
    var fromPartner = store.collection("from-partner");
    var ours = indicator(1, FIRST, "ours");
    store.file(collection, ours);
    store.receive(fromPartner, indicator(1, LATER, "squatted"), 0, Handling.STRICTEST);
    store.receive(
        fromPartner, indicator(1, FIRST, "same version, other words"), 1, Handling.UNSAID);
    StixObject latest =
        store
            .database
            .read(connection -> Holdings.latest(connection, ours.id()))
            .orElseThrow()
            .object();
    assertThat(latest).isEqualTo(ours);
    List<Held> all =
        store.database.read(connection -> Holdings.versions(connection, ours.id(), 0, 10));
    assertThat(all)
        .extracting(Held::source)
        .containsExactly(Held.HOME, TestStore.PARTY, TestStore.PARTY);
  }

  @Test
  void what_a_party_sent_stays_bound_to_its_handling_by_every_entry_that_carried_it() {
    var fromPartner = store.collection("from-partner");
    var sent = indicator(1, FIRST, "theirs");
    store.receive(fromPartner, sent, 4, Handling.STRICTEST);
    store.receive(fromPartner, sent, 9, Handling.UNSAID);
    store.file(collection, indicator(1, LATER, "came by another door"));
    List<Received> received =
        store.database.read(connection -> Holdings.received(connection, sent.id()));
    assertThat(received).extracting(Received::entry).containsExactly(4L, 9L);
    assertThat(received)
        .extracting(Received::handling)
        .containsExactly(Handling.STRICTEST, Handling.UNSAID);
    assertThat(received).extracting(Received::party).containsOnly(TestStore.PARTY);
  }

  @Test
  void a_failed_transaction_leaves_no_filing_and_no_date_behind() {
    try {
      store.database.write(connection -> {
        var arrival = Arrival.record(connection, NOW, Arrival.Door.IMPORT, "a", Source.OWN);
        try (var intake = new Intake(connection, collection, Held.HOME, NOW)) {
          intake.file(arrival, Indexed.of(indicator(1, FIRST, "a")));
        }
        throw new IllegalStateException("cut");
      });
    } catch (IllegalStateException e) {
      assertThat(e).hasMessage("cut");
    }
    assertThat(page(Instant.EPOCH)).isEmpty();
    store.file(collection, indicator(1, FIRST, "a"));
    assertThat(page(Instant.EPOCH)).extracting(Filed::dateAdded).containsExactly(NOW);
  }

  private List<Filed> page(Instant after) {
    return store.database.read(connection -> Holdings.page(connection, collection, after, 100));
  }
}
