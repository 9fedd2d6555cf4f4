package org.entente.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.release.Entry.ACCORD;
import static org.entente.release.Samples.AMBER;
import static org.entente.release.Samples.NORTH;
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
