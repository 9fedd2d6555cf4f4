package org.entente.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.release.Outcomes.reason;
import static org.entente.release.Samples.EAST;
import static org.entente.release.Samples.NORTH;
import static org.entente.release.Samples.NOW;
import static org.entente.release.Samples.SECRET;
import static org.entente.release.Samples.SOUTH;
import static org.entente.release.Samples.candidate;
import static org.entente.release.Samples.decide;
import static org.entente.release.Samples.forbid;
import static org.entente.release.Samples.indicator;
import static org.entente.release.Samples.noCopies;
import static org.entente.release.Samples.nothingThere;
import static org.entente.release.Samples.permit;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.entente.accord.CompiledAccord;
import org.entente.accord.Level;
import org.entente.accord.Pillar;
import org.entente.accord.Stance;
import org.entente.accord.Stances;
import org.entente.accord.Texts;
import org.entente.crypto.Sha256;
import org.entente.document.Accords;
import org.entente.national.NationalRules;
import org.entente.release.Decision.Release;
import org.junit.jupiter.api.Test;

class BetweenTest {
  private static final CompiledAccord ACCORD = Samples.accord(permit("1", "true", "RED"));

  private static Decision decided(Between between, Instant at) {
    return new Decisions(between, NationalRules.NONE, SECRET)
        .decide(candidate(indicator("")), nothingThere(), noCopies(), at);
  }

  @Test
  void only_an_accord_that_has_begun_and_names_both_binds() {
    var accords = Accords.of(Map.of(ACCORD, Instant.EPOCH));
    var between = Between.of(accords, Stances.INITIAL, NORTH, SOUTH);
    assertThat(decided(between, NOW)).isInstanceOf(Release.class);
    assertThat(reason(decided(between, Instant.parse("2026-11-30T23:59:59Z"))))
        .isEqualTo(Finding.NO_ACCORD);
    assertThat(decided(between, NOW)).as("asked again").isInstanceOf(Release.class);
    var other = Between.of(accords, Stances.INITIAL, NORTH, EAST);
    assertThat(reason(decided(other, NOW))).isEqualTo(Finding.NO_ACCORD);
  }

  @Test
  void a_stance_lowers_what_holds() {
    var suspended =
        new Stance(
            ACCORD.accord().id(),
            SOUTH,
            NORTH,
            Pillar.INFORMATION,
            Optional.of("liaison"),
            Optional.empty(),
            NOW,
            Optional.empty());
    var between =
        Between.of(
            Accords.of(Map.of(ACCORD, Instant.EPOCH)),
            new Stances(List.of(suspended)),
            NORTH,
            SOUTH);
    assertThat(decided(between, NOW.minusSeconds(1))).isInstanceOf(Release.class);
    var after = decided(between, NOW);
    assertThat(reason(after)).isEqualTo(Finding.NO_PERMIT);
    assertThat(after.steps()).contains(Step.of(Finding.PILLAR_SUSPENDED, "information"));
    assertThat(decided(between, NOW.minusSeconds(1))).isInstanceOf(Release.class);
  }

  @Test
  void an_open_pillar_says_nothing_of_suspension() {
    assertThat(decided(Samples.between(ACCORD), NOW).steps())
        .extracting(Step::finding)
        .doesNotContain(Finding.PILLAR_SUSPENDED);
  }

  @Test
  void clauses_read_the_countries_of_both_parties() {
    var accord =
        Samples.accord(permit("1", "from.country == \"XA\" && to.country == \"XB\"", "RED"));
    assertThat(decide(accord, indicator(""))).isInstanceOf(Release.class);
    var back = Between.draft(accord, SOUTH, NORTH);
    assertThat(reason(decided(back, NOW))).isEqualTo(Finding.NO_PERMIT);
  }

  @Test
  void a_forbid_or_require_may_bind_in_some_pillars_alone() {
    var accord =
        Samples.accord(permit("1", "true", "RED"), forbid("2", "true") + ", pillars: [knowledge]");
    assertThat(decide(accord, indicator(""))).isInstanceOf(Release.class);
    var here =
        Samples.accord(
            permit("1", "true", "RED"), forbid("2", "true") + ", pillars: [information]");
    assertThat(reason(decide(here, indicator("")))).isEqualTo(Finding.FORBIDDEN);
  }

  @Test
  void by_an_accord_that_stands_still_nothing_goes_and_what_it_forbids_holds() {
    var open = Samples.another(Samples.article("information", permit("1", "true", "RED")));
    var strict = Samples.accord(permit("1", "true", "RED"), forbid("2", "\"secret\" in labels"));
    var accords = Accords.of(Map.of(open, Instant.EPOCH, strict, Instant.EPOCH));
    var labelled = candidate(indicator("'labels':['secret'],"));
    var one = Between.of(accords, Stances.INITIAL, NORTH, SOUTH, Set.of(strict.accord().id()));
    var decisions = new Decisions(one, NationalRules.NONE, SECRET);
    assertThat(((Release) decided(one, NOW)).header().clause()).isEqualTo("1.1");
    assertThat(((Release) decided(one, NOW)).basis().accord()).isEqualTo(open.accord());
    assertThat(reason(decisions.decide(labelled, nothingThere(), noCopies(), NOW)))
        .isEqualTo(Finding.FORBIDDEN);
    var both =
        Between.of(
            accords,
            Stances.INITIAL,
            NORTH,
            SOUTH,
            Set.of(strict.accord().id(), open.accord().id()));
    var held = decided(both, NOW);
    assertThat(reason(held)).isEqualTo(Finding.NO_PERMIT);
    assertThat(held.steps()).extracting(Step::finding).contains(Finding.STANDS_STILL);
  }

