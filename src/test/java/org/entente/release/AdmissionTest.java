package org.entente.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.release.Samples.AMBER;
import static org.entente.release.Samples.EAST;
import static org.entente.release.Samples.GREEN;
import static org.entente.release.Samples.HELD;
import static org.entente.release.Samples.NORTH;
import static org.entente.release.Samples.NOW;
import static org.entente.release.Samples.RED;
import static org.entente.release.Samples.SOUTH;
import static org.entente.release.Samples.accord;
import static org.entente.release.Samples.forbid;
import static org.entente.release.Samples.indicator;
import static org.entente.release.Samples.marked;
import static org.entente.release.Samples.object;
import static org.entente.release.Samples.permit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.entente.accord.Audience;
import org.entente.accord.CompiledAccord;
import org.entente.accord.Handling;
import org.entente.accord.Level;
import org.entente.accord.Onward;
import org.entente.accord.Pillar;
import org.entente.crypto.Sha256;
import org.entente.stix.Pap;
import org.entente.stix.StixId;
import org.entente.stix.StixObject;
import org.entente.stix.StixStream;
import org.entente.stix.Tlp;
import org.junit.jupiter.api.Test;

/// A dishonest partner: one entry that is admitted, and then each lie of it on its own.
class AdmissionTest {
  private static final CompiledAccord ACCORD =
      Samples.read(
          Samples.article(
              "information",
              permit("1", "type == \"indicator\" && !(\"secret\" in labels)", "AMBER"),
              permit("2", "type == \"indicator\" && revoked", "RED"),
              permit("3", "age > days(1000)", "RED"),
              permit("4", "has(object.x_even) && object.x_even > 5", "RED"),
              permit("5", "origin == \"nobody\"", "RED"),
              permit("6", "true", "RED", ", from: [ XB ]"),
              permit("7", "true", "RED").replace("level: channel", "level: liaison"),
              forbid("8", "\"forbidden\" in labels"),
              forbid("9", "source.kind == \"own\" && \"attested\" in labels"),
              forbid("10", "has(object.x_odd) && object.x_odd > 5")),
          Samples.article("knowledge", permit("1", "true", "RED")));

  /// An entry as an honest sender would write it; each test changes one thing.
  private static final class Entry {
    private StixObject object = indicator(marked(GREEN));
    private StixId id = object.id();
    private Optional<String> modified = object.json().string("modified");
    private Pillar pillar = Pillar.INFORMATION;
    private String clause = "1.1";
    private String level = "liaison";
    private Mark mark = new Mark(Tlp.GREEN, Pap.AMBER);
    private Handling handling = Handling.STRICTEST;
    private List<String> redacted = List.of();
    private long size = object.size();
    private List<String> persons = List.of();
    private Sha256 revision = ACCORD.accord().digest();
    private Optional<ReleaseHeader> followed = Optional.empty();
    private Between between = Samples.between(ACCORD);

    private static Entry of(StixObject object) {
      var entry = new Entry();
      entry.object = object;
      entry.id = object.id();
      entry.modified = object.json().string("modified");
      entry.size = object.size();
      return entry;
    }

    private ReleaseHeader header() {
      return new ReleaseHeader(
          id,
          modified,
          pillar,
          clause,
          level,
          mark,
          handling,
          redacted,
          HELD,
          size,
          persons,
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }

    private Admission admission(byte[] bytes, Map<StixId, StixObject> definitions) {
      return Admission.admit(
          between,
          definition -> Optional.ofNullable(definitions.get(definition)),
          new ReleaseEntry(NOW, revision, header(), followed),
          bytes);
    }

    private Admission admission() {
      return admission(object.bytes(), Map.of());
    }

    private Step refusal() {
      var admission = admission();
      assertThat(admission).isInstanceOf(Admission.Refused.class);
      return ((Admission.Refused) admission).reason();
    }

    private Finding finding() {
      return refusal().finding();
    }

    private Mark admitted() {
      var admission = admission();
      assertThat(admission).isInstanceOf(Admission.Admitted.class);
      return ((Admission.Admitted) admission).mark();
    }
  }

  @Test
  void admits_an_honest_entry() {
    assertThat(new Entry().admitted()).isEqualTo(new Mark(Tlp.GREEN, Pap.AMBER));
  }

  @Test
  void bytes_that_are_no_object_are_malformed() {
    var broken = new Entry().admission("{\"type\":\"indicator\"".getBytes(UTF_8), Map.of());
    assertThat(((Admission.Refused) broken).reason().finding()).isEqualTo(Finding.MALFORMED);
  }

