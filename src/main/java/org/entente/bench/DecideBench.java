package org.entente.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.entente.accord.Clause;
import org.entente.accord.CompiledAccord;
import org.entente.accord.Pillar;
import org.entente.expression.Expression;
import org.entente.expression.Facts;
import org.entente.expression.Source;
import org.entente.national.NationalRules;
import org.entente.release.Between;
import org.entente.release.Candidate;
import org.entente.release.Decision;
import org.entente.release.Decisions;
import org.entente.release.Fate;
import org.entente.release.Filing;
import org.entente.release.Finding;
import org.entente.release.Mark;
import org.entente.stix.Marking;
import org.entente.stix.Pap;
import org.entente.stix.StixId;
import org.entente.stix.StixObject;
import org.entente.stix.Tlp;
import org.entente.terminal.Progress;

/// How fast decisions are made (`bench decide`), on one core. Reference and our work take turns
/// over the same objects: the reference evaluates the bare CEL programs that the decision needs,
/// over facts that lie ready; ours derives the facts, decides, links, redacts, copies, checks for
/// admission and keeps every step. All objects are filed as our own, of which clauses redact more
/// than of what is public.
public final class DecideBench {
  private static final int ROUNDS = 5;
  private static final Instant HELD = Instant.parse("2026-12-01T00:00:00Z");
  private static final Instant AT = Instant.parse("2026-12-24T00:00:00Z");

  /// Steps that stand for one expression evaluated over the object.
  private static final Set<Finding> EVALUATED =
      EnumSet.of(
          Finding.NOT_FORBIDDEN,
          Finding.FORBIDDEN,
          Finding.FORBID_FAILED,
          Finding.NOT_PERMITTED,
          Finding.PERMIT_FAILED,
          Finding.PERMITTED,
          Finding.ABOVE_CEILING,
          Finding.REQUIRED,
          Finding.REQUIRED_OF_WHOLE,
          Finding.NOT_REQUIRED,
          Finding.REQUIRE_FAILED);

  private final Decisions decisions;
  private final Between between;
  private final CompiledAccord accord;
  private final List<Candidate> candidates;
  private final List<List<Program>> programs;
  private final LongSupplier nanoseconds;

  /// One expression and what it is asked about.
  private record Program(Expression expression, Facts facts) {}

  private DecideBench(CompiledAccord accord, List<StixObject> objects, LongSupplier nanoseconds) {
    var parties = accord.accord().parties();
    this.accord = accord;
    this.between = Between.draft(accord, parties.get(0).id(), parties.get(1).id());
    this.decisions = new Decisions(between, NationalRules.NONE, new byte[32]);
    var filing =
        new Filing(
            "bench",
            Pillar.INFORMATION,
            Optional.of(Marking.of(Tlp.GREEN)),
            Optional.of(Source.OWN));
    this.candidates =
        objects.stream().map(object -> Candidate.of(object, List.of(filing), HELD)).toList();
    this.programs = candidates.stream().map(this::programs).toList();
    this.nanoseconds = nanoseconds;
  }

  /// Runs over these objects, again and again, until `count` decisions a turn are made. Beside: the
  /// clauses of the accord, the expressions that a decision evaluates on average, and which part of
  /// the objects would go, unchanged or as a copy.
  public static Measured run(
      CompiledAccord accord,
      List<StixObject> objects,
      long count,
      LongSupplier nanoseconds,
      Progress progress) {
    var bench = new DecideBench(accord, objects, nanoseconds);
    int repeats = (int) Math.max(1, count / objects.size());
    var turns = new ArrayList<Measured.Turn>();
    for (int turn = 0; turn <= ROUNDS; turn++) {
      turns.add(new Measured.Turn(objects.size(), bench.reference(repeats), bench.ours(repeats)));
      progress.at(turn + 1, ROUNDS + 1, "turns");
    }
    var beside = new LinkedHashMap<String, Double>();
    beside.put("clauses", (double) accord.accord().clauses().count());
    beside.put(
        "expressionsADecision", bench.programs.stream().mapToInt(List::size).average().orElse(0));
    beside.put("partThatGoes", bench.gone() / (double) objects.size());
    return Measured.of("decisions a second", turns, beside);
  }

  /// Each expression that this decision cannot do without, once: the forbids up to one that is
  /// true, the permits up to one that fits, the requires; over a copy the forbids again, since what
  /// is left can match one that the whole did not.
  private List<Program> programs(Candidate candidate) {
    var decision = decide(candidate);
    var whole = facts(candidate.object());
    var programs = new ArrayList<Program>();
    for (var step : decision.steps()) {
      if (EVALUATED.contains(step.finding())) {
        programs.add(new Program(expression(step.clause()), whole));
      }
    }
    if (decision instanceof Decision.Redact redact) {
      var left = facts(redact.copy());
      accord
          .accord()
          .clauses()
          .filter(Clause.Forbid.class::isInstance)
          .map(Clause.Forbid.class::cast)
          .filter(forbid -> forbid.pillars().contains(Pillar.INFORMATION))
          .forEach(forbid -> programs.add(new Program(accord.expression(forbid), left)));
    }
    return programs;
  }

  private Expression expression(String clause) {
    return accord.expression((Clause.Deciding) accord.accord().clause(clause).orElseThrow());
  }

  private Facts facts(StixObject object) {
    var mark = new Mark(Tlp.GREEN, Pap.AMBER);
    return between.facts(object, mark, Duration.between(HELD, AT), Source.OWN, "", List.of());
  }

  private Decision decide(Candidate candidate) {
    Function<StixId, Fate> gone = Fate.Gone::new;
    return decisions.decide(candidate, gone, id -> Optional.empty(), AT);
  }

  private double reference(int repeats) {
    long started = nanoseconds.getAsLong();
    long evaluated = 0;
    for (int i = 0; i < repeats; i++) {
      for (var needed : programs) {
        for (var program : needed) {
          evaluated += program.expression().evaluate(program.facts()).hashCode() == 0 ? 0 : 1;
        }
      }
    }
    return rate(repeats, started, evaluated);
  }

  private double ours(int repeats) {
    long started = nanoseconds.getAsLong();
    long steps = 0;
    for (int i = 0; i < repeats; i++) {
      for (var candidate : candidates) {
        steps += decide(candidate).steps().size();
      }
    }
    return rate(repeats, started, steps);
  }

  /// @param work something that was counted, so that no compiler can leave the work out
  private double rate(int repeats, long started, long work) {
    double seconds = (nanoseconds.getAsLong() - started) / 1e9;
    return work == 0 ? 0 : repeats * (double) candidates.size() / seconds;
  }

  private long gone() {
    return candidates.stream()
        .map(this::decide)
        .filter(decision ->
            switch (decision.outcome()) {
              case RELEASED, REDACTED -> true;
              case HELD, WITHHELD, THEIRS -> false;
            })
        .count();
  }
}
