package org.entente.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.release.Samples.AMBER;
import static org.entente.release.Samples.GREEN;
import static org.entente.release.Samples.HELD;
import static org.entente.release.Samples.RED;
import static org.entente.release.Samples.accord;
import static org.entente.release.Samples.decide;
import static org.entente.release.Samples.indicator;
import static org.entente.release.Samples.marked;
import static org.entente.release.Samples.own;
import static org.entente.release.Samples.permit;
import static org.entente.release.Samples.require;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.entente.accord.Approval;
import org.entente.accord.CompiledAccord;
import org.entente.accord.Pillar;
import org.entente.expression.Source;
import org.entente.expression.SourceKind;
import org.entente.release.Decision.Hold;
import org.entente.release.Decision.Release;
import org.entente.release.Decision.Wait;
import org.entente.stix.StixObject;
import org.junit.jupiter.api.Test;

/// When a change of our own makes releasable what was not, two officers look (accord.md §8).
class DeskTest {
  private static final CompiledAccord ACCORD =
      Samples.read(
          Samples.article(
              "information",
              permit("1", "!(\"keep\" in labels) && source.kind == \"own\"", "GREEN")));

  private static Candidate item(StixObject object, Filing filing) {
    return Candidate.of(object, List.of(filing), HELD);
  }

  private static void assertTwoOfficers(Candidate now, Candidate before) {
    var decision = decide(ACCORD, now.withBefore(List.of(before)));
    assertThat(decision).isInstanceOf(Hold.class);
    assertThat(((Hold) decision).waitsFor())
        .isInstanceOfSatisfying(
            Wait.ForOfficers.class,
            wait -> assertThat(wait.wanted().approval()).isEqualTo(Approval.TWO_OFFICERS));
    assertThat(decision.steps()).contains(Step.of(Finding.EASED_AT_HOME));
  }

  @Test
  void a_label_removed() {
    assertTwoOfficers(
        item(indicator(marked(GREEN)), own()),
        item(indicator(marked(GREEN) + "'labels':['keep'],"), own()));
  }

  @Test
  void a_marking_lowered() {
    assertTwoOfficers(item(indicator(marked(GREEN)), own()), item(indicator(marked(AMBER)), own()));
  }

  @Test
  void a_source_changed() {
    var vendor =
        Samples.filedFrom(
            new Source(SourceKind.VENDOR, Optional.empty(), Set.of(), Optional.empty()));
    assertTwoOfficers(
        item(indicator(marked(GREEN)), own()), item(indicator(marked(GREEN)), vendor));
  }

  @Test
  void moved_to_another_pillar() {
    assertTwoOfficers(
        item(indicator(marked(GREEN)), own()),
        item(indicator(marked(GREEN)), own(Pillar.RESEARCH)));
  }

  @Test
  void what_was_releasable_before_needs_nobody() {
    var before = item(indicator(marked(GREEN) + "'labels':['other'],"), own());
    var now = item(indicator(marked(GREEN)), own());
    assertThat(decide(ACCORD, now.withBefore(List.of(before)))).isInstanceOf(Release.class);
  }

  @Test
  void what_became_stricter_needs_nobody() {
    var before = item(indicator(marked(GREEN) + "'x_a':1,"), own());
    var now = item(indicator(marked(GREEN) + "'labels':['more'],"), own());
    assertThat(decide(ACCORD, now.withBefore(List.of(before)))).isInstanceOf(Release.class);
  }

  @Test
  void what_became_releasable_without_any_easing_needs_nobody() {
    var accord = accord(permit("1", "\"go\" in labels", "GREEN"));
    var before = item(indicator(marked(GREEN)), own());
    var now = item(indicator(marked(GREEN) + "'labels':['go'],"), own());
    assertThat(decide(accord, before).outcome()).isEqualTo(Outcome.WITHHELD);
    assertThat(decide(accord, now.withBefore(List.of(before)))).isInstanceOf(Release.class);
  }

  @Test
  void a_revoked_red_object_goes_to_the_persons_who_had_it() {
    var accord = accord(permit("1", "true", "RED"), require("2", "true", "approval: two-officers"));
    var before = (Hold) decide(accord, indicator(marked(RED)));
    var wanted = ((Wait.ForOfficers) before.waitsFor()).wanted();
    var officers =
        List.of(
            new Officer("Ada", List.of("P"), wanted.bytes(), wanted.revision(), wanted.clause()),
            new Officer("Bea", List.of("P"), wanted.bytes(), wanted.revision(), wanted.clause()));
    var first =
        (Release) decide(accord, item(indicator(marked(RED)), own()).withOfficers(officers));
    assertThat(first.header().persons()).containsExactly("P");

    var revoked =
        item(indicator(marked(RED) + "'revoked':true,"), own())
            .withEarlier(new Earlier(accord.accord().id(), 7, first.header()));
    var then = (Release) decide(accord, revoked);
    assertThat(then.header().persons()).containsExactly("P");
    assertThat(then.header().ref()).contains(7L);
  }
}
