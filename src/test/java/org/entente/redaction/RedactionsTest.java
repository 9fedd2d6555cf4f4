package org.entente.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.entente.release.Samples.AMBER;
import static org.entente.release.Samples.EAST;
import static org.entente.release.Samples.GREEN;
import static org.entente.release.Samples.NORTH;
import static org.entente.release.Samples.RED;
import static org.entente.release.Samples.object;

import java.util.List;
import java.util.Optional;
import org.entente.accord.Redaction;
import org.entente.json.CanonicalJson;
import org.entente.json.JsonPointer;
import org.entente.json.JsonValue;
import org.entente.stix.Markings;
import org.entente.stix.StixId;
import org.entente.stix.Tlp;
import org.junit.jupiter.api.Test;

class RedactionsTest {
  private static final String ID = "0b000000-0000-4000-8000-000000000001";

  /// What is left of an object of this type, without type and id, in single quotes.
  private static String left(String type, String members, Redaction redaction) {
    var whole = object("{'type':'%s','id':'%s--%s',%s}".formatted(type, type, ID, members));
    var markings = Markings.of(whole, id -> Optional.empty());
    var asked = List.of(new Redactions.Asked(redaction, false));
    var cut = Redactions.cut(whole, new StixId(NORTH), markings, Tlp.AMBER, asked);
    var left = cut.edit().of(whole.json()).without("type").without("id");
    return CanonicalJson.text(left).replace('"', '\'');
  }

  private static String left(String type, String members, String word) {
    return left(type, members, Redaction.named(word).orElseThrow());
  }

  @Test
  void created_by_takes_out_the_creator_but_not_ourselves() {
    assertThat(
            left(
                "note",
                "'created_by_ref':'%s','authors':['A'],'x':1".formatted(EAST),
                "created-by"))
        .isEqualTo("{'x':1}");
    assertThat(left("note", "'created_by_ref':'%s'".formatted(NORTH), "created-by"))
        .contains(NORTH);
  }

  @Test
  void identities_go_wherever_they_are_named_or_embedded() {
    assertThat(
            left(
                "sighting",
                "'where_sighted_refs':['%s'],'x_a':{'b_ref':'%s'},'n':{'type':'identity','name':'V'},'c':2"
                    .formatted(EAST, EAST),
                "identities"))
        .isEqualTo("{'c':2}");
  }

  @Test
  void external_references_and_descriptions_go_at_any_depth() {
    assertThat(left("malware", "'external_references':[{'a':1}],'name':'n'", "external-references"))
        .isEqualTo("{'name':'n'}");
    assertThat(
            left(
                "language-content",
                "'contents':{'fr':{'description':'d','name':'n'}},'description':'e'",
                "description"))
        .isEqualTo("{'contents':{'fr':{'name':'n'}}}");
  }

  @Test
  void custom_goes_with_everything_the_standard_does_not_define() {
    assertThat(
            left(
                "indicator",
                "'x_mine':1,'mine':2,'name':'n','extensions':{'extension-definition--"
                    + ID
                    + "':{'a':1}},'kill_chain_phases':[{'x_b':1,'phase_name':'p'}]",
                "custom"))
        .isEqualTo("{'kill_chain_phases':[{'phase_name':'p'}],'name':'n'}");
    assertThat(left("file", "'extensions':{'ntfs-ext':{'sid':'s'}},'name':'n'", "custom"))
        .as("an extension of the standard stays")
        .contains("ntfs-ext");
  }

  @Test
  void observed_counts_become_one_or_go() {
    assertThat(left("observed-data", "'number_observed':50", "observed-counts"))
        .isEqualTo("{'number_observed':1}");
    assertThat(left("sighting", "'count':50,'x':1", "observed-counts")).isEqualTo("{'x':1}");
  }

  @Test
  void times_are_cut_down_but_created_and_modified() {
    var times =
        "'created':'2026-12-24T10:11:12.5Z','first_seen':'2026-12-24T10:11:12.345678Z','x':{'t':'2026-12-24T12:30:00+02:00'}";
    assertThat(left("malware", times, "time:hour"))
        .isEqualTo(
            "{'created':'2026-12-24T10:11:12.5Z','first_seen':'2026-12-24T10:00:00.000Z',"
                + "'x':{'t':'2026-12-24T10:00:00.000Z'}}");
    assertThat(left("malware", times, "time:day")).contains("2026-12-24T00:00:00.000Z");
    assertThat(left("malware", times, "time:month")).contains("2026-12-01T00:00:00.000Z");
  }

