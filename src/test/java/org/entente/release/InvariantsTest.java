package org.entente.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.release.Samples.NOW;
import static org.entente.release.Samples.SECRET;
import static org.entente.release.Samples.SOUTH;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.entente.accord.Approval;
import org.entente.accord.Clause;
import org.entente.accord.Onward;
import org.entente.accord.Pillar;
import org.entente.accord.Redaction;
import org.entente.expression.Evaluation;
import org.entente.expression.Facts;
import org.entente.expression.Licence;
import org.entente.json.JsonValue.JsonString;
import org.entente.national.NationalRules;
import org.entente.stix.Kind;
import org.entente.stix.ScoIds;
import org.entente.stix.StixId;
import org.entente.stix.StixObject;
import org.entente.stix.Tlp;
import org.junit.jupiter.api.Test;

/// The invariants of ARCHITECTURE.md over generated accords and objects. Each is looked at from
/// outside: from what would be sent and the accord's clauses, not from what the decision says of
/// itself.
class InvariantsTest {
  private static final int WORLDS = 60;

  private static void forEachWorld(BiConsumer<WorldRun, String> check) {
    long seed = System.nanoTime();
    var random = new Random(seed);
    var outcomes = new EnumMap<Outcome, Integer>(Outcome.class);
    for (int i = 0; i < WORLDS; i++) {
      var world = new World(random);
      var run = new WorldRun(world, world.levels);
      check.accept(run, "seed " + seed + ", world " + i);
      run.decisions.values().forEach(one -> outcomes.merge(one.outcome(), 1, Integer::sum));
    }
    assertThat(outcomes.keySet())
        .as("the worlds of seed %d are varied enough to mean something", seed)
        .contains(Outcome.RELEASED, Outcome.REDACTED, Outcome.HELD, Outcome.WITHHELD);
  }

  private static void forEachSent(WorldRun run, BiConsumer<StixId, WorldRun.Sent> check) {
    run.decisions.keySet().forEach(id -> run.sent(id).ifPresent(sent -> check.accept(id, sent)));
  }

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
                .evaluate(permit, facts)
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
                accord.permits(pillar).stream()
                    .filter(permit -> held.get().isAtLeast(permit.level()))
                    .filter(permit -> tlp.fits(permit.ceiling()))
                    .anyMatch(permit -> accord.evaluate(permit, facts).equals(Evaluation.TRUE)));
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
              for (var forbid : accord.forbids(pillar)) {
                assertThat(run.facts(id, sent.object(), sent.header(), pillar::equals))
                    .as("%s, %s, clause %s in %s", seed, id, forbid.id(), pillar)
                    .allMatch(facts -> accord.evaluate(forbid, facts).equals(Evaluation.FALSE));
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
                  for (var require : accord.requires(pillar)) {
                    if (run.facts(id, run.world.object(id), sent.header(), pillar::equals).stream()
                        .anyMatch(
                            facts -> accord.evaluate(require, facts).equals(Evaluation.TRUE))) {
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
  void unmodified_or_new() {
    forEachWorld((run, seed) ->
        forEachSent(
            run,
            (id, sent) -> {
              var as = seed + ", " + id;
              assertThat(sent.header().object()).as(as).isEqualTo(sent.object().id());
              assertThat(sent.header().size()).as(as).isEqualTo(sent.object().bytes().length);
              if (run.decisions.get(id) instanceof Decision.Redact redact) {
                assertNew(run, id, redact, as);
              } else {
                assertThat(new String(sent.object().bytes(), UTF_8))
                    .as(as)
                    .isEqualTo(run.world.text(id));
              }
            }));
  }

  private static void assertNew(WorldRun run, StixId id, Decision.Redact redact, String seed) {
    var copy = redact.copy();
    if (Kind.of(id.type()) == Kind.SCO) {
      assertThat(ScoIds.derive(copy.json()).orElse(copy.id())).as(seed).isEqualTo(copy.id());
    } else {
      assertThat(copy.id()).as(seed).isNotEqualTo(id);
      assertThat(copy.id().text().charAt(id.type().length() + 16)).as(seed).isEqualTo('4');
      assertThat(new String(copy.bytes(), UTF_8)).as(seed).doesNotContain(id.text());
    }
    for (var reference : copy.references()) {
      var fate = run.fate(reference.target());
      assertThat(fate instanceof Fate.Gone gone && !gone.as().equals(reference.target()))
          .as("%s: still names %s, which went as a copy", seed, reference.target())
          .isFalse();
    }
    assertNothingAdded(run.world.text(id), copy, seed);
  }

  /// A copy says nothing that the original did not, but for its own id, dates and author, the ids
  /// of other copies, and times made coarser.
  private static void assertNothingAdded(String original, StixObject copy, String seed) {
    var names = copy.references().stream().map(reference -> reference.target().text()).toList();
    var own = Set.of("id", "created", "modified", "created_by_ref", "number_observed");
    copy.json()
        .members()
        .forEach((name, value) -> {
          assertThat(original.contains("\"" + name + "\"") || own.contains(name))
              .as("%s: %s", seed, name)
              .isTrue();
          if (value instanceof JsonString(String text) && !own.contains(name)) {
            assertThat(original.contains(text) || names.contains(text) || isCoarser(text))
                .as("%s: %s is %s", seed, name, text)
                .isTrue();
          }
        });
  }

  /// Cut down to the hour or more; an end that would fall on its beginning moves on by a unit.
  private static boolean isCoarser(String text) {
    return text.matches("202[67]-\\d\\d-\\d\\dT\\d\\d:00:00(\\.0*)?Z");
  }

  @Test
  void another_secret_gives_other_copies() {
    forEachWorld((run, seed) -> {
      var other = new Decisions(run.between, NationalRules.NONE, new byte[32]);
      run.decisions.forEach((id, decision) -> {
        if (decision instanceof Decision.Redact redact && Kind.of(id.type()) != Kind.SCO) {
          var again = other.decide(run.world.candidate(id), run::fate, Samples.noCopies(), NOW);
          assertThat(((Decision.Redact) again).copy().id())
              .as(seed)
              .isNotEqualTo(redact.copy().id());
        }
      });
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
