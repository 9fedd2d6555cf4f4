package org.entente.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.release.Samples.EAST;
import static org.entente.release.Samples.NORTH;
import static org.entente.release.Samples.RED;
import static org.entente.release.Samples.indicator;
import static org.entente.release.Samples.marked;
import static org.entente.release.Samples.object;

import java.util.List;
import java.util.Optional;
import org.entente.stix.StixId;
import org.entente.stix.StixObject;
import org.entente.stix.Tlp;
import org.junit.jupiter.api.Test;

/// A dishonest partner again: what it calls a redacted copy, or a revocation of what went before.
class AdmittedCopiesTest {
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
}
