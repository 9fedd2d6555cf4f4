package org.entente.expression;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.entente.json.Json;
import org.entente.stix.StixId;
import org.entente.stix.StixObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DerivedTest {
  private static final String ID = "0b000000-0000-4000-8000-00000000000";

  private static StixObject object(String type, String members) throws Exception {
    var json = "{'type':'%s','id':'%s--%s1'%s}".formatted(type, type, ID, members);
    return StixObject.read(json.replace('\'', '"').getBytes(UTF_8));
  }

  private static Derived derived(String members) throws Exception {
    return new Derived(object("report", members));
  }

  @Test
  void a_label_of_ours_speaks_before_the_property() throws Exception {
    var both =
        derived(
            """
            ,'labels':['entente:severity=high','entente:exercise=autumn','entente:sectors=energy',
             'entente:sectors=water','entente:countries=xa','severity=none','entente:sector=x'],
             'severity':'low','exercise':'spring','sectors':['health'],'countries':['XB']\
            """);
    assertThat(both.severity()).isEqualTo("high");
    assertThat(both.exercise()).isEqualTo("autumn");
    assertThat(both.sectors()).containsExactly("energy", "water");
    assertThat(both.countries()).containsExactly("XA");
    assertThat(both.labels()).hasSize(7);
  }

  @Test
  void without_a_label_of_ours_the_property_speaks() throws Exception {
    var plain =
        derived(
            """
            ,'labels':['severity=high','sectors=energy'],'severity':'low','exercise':'spring',
             'sectors':['health','water'],'countries':['xb','XC']\
            """);
    assertThat(plain.severity()).isEqualTo("low");
    assertThat(plain.exercise()).isEqualTo("spring");
    assertThat(plain.sectors()).containsExactly("health", "water");
    assertThat(plain.countries()).containsExactly("XB", "XC");
    var another = derived(",'labels':['entente:severity=high'],'sectors':'health'");
    assertThat(another.sectors()).containsExactly("health");
    assertThat(another.exercise()).isEmpty();
  }

  @Test
  void what_nobody_says_is_empty() throws Exception {
    var silent = derived("");
    assertThat(silent.severity()).isEmpty();
    assertThat(silent.exercise()).isEmpty();
    assertThat(silent.sectors()).isEmpty();
    assertThat(silent.countries()).isEmpty();
    assertThat(silent.vulnerability()).isEqualTo(Facts.Vulnerability.NONE);
    assertThat(silent.confidence()).isEqualTo(-1);
  }

  @Test
  void a_location_has_one_country() throws Exception {
    assertThat(derived(",'country':'xa'").countries()).containsExactly("XA");
    assertThat(derived(",'country':'xa','countries':['xb']").countries()).containsExactly("XB");
  }

  @Test
  void a_vulnerability_is_unfixed_or_exploited_or_both() throws Exception {
    assertThat(derived(",'labels':['entente:vulnerability=unfixed']").vulnerability())
        .isEqualTo(new Facts.Vulnerability(true, false));
    assertThat(derived(",'vulnerability':['exploited']").vulnerability())
        .isEqualTo(new Facts.Vulnerability(false, true));
    assertThat(derived(",'vulnerability':['exploited','unfixed']").vulnerability())
        .isEqualTo(new Facts.Vulnerability(true, true));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "100, 100", "101, -1", "-1, -1", "'\"80\"', -1", "8.5, -1"})
  void confidence_is_0_to_100_or_unsaid(String said, int confidence) throws Exception {
    assertThat(derived(",'confidence':" + said).confidence()).isEqualTo(confidence);
  }

  @Test
  void whom_an_object_shows_as_attacked() throws Exception {
    var victim = new StixId("identity--" + ID + "2");
    var attacker = new StixId("campaign--" + ID + "3");
    var ends = ",'relationship_type':'%s','source_ref':'%s','target_ref':'%s'";
    assertThat(
            Derived.victimIds(
                object("relationship", ends.formatted("targets", attacker.text(), victim.text()))))
        .containsExactly(victim);
    assertThat(
            Derived.victimIds(
                object("relationship", ends.formatted("uses", attacker.text(), victim.text()))))
        .isEmpty();
    assertThat(
            Derived.victimIds(
                object(
                    "sighting",
                    ",'sighting_of_ref':'%s','where_sighted_refs':['%s','%s']"
                        .formatted(attacker.text(), victim.text(), victim.text()))))
        .containsExactly(victim);
    assertThat(Derived.victimIds(object("incident", ",'victim_refs':['" + victim.text() + "']")))
        .containsExactly(victim);
    assertThat(Derived.victimIds(object("report", ",'victim_refs':['" + victim.text() + "']")))
        .isEmpty();
  }

  @Test
  void the_markings_of_the_whole_and_of_its_parts_each_once() throws Exception {
    var green = "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb";
    var own = "marking-definition--" + ID + "a";
    var part = "marking-definition--" + ID + "b";
    var marked =
        object(
            "report",
            """
            ,'created_by_ref':'identity--%s9','object_marking_refs':['%s','%s'],
             'granular_markings':[{'marking_ref':'%s','selectors':['name']},
               {'marking_ref':'%s','selectors':['description']}]\
            """
                .formatted(ID, green, own, part, own));
    assertThat(Derived.markings(marked)).containsExactlyInAnyOrder(green, own, part);
    assertThat(Derived.namedDefinitions(marked))
        .as("the standard ones need not be looked up")
        .containsExactlyInAnyOrder(new StixId(own), new StixId(part));
  }

  private static boolean isPersonal(String json) throws Exception {
    return Derived.isPersonal(Json.parseObject(json.replace('\'', '"').getBytes(UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'identity','id':'identity--1','identity_class':'individual'}",
        "{'type':'identity','identity_class':'Individual'}",
        "{'type':'identity','identity_class':' INDIVIDUAL '}",
        "{'type':'identity','identity_class':['individual']}",
        "{'type':'x-contact','id':'identity--1','identity_class':'individual'}",
        "{'type':'identity','id':'x-contact--1','identity_class':'individual'}",
        "{'type':'user-account','id':'user-account--1'}",
        "{'type':'x-login','id':'user-account--1'}",
        "{'type':'note','x_by':[{'type':'x-mail','id':'email-addr--1'}]}",
        "{'type':'indicator','pattern':'[email-addr:value = \\u0027a@b.example\\u0027]'}",
      })
  void a_person_is_known_by_type_or_id_and_however_the_class_is_written(String json)
      throws Exception {
    assertThat(isPersonal(json)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'identity','id':'identity--1','identity_class':'organization'}",
        "{'type':'identity','id':'identity--1'}",
        "{'type':'malware','id':'malware--1','identity_class':'individual'}",
        "{'type':'email-address-list','id':'email-addresses--1'}",
        "{'type':'note','id':'note--1','content':'individual user-account--1'}",
        "{'type':'observed-data','objects':{'0':{'type':'file'}},'x_list':[{'a':1},[2]]}",
      })
  void nobody_else_is(String json) throws Exception {
    assertThat(isPersonal(json)).isFalse();
  }
}
