package org.entente.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.release.Samples.object;

import org.entente.json.CanonicalJson;
import org.entente.json.JsonPointer;
import org.entente.json.JsonValue;
import org.junit.jupiter.api.Test;

class EditTest {
  private static final String ID = "'id':'note--0b000000-0000-4000-8000-000000000001'";

  private static String without(String members, String... places) {
    var edit = new Edit();
    for (var place : places) {
      edit.take(JsonPointer.parse(place).orElseThrow());
    }
    var edited = edit.of(object("{'type':'note'," + ID + "," + members + "}").json());
    return CanonicalJson.text(edited.without("type").without("id")).replace('"', '\'');
  }

  @Test
  void takes_out_members_and_items() {
    assertThat(without("'a':1,'b':[1,2,3]", "/a", "/b/1")).isEqualTo("{'b':[1,3]}");
  }

  @Test
  void leaves_no_empty_list_or_object_behind() {
    assertThat(without("'a':{'b':[1]},'c':[],'d':2", "/a/b/0")).isEqualTo("{'c':[],'d':2}");
  }

  @Test
  void a_place_that_is_not_there_changes_nothing() {
    assertThat(without("'a':[1]", "/a/7", "/b/c")).isEqualTo("{'a':[1]}");
  }

  @Test
  void selectors_follow_the_items_that_moved_up() {
    assertThat(
            without(
                "'labels':['a','b','c'],'granular_markings':["
                    + "{'marking_ref':'m','selectors':['labels.[0]','labels.[2]']},"
                    + "{'marking_ref':'n','selectors':['labels.[1]']}]",
                "/labels/1"))
        .isEqualTo(
            "{'granular_markings':[{'marking_ref':'m','selectors':['labels.[0]','labels.[1]']}],"
                + "'labels':['a','c']}");
  }

  @Test
  void selectors_below_moved_items_follow_too() {
    assertThat(
            without(
                "'x':[{'u':1},{'u':2}],'granular_markings':["
                    + "{'marking_ref':'m','selectors':['x.[1].u']}]",
                "/x/0"))
        .contains("'selectors':['x.[0].u']");
  }

  @Test
  void a_replaced_value_stays_where_it_was() {
    var json = object("{'type':'note'," + ID + ",'a':[1,2]}").json();
    var edit = new Edit();
    edit.replace(JsonPointer.parse("/a/1").orElseThrow(), JsonValue.of("two"));
    assertThat(CanonicalJson.text(edit.of(json))).contains("\"a\":[1,\"two\"]");
  }

  @Test
  void a_place_both_replaced_and_taken_is_taken() {
    var at = JsonPointer.parse("/a").orElseThrow();
    var edit = new Edit();
    edit.take(at);
    edit.replace(at, JsonValue.of("two"));
    var edited = edit.of(object("{'type':'note'," + ID + ",'a':1}").json());
    assertThat(edited.has("a")).isFalse();
  }

  @Test
  void knows_what_it_takes_and_what_goes_along() {
    var edit = new Edit();
    assertThat(edit.isEmpty()).isTrue();
    edit.replace(JsonPointer.parse("/c").orElseThrow(), JsonValue.of(1));
    assertThat(edit.isEmpty()).isFalse();
    assertThat(edit.takesNothing()).isTrue();
    edit.take(JsonPointer.parse("/a/b").orElseThrow());
    assertThat(edit.takesNothing()).isFalse();
    assertThat(edit.takes(JsonPointer.parse("/a/b").orElseThrow())).isTrue();
    assertThat(edit.takes(JsonPointer.parse("/a/b/0/c").orElseThrow())).isTrue();
    assertThat(edit.takes(JsonPointer.parse("/a").orElseThrow())).isFalse();
    assertThat(edit.takes(JsonPointer.parse("/a/c").orElseThrow())).isFalse();
    assertThat(edit.takes(JsonPointer.parse("/c").orElseThrow())).isFalse();
  }
}