  @Test
  void the_header_must_name_the_object_that_came() {
    var entry = new Entry();
    entry.id = new StixId("indicator--0b000000-0000-4000-8000-000000000002");
    assertThat(entry.refusal())
        .isEqualTo(
            Step.of(Finding.HEADER_DIFFERS, "object", entry.object.id().text(), entry.id.text()));
  }

  @Test
  void the_header_must_name_the_version_that_came() {
    var entry = new Entry();
    entry.modified = Optional.of("2026-12-02T08:00:00.000Z");
    assertThat(entry.refusal().details())
        .containsExactly("modified", "2026-12-01T08:00:00.000Z", "2026-12-02T08:00:00.000Z");
    entry.modified = Optional.empty();
    assertThat(entry.refusal().details())
        .containsExactly("modified", "2026-12-01T08:00:00.000Z", "-");
  }

  @Test
  void the_header_must_tell_the_size_of_what_came() {
    var entry = new Entry();
    entry.size++;
    assertThat(entry.refusal().details())
        .containsExactly("size", Integer.toString(entry.object.size()), Long.toString(entry.size));
  }

  /// Such as an object whose numbers grew when its copy was written in canonical form.
  @Test
  void what_is_larger_than_any_import_is_refused() {
    int most = StixStream.MAX_OBJECT_BYTES;
    var entry = Entry.of(sized(most + 1));
    assertThat(entry.refusal())
        .isEqualTo(Step.of(Finding.MALFORMED, (most + 1) + " bytes, at most " + most));
    assertThat(Entry.of(sized(most)).admitted().tlp()).isEqualTo(Tlp.GREEN);
  }

  private static StixObject sized(int bytes) {
    int without = indicator("'x_long':'',").size();
    return indicator("'x_long':'" + "a".repeat(bytes - without) + "',");
  }

  @Test
  void the_revision_must_have_been_in_force() {
    var entry = new Entry();
    entry.revision = Sha256.of();
    assertThat(entry.finding()).isEqualTo(Finding.REVISION_NOT_IN_FORCE);
  }

  @Test
  void the_clause_must_be_a_permit_of_that_pillar() {
    var entry = new Entry();
    entry.clause = "1.77";
    assertThat(entry.finding()).as("no such clause").isEqualTo(Finding.NO_SUCH_PERMIT);
    entry.clause = "1.8";
    assertThat(entry.finding()).as("a forbid").isEqualTo(Finding.NO_SUCH_PERMIT);
    entry.clause = "4.1";
    assertThat(entry.finding()).as("of another article").isEqualTo(Finding.NO_SUCH_PERMIT);
    entry.pillar = Pillar.KNOWLEDGE;
    assertThat(entry.admitted().tlp()).isEqualTo(Tlp.GREEN);
    entry.clause = "1.1";
    assertThat(entry.finding()).as("of another pillar").isEqualTo(Finding.NO_SUCH_PERMIT);
  }

  @Test
  void the_clause_must_be_for_this_sender() {
    var entry = new Entry();
    entry.clause = "1.6";
    assertThat(entry.finding()).isEqualTo(Finding.OTHER_PARTIES);
    entry.between = Between.draft(ACCORD, SOUTH, NORTH);
    assertThat(entry.admitted().tlp()).isEqualTo(Tlp.GREEN);
  }

  @Test
  void the_level_must_have_held() {
    var entry = new Entry();
    entry.clause = "1.7";
    assertThat(entry.admitted().tlp()).isEqualTo(Tlp.GREEN);
    entry.level = "channel";
    assertThat(entry.refusal().details()).containsExactly("level", "liaison", "channel");
    entry.between = at(Optional.of(ACCORD.accord().levels().getFirst()));
    assertThat(entry.finding()).isEqualTo(Finding.LEVEL_TOO_LOW);
    entry.between = at(Optional.empty());
    assertThat(entry.finding()).isEqualTo(Finding.PILLAR_SUSPENDED);
  }

  private static Between at(Optional<Level> level) {
    return new Between(
        NORTH,
        SOUTH,
        at -> List.of(ACCORD),
        (accord, pillar, at) -> level,
        List.of(ACCORD.accord()));
  }

  @Test
  void the_marking_must_fit_the_ceiling_in_header_and_bytes() {
    var claimed = new Entry();
    claimed.mark = new Mark(Tlp.AMBER_STRICT, Pap.AMBER);
    assertThat(claimed.finding()).as("the header's").isEqualTo(Finding.ABOVE_CEILING);
    var bytes = Entry.of(indicator(marked(RED)));
    assertThat(bytes.finding()).as("the bytes' own").isEqualTo(Finding.ABOVE_CEILING);
    var nowhere =
        Entry.of(indicator(marked("marking-definition--0b000000-0000-4000-8000-0000000000ff")));
    assertThat(nowhere.finding()).as("defined nowhere").isEqualTo(Finding.ABOVE_CEILING);
  }

