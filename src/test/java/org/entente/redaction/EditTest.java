package org.entente.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.release.Samples.object;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.entente.json.CanonicalJson;
import org.entente.json.JsonPointer;
import org.entente.json.JsonValue;
import org.junit.jupiter.api.Test;

class EditTest {
  private static final String ID = "'id':'note--0b000000-0000-4000-8000-000000000001'";

  private static String without(String members, String... places) {
    var edited =
        Edit.of(
            object("{'type':'note'," + ID + "," + members + "}").json(),
            Stream.of(places).map(text -> JsonPointer.parse(text).orElseThrow()).toList(),
            Map.of());
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
    var edited =
        Edit.of(
            json, List.of(), Map.of(JsonPointer.parse("/a/1").orElseThrow(), JsonValue.of("two")));
    assertThat(CanonicalJson.text(edited)).contains("\"a\":[1,\"two\"]");
  }
}
