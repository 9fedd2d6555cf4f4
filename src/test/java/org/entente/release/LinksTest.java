package org.entente.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.release.Samples.EAST;
import static org.entente.release.Samples.GREEN;
import static org.entente.release.Samples.NORTH;
import static org.entente.release.Samples.SOUTH;
import static org.entente.release.Samples.accord;
import static org.entente.release.Samples.object;
import static org.entente.release.Samples.permit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.entente.accord.Accord;
import org.entente.accord.CompiledAccord;
import org.entente.accord.RefsRule;
import org.entente.json.CanonicalJson;
import org.entente.json.JsonPointer;
import org.entente.redaction.Edit;
import org.entente.stix.StixId;
import org.entente.stix.StixObject;
import org.junit.jupiter.api.Test;

class LinksTest {
  private static final CompiledAccord ACCORD = accord(permit("1", "true", "RED"));
  private static final StixId A = new StixId("malware--0b000000-0000-4000-8000-00000000000a");
  private static final StixId B = new StixId("campaign--0b000000-0000-4000-8000-00000000000b");
  private static final StixId COPY = new StixId("malware--0c000000-0000-4000-8000-00000000000c");
  private static final StixId STATEMENT =
      new StixId("marking-definition--0b000000-0000-4000-8000-0000000000aa");

  private final Edit edit = new Edit();
  private Between between = Samples.between(ACCORD);
  private Optional<RefsRule> rule = Optional.empty();

  private Links links(StixObject object, Map<StixId, Fate> fates) {
    return new Links(
        object, edit, id -> fates.getOrDefault(id, Fate.ABSENT), between, rule::orElse);
  }

  private static StixObject report(StixId... members) {
    var refs = String.join("','", List.of(members).stream().map(StixId::text).toList());
    return of("report", "'object_refs':['" + refs + "']");
  }

  private static StixObject relationship() {
    return of("relationship", "'source_ref':'%s','target_ref':'%s'".formatted(A, B));
  }

  private static StixObject of(String type, String members) {
    return object(
        "{'type':'%s','id':'%s--0b000000-0000-4000-8000-000000000001',%s}"
            .formatted(type, type, members));
  }

  private static JsonPointer at(String text) {
    return JsonPointer.parse(text).orElseThrow();
  }

  private static Finding refusal(Optional<Links.Stop> stop) {
    assertThat(stop).containsInstanceOf(Links.Stop.Refused.class);
    return ((Links.Stop.Refused) stop.orElseThrow()).reason().finding();
  }

  private String left(StixObject object) {
    return CanonicalJson.text(edit.of(object.json()));
  }

  @Test
  void what_the_partner_has_stays_as_it_is() {
    var links = links(report(A, B), Map.of(A, new Fate.Gone(A), B, Fate.THEIRS));
    assertThat(links.follow()).isEmpty();
    assertThat(links.edit().isEmpty()).isTrue();
    assertThat(links.steps()).isEmpty();
  }

  @Test
  void by_default_what_is_absent_stays_named_and_what_is_held_back_does_not() {
    var links = links(report(A, B), Map.of(A, Fate.WITHHELD, B, Fate.ABSENT));
    assertThat(links.follow()).isEmpty();
    assertThat(links.removed()).containsExactly(at("/object_refs/0"));
    assertThat(left(report(A, B))).doesNotContain(A.text()).contains(B.text());
    assertThat(links.steps())
        .extracting(Step::finding)
        .containsExactly(Finding.REFERENCE_REMOVED, Finding.REFERENCE_KEPT);
  }

  @Test
  void what_waits_at_an_officers_desk_is_not_named_either() {
    var links = links(report(A, B), Map.of(A, Fate.HELD, B, Fate.THEIRS));
    assertThat(links.follow()).isEmpty();
    assertThat(links.removed()).containsExactly(at("/object_refs/0"));
  }

  @Test
  void the_clause_may_keep_redact_or_withhold() {
    rule = Optional.of(RefsRule.WITHHOLD);
    assertThat(refusal(links(report(A), Map.of()).follow())).isEqualTo(Finding.REFERENCE_FORBIDS);

    rule = Optional.of(RefsRule.KEEP);
    assertThat(links(report(A), Map.of(A, Fate.WITHHELD)).follow()).isEmpty();
    assertThat(edit.isEmpty()).isTrue();

    rule = Optional.of(RefsRule.REDACT);
    assertThat(links(report(A, B), Map.of(B, Fate.THEIRS)).follow()).isEmpty();
    assertThat(edit.takes(at("/object_refs/0"))).isTrue();
  }

