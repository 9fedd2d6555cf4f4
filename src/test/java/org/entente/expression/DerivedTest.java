package org.entente.expression;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.entente.json.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DerivedTest {
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
      })
  void nobody_else_is(String json) throws Exception {
    assertThat(isPersonal(json)).isFalse();
  }
}