  @Test
  void of_markings_that_contradict_the_stricter_counts() {
    var lower = Entry.of(indicator(marked(AMBER)));
    assertThat(lower.admitted().tlp()).as("the bytes say more").isEqualTo(Tlp.AMBER);
    var higher = new Entry();
    higher.mark = new Mark(Tlp.AMBER, Pap.RED);
    assertThat(higher.admitted()).as("the header says more").isEqualTo(higher.mark);
    var silent = Entry.of(indicator(""));
    silent.mark = new Mark(Tlp.AMBER, Pap.GREEN);
    assertThat(silent.admitted()).as("only the header says").isEqualTo(silent.mark);
  }

  @Test
  void the_senders_own_definition_says_what_a_marking_means() {
    var definition =
        object(
            "{'type':'marking-definition','spec_version':'2.1','created':'2026-12-01T08:00:00.000Z',"
                + "'id':'marking-definition--0b000000-0000-4000-8000-0000000000aa',"
                + "'definition_type':'statement','definition':{'statement':'s'}}");
    var entry = Entry.of(indicator(marked(definition.id().text())));
    assertThat(entry.admission(entry.object.bytes(), Map.of(definition.id(), definition)))
        .isInstanceOf(Admission.Admitted.class);
  }

  @Test
  void handling_may_ask_for_more_care_than_the_clause_and_never_for_less() {
    var entry = new Entry();
    entry.handling = handling(Onward.NONE, Audience.PERSONS);
    assertThat(entry.finding()).as("says nothing of use").isEqualTo(Finding.HANDLING_TOO_LAX);
    entry.handling = Handling.STRICTEST.and(handling(Onward.NONE, Audience.PERSONS));
    assertThat(entry.admitted().tlp()).isEqualTo(Tlp.GREEN);
    entry.handling = handling(Onward.FREE, Audience.AUTHORITY).orElse(Handling.STRICTEST);
    assertThat(entry.finding()).as("lets it go on").isEqualTo(Finding.HANDLING_TOO_LAX);
    entry.handling = Handling.UNSAID;
    assertThat(entry.finding()).as("says nothing").isEqualTo(Finding.HANDLING_TOO_LAX);
  }

