package org.entente.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.release.Samples.NOW;
import static org.entente.release.Worlds.forEachSent;
import static org.entente.release.Worlds.forEachWorld;

import java.util.Set;
import org.entente.json.JsonValue.JsonString;
import org.entente.national.NationalRules;
import org.entente.stix.Kind;
import org.entente.stix.ScoIds;
import org.entente.stix.StixId;
import org.entente.stix.StixObject;
import org.junit.jupiter.api.Test;

/// **Unmodified or new**, over the same worlds: what goes is the object byte for byte, or another
/// that gives nothing away.
class CopiesInvariantTest {
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
}
