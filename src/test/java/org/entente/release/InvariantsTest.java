package org.entente.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.release.Samples.NOW;
import static org.entente.release.Samples.SECRET;
import static org.entente.release.Samples.SOUTH;
import static org.entente.release.Worlds.forEachSent;
import static org.entente.release.Worlds.forEachWorld;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.entente.accord.Approval;
import org.entente.accord.Clause;
import org.entente.accord.Clauses;
import org.entente.accord.Onward;
import org.entente.accord.Pillar;
import org.entente.accord.Redaction;
import org.entente.expression.Evaluation;
import org.entente.expression.Facts;
import org.entente.expression.Licence;
import org.entente.national.NationalRules;
import org.entente.stix.StixId;
import org.entente.stix.StixObject;
import org.entente.stix.Tlp;
import org.junit.jupiter.api.Test;

/// The invariants of ARCHITECTURE.md over generated accords and objects. Each is looked at from
/// outside: from what would be sent and the accord's clauses, not from what the decision says of
/// itself.
class InvariantsTest {
  @Test
  void nothing_without_a_clause() {
    forEachWorld((run, seed) ->
        forEachSent(run, (id, sent) -> assertPermitted(run, id, sent, seed + ", " + id)));
  }

  private static void assertPermitted(WorldRun run, StixId id, WorldRun.Sent sent, String seed) {
    var header = sent.header();
    var permit = (Clause.Permit) sent.accord().clause(header.clause()).orElseThrow();
    assertThat(permit.pillar()).as(seed).isEqualTo(header.pillar());
    assertThat(run.tlp(id, sent.object())).as(seed).isLessThanOrEqualTo(header.mark().tlp());
    assertThat(header.mark().tlp()).as(seed).isLessThanOrEqualTo(permit.ceiling());
    if (run.world.object(id).json().has("granular_markings")) {
      return; // what was permitted is what is left, which the ceiling above is about
    }
    var whole = run.world.object(id);
    assertThat(run.facts(id, whole, header, permit.pillar()::equals))
        .as("%s: the clause that is named permits it somewhere", seed)
        .anyMatch(facts ->
            run.world
                .accord(sent.accord().digest())
                .expression(permit)
                .evaluate(facts)
                .equals(Evaluation.TRUE));
    for (var pillar : pillars(run, id)) {
      assertThat(run.facts(id, whole, header, pillar::equals))
          .as("%s: a clause permits it wherever it lies, in %s", seed, pillar)
          .allMatch(facts -> isPermitted(run, pillar, header.mark().tlp(), facts));
    }
  }

  private static Set<Pillar> pillars(WorldRun run, StixId id) {
    return run.world.candidate(id).filings().stream()
        .map(Filing::pillar)
        .collect(Collectors.toSet());
  }

  private static boolean isPermitted(WorldRun run, Pillar pillar, Tlp tlp, Facts facts) {
    var held = Objects.requireNonNull(run.levels.get(pillar));
    return held.isPresent()
        && run.world.accords.stream()
            .anyMatch(accord ->
                Clauses.permits(accord, pillar).stream()
                    .filter(permit -> held.get().isAtLeast(permit.level()))
                    .filter(permit -> tlp.fits(permit.ceiling()))
                    .anyMatch(permit ->
                        accord.expression(permit).evaluate(facts).equals(Evaluation.TRUE)));
  }

  @Test
  void forbids_never_sleep() {
    forEachWorld((run, seed) -> {
      assertNoneForbidden(run, seed);
      assertNoneForbidden(
          new WorldRun(run.world, run.world.lowestLevels()), seed + ", at the lowest level");
    });
  }

  /// No forbid of any accord, in any pillar that the object lies in.
  private static void assertNoneForbidden(WorldRun run, String seed) {
    forEachSent(
        run,
        (id, sent) -> {
          for (var accord : run.world.accords) {
            for (var pillar : pillars(run, id)) {
              for (var forbid : Clauses.forbids(accord, pillar)) {
                assertThat(run.facts(id, sent.object(), sent.header(), pillar::equals))
                    .as("%s, %s, clause %s in %s", seed, id, forbid.id(), pillar)
                    .allMatch(facts ->
                        accord.expression(forbid).evaluate(facts).equals(Evaluation.FALSE));
              }
            }
          }
        });
  }