  @Test
  void what_went_as_a_copy_is_named_by_the_copys_id() {
    var links = links(report(A, B), Map.of(A, new Fate.Gone(COPY), B, Fate.THEIRS));
    assertThat(links.follow()).isEmpty();
    assertThat(links.removed()).isEmpty();
    assertThat(left(report(A, B))).contains(COPY.text()).doesNotContain(A.text());
    assertThat(links.original(COPY)).isEqualTo(A);
    assertThat(links.original(B)).isEqualTo(B);
    assertThat(links.steps())
        .containsExactly(Step.of(Finding.REFERENCE_REWRITTEN, "/object_refs/0", COPY.text()));
  }

  @Test
  void a_relationship_waits_for_an_end_that_waits() {
    var stop = links(relationship(), Map.of(A, Fate.THEIRS, B, Fate.HELD)).follow();
    assertThat(stop).contains(new Links.Stop.Waiting(B));
  }

  @Test
  void of_two_ends_that_wait_the_first_is_named() {
    var stop = links(relationship(), Map.of(A, Fate.HELD, B, Fate.HELD)).follow();
    assertThat(stop).contains(new Links.Stop.Waiting(A));
  }

  @Test
  void a_relationship_without_an_end_says_nothing() {
    for (var fate : List.of(Fate.WITHHELD, Fate.ABSENT)) {
      assertThat(refusal(links(relationship(), Map.of(A, Fate.THEIRS, B, fate)).follow()))
          .isEqualTo(Finding.END_WITHHELD);
      assertThat(refusal(links(relationship(), Map.of(A, fate, B, Fate.THEIRS)).follow()))
          .isEqualTo(Finding.END_WITHHELD);
    }
  }

  @Test
  void an_end_that_is_withheld_outweighs_one_that_waits() {
    var stop = links(relationship(), Map.of(A, Fate.HELD, B, Fate.WITHHELD)).follow();
    assertThat(refusal(stop)).isEqualTo(Finding.END_WITHHELD);
  }

  @Test
  void a_clause_that_keeps_references_does_not_keep_ends() {
    rule = Optional.of(RefsRule.KEEP);
    assertThat(refusal(links(relationship(), Map.of()).follow())).isEqualTo(Finding.END_WITHHELD);
  }

  @Test
  void a_sighting_has_one_end_and_may_lose_where_it_was() {
    var sighting =
        of("sighting", "'sighting_of_ref':'%s','where_sighted_refs':['%s']".formatted(A, EAST));
    var links = links(sighting, Map.of(A, Fate.THEIRS, new StixId(EAST), Fate.WITHHELD));
    assertThat(links.follow()).isEmpty();
    assertThat(links.removed()).containsExactly(at("/where_sighted_refs/0"));
    assertThat(refusal(links(sighting, Map.of(A, Fate.WITHHELD)).follow()))
        .isEqualTo(Finding.END_WITHHELD);
  }

  @Test
  void an_end_is_one_only_at_the_top() {
    var inside = of("relationship", "'x_more':{'source_ref':'%s'}".formatted(A));
    assertThat(links(inside, Map.of(A, Fate.WITHHELD)).follow()).isEmpty();
    assertThat(edit.takes(at("/x_more/source_ref"))).isTrue();
  }

  @Test
  void a_translation_of_what_went_as_a_copy_stays() {
    var translation = of("language-content", "'object_ref':'%s'".formatted(A));
    assertThat(refusal(links(translation, Map.of(A, new Fate.Gone(COPY))).follow()))
        .isEqualTo(Finding.TRANSLATES_A_COPY);
    assertThat(links(translation, Map.of(A, new Fate.Gone(A))).follow()).isEmpty();
    assertThat(links(translation, Map.of(A, Fate.HELD)).follow())
        .contains(new Links.Stop.Waiting(A));
  }

  @Test
  void nobody_gets_a_marking_whose_definition_he_has_not_got() {
    var marked = of("note", "'object_marking_refs':['%s']".formatted(STATEMENT));
    assertThat(refusal(links(marked, Map.of()).follow())).isEqualTo(Finding.MARKING_NOT_THERE);
    assertThat(links(marked, Map.of(STATEMENT, Fate.HELD)).follow())
        .contains(new Links.Stop.Waiting(STATEMENT));
    assertThat(links(marked, Map.of(STATEMENT, Fate.THEIRS)).follow()).isEmpty();
    var part =
        of(
            "note",
            "'granular_markings':[{'marking_ref':'%s','selectors':['type']}]".formatted(STATEMENT));
    assertThat(refusal(links(part, Map.of()).follow())).isEqualTo(Finding.MARKING_NOT_THERE);
  }