  /// A node that took the later revision in after its first day had lived by the earlier until
  /// then.
  @Test
  void an_entry_that_names_the_revision_before_is_judged_by_that_one() {
    var later =
        Samples.readAs(
            head ->
                head.replace(
                    "revision: 1", "revision: 2\nsupersedes: " + ACCORD.accord().digest().hex()),
            head -> head.replace("from: 2026-12-01", "from: 2026-12-10"),
            Samples.article("information", permit("1", "true", "GREEN")));
    var between =
        Between.of(
            Accords.of(Map.of(ACCORD, Instant.EPOCH, later, NOW.plusSeconds(3600))),
            Stances.INITIAL,
            NORTH,
            SOUTH);
    var old = ACCORD.accord().digest();
    assertThat(between.at(NOW).bound(old)).isEmpty();
    assertThat(between.at(NOW, old).bound(old)).isPresent();
    assertThat(between.at(NOW, later.accord().digest()))
        .as("what stands anyway is not looked up again")
        .isSameAs(between.at(NOW));
    var after = NOW.plusSeconds(7200);
    assertThat(between.at(after, old).bound(old)).isEmpty();
  }

  @Test
  void a_clauses_text_is_that_of_the_latest_revision_between_the_two() {
    var later =
        Samples.readAs(
            head ->
                head.replace(
                    "revision: 1", "revision: 2\nsupersedes: " + ACCORD.accord().digest().hex()),
            Samples.article("information", permit("1", "true", "GREEN"))
                .replace("A clause", "As amended"));
    var between =
        new Between(
            NORTH,
            SOUTH,
            at -> List.of(ACCORD),
            (accord, pillar, at) -> Optional.of(accord.levels().getFirst()),
            List.of(ACCORD.accord(), later.accord(), Samples.secret().accord()));
    assertThat(between.clauseText("1.1").in("en")).isEqualTo("As amended");
    assertThat(between.clauseText("9.9")).isEqualTo(Texts.NONE);
    assertThat(between.revision(later.accord().digest())).contains(later.accord());
    assertThat(between.revision(Sha256.of())).isEmpty();
    var third =
        new Between(
            SOUTH,
            EAST,
            at -> List.of(),
            (accord, pillar, at) -> Optional.empty(),
            List.of(Samples.secret().accord()));
    assertThat(third.clauseText("1.1")).as("of an accord of others").isEqualTo(Texts.NONE);
  }

  @Test
  void of_two_accords_that_number_alike_the_text_of_each_is_told() {
    var other =
        Samples.another(
            Samples.article("information", permit("1", "true", "GREEN"))
                .replace("A clause", "Of the other"));
    var between = Samples.between(List.of(ACCORD, other));
    assertThat(between.clauseText("1.1").in("en"))
        .contains(ACCORD.accord().title().in("en") + ": A clause")
        .contains(other.accord().title().in("en") + ": Of the other");
  }

  @Test
  void what_was_laid_out_once_is_used_again_until_a_level_changes() {
    Level low = ACCORD.accord().levels().getFirst();
    Level high = ACCORD.accord().levels().getLast();
    var between =
        new Between(
            NORTH,
            SOUTH,
            at -> List.of(ACCORD),
            (accord, pillar, at) -> Optional.of(at.equals(NOW) ? low : high),
            List.of(ACCORD.accord()));
    var first = between.at(NOW).bounds().getFirst();
    var raised = between.at(NOW.plusSeconds(1)).bounds().getFirst();
    assertThat(raised).isNotSameAs(first);
    assertThat(between.at(NOW.plusSeconds(2)).bounds().getFirst()).isSameAs(raised);
    assertThat(first.level(Pillar.INFORMATION)).contains(low);
    assertThat(raised.level(Pillar.INFORMATION)).contains(high);
    var standing = between.at(NOW);
    assertThat(between.plan(standing, NationalRules.NONE, Set.of(Pillar.INFORMATION)))
        .isSameAs(between.plan(between.at(NOW), NationalRules.NONE, Set.of(Pillar.INFORMATION)));
    assertThat(new Bound(ACCORD, Map.of()).level(Pillar.INFORMATION)).isEmpty();
  }

  @Test
  void a_rule_of_our_own_is_told_in_our_own_words() throws Exception {
    var national =
        NationalRules.parse(
            """
            entente-national: 1
            rules: [ { id: N1, text: { en: Not at home }, forbid: "revoked" } ]
            """);
    var decisions =
        new Decisions(
            Samples.between(Samples.accord(permit("1", "true", "RED"))), national, SECRET);
    assertThat(decisions.clauseText("N1").in("en")).isEqualTo("Not at home");
    assertThat(decisions.clauseText("1.1").in("en")).isEqualTo("A clause");
  }
}