  private static Handling handling(Onward onward, Audience audience) {
    return new Handling(
        Optional.of(onward),
        Optional.of(audience),
        Optional.empty(),
        Set.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void red_must_name_persons() {
    var entry = Entry.of(indicator(marked(RED)));
    entry.clause = "1.7";
    assertThat(entry.finding()).isEqualTo(Finding.NO_PERSONS);
    entry.persons = List.of("A. Person");
    assertThat(entry.admitted().tlp()).isEqualTo(Tlp.RED);
  }

  @Test
  void forbids_are_evaluated_again_on_the_bytes() {
    assertThat(Entry.of(indicator("'labels':['forbidden'],")).refusal())
        .isEqualTo(Step.at("1.8", Finding.FORBIDDEN));
    assertThat(Entry.of(indicator("'x_odd':'seven',")).refusal().finding())
        .as("and one that fails withholds")
        .isEqualTo(Finding.FORBID_FAILED);
  }

  @Test
  void a_forbid_that_reads_the_source_is_the_releasers_word() {
    assertThat(Entry.of(indicator("'labels':['attested'],")).admitted().tlp()).isEqualTo(Tlp.GREEN);
  }

  @Test
  void the_permit_is_evaluated_again_where_nothing_was_taken_out() {
    var secret = Entry.of(indicator("'labels':['secret'],"));
    assertThat(secret.refusal()).isEqualTo(Step.at("1.1", Finding.NOT_PERMITTED));
    var young = new Entry();
    young.clause = "1.3";
    assertThat(young.finding()).as("by the header's firstHeld").isEqualTo(Finding.NOT_PERMITTED);
    var odd = Entry.of(indicator("'x_even':'six',"));
    odd.clause = "1.4";
    assertThat(odd.finding()).as("one that fails permits nothing").isEqualTo(Finding.PERMIT_FAILED);
    var attested = new Entry();
    attested.clause = "1.5";
    assertThat(attested.admitted().tlp()).as("it reads origin").isEqualTo(Tlp.GREEN);
  }

  @Test
  void anothers_object_is_not_passed_off_as_redacted() {
    var entry = Entry.of(indicator("'labels':['secret'],")); // created by EAST
    entry.redacted = List.of("description");
    assertThat(entry.refusal()).isEqualTo(Step.of(Finding.NOT_A_COPY, entry.object.id().text()));
  }

  @Test
  void a_copy_of_the_senders_own_is_admitted_though_its_permit_is_no_longer_true() {
    var entry = Entry.of(copy("0b000000-0000-4000-8000-000000000001", NORTH));
    assertThat(entry.finding()).as("claims to be unmodified").isEqualTo(Finding.NOT_PERMITTED);
    entry.redacted = List.of("description");
    assertThat(entry.admitted().tlp()).isEqualTo(Tlp.GREEN);
  }

  @Test
  void a_copy_has_an_id_that_was_drawn_and_names_the_sender() {
    var named = Entry.of(copy("0b000000-0000-5000-8000-000000000001", NORTH));
    named.redacted = List.of("description");
    assertThat(named.finding()).as("version 5").isEqualTo(Finding.NOT_A_COPY);
    var foreign = Entry.of(copy("0b000000-0000-4000-8000-000000000001", EAST));
    foreign.redacted = List.of("description");
    assertThat(foreign.finding()).as("of another creator").isEqualTo(Finding.NOT_A_COPY);
  }

  private static StixObject copy(String uuid, String creator) {
    var text = new String(indicator("'labels':['secret'],").bytes(), UTF_8);
    return object(
        text.replace("0b000000-0000-4000-8000-000000000001", uuid).replace(EAST, creator));
  }

  @Test
  void a_redacted_observable_has_the_id_that_stix_derives() {
    var address =
        "{'type':'ipv4-addr','spec_version':'2.1','id':'ipv4-addr--%s','value':'192.0.2.1'}";
    var drawn = Entry.of(object(address.formatted("0b000000-0000-4000-8000-000000000001")));
    drawn.clause = "1.7";
    assertThat(drawn.admitted().tlp()).as("as it came").isEqualTo(Tlp.GREEN);
    drawn.redacted = List.of("custom");
    assertThat(drawn.finding()).isEqualTo(Finding.NOT_A_COPY);
    var derived = Entry.of(object(address.formatted("8dded90c-40c0-545a-8027-5b212bb37e8e")));
    derived.clause = "1.7";
    derived.redacted = List.of("custom");
    assertThat(derived.admitted().tlp()).isEqualTo(Tlp.GREEN);
  }

  @Test
  void a_revoked_version_follows_only_what_went_of_it_under_the_same_clause() {
    var entry = Entry.of(indicator("'revoked':true,'labels':['secret'],"));
    assertThat(entry.finding()).as("nothing went before").isEqualTo(Finding.NOT_PERMITTED);
    entry.followed = Optional.of(new Entry().header());
    assertThat(entry.admitted().tlp()).isEqualTo(Tlp.GREEN);

    var otherClause = new Entry();
    otherClause.clause = "1.2";
    entry.followed = Optional.of(otherClause.header());
    assertThat(entry.finding()).as("another clause").isEqualTo(Finding.NOT_PERMITTED);

    var otherObject = new Entry();
    otherObject.id = new StixId("indicator--0b000000-0000-4000-8000-000000000002");
    entry.followed = Optional.of(otherObject.header());
    assertThat(entry.finding()).as("another object").isEqualTo(Finding.NOT_PERMITTED);
  }

  @Test
  void what_is_not_revoked_follows_nothing() {
    var entry = Entry.of(indicator("'labels':['secret'],"));
    entry.followed = Optional.of(new Entry().header());
    assertThat(entry.finding()).isEqualTo(Finding.NOT_PERMITTED);
  }

  @Test
  void a_revoked_version_is_still_forbidden_and_kept_below_the_ceiling() {
    var forbidden = Entry.of(indicator("'revoked':true,'labels':['forbidden'],"));
    forbidden.followed = Optional.of(new Entry().header());
    assertThat(forbidden.finding()).isEqualTo(Finding.FORBIDDEN);
    var red = Entry.of(indicator("'revoked':true," + marked(RED)));
    red.followed = Optional.of(new Entry().header());
    assertThat(red.finding()).isEqualTo(Finding.ABOVE_CEILING);
  }

  @Test
  void a_forbid_of_any_accord_in_force_binds() {
    var other = accord(permit("1", "true", "RED"), forbid("2", "type == \"indicator\""));
    var entry = new Entry();
    entry.between =
        new Between(
            NORTH,
            SOUTH,
            at -> List.of(ACCORD, other),
            (of, pillar, at) -> Optional.of(of.levels().getLast()),
            List.of(ACCORD.accord(), other.accord()));
    assertThat(entry.refusal()).isEqualTo(Step.at("1.2", Finding.FORBIDDEN));
  }
}
