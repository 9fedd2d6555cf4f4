package org.entente.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.release.Outcomes.reason;
import static org.entente.release.Samples.EAST;
import static org.entente.release.Samples.GREEN;
import static org.entente.release.Samples.SOUTH;
import static org.entente.release.Samples.accord;
import static org.entente.release.Samples.candidate;
import static org.entente.release.Samples.decide;
import static org.entente.release.Samples.indicator;
import static org.entente.release.Samples.object;
import static org.entente.release.Samples.permit;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.entente.accord.Handling;
import org.entente.accord.Onward;
import org.entente.accord.Pillar;
import org.entente.crypto.Sha256;
import org.entente.expression.Licence;
import org.entente.expression.Source;
import org.entente.expression.SourceKind;
import org.entente.release.Decision.Release;
import org.junit.jupiter.api.Test;

/// Where an object came from says who may have it, whatever the clauses permit (**Origin binds**).
class SourcesTest {
  private static final String ANY = "true";

  @Test
  void an_undeclared_source_is_never_released() {
    var undeclared = new Filing("feed", Pillar.INFORMATION, Optional.empty(), Optional.empty());
    assertThat(
            reason(
                decide(
                    accord(permit("1", ANY, "RED")),
                    Candidate.of(indicator(""), List.of(undeclared), Samples.HELD))))
        .isEqualTo(Finding.SOURCE_UNDECLARED);
  }

  @Test
  void licence_and_consent_decide_who_gets_it() {
    var accord = accord(permit("1", ANY, "RED"));
    var noShare =
        new Source(SourceKind.VENDOR, Optional.of(Licence.NO_SHARE), Set.of(), Optional.empty());
    var share =
        new Source(SourceKind.VENDOR, Optional.of(Licence.SHARE), Set.of(), Optional.empty());
    var bare = new Source(SourceKind.VENDOR, Optional.empty(), Set.of(), Optional.empty());
    var asked =
        new Source(SourceKind.CONSTITUENT, Optional.empty(), Set.of(SOUTH), Optional.empty());
    var unasked =
        new Source(SourceKind.CONSTITUENT, Optional.empty(), Set.of(EAST), Optional.empty());
    assertThat(reason(decide(accord, candidateFrom(noShare)))).isEqualTo(Finding.LICENCE_FORBIDS);
    assertThat(reason(decide(accord, candidateFrom(bare)))).isEqualTo(Finding.NO_LICENCE);
    assertThat(reason(decide(accord, candidateFrom(unasked)))).isEqualTo(Finding.NO_CONSENT);
    assertThat(decide(accord, candidateFrom(share))).isInstanceOf(Release.class);
    assertThat(decide(accord, candidateFrom(asked))).isInstanceOf(Release.class);
    assertThat(reason(decide(accord, candidate(indicator("")).withDoors(Set.of(noShare)))))
        .as("through another door")
        .isEqualTo(Finding.LICENCE_FORBIDS);
  }

  private static Candidate candidateFrom(Source source) {
    return Candidate.of(indicator(""), List.of(Samples.filedFrom(source)), Samples.HELD);
  }

  @Test
  void what_came_from_a_third_party_goes_only_as_that_party_lets_it() {
    var accord = accord(permit("1", ANY, "RED"));
    assertThat(reason(decide(accord, fromEast(Onward.NONE, Set.of()))))
        .isEqualTo(Finding.ORIGIN_FORBIDS);
    assertThat(reason(decide(accord, fromEast(Onward.CONSENT, Set.of()))))
        .isEqualTo(Finding.ASK_THE_ORIGINATOR);
    assertThat(decide(accord, fromEast(Onward.CONSENT, Set.of(SOUTH)))).isInstanceOf(Release.class);
    assertThat(reason(decide(accord, fromEast(Onward.MEMBERS, Set.of()))))
        .isEqualTo(Finding.NOT_A_MEMBER);
    assertThat(decide(accord, fromEast(Onward.FREE, Set.of()))).isInstanceOf(Release.class);
    assertThat(reason(decide(accord, candidateFrom(Source.party(EAST)))))
        .as("terms not handed in")
        .isEqualTo(Finding.ORIGIN_UNKNOWN);
  }

  @Test
  void what_the_originator_asks_of_its_readers_travels_on() {
    var decision = decide(accord(permit("1", ANY, "RED")), fromEast(Onward.CONSENT, Set.of(SOUTH)));
    assertThat(((Release) decision).header().handling().audience())
        .isEqualTo(Handling.STRICTEST.audience());
  }

  private static Candidate fromEast(Onward onward, Set<String> consents) {
    var handling =
        new Handling(
            Optional.of(onward),
            Optional.empty(),
            Optional.empty(),
            Set.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    var origin = new Origin(EAST, Sha256.of(new byte[0]), handling, consents);
    return candidateFrom(Source.party(EAST)).withOrigins(List.of(origin));
  }

  @Test
  void what_came_from_the_recipient_and_standard_markings_are_theirs_already() {
    var accord = accord(permit("1", ANY, "RED"));
    var back =
        Candidate.of(indicator(""), List.of(Samples.filedFrom(Source.party(SOUTH))), Samples.HELD);
    assertThat(decide(accord, back)).isInstanceOf(Decision.AlreadyTheirs.class);
    var tlp =
        object(
            """
            {'type':'marking-definition','spec_version':'2.1','id':'%s',
             'created':'2022-10-01T00:00:00.000Z','name':'TLP:GREEN'}\
            """
                .formatted(GREEN));
    assertThat(decide(accord, tlp)).isInstanceOf(Decision.AlreadyTheirs.class);
  }

  /// What they gave us through a collection that is closed to them now is theirs all the same.
  @Test
  void what_came_from_them_by_any_door_does_not_go_back() {
    var accord = accord(permit("1", ANY, "RED"));
    var theirs = candidate(indicator("")).withDoors(Set.of(Source.party(SOUTH)));
    assertThat(decide(accord, theirs)).isInstanceOf(Decision.AlreadyTheirs.class);
    var ofAnother = candidate(indicator("")).withDoors(Set.of(Source.party(EAST)));
    assertThat(decide(accord, ofAnother)).isNotInstanceOf(Decision.AlreadyTheirs.class);
  }
}
