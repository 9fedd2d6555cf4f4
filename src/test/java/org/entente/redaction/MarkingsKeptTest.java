package org.entente.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.release.Samples.AMBER;
import static org.entente.release.Samples.EAST;
import static org.entente.release.Samples.GREEN;
import static org.entente.release.Samples.NORTH;
import static org.entente.release.Samples.RED;
import static org.entente.release.Samples.object;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.entente.accord.Redaction;
import org.entente.json.JsonPointer;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonObject;
import org.entente.json.JsonValue.JsonString;
import org.entente.stix.MalformedStix;
import org.entente.stix.Marking;
import org.entente.stix.Markings;
import org.entente.stix.StixId;
import org.entente.stix.StixObject;
import org.entente.stix.Tlp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A redaction never lowers what an object counts as, except by taking out the very part that was
/// marked.
class MarkingsKeptTest {
  private static final Redaction PATHS =
      new Redaction.Paths(
          List.of(
              at("/object_marking_refs"),
              at("/granular_markings/0"),
              at("/labels"),
              at("/name"),
              at("/x_list/0")));
  private static final List<String> WORDS =
      List.of("description", "identities", "custom", "external-references", "granular", "time:day");

  private static JsonPointer at(String pointer) {
    return JsonPointer.parse(pointer).orElseThrow();
  }

  private static Cut cut(StixObject whole, List<Redaction> redactions) {
    var asked = redactions.stream().map(one -> new Redactions.Asked(one, false)).toList();
    return Redactions.cut(whole, new StixId(NORTH), markings(whole), Tlp.GREEN, asked);
  }

  private static StixObject left(StixObject whole, List<Redaction> redactions) {
    try {
      return StixObject.of(cut(whole, redactions).edit().of(whole.json()));
    } catch (MalformedStix e) {
      throw new AssertionError(e);
    }
  }

  private static Markings markings(StixObject object) {
    return Markings.of(object, id -> Optional.empty());
  }

  private static StixObject indicator(String more) {
    return object(
        """
        {'type':'indicator','id':'indicator--0b000000-0000-4000-8000-000000000001',
         'name':'n','description':'d','x_list':['a','b'],'labels':['a','tlp:clear'],%s}\
        """
            .formatted(more));
  }

  /// The forms of `MarkingsTest.what_cannot_be_read_stands_above_red`, and those of a partner that
  /// marks RED and forgets of what.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "'granular_markings':{}",
        "'granular_markings':[7]",
        "'granular_markings':[{'selectors':['description']}, 7]",
        "'granular_markings':[{'marking_ref':'" + RED + "'}]",
        "'granular_markings':[{'marking_ref':'" + RED + "','selectors':[]}]",
        "'granular_markings':[{'marking_ref':'" + RED + "','selectors':'description'}]",
        "'granular_markings':[{'marking_ref':'" + RED + "','selectors':['description',7]}]",
        "'granular_markings':[{'marking_ref':'" + RED + "','selectors':['x_list.[0]','nowhere']}]",
        "'granular_markings':[{'description':'a marking that is none'}]",
        "'granular_markings':[{'marking_ref':'"
            + RED
            + "','selectors':['object_marking_refs']}],"
            + "'object_marking_refs':['"
            + GREEN
            + "']",
        "'object_marking_refs':['" + EAST + "']",
        "'object_marking_refs':{'x_ref':'" + EAST + "'}",
        "'object_marking_refs':['" + RED + "']",
      })
  void what_marks_and_cannot_be_placed_stays(String marking) {
    var whole = indicator(marking);
    for (var redactions : List.of(List.of(PATHS), named("description"), named(WORDS))) {
      var left = left(whole, redactions);
      assertThat(left.json()).as("something was taken out").isNotEqualTo(whole.json());
      assertThat(markings(left).overall()).isEqualTo(markings(whole).overall());
    }
  }

  private static List<Redaction> named(String word) {
    return named(List.of(word));
  }

  private static List<Redaction> named(List<String> words) {
    return words.stream().map(word -> Redaction.named(word).orElseThrow()).toList();
  }

  @Test
  void labels_that_mark_stay_and_the_others_go() {
    var whole = indicator("'object_marking_refs':['" + GREEN + "']");
    assertThat(left(whole, List.of(PATHS)).labels()).containsExactly("tlp:clear");
  }

  @Test
  void nothing_but_a_marked_part_takes_its_marking_along() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    int lowered = 0;
    for (int i = 0; i < 2_000; i++) {
      var whole = indicator(anyMarkings(random));
      var redactions = anyRedactions(random);
      var left = markings(left(whole, redactions)).overall();
      assertThat(left.max(least(whole, cut(whole, redactions).edit())))
          .as("seed %d, object %d: %s", seed, i, whole.json())
          .isEqualTo(left);
      lowered += left.equals(markings(whole).overall()) ? 0 : 1;
    }
    assertThat(lowered).as("some marked parts were taken out").isPositive();
  }

  /// By hand: the markings of the whole, and of each part that has not gone altogether.
  private static Marking least(StixObject whole, Edit edit) {
    var most = markings(read(whole.json().without("granular_markings"))).overall();
    for (var one : whole.json().array("granular_markings")) {
      if (!(one instanceof JsonObject marking) || !isGone(marking, edit)) {
        var alone = whole.json().with("granular_markings", JsonValue.array(List.of(one), x -> x));
        most = most.max(markings(read(alone)).overall());
      }
    }
    return most;
  }

  private static boolean isGone(JsonObject marking, Edit edit) {
    var selectors = marking.array("selectors");
    return !selectors.isEmpty()
        && selectors.stream()
            .allMatch(one ->
                one instanceof JsonString(String text)
                    && edit.takes(new JsonPointer(Selectors.tokens(text))));
  }

  private static StixObject read(JsonObject json) {
    try {
      return StixObject.of(json);
    } catch (MalformedStix e) {
      throw new AssertionError(e);
    }
  }

  private static String anyMarkings(Random random) {
    var refs = List.of("'" + RED + "'", "'" + GREEN + "'", "7", "'" + EAST + "'");
    var selectors =
        List.of("'description'", "'name'", "'x_list.[0]'", "'x_list.[1]'", "'labels.[1]'", "7");
    var granular = new ArrayList<String>();
    for (int i = random.nextInt(4); i > 0; i--) {
      var chosen =
          random.ints(random.nextInt(3), 0, selectors.size()).mapToObj(selectors::get).toList();
      var of = random.nextInt(8) == 0 ? "" : ",'selectors':" + chosen;
      granular.add("{'marking_ref':" + refs.get(random.nextInt(refs.size())) + of + "}");
    }
    var whole = random.nextBoolean() ? ",'object_marking_refs':['" + AMBER + "']" : "";
    return "'granular_markings':" + granular + whole;
  }

  private static List<Redaction> anyRedactions(Random random) {
    var redactions = new ArrayList<Redaction>();
    WORDS.stream()
        .filter(_ -> random.nextInt(3) == 0)
        .forEach(word -> redactions.addAll(named(word)));
    if (random.nextBoolean()) {
      redactions.add(PATHS);
    }
    return redactions;
  }
}
