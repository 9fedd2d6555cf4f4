package org.entente.decisions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.release.Samples.EAST;
import static org.entente.release.Samples.HELD;
import static org.entente.release.Samples.NOW;
import static org.entente.release.Samples.SOUTH;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.entente.accord.Approval;
import org.entente.accord.CompiledAccord;
import org.entente.accord.Handling;
import org.entente.accord.Onward;
import org.entente.accord.Pillar;
import org.entente.crypto.Sha256;
import org.entente.expression.Licence;
import org.entente.expression.Source;
import org.entente.expression.SourceKind;
import org.entente.holdings.Arrival;
import org.entente.holdings.Catalogue;
import org.entente.holdings.Collection;
import org.entente.holdings.Held;
import org.entente.holdings.Holdings;
import org.entente.holdings.Importer;
import org.entente.holdings.Indexed;
import org.entente.holdings.Intake;
import org.entente.holdings.IntakeOutcome;
import org.entente.holdings.NewCollection;
import org.entente.holdings.Received;
import org.entente.json.JsonValue;
import org.entente.release.Decision;
import org.entente.release.Outcome;
import org.entente.release.Samples;
import org.entente.stix.Gate;
import org.entente.stix.StixObject;
import org.entente.storage.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What lies in the store, looked up and decided toward SOUTH, as the release worker does it.
class CandidateLookupTest {
  private static final String CUSTOM = "marking-definition--826578e1-40ad-459f-bc73-ede076f81f37";
  private static final String VICTIM = "identity--00000000-0000-4000-8000-00000000000a";
  private static final CompiledAccord GREEN_GOES =
      Samples.accord(
          Samples.permit("1", "tlp <= TLP.GREEN", "GREEN", ", refs: keep"),
          Samples.forbid("2", "victims.exists(v, \"energy\" in v.sectors)"),
          Samples.forbid("3", "\"ours-alone\" in labels"));

  @TempDir Path folder;
  private Database database;
  private Collection own;
  private Collection fromEast;
  private Collection fromSouth;
  private long peer;
  private long entry;