  @Test
  void whatever_is_left_of_it_is_all_that_each_of_its_collections_lets_go() {
    forEachWorld((run, seed) ->
        forEachSent(
            run,
            (id, sent) -> {
              if (run.world.object(id).json().has("granular_markings")) {
                return; // requires match what is left, so there is no telling from outside
              }
              var said = sent.header().redacted();
              for (var accord : run.world.accords) {
                for (var pillar : pillars(run, id)) {
                  for (var require : Clauses.requires(accord, pillar)) {
                    if (run.facts(id, run.world.object(id), sent.header(), pillar::equals).stream()
                        .anyMatch(facts ->
                            accord.expression(require).evaluate(facts).equals(Evaluation.TRUE))) {
                      var as = "%s, %s, clause %s in %s".formatted(seed, id, require.id(), pillar);
                      assertThat(require.approval()).as(as).isEqualTo(Approval.NONE);
                      assertTaken(require, sent.object(), said, as);
                    }
                  }
                }
              }
            }));
  }

  private static void assertTaken(
      Clause.Require require, StixObject left, List<String> said, String as) {
    for (var redaction : require.redact()) {
      var member = redaction.word().replace('-', '_');
      if (Set.of("description", "external_references").contains(member)) {
        assertThat(new String(left.bytes(), UTF_8)).as(as).doesNotContain("\"" + member + "\":");
      }
      if (redaction.equals(Redaction.Named.CREATED_BY) && left.createdByRef().isPresent()) {
        assertThat(left.createdByRef().get().text()).as(as).isEqualTo(Samples.NORTH);
      }
    }
    assertThat(said).as(as).doesNotHaveDuplicates();
  }

  @Test
  void origin_binds() {
    forEachWorld((run, seed) ->
        forEachSent(
            run,
            (id, sent) ->
                assertThat(mayGo(run.world.candidate(id), run)).as(seed + ", " + id).isTrue()));
  }

  private static boolean mayGo(Candidate candidate, WorldRun run) {
    for (var filing : candidate.filings()) {
      var source = filing.source().orElseThrow();
      boolean closed =
          switch (source.kind()) {
            case OWN, PUBLIC -> false;
            case VENDOR -> source.licence().isEmpty() || source.licence().get() == Licence.NO_SHARE;
            case CONSTITUENT -> !source.consents().contains(SOUTH);
            case PARTY -> candidate.origins().isEmpty();
          };
      if (closed) {
        return false;
      }
    }
    return candidate.origins().stream()
        .allMatch(origin ->
            switch (origin.handling().onward().orElse(Onward.NONE)) {
              case NONE -> false;
              case CONSENT -> origin.consents().contains(SOUTH);
              case MEMBERS ->
                  origin.revision().equals(run.world.accords.getFirst().accord().digest());
              case FREE -> true;
            });
  }

  @Test
  void what_decide_releases_admit_accepts() {
    var followed = new AtomicInteger();
    forEachWorld((run, seed) ->
        forEachSent(
            run,
            (id, sent) -> {
              var as = seed + ", " + id;
              assertThat(run.admit(sent, Optional.empty()))
                  .as(as)
                  .isInstanceOf(Admission.Admitted.class);
              run.revocation(id, sent, 7)
                  .ifPresent(next -> {
                    assertFollows(run, sent, next, as + ", revoked");
                    followed.incrementAndGet();
                  });
            }));
    assertThat(followed).as("some revocations followed").hasPositiveValue();
  }

  /// In the same log, under the same clause, and the partner takes it.
  private static void assertFollows(
      WorldRun run, WorldRun.Sent sent, WorldRun.Sent next, String as) {
    assertThat(next.accord()).as(as).isEqualTo(sent.accord());
    assertThat(next.header().clause()).as(as).isEqualTo(sent.header().clause());
    assertThat(next.header().ref()).as(as).contains(7L);
    assertThat(run.admit(next, Optional.of(sent.header())))
        .as(as)
        .isInstanceOf(Admission.Admitted.class);
  }

  @Test
  void what_is_held_back_by_a_rule_of_our_own_leaves_no_trace() throws Exception {
    var national =
        NationalRules.parse(
            """
            entente-national: 1
            rules: [ { id: N1, forbid: "true" } ]
            """);
    long seed = System.nanoTime();
    var random = new Random(seed);
    var seen = new ArrayList<Decision>();
    for (int i = 0; i < 20; i++) {
      var world = new World(random);
      var decide = new Decisions(world.between(world.levels), national, SECRET);
      for (var id : world.ids()) {
        seen.add(decide.decide(world.candidate(id), Samples.allGone(), Samples.noCopies(), NOW));
      }
    }
    assertThat(seen)
        .as("seed " + seed)
        .allMatch(
            decision -> Set.of(Outcome.WITHHELD, Outcome.THEIRS).contains(decision.outcome()));
  }
}
