package org.entente.decisions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.decisions.StoreOfOurs.indicator;
import static org.entente.release.Samples.HELD;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.entente.accord.Handling;
import org.entente.accord.Onward;
import org.entente.expression.Source;
import org.entente.holdings.Collection;
import org.entente.holdings.Held;
import org.entente.holdings.Holdings;
import org.entente.holdings.Importer;
import org.entente.json.JsonValue;
import org.entente.release.Decision;
import org.entente.release.Outcome;
import org.entente.release.Samples;
import org.entente.stix.StixObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What lies in the store, looked up and decided toward SOUTH, as the release worker does it.
class CandidateLookupTest {
  private static final String CUSTOM = "marking-definition--826578e1-40ad-459f-bc73-ede076f81f37";
  private static final String VICTIM = "identity--00000000-0000-4000-8000-00000000000a";

  @TempDir Path folder;
  private StoreOfOurs store;

  @BeforeEach
  void open() {
    store = new StoreOfOurs(folder);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static StixObject definition(String name) {
    return Samples.object(
        """
        {'type':'marking-definition','spec_version':'2.1','id':'%s',
        'created':'2026-11-01T00:00:00.000Z','definition_type':'statement','name':'%s',
        'definition':{'statement':'s'}}\
        """
            .formatted(CUSTOM, name));
  }

  private static StixObject victim(String modified, String more) {
    return Samples.object(
        """
        {'type':'identity','spec_version':'2.1','id':'%s','created':'2026-11-01T00:00:00.000Z',
        'modified':'%s','name':'V','identity_class':'organization'%s}\
        """
            .formatted(VICTIM, modified, more));
  }

  private static Handling onward(Onward onward) {
    return Handling.of(JsonValue.object().put("onward", onward.word()).build());
  }

  @Test
  void a_partner_cannot_lower_a_marking_of_ours_by_defining_it_anew() {
    store.ours(definition("TLP:AMBER+STRICT"));
    var indicator = store.ours(indicator("2026-11-01T00:00:00.000Z", CUSTOM));
    assertThat(store.decide(indicator).outcome()).isEqualTo(Outcome.WITHHELD);
    store.theirs(store.fromSouth, definition("TLP:CLEAR"), Handling.UNSAID);
    assertThat(store.decide(indicator).outcome()).isEqualTo(Outcome.WITHHELD);
  }

  @Test
  void a_definition_of_the_partners_that_is_stricter_than_ours_counts() {
    store.theirs(store.fromSouth, definition("TLP:RED"), Handling.UNSAID);
    store.ours(definition("TLP:CLEAR"));
    var indicator = store.ours(indicator("2026-11-01T00:00:00.000Z", CUSTOM));
    assertThat(store.decide(indicator).outcome()).isEqualTo(Outcome.WITHHELD);
  }

  @Test
  void a_definition_that_the_partner_defines_as_we_do_holds_nothing_back() {
    store.ours(definition("TLP:GREEN"));
    store.theirs(store.fromSouth, definition("TLP:GREEN"), Handling.UNSAID);
    var indicator = store.ours(indicator("2026-11-01T00:00:00.000Z", CUSTOM));
    assertThat(store.decide(indicator).outcome()).isEqualTo(Outcome.RELEASED);
  }

  /// The definition is refused, and comes after what it marks, and still says what was meant.
  @Test
  void a_standard_id_that_its_producer_takes_for_a_stricter_level_counts_as_that()
      throws Exception {
    var green = "marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da";
    var indicator = indicator("2026-11-01T00:00:00.000Z", green);
    assertThat(store.decide(imported(indicator, store.own)).outcome()).isEqualTo(Outcome.RELEASED);
    var claim = definition("TLP:AMBER+STRICT").json().with("id", JsonValue.of(green));
    var held = imported(indicator, store.own, StixObject.of(claim));
    assertThat(store.decide(held).outcome()).isEqualTo(Outcome.WITHHELD);
  }

  @Test
  void what_one_producer_means_by_a_standard_id_binds_no_other_collection() throws Exception {
    var green = "marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da";
    var claim = definition("TLP:AMBER+STRICT").json().with("id", JsonValue.of(green));
    var elsewhere = store.collection("elsewhere", Source.OWN, true);
    imported(victim("2026-11-01T00:00:00.000Z", ""), elsewhere, StixObject.of(claim));
    var indicator = indicator("2026-11-01T00:00:00.000Z", green);
    assertThat(store.decide(imported(indicator, store.own)).outcome()).isEqualTo(Outcome.RELEASED);
  }

  /// The first of these objects, all of them imported from one file.
  private Held imported(StixObject first, Collection collection, StixObject... others)
      throws Exception {
    var objects = new StringBuilder(new String(first.bytes(), UTF_8));
    for (var other : others) {
      objects.append(',').append(new String(other.bytes(), UTF_8));
    }
    var file =
        Files.writeString(
            folder.resolve("bundle.json"),
            "{\"type\":\"bundle\",\"id\":\"bundle--00000000-0000-4000-8000-000000000001\","
                + "\"objects\":["
                + objects
                + "]}");
    var result =
        new Importer(store.database, InstantSource.fixed(HELD))
            .run(List.of(file), collection, Source.OWN, (bytes, total, count) -> {});
    assertThat(result.refused()).isEqualTo(others.length);
    return store.database.read(connection -> Holdings.latest(connection, first.id())).orElseThrow();
  }

  @Test
  void a_later_word_of_its_origin_does_not_free_what_an_earlier_one_bound() {
    var first =
        store.theirs(
            store.fromEast,
            indicator("2026-11-01T00:00:00.000Z", Samples.GREEN),
            onward(Onward.NONE));
    assertThat(store.decide(first).outcome()).isEqualTo(Outcome.WITHHELD);
    var second =
        store.theirs(
            store.fromEast,
            indicator("2026-11-02T00:00:00.000Z", Samples.GREEN),
            onward(Onward.FREE));
    assertThat(store.decide(first).outcome()).isEqualTo(Outcome.WITHHELD);
    assertThat(store.decide(second).outcome()).isEqualTo(Outcome.WITHHELD);
  }

  @Test
  void what_its_origin_always_let_go_goes() {
    var only =
        store.theirs(
            store.fromEast,
            indicator("2026-11-01T00:00:00.000Z", Samples.GREEN),
            onward(Onward.FREE));
    assertThat(store.decide(only).outcome()).isEqualTo(Outcome.RELEASED);
  }

  @Test
  void whoever_was_first_with_a_victims_id_does_not_blind_us_to_what_it_is() {
    store.theirs(store.fromSouth, victim("2026-11-01T00:00:00.000Z", ""), Handling.UNSAID);
    store.ours(victim("2026-11-02T00:00:00.000Z", ",'sectors':['energy']"));
    var relationship =
        store.ours(
            Samples.object(
                """
                {'type':'relationship','spec_version':'2.1',
                'id':'relationship--00000000-0000-4000-8000-000000000001',
                'created':'2026-11-01T00:00:00.000Z','modified':'2026-11-01T00:00:00.000Z',
                'relationship_type':'targets',
                'source_ref':'identity--00000000-0000-4000-8000-00000000000b','target_ref':'%s',
                'object_marking_refs':['%s']}\
                """
                    .formatted(VICTIM, Samples.GREEN)));
    var decision = store.decide(relationship);
    assertThat(decision).isInstanceOf(Decision.Withhold.class);
    assertThat(((Decision.Withhold) decision).reason().clause()).isEqualTo("1.2");
  }
}
