package org.entente.national;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.entente.accord.Approval;
import org.entente.accord.Handling;
import org.entente.accord.Onward;
import org.entente.accord.Pillar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
  void all_four_lists_of_the_constituency_are_searched() throws Exception {
    var list =
        NationalRules.parse(
                """
                entente-national: 1
                constituency:
                  names: [ Ministry of Examples ]
                  domains: [ ministry.example ]
                  addresses: [ 192.0.2.0/24, "2001:db8::/32" ]
                  systems: [ 0, 4294967295 ]
                """)
            .constituency();
    assertThat(list.find("ministry of examples")).isPresent();
    assertThat(list.find("www.ministry.example")).isPresent();
    assertThat(list.find("192.0.2.1")).isPresent();
    assertThat(list.find("2001:db8::1")).isPresent();
    assertThat(list.find("AS4294967295")).isPresent();
    assertThat(list.find("AS0")).isPresent();
  }

  @Test
  void a_rule_holds_in_the_pillars_it_names_and_without_any_in_all() throws Exception {
    var rules =
        NationalRules.parse(
            """
            entente-national: 1
            rules:
              - { id: N1, forbid: true, pillars: [ research, knowledge ] }
              - { id: N2, forbid: 'source.kind == "partner"' }
            """);
    assertThat(rules.forbids().getFirst().clause().pillars())
        .containsExactlyInAnyOrder(Pillar.RESEARCH, Pillar.KNOWLEDGE);
    assertThat(rules.forbids().getLast().clause().pillars())
        .containsExactlyInAnyOrder(Pillar.values());
    assertThat(rules.forbids()).extracting(Rule::national).containsExactly(true, true);
    assertThat(rules.forbids())
        .as("what only the releaser knows is not judged at the receiver")
        .extracting(Rule::isAttested)
        .containsExactly(false, true);
  }

  @Test
  void a_require_asks_for_what_it_says_and_else_for_nothing() throws Exception {
    var rules =
        NationalRules.parse(
            """
            entente-national: 1
            rules:
              - { id: N1, require: "true", text: Said plainly. }
              - id: N2
                require: "true"
                text: { en: Said too., fr: Dit aussi. }
                approval: two-officers
                redact: [ { paths: [ /x_internal ] } ]
                handling: { onward: none }
            """);
    var plain = rules.requires().getFirst().clause();
    assertThat(plain.approval()).isEqualTo(Approval.NONE);
    assertThat(plain.handling()).isEqualTo(Handling.UNSAID);
    assertThat(plain.redact()).isEmpty();
    var strict = rules.requires().getLast().clause();
    assertThat(strict.approval()).isEqualTo(Approval.TWO_OFFICERS);
    assertThat(strict.handling().onward()).contains(Onward.NONE);
    assertThat(rules.text("N1").orElseThrow().in("en")).isEqualTo("Said plainly.");
    assertThat(rules.text("N2").orElseThrow().in("fr")).isEqualTo("Dit aussi.");
    assertThat(rules.text("N3")).isEmpty();
  }

  /// A protection that is misspelt must not be silently none.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "rulez: []",
        "rules: []",
        "rules: [ N1 ]",
        "rules: [ { forbid: true } ]",
        "rules: [ { id: ' ', forbid: true } ]",
        "rules: [ { id: N1, forbid: 1 } ]",
        "rules: [ { id: N1 } ]",
        "rules: [ { id: N1, forbid: true, text: {} } ]",
        "rules: [ { id: N1, forbid: true, text: [ a ] } ]",
        "rules: [ { id: N1, forbid: true, pillars: [] } ]",
        "rules: [ { id: N1, forbid: true, pillars: [ operations, oprations ] } ]",
        "rules: [ { id: N1, require: true, approval: 2 } ]",
        "rules: [ { id: N1, require: true, redact: [] } ]",
        "rules: [ { id: N1, require: true, redact: [ { paths: [] } ] } ]",
        "rules: [ { id: N1, require: true, redact: [ { paths: [ '' ] } ] } ]",
        "rules: [ { id: N1, require: true, redact: [ { paths: [ x ] } ] } ]",
        "rules: [ { id: N1, require: true, handling: {} } ]",
        "rules: [ { id: N1, require: true, handling: { onward: nowhere } } ]",
        "constituency: {}",
        "constituency: [ ministry.example ]",
        "constituency: { names: [] }",
        "constituency: { names: [ '' ] }",
        "constituency: { names: [ Ministry, 1 ] }",
        "constituency: { domains: ministry.example }",
        "constituency: { systems: [ -1 ] }",
        "constituency: { systems: [ 4294967296 ] }",
        "constituency: { systems: [ AS64496 ] }"
      })
  void one_fault_refuses_the_file(String fault) {
    var rejected =
        catchThrowableOfType(
            NationalRejected.class, () -> NationalRules.parse("entente-national: 1\n" + fault));
    assertThat(rejected).as(fault).isNotNull();
    assertThat(rejected.faults()).as(fault).hasSize(1);
  }

  @Test
  void a_file_of_another_version_is_refused() {
    for (var version : List.of("", "entente-national: 2\n", "entente-national: one\n")) {
      var yaml = version + "constituency: { names: [ Ministry ] }";
      assertThat(catchThrowableOfType(NationalRejected.class, () -> NationalRules.parse(yaml)))
          .as(yaml)
          .isNotNull();
    }
  }

  @Test
  void an_id_has_at_most_64_characters() throws Exception {
    var yaml = "entente-national: 1\nrules: [ { id: %s, forbid: true } ]";
    assertThat(NationalRules.parse(yaml.formatted("N".repeat(64))).forbids()).hasSize(1);
    assertThat(
            catchThrowableOfType(
                NationalRejected.class, () -> NationalRules.parse(yaml.formatted("N".repeat(65)))))
        .isNotNull();
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