  @Test
  void the_parties_the_standard_markings_and_itself_need_not_go() {
    var note =
        of(
            "note",
            "'created_by_ref':'%s','object_marking_refs':['%s'],'object_refs':['%s','%s']"
                .formatted(NORTH, GREEN, SOUTH, "note--0b000000-0000-4000-8000-000000000001"));
    rule = Optional.of(RefsRule.WITHHOLD);
    assertThat(links(note, Map.of()).follow()).isEmpty();
    assertThat(edit.isEmpty()).isTrue();
  }

  @Test
  void a_party_of_a_secret_accord_is_not_named() {
    var secret = Samples.secret();
    between = withKnown(secret.accord());
    var east = new StixId(EAST);
    var report = report(east, A);
    var links = links(report, Map.of(east, Fate.THEIRS, A, Fate.THEIRS));
    assertThat(links.follow()).isEmpty();
    assertThat(left(report)).doesNotContain(EAST);
    var end = of("relationship", "'source_ref':'%s','target_ref':'%s'".formatted(A, EAST));
    assertThat(refusal(links(end, Map.of(A, Fate.THEIRS)).follow()))
        .isEqualTo(Finding.NAMES_A_SECRET_PARTY);
  }

  private static Between withKnown(Accord secret) {
    return new Between(
        NORTH,
        SOUTH,
        at -> List.of(ACCORD),
        (accord, pillar, at) -> Optional.of(accord.levels().getLast()),
        List.of(ACCORD.accord(), secret));
  }

  @Test
  void a_report_emptied_by_this_says_nothing() {
    for (var type : List.of("report", "grouping", "note", "opinion", "observed-data")) {
      var emptied = of(type, "'object_refs':['%s','%s']".formatted(A, B));
      assertThat(refusal(links(emptied, Map.of(A, Fate.WITHHELD, B, Fate.WITHHELD)).follow()))
          .as(type)
          .isEqualTo(Finding.NOTHING_LEFT);
    }
    var custom = of("x-list", "'object_refs':['%s']".formatted(A));
    assertThat(links(custom, Map.of(A, Fate.WITHHELD)).follow()).isEmpty();
  }

  @Test
  void a_report_that_had_no_members_is_not_emptied() {
    edit.take(at("/x_other"));
    assertThat(links(of("report", "'object_refs':[]"), Map.of()).follow()).isEmpty();
  }

  @Test
  void a_report_whose_list_was_redacted_is_emptied() {
    edit.take(at("/object_refs"));
    assertThat(refusal(links(report(A), Map.of(A, Fate.THEIRS)).follow()))
        .isEqualTo(Finding.NOTHING_LEFT);
  }

  @Test
  void traffic_needs_one_of_its_ends() {
    var traffic =
        of("network-traffic", "'src_ref':'%s','dst_ref':'%s','protocols':['tcp']".formatted(A, B));
    assertThat(links(traffic, Map.of(A, Fate.WITHHELD, B, Fate.THEIRS)).follow()).isEmpty();
    assertThat(refusal(links(traffic, Map.of(A, Fate.WITHHELD, B, Fate.WITHHELD)).follow()))
        .isEqualTo(Finding.NOTHING_LEFT);
  }

  @Test
  void traffic_that_had_no_ends_keeps_what_it_has() {
    var traffic = of("network-traffic", "'src_payload_ref':'%s'".formatted(A));
    assertThat(links(traffic, Map.of(A, new Fate.Gone(COPY))).follow()).isEmpty();
    assertThat(left(traffic)).contains(COPY.text());
  }

  @Test
  void a_reference_that_a_redaction_took_is_not_looked_at() {
    edit.take(at("/created_by_ref"));
    rule = Optional.of(RefsRule.WITHHOLD);
    var note = of("x-note", "'created_by_ref':'%s'".formatted(EAST));
    assertThat(links(note, Map.of()).follow()).isEmpty();
    edit.take(at("/source_ref"));
    assertThat(refusal(links(relationship(), Map.of(B, Fate.THEIRS)).follow()))
        .as("but an end must be there")
        .isEqualTo(Finding.NOTHING_LEFT);
  }
}
