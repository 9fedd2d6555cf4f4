package org.entente.national;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;

class NationalRulesTest {
  @Test
  void reads_rules_and_the_constituency_list() throws Exception {
    var rules =
        NationalRules.parse(
            """
            entente-national: 1
            rules:
              - id: N1
                text: { en: Nothing of it leaves. }
                pillars: [ operations ]
                forbid: '"x" in labels'
              - id: N2
                require: type == "sighting"
                approval: two-officers
                redact: [ "time:day", { paths: [ /x_internal ] } ]
                handling: { onward: none }
            constituency:
              names: [ Ministry of Examples ]
              domains: [ ministry.example ]
              addresses: [ 192.0.2.0/24, "2001:db8::/32" ]
              systems: [ 64496 ]
            """);
    assertThat(rules.forbids()).hasSize(1);
    assertThat(rules.requires().getFirst().clause().redact()).hasSize(2);
    assertThat(rules.constituency().find("the Ministry of Examples")).isPresent();
    assertThat(rules.text("N1").orElseThrow().in("en")).isEqualTo("Nothing of it leaves.");
  }

  @Test
  void an_empty_file_is_no_rules() throws Exception {
    assertThat(NationalRules.parse("").forbids()).isEmpty();
    assertThat(NationalRules.parse("# nothing yet\n").constituency().isEmpty()).isTrue();
  }

  @Test
  void every_fault_is_told_with_its_place() {
    var rejected =
        catchThrowableOfType(
            NationalRejected.class,
            () ->
                NationalRules.parse(
                    """
                    entente-national: 1
                    rules:
                      - { id: N1, forbid: "lables.size() > 0" }
                      - { id: N1, require: "true", redact: [ descriptions ], approval: boss }
                      - { id: N3, forbid: "true", require: "true" }
                      - { id: N4, forbid: "true", redact: [ description ] }
                    constituency: { domain: [ a.example ], addresses: [ 1.2.3 ], systems: [ x ] }
                    """));
    assertThat(rejected.faults())
        .hasSize(9)
        .anySatisfy(fault -> assertThat(fault).startsWith("3:").contains("lables"))
        .anySatisfy(fault -> assertThat(fault).startsWith("4:").contains("an id of its own"))
        .anySatisfy(fault -> assertThat(fault).contains("expected none, officer"))
        .anySatisfy(fault -> assertThat(fault).contains("time:hour"))
        .anySatisfy(fault -> assertThat(fault).contains("either forbid or require"))
        .anySatisfy(fault -> assertThat(fault).contains("unknown name \"redact\""))
        .anySatisfy(fault -> assertThat(fault).contains("unknown name \"domain\""))
        .anySatisfy(fault -> assertThat(fault).contains("1.2.3"))
        .anySatisfy(fault -> assertThat(fault).contains("autonomous system"));
  }

  @Test
  void a_file_that_is_no_yaml_is_refused() {
    assertThat(catchThrowableOfType(NationalRejected.class, () -> NationalRules.parse("a: [")))
        .isNotNull();
    assertThat(catchThrowableOfType(NationalRejected.class, () -> NationalRules.parse("- a")))
        .isNotNull();
  }
}
