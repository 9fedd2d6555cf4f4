package org.entente.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.release.Samples.NOW;
import static org.entente.release.Samples.accord;
import static org.entente.release.Samples.decisions;
import static org.entente.release.Samples.forbid;
import static org.entente.release.Samples.noCopies;
import static org.entente.release.Samples.object;
import static org.entente.release.Samples.permit;
import static org.entente.release.Samples.require;

import java.util.List;
import java.util.Map;
import org.entente.accord.CompiledAccord;
import org.entente.release.Decision.Hold;
import org.entente.release.Decision.Redact;
import org.entente.release.Decision.Release;
import org.entente.release.Decision.Withhold;
import org.entente.stix.StixId;
import org.entente.stix.StixObject;
import org.junit.jupiter.api.Test;

/// Objects that refer to one another in a circle are decided together.
class CirclesTest {
  private static final StixObject ONE = note(1, "'x_own':1,", 2);
  private static final StixObject TWO = note(2, "", 1);

  /// A note about others; STIX lets notes be about notes.
  private static StixObject note(int number, String more, int... about) {
    var refs = new StringBuilder();
    for (int other : about) {
      refs.append(refs.isEmpty() ? "" : ",").append("'").append(id(other)).append("'");
    }
    return object(
        """
        {'type':'note','spec_version':'2.1','id':'%s','created':'2026-12-01T08:00:00.000Z',
         'modified':'2026-12-01T08:00:00.000Z',%s'content':'c','object_refs':[%s]}\
        """
            .formatted(id(number), more, refs));
  }

  private static StixId id(int number) {
    return new StixId("note--0b000000-0000-4000-8000-00000000000" + number);
  }

  private static List<Decision> together(
      CompiledAccord accord, Map<StixId, Fate> fates, StixObject... circle) {
    var candidates = List.of(circle).stream().map(Samples::candidate).toList();
    return decisions(accord)
        .decideTogether(candidates, id -> fates.getOrDefault(id, Fate.ABSENT), noCopies(), NOW);
  }

  @Test
  void each_goes_as_if_the_others_went() {
    assertThat(together(accord(permit("1", "true", "RED", ", refs: withhold")), Map.of(), ONE, TWO))
        .hasSize(2)
        .allMatch(decision -> decision instanceof Release);
  }

  @Test
  void what_is_withheld_is_missing_from_the_others() {
    var accord = accord(permit("1", "true", "RED"), forbid("2", "has(object.x_own)"));
    var decided = together(accord, Map.of(), ONE, TWO, note(3, "", 1, 2));
    assertThat(decided.get(0)).isInstanceOf(Withhold.class);
    assertThat(((Withhold) decided.get(1)).reason().finding())
        .as("it was about the first alone")
        .isEqualTo(Finding.NOTHING_LEFT);
    assertThat(((Withhold) decided.get(2)).reason().finding())
        .as("and so the third is about nothing either")
        .isEqualTo(Finding.NOTHING_LEFT);
  }

  @Test
  void what_has_more_to_be_about_loses_the_one_that_is_held_back() {
    var accord = accord(permit("1", "true", "RED"), forbid("2", "has(object.x_own)"));
    var other = id(9);
    var two = note(2, "", 1, 9);
    var decided = together(accord, Map.of(other, Fate.THEIRS), ONE, two);
    var copy = ((Redact) decided.get(1)).copy();
    assertThat(copy.references()).extracting(each -> each.target()).contains(other);
    assertThat(copy.references()).extracting(each -> each.target()).doesNotContain(id(1));
  }

  @Test
  void copies_name_the_copies_of_one_another() {
    var accord = accord(permit("1", "true", "RED"), require("2", "true", "redact: [custom]"));
    var decided = together(accord, Map.of(), ONE, TWO);
    var one = ((Redact) decided.get(0)).copy();
    var two = ((Redact) decided.get(1)).copy();
    assertThat(one.json().strings("object_refs")).containsExactly(two.id().text());
    assertThat(two.json().strings("object_refs")).containsExactly(one.id().text());
  }

  @Test
  void a_held_one_is_not_named_by_what_goes() {
    var accord =
        accord(permit("1", "true", "RED"), require("2", "has(object.x_own)", "approval: officer"));
    var decided = together(accord, Map.of(id(9), Fate.THEIRS), ONE, note(2, "", 1, 9));
    assertThat(decided.get(0)).isInstanceOf(Hold.class);
    assertThat(((Redact) decided.get(1)).copy().json().strings("object_refs"))
        .containsExactly(id(9).text());
  }

  @Test
  void an_id_of_which_some_version_went_has_gone() {
    var accord = accord(permit("1", "true", "RED"), forbid("2", "has(object.x_own)"));
    var gone = Map.<StixId, Fate>of(id(1), new Fate.Gone(id(1)));
    var decided = together(accord, gone, ONE, TWO);
    assertThat(decided.get(0)).isInstanceOf(Withhold.class);
    assertThat(decided.get(1))
        .as("an earlier version of the first went")
        .isInstanceOf(Release.class);
  }

  @Test
  void of_two_versions_the_one_that_goes_counts() {
    var accord = accord(permit("1", "true", "RED"), forbid("2", "has(object.x_own)"));
    var decided = together(accord, Map.of(), ONE, note(1, "", 2), TWO);
    assertThat(decided.get(0)).isInstanceOf(Withhold.class);
    assertThat(decided.get(1)).isInstanceOf(Release.class);
    assertThat(decided.get(2)).isInstanceOf(Release.class);
    var other = together(accord, Map.of(), note(1, "", 2), ONE, TWO);
    assertThat(other.get(2)).as("in whatever order they come").isInstanceOf(Release.class);
  }

  @Test
  void one_alone_is_a_circle_too() {
    var self = note(1, "", 1);
    assertThat(together(accord(permit("1", "true", "RED")), Map.of(), self).getFirst())
        .isInstanceOf(Release.class);
  }

  /// One after another loses what it was about; the last learns it many rounds later.
  @Test
  void a_long_circle_is_decided_to_its_end() {
    var circle = new StixObject[9];
    circle[0] = note(1, "'x_own':1,", 9);
    for (int i = 1; i < circle.length; i++) {
      circle[i] = note(i + 1, "", i);
    }
    var accord = accord(permit("1", "true", "RED"), forbid("2", "has(object.x_own)"));
    var decided = together(accord, Map.of(), circle);
    assertThat(decided.subList(1, 9))
        .extracting(decision -> ((Withhold) decision).reason().finding())
        .containsOnly(Finding.NOTHING_LEFT);
  }

  @Test
  void an_id_of_which_no_version_goes_is_missing_from_the_others() {
    var accord = accord(permit("1", "true", "RED"), forbid("2", "has(object.x_own)"));
    var decided = together(accord, Map.of(), ONE, note(1, "'x_own':2,", 2), TWO);
    assertThat(((Withhold) decided.get(2)).reason().finding()).isEqualTo(Finding.NOTHING_LEFT);
  }
}