  @BeforeEach
  void open() {
    database = Database.open(folder.resolve("entente.db"));
    own = collection("own", Source.OWN, true);
    fromEast = collection("from-east", Source.party(EAST), true);
    fromSouth = collection("from-south", Source.party(SOUTH), false);
    peer =
        database.write(connection -> {
          try (var insert =
              connection.prepareStatement(
                  "insert into peer (identity, tls, card, confirmed) values (?, '', '{}', 1)")) {
            insert.setString(1, SOUTH);
            insert.executeUpdate();
          }
          return LinkTable.peer(connection, SOUTH);
        });
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Collection collection(String name, Source source, boolean open) {
    return collection(name, Pillar.INFORMATION, source, open);
  }

  private Collection collection(String name, Pillar pillar, Source source, boolean open) {
    return database.write(connection -> {
      var made =
          Catalogue.add(
                  connection,
                  new NewCollection(
                      UUID.randomUUID(),
                      name,
                      name,
                      pillar,
                      Gate.TOLERANT,
                      source,
                      Optional.empty()))
              .orElseThrow();
      if (open) {
        Catalogue.open(connection, made, SOUTH);
      }
      return Catalogue.named(connection, name).orElseThrow();
    });
  }

  private Held ours(StixObject object) {
    return ours(own, object);
  }

  private Held ours(Collection collection, StixObject object) {
    return database.write(connection -> {
      var arrival =
          Arrival.record(connection, HELD, Arrival.Door.IMPORT, "a.json", collection.source());
      try (var intake = new Intake(connection, collection, Held.HOME, HELD)) {
        return held(connection, intake.file(arrival, Indexed.of(object)));
      }
    });
  }

  private Held theirs(Collection collection, StixObject object, Handling handling) {
    var party = collection.source().party().orElseThrow();
    return database.write(connection -> {
      var arrival =
          Arrival.record(connection, HELD, Arrival.Door.EXCHANGE, "log", Source.party(party));
      var terms =
          new Received(
              object.id(),
              party,
              Sha256.of(party.getBytes(UTF_8)),
              "log of " + party,
              entry++,
              "1.1",
              handling,
              HELD);
      try (var intake = new Intake(connection, collection, party, HELD)) {
        return held(connection, intake.file(arrival, Indexed.of(object), terms));
      }
    });
  }

  private static Held held(Connection connection, IntakeOutcome outcome) throws SQLException {
    long no =
        switch (outcome) {
          case IntakeOutcome.Stored(long object) -> object;
          case IntakeOutcome.Duplicate(long object) -> object;
          case IntakeOutcome.Refused refused -> throw new AssertionError(refused.message());
        };
    return Holdings.numbered(connection, no).orElseThrow();
  }

  private Decision decide(Held held) {
    return database.read(connection -> {
      try (var lookup = new CandidateLookup(connection, peer, SOUTH)) {
        return new Terms(Samples.decisions(GREEN_GOES), "")
            .decide(lookup, List.of(held), NOW)
            .getFirst()
            .decision();
      }
    });
  }

  private static StixObject indicator(String modified, String marking) {
    return indicator(modified, marking, "");
  }

  private static StixObject indicator(String modified, String marking, String more) {
    return Samples.object(
        """
        {'type':'indicator','spec_version':'2.1',
        'id':'indicator--00000000-0000-4000-8000-000000000001',
        'created':'2026-11-01T00:00:00.000Z','modified':'%s','name':'n',
        'pattern':'[domain-name:value = 1]','pattern_type':'stix',
        'valid_from':'2026-11-01T00:00:00Z','object_marking_refs':['%s']%s}\
        """
            .formatted(modified, marking, more));
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
    ours(definition("TLP:AMBER+STRICT"));
    var indicator = ours(indicator("2026-11-01T00:00:00.000Z", CUSTOM));
    assertThat(decide(indicator).outcome()).isEqualTo(Outcome.WITHHELD);
    theirs(fromSouth, definition("TLP:CLEAR"), Handling.UNSAID);
    assertThat(decide(indicator).outcome()).isEqualTo(Outcome.WITHHELD);
  }

  @Test
  void a_definition_of_the_partners_that_is_stricter_than_ours_counts() {
    theirs(fromSouth, definition("TLP:RED"), Handling.UNSAID);
    ours(definition("TLP:CLEAR"));
    var indicator = ours(indicator("2026-11-01T00:00:00.000Z", CUSTOM));
    assertThat(decide(indicator).outcome()).isEqualTo(Outcome.WITHHELD);
  }

  @Test
  void a_definition_that_the_partner_defines_as_we_do_holds_nothing_back() {
    ours(definition("TLP:GREEN"));
    theirs(fromSouth, definition("TLP:GREEN"), Handling.UNSAID);
    var indicator = ours(indicator("2026-11-01T00:00:00.000Z", CUSTOM));
    assertThat(decide(indicator).outcome()).isEqualTo(Outcome.RELEASED);
  }

  /// The definition is refused, and comes after what it marks, and still says what was meant.
  @Test
  void a_standard_id_that_its_producer_takes_for_a_stricter_level_counts_as_that()
      throws Exception {
    var green = "marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da";
    var indicator = indicator("2026-11-01T00:00:00.000Z", green);
    assertThat(decide(imported(indicator, own)).outcome()).isEqualTo(Outcome.RELEASED);
    var claim = definition("TLP:AMBER+STRICT").json().with("id", JsonValue.of(green));
    var held = imported(indicator, own, StixObject.of(claim));
    assertThat(decide(held).outcome()).isEqualTo(Outcome.WITHHELD);
  }

  @Test
  void what_one_producer_means_by_a_standard_id_binds_no_other_collection() throws Exception {
    var green = "marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da";
    var claim = definition("TLP:AMBER+STRICT").json().with("id", JsonValue.of(green));
    var elsewhere = collection("elsewhere", Source.OWN, true);
    imported(victim("2026-11-01T00:00:00.000Z", ""), elsewhere, StixObject.of(claim));
    var indicator = indicator("2026-11-01T00:00:00.000Z", green);
    assertThat(decide(imported(indicator, own)).outcome()).isEqualTo(Outcome.RELEASED);
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
        new Importer(database, InstantSource.fixed(HELD))
            .run(List.of(file), collection, Source.OWN, (bytes, total, count) -> {});
    assertThat(result.refused()).isEqualTo(others.length);
    return database.read(connection -> Holdings.latest(connection, first.id())).orElseThrow();
  }

  @Test
  void a_later_word_of_its_origin_does_not_free_what_an_earlier_one_bound() {
    var first =
        theirs(fromEast, indicator("2026-11-01T00:00:00.000Z", Samples.GREEN), onward(Onward.NONE));
    assertThat(decide(first).outcome()).isEqualTo(Outcome.WITHHELD);
    var second =
        theirs(fromEast, indicator("2026-11-02T00:00:00.000Z", Samples.GREEN), onward(Onward.FREE));
    assertThat(decide(first).outcome()).isEqualTo(Outcome.WITHHELD);
    assertThat(decide(second).outcome()).isEqualTo(Outcome.WITHHELD);
  }

  @Test
  void what_its_origin_always_let_go_goes() {
    var only =
        theirs(fromEast, indicator("2026-11-01T00:00:00.000Z", Samples.GREEN), onward(Onward.FREE));
    assertThat(decide(only).outcome()).isEqualTo(Outcome.RELEASED);
  }

  @Test
  void whoever_was_first_with_a_victims_id_does_not_blind_us_to_what_it_is() {
    theirs(fromSouth, victim("2026-11-01T00:00:00.000Z", ""), Handling.UNSAID);
    ours(victim("2026-11-02T00:00:00.000Z", ",'sectors':['energy']"));
    var relationship =
        ours(
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
    var decision = decide(relationship);
    assertThat(decision).isInstanceOf(Decision.Withhold.class);
    assertThat(((Decision.Withhold) decision).reason().clause()).isEqualTo("1.2");
  }

  @Test
  void lowering_a_marking_at_home_takes_two_officers_however_often_it_is_brought_in() {
    ours(indicator("2026-11-01T00:00:00.000Z", Samples.RED));
    var lowered = ours(indicator("2026-11-02T00:00:00.000Z", Samples.GREEN));
    var again = ours(indicator("2026-11-03T00:00:00.000Z", Samples.GREEN));
    assertThat(wanted(decide(lowered))).isEqualTo(Approval.TWO_OFFICERS);
    assertThat(wanted(decide(again))).isEqualTo(Approval.TWO_OFFICERS);
  }

  @Test
  void removing_a_label_that_withheld_takes_two_officers() {
    ours(indicator("2026-11-01T00:00:00.000Z", Samples.GREEN, ",'labels':['ours-alone']"));
    var without = ours(indicator("2026-11-02T00:00:00.000Z", Samples.GREEN));
    assertThat(wanted(decide(without))).isEqualTo(Approval.TWO_OFFICERS);
  }

  @Test
  void a_newer_version_that_eases_nothing_goes() {
    ours(indicator("2026-11-01T00:00:00.000Z", Samples.CLEAR));
    var newer = ours(indicator("2026-11-02T00:00:00.000Z", Samples.GREEN));
    assertThat(decide(newer).outcome()).isEqualTo(Outcome.RELEASED);
  }

  @Test
  void changing_the_source_takes_two_officers() {
    var vendor =
        collection(
            "vendor",
            new Source(
                SourceKind.VENDOR, Optional.of(Licence.NO_SHARE), Set.of(), Optional.empty()),
            true);
    ours(vendor, indicator("2026-11-01T00:00:00.000Z", Samples.GREEN));
    var declared = ours(own, indicator("2026-11-02T00:00:00.000Z", Samples.GREEN));
    assertThat(wanted(decide(declared))).isEqualTo(Approval.TWO_OFFICERS);
  }

  @Test
  void moving_to_another_pillar_takes_two_officers() {
    var research = collection("research", Pillar.RESEARCH, Source.OWN, false);
    ours(research, indicator("2026-11-01T00:00:00.000Z", Samples.GREEN));
    var moved = ours(own, indicator("2026-11-01T00:00:00.000Z", Samples.GREEN));
    assertThat(wanted(decide(moved))).isEqualTo(Approval.TWO_OFFICERS);
  }

  private static Approval wanted(Decision decision) {
    assertThat(decision).isInstanceOf(Decision.Hold.class);
    var wait = ((Decision.Hold) decision).waitsFor();
    assertThat(wait).isInstanceOf(Decision.Wait.ForOfficers.class);
    return ((Decision.Wait.ForOfficers) wait).wanted().approval();
  }
}