  @Test
  void an_indicator_stays_valid_for_some_time() {
    assertThat(
            left(
                "indicator",
                "'valid_from':'2026-12-24T10:11:00Z','valid_until':'2026-12-24T10:55:00Z'",
                "time:hour"))
        .isEqualTo(
            "{'valid_from':'2026-12-24T10:00:00.000Z','valid_until':'2026-12-24T11:00:00.000Z'}");
  }

  @Test
  void granular_takes_out_what_is_marked_above_the_ceiling_and_nothing_else() {
    var marked =
        "'description':'d','labels':['a','b','c'],'name':'n','granular_markings':["
            + "{'marking_ref':'%s','selectors':['description','labels.[0]']},".formatted(RED)
            + "{'marking_ref':'%s','selectors':['labels.[2]']},".formatted(AMBER)
            + "{'marking_ref':'%s','selectors':['name']}]".formatted(GREEN);
    assertThat(left("malware", marked, "granular"))
        .isEqualTo(
            "{'granular_markings':[{'marking_ref':'%s','selectors':['labels.[1]']},"
                    .formatted(AMBER)
                + "{'marking_ref':'%s','selectors':['name']}],".formatted(GREEN)
                + "'labels':['b','c'],'name':'n'}");
  }

  @Test
  void paths_take_out_exactly_these_places() {
    var paths =
        new Redaction.Paths(
            List.of(
                JsonPointer.parse("/labels/0").orElseThrow(),
                JsonPointer.parse("/a~1b").orElseThrow(),
                JsonPointer.parse("/absent").orElseThrow()));
    assertThat(left("note", "'labels':['a','b'],'a/b':1,'c':2", paths))
        .isEqualTo("{'c':2,'labels':['b']}");
  }

  private static Cut cut(String members, Redaction... redactions) {
    var whole = object("{'type':'x-note','id':'x-note--%s',%s}".formatted(ID, members));
    var markings = Markings.of(whole, id -> Optional.empty());
    var asked =
        List.of(redactions).stream().map(each -> new Redactions.Asked(each, false)).toList();
    return Redactions.cut(whole, new StixId(NORTH), markings, Tlp.AMBER, asked);
  }

  private static Redaction named(String word) {
    return Redaction.named(word).orElseThrow();
  }

  private static JsonPointer at(String text) {
    return JsonPointer.parse(text).orElseThrow();
  }

  @Test
  void what_one_redaction_takes_another_does_not_bring_back_coarser() {
    var cut =
        cut(
            "'x_when':'2026-12-01T08:17:27Z','number_observed':5,'count':5",
            named("time:hour"),
            named("custom"),
            named("observed-counts"));
    assertThat(cut.edit().takes(at("/x_when"))).isTrue();
    assertThat(cut.replaced()).doesNotContainKey(at("/x_when"));
    assertThat(cut.edit().takes(at("/count"))).isTrue();
  }

  @Test
  void only_what_is_there_is_told_as_taken() {
    assertThat(cut("'a':1", new Redaction.Paths(List.of(at("/b")))).isEmpty()).isTrue();
    assertThat(cut("'number_observed':1", named("observed-counts")).isEmpty()).isTrue();
    assertThat(cut("'x_t':'2026-12-01T08:00:00.000Z'", named("time:hour")).isEmpty()).isTrue();
    var granular =
        "'a':1,'granular_markings':[{'marking_ref':'%s','selectors':['b','a']}]".formatted(RED);
    assertThat(cut(granular, named("granular")).redacted().getFirst().places())
        .containsExactly(at("/a"));
  }

  @Test
  void of_members_within_one_another_the_outermost_is_taken_by_each_redaction() {
    var cut =
        cut(
            "'x_a':{'description':{'description':'d','x_b':1}}",
            named("description"),
            named("custom"));
    assertThat(cut.redacted())
        .extracting(Redacted::word, Redacted::places)
        .containsExactly(
            tuple("description", List.of(at("/x_a/description"))),
            tuple("custom", List.of(at("/x_a"))));
  }

  @Test
  void somebody_is_found_in_lists_of_lists_too() {
    var cut =
        cut(
            "'m':['text',3,{'type':'tool'},[{'type':'identity','name':'n'}],{'type':'user-account'}]",
            named("identities"));
    assertThat(cut.redacted().getFirst().places()).containsExactly(at("/m/3/0"), at("/m/4"));
  }

  @Test
  void times_in_lists_are_cut_down_too() {
    var cut = cut("'m':[{'t':'2026-12-01T08:17:27Z'},'2026-12-01T08:17:27Z']", named("time:day"));
    assertThat(cut.replaced())
        .containsOnlyKeys(at("/m/0/t"), at("/m/1"))
        .containsValue(JsonValue.of("2026-12-01T00:00:00.000Z"));
  }
}
