package org.entente.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.entente.accord.Accord;
import org.junit.jupiter.api.Test;

class AccordTextTest {
  private final Accord accord = AccordSample.read(AccordSample.YAML).accord();

  @Test
  void shows_prose_beside_expression() {
    assertThat(AccordText.of(accord, "en"))
        .contains(
            """
            2.1   Indicators go.
                  permit   type == "indicator"
                  from level liaison up, up to TLP:GREEN, only from XA
                  references to what the partner lacks: redact
            """)
        .contains("audience constituents")
        .contains("purpose defence")
        .contains(
            """
            2.2   No personal data.
                  forbid   personal
                  at every level, in every pillar
            """)
        .contains(
            """
                  require  tlp >= TLP.AMBER
                  at every level, in information, operations
                  approval officer
                  redact   created-by, time:hour, paths:/name
            """)
        .contains("undertaking: binds people, decides nothing");
  }

  @Test
  void begins_with_who_and_until_when() {
    assertThat(AccordText.of(accord, "fr"))
        .startsWith("Accord d'essai\n" + accord.id() + " revision 1\nsha256 " + accord.digest())
        .contains("from 2026-12-01 until 2029-12-01, tacitly renewed, notice P90D")
        .contains("levels, lowest first: channel, liaison, operational")
        .contains("at first: information liaison, operations liaison, research channel")
        .contains("what is not marked counts as TLP:AMBER, PAP:AMBER")
        .contains("2.1   Les indicateurs partent.");
  }

  @Test
  void ends_with_the_terms_that_bind_beside_the_clauses() throws Exception {
    var template = AccordReader.read(Files.readAllBytes(Path.of("accords/cyber-defence.yaml")));
    assertThat(AccordText.of(template.accord(), "en"))
        .contains(
            """
            Obligations
              acknowledge
                alert PT15M
              answer
                critical PT1H
            """)
        .contains("  unmarked\n    tlp AMBER\n    pap AMBER\n")
        .contains("  constituents The bodies that a party's national team serves\n")
        .contains("  languages en, fr, ar, he\n  prevails en\n")
        .contains("  no-duty-to-share yes\n")
        .contains("      runs 10\n      items 20000\n")
        .contains("Contact XA, duty-officer\n  24/7 en, fr, ar\n  mail duty@first.example\n");
  }
}
