package org.entente.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.release.Samples.NOW;
import static org.entente.release.Samples.SECRET;
import static org.entente.release.Samples.SOUTH;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BiConsumer;
import org.entente.accord.Clause;
import org.entente.accord.Onward;
import org.entente.expression.Evaluation;
import org.entente.expression.Facts;
import org.entente.expression.Licence;
import org.entente.national.NationalRules;
import org.entente.stix.Kind;
import org.entente.stix.Markings;
import org.entente.stix.ScoIds;
import org.entente.stix.StixId;
import org.entente.stix.StixObject;
import org.entente.stix.Tlp;
import org.junit.jupiter.api.Test;

/// The invariants of PRODUCT.md over generated accords and objects. Each is looked at from outside:
/// from what would be sent and the accord's clauses, not from what the decision says of itself.
class InvariantsTest {
  private static final int WORLDS = 60;

  /// What one world would send: decision and original by id.
  private static final class Run {
    private final World world;
    private final Between between;
    private final Map<StixId, Decision> decisions = new LinkedHashMap<>();
    private final Map<StixId, Fate> fates = new HashMap<>();

    private Run(World world, Between between) {
      this.world = world;
      this.between = between;
      var decide = new Decisions(between, NationalRules.NONE, SECRET);
      ReleaseOrder.walk(
          world.ids(),
          id ->
              ReleaseOrder.needs(world.object(id)).stream().filter(world.ids()::contains).toList(),
          ids -> decideAll(decide, ids));
    }

    private void decideAll(Decisions decide, List<StixId> ids) {
      var circle = ids.stream().map(world::candidate).toList();
      var found = decide.decideTogether(circle, this::fate, Samples.noCopies(), NOW);
      for (int i = 0; i < ids.size(); i++) {
        decisions.put(ids.get(i), found.get(i));
        fates.put(ids.get(i), found.get(i).fate(ids.get(i)));
      }
    }

    private Fate fate(StixId id) {
      return fates.getOrDefault(id, Fate.ABSENT);
    }

    private Decision decision(StixId id) {
      return Objects.requireNonNull(decisions.get(id));
    }

    /// The object as the partner would get it.
    private Optional<StixObject> sent(StixId id) {
      return switch (decision(id)) {
        case Decision.Release _ -> Optional.of(world.object(id));
        case Decision.Redact redact -> Optional.of(redact.copy());
        case Decision.Hold _, Decision.Withhold _, Decision.AlreadyTheirs _ -> Optional.empty();
      };
    }

    private Optional<ReleaseHeader> header(StixId id) {
      return switch (decision(id)) {
        case Decision.Release release -> Optional.of(release.header());
        case Decision.Redact redact -> Optional.of(redact.header());
        case Decision.Hold _, Decision.Withhold _, Decision.AlreadyTheirs _ -> Optional.empty();
      };
    }

    /// The definitions that have gone, under the ids they have at the partner.
    private Optional<StixObject> definitionAtPartner(StixId id) {
      return decisions.keySet().stream()
          .flatMap(original -> sent(original).stream())
          .filter(object -> object.id().equals(id))
          .findFirst();
    }

    /// What the object counts as, looked up by hand.
    private Tlp tlp(StixObject object, Tlp unmarked) {
      return Markings.of(object, this::definition).tlp().orElse(unmarked);
    }

    private Optional<StixObject> definition(StixId id) {
      return world.ids().contains(id) ? Optional.of(world.object(id)) : definitionAtPartner(id);
    }
  }

  private static void forEachWorld(BiConsumer<Run, String> check) {
    long seed = System.nanoTime();
    var random = new Random(seed);
    var outcomes = new EnumMap<Outcome, Integer>(Outcome.class);
    for (int i = 0; i < WORLDS; i++) {
      var world = new World(random);
      var run = new Run(world, world.between);
      check.accept(run, "seed " + seed + ", world " + i);
      run.decisions.values().forEach(one -> outcomes.merge(one.outcome(), 1, Integer::sum));
    }
    assertThat(outcomes.keySet())
        .as("the worlds of seed %d are varied enough to mean something", seed)
        .contains(Outcome.RELEASED, Outcome.REDACTED, Outcome.HELD, Outcome.WITHHELD);
  }

  @Test
  void nothing_without_a_clause() {
    forEachWorld((run, seed) ->
        run.decisions.keySet().forEach(id -> assertPermitted(run, id, seed + ", " + id)));
  }

