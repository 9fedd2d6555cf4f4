package org.entente.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.release.Samples.EAST;
import static org.entente.release.Samples.NORTH;
import static org.entente.release.Samples.SOUTH;
import static org.entente.release.Samples.candidate;
import static org.entente.release.Samples.indicator;
import static org.entente.release.Samples.permit;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.entente.accord.Accord;
import org.entente.accord.Audience;
import org.entente.accord.Handling;
import org.entente.accord.Onward;
import org.entente.crypto.Sha256;
import org.entente.expression.Licence;
import org.entente.expression.Source;
import org.entente.expression.SourceKind;
import org.junit.jupiter.api.Test;

/// Every source counts, through whatever door the object came.
class ProvenanceTest {
  private static final Accord ACCORD = Samples.accord(permit("1", "true", "RED")).accord();

  private static Provenance of(Candidate candidate) {
    return new Provenance(
        candidate,
        SOUTH,
        digest -> digest.equals(ACCORD.digest()) ? Optional.of(ACCORD) : Optional.empty());
  }

  private static Source vendor(Licence licence) {
    return new Source(SourceKind.VENDOR, Optional.of(licence), Set.of(), Optional.empty());
  }

  private static Origin origin(String party, Sha256 revision, Onward onward) {
    return new Origin(party, revision, handling(onward, Audience.AUTHORITY), Set.of());
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
  void a_door_that_is_closed_to_the_partner_binds_all_the_same() {
    var through = candidate(indicator("")).withDoors(Set.of(vendor(Licence.NO_SHARE)));
    assertThat(of(through).refusal()).contains(Step.of(Finding.LICENCE_FORBIDS));
    var other = candidate(indicator("")).withDoors(Set.of(vendor(Licence.SHARE)));
    assertThat(of(other).refusal()).isEmpty();
  }

  @Test
  void attribution_is_asked_for_by_any_of_its_sources() {
    var doors = Set.of(vendor(Licence.SHARE), vendor(Licence.SHARE_ATTRIBUTED));
    assertThat(of(candidate(indicator("")).withDoors(doors)).asksAttribution()).isTrue();
    assertThat(of(candidate(indicator(""))).asksAttribution()).isFalse();
  }

  @Test
  void a_partys_object_goes_on_no_terms_only_when_its_terms_are_known() {
    var from =
        Candidate.of(indicator(""), List.of(Samples.filedFrom(Source.party(EAST))), Samples.HELD);
    assertThat(of(from).refusal()).contains(Step.of(Finding.ORIGIN_UNKNOWN, EAST));
    var another = from.withOrigins(List.of(origin(NORTH, ACCORD.digest(), Onward.FREE)));
    assertThat(of(another).refusal()).contains(Step.of(Finding.ORIGIN_UNKNOWN, EAST));
    var known = from.withOrigins(List.of(origin(EAST, ACCORD.digest(), Onward.FREE)));
    assertThat(of(known).refusal()).isEmpty();
  }

  @Test
  void members_are_those_of_the_accord_it_came_under() {
    var members = candidate(indicator(""));
    assertThat(
            of(members.withOrigins(List.of(origin(EAST, ACCORD.digest(), Onward.MEMBERS))))
                .refusal())
        .isEmpty();
    assertThat(
            of(members.withOrigins(List.of(origin(EAST, Sha256.of(), Onward.MEMBERS)))).refusal())
        .as("an accord nobody knows")
        .contains(Step.of(Finding.NOT_A_MEMBER, EAST));
  }

  @Test
  void one_originator_who_says_no_is_enough() {
    var both =
        List.of(
            origin(EAST, ACCORD.digest(), Onward.FREE),
            origin(NORTH, ACCORD.digest(), Onward.NONE));
    assertThat(of(candidate(indicator("")).withOrigins(both)).refusal())
        .contains(Step.of(Finding.ORIGIN_FORBIDS, NORTH));
  }

  @Test
  void what_the_recipient_itself_once_sent_carries_no_terms_to_it() {
    var own = List.of(origin(SOUTH, ACCORD.digest(), Onward.NONE));
    var back = of(candidate(indicator("")).withOrigins(own));
    assertThat(back.refusal()).isEmpty();
    assertThat(back.handling()).isEqualTo(Handling.UNSAID);
  }

  @Test
  void the_terms_of_all_originators_travel_on_the_strictest_of_each() {
    var east = new Origin(EAST, ACCORD.digest(), handling(Onward.FREE, Audience.PUBLIC), Set.of());
    var north =
        new Origin(NORTH, ACCORD.digest(), handling(Onward.MEMBERS, Audience.PERSONS), Set.of());
    var handling = of(candidate(indicator("")).withOrigins(List.of(east, north))).handling();
    assertThat(handling.onward()).contains(Onward.MEMBERS);
    assertThat(handling.audience()).contains(Audience.PERSONS);
    assertThat(handling.use()).as("unsaid is the strictest").isEqualTo(Handling.STRICTEST.use());
  }
}