  private static void assertPermitted(Run run, StixId id, String seed) {
    var sent = run.sent(id);
    if (sent.isEmpty()) {
      return;
    }
    var header = run.header(id).orElseThrow();
    var permit = (Clause.Permit) run.world.accord.accord().clause(header.clause()).orElseThrow();
    assertThat(permit.pillar()).as(seed).isEqualTo(header.pillar());
    assertThat(run.tlp(sent.get(), header.mark().tlp()))
        .as(seed)
        .isLessThanOrEqualTo(permit.ceiling());
    assertThat(header.mark().tlp()).as(seed).isLessThanOrEqualTo(permit.ceiling());
    boolean parts = run.world.object(id).json().has("granular_markings");
    if (!parts) {
      assertThat(run.world.accord.evaluate(permit, facts(run, id, run.world.object(id))))
          .as(seed)
          .isEqualTo(Evaluation.TRUE);
    }
  }

  /// What the clauses could read about the original, or about what is sent of it.
  private static Facts facts(Run run, StixId id, StixObject object) {
    var candidate = run.world.candidate(id);
    var header = run.header(id).orElseThrow();
    var filing =
        candidate.filings().stream()
            .filter(one -> one.pillar() == header.pillar())
            .findFirst()
            .orElseThrow();
    return run.between.facts(
        object,
        header.mark(),
        Duration.between(candidate.firstHeld(), NOW),
        filing.source().orElseThrow(),
        candidate.origins().isEmpty() ? "" : candidate.origins().getFirst().party(),
        candidate.victims());
  }

  @Test
  void forbids_never_sleep() {
    forEachWorld((run, seed) -> {
      assertNoneForbidden(run, seed);
      assertNoneForbidden(
          new Run(run.world, run.world.atTheLowestLevel()), seed + ", at the lowest level");
    });
  }

  private static void assertNoneForbidden(Run run, String seed) {
    for (var id : run.decisions.keySet()) {
      var sent = run.sent(id);
      if (sent.isEmpty() || run.world.candidate(id).filings().size() > 1) {
        continue;
      }
      run.world
          .accord
          .accord()
          .clauses()
          .filter(Clause.Forbid.class::isInstance)
          .map(Clause.Forbid.class::cast)
          .forEach(forbid ->
              assertThat(run.world.accord.evaluate(forbid, facts(run, id, sent.get())))
                  .as("%s, %s, clause %s", seed, id, forbid.id())
                  .isEqualTo(Evaluation.FALSE));
    }
  }

  @Test
  void origin_binds() {
    forEachWorld((run, seed) ->
        run.decisions.forEach((id, decision) -> {
          if (run.sent(id).isPresent()) {
            assertThat(mayGo(run.world.candidate(id), run)).as(seed + ", " + id).isTrue();
          }
        }));
  }

  private static boolean mayGo(Candidate candidate, Run run) {
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
              case MEMBERS -> origin.revision().equals(run.world.accord.accord().digest());
              case FREE -> true;
            });
  }

  @Test
  void unmodified_or_new() {
    forEachWorld((run, seed) -> {
      for (var id : run.decisions.keySet()) {
        if (run.decisions.get(id) instanceof Decision.Redact redact) {
          assertNew(run, id, redact, seed + ", " + id);
        } else if (run.decisions.get(id) instanceof Decision.Release release) {
          assertThat(release.header().object()).as(seed).isEqualTo(id);
          assertThat(release.header().size()).as(seed).isEqualTo(run.world.object(id).size());
        }
      }
    });
  }

  private static void assertNew(Run run, StixId id, Decision.Redact redact, String seed) {
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
    forEachWorld((run, seed) ->
        run.decisions
            .keySet()
            .forEach(
                id -> run.header(id).ifPresent(header -> assertAdmitted(run, id, header, seed))));
  }

  private static void assertAdmitted(Run run, StixId id, ReleaseHeader header, String seed) {
    try {
      var entry =
          new ReleaseEntry(
              NOW,
              run.world.accord.accord().digest(),
              ReleaseHeader.read(header.bytes()),
              Optional.empty());
      var bytes = run.sent(id).orElseThrow().bytes();
      var admission = Admission.admit(run.between, run::definitionAtPartner, entry, bytes);
      assertThat(admission).as(seed + ", " + id).isInstanceOf(Admission.Admitted.class);
    } catch (MalformedHeader e) {
      throw new AssertionError(seed, e);
    }
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
      var decide = new Decisions(world.between, national, SECRET);
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
