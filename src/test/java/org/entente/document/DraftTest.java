package org.entente.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.entente.document.AccordSample.BEGINS;
import static org.entente.document.AccordSample.ID;
import static org.entente.document.AccordSample.NORTH_KEYS;
import static org.entente.document.AccordSample.SOUTH_KEYS;
import static org.entente.document.AccordSample.TODAY;
import static org.entente.document.AccordSample.card;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.entente.accord.KeyUse;
import org.entente.accord.Party;
import org.entente.accord.Sample;
import org.junit.jupiter.api.Test;

class DraftTest {
  @Test
  void puts_the_cards_of_two_parties_into_the_template() throws Exception {
    var template = AccordReader.read(Files.readAllBytes(Path.of("accords/cyber-defence.yaml")));
    var draft =
        new Draft(template)
            .compose(
                List.of(card(Sample.NORTH, "FR", NORTH_KEYS), card(Sample.SOUTH, "MA", SOUTH_KEYS)),
                ID,
                TODAY,
                LocalDate.parse("2027-01-15"));
    var accord = draft.accord();
    assertThat(accord.id()).isEqualTo(ID);
    assertThat(accord.parties()).extracting(Party::country).containsExactly("FR", "MA");
    assertThat(accord.parties()).extracting(Party::id).containsExactly(Sample.NORTH, Sample.SOUTH);
    assertThat(accord.parties().getFirst().name().in("en")).isEqualTo("Authority of FR");
    assertThat(accord.parties().getFirst().contacts()).as("invented ones").isEmpty();
    assertThat(accord.term().from()).isEqualTo(LocalDate.parse("2027-01-15"));
    assertThat(accord.term().until()).isEqualTo(LocalDate.parse("2030-01-15"));
    assertThat(accord.clauses().count()).isEqualTo(template.accord().clauses().count());
    SignedAccord.sign(draft, NORTH_KEYS).and(SOUTH_KEYS).requireSignedByAll(AccordSample.SIGNING);
  }

  @Test
  void keeps_what_the_template_says_of_a_known_country() throws Exception {
    var example =
        AccordReader.read(Files.readAllBytes(Path.of("accords/examples/morocco-israel-2021.yaml")));
    var draft =
        new Draft(example)
            .compose(
                List.of(card(Sample.SOUTH, "IL", SOUTH_KEYS), card(Sample.NORTH, "MA", NORTH_KEYS)),
                ID,
                TODAY,
                BEGINS)
            .accord();
    assertThat(draft.party("MA").orElseThrow().id()).isEqualTo(Sample.NORTH);
    assertThat(draft.party("MA").orElseThrow().name())
        .isEqualTo(example.accord().party("MA").orElseThrow().name());
    assertThat(draft.party("IL").orElseThrow().contacts()).isNotEmpty();
  }

  @Test
  void signing_keys_are_of_the_body_that_signs_and_others_of_the_authority() {
    var north = AccordSample.keyed().accord().party("XA").orElseThrow();
    assertThat(north.keys())
        .allSatisfy(key ->
            assertThat(key.body()).isEqualTo(key.use() == KeyUse.SIGN ? "signatory" : "authority"));
  }

  @Test
  void a_party_without_a_card_is_refused() {
    var draft = new Draft(AccordSample.read(AccordSample.YAML));
    assertThatThrownBy(
            () -> draft.compose(List.of(card(Sample.NORTH, "XA", NORTH_KEYS)), ID, TODAY, BEGINS))
        .isInstanceOf(AccordRejected.class)
        .hasMessageContaining("a party XB and no card is its");
  }

  @Test
  void a_further_card_becomes_a_further_party() throws Exception {
    var draft =
        new Draft(AccordSample.read(AccordSample.YAML))
            .compose(
                List.of(
                    card(Sample.NORTH, "XA", NORTH_KEYS),
                    card(Sample.SOUTH, "XB", SOUTH_KEYS),
                    card("identity--0a000000-0000-4000-8000-000000000003", "FR", List.of())),
                ID,
                TODAY,
                BEGINS);
    assertThat(draft.accord().parties())
        .extracting(Party::country)
        .containsExactly("XA", "XB", "FR");
    assertThat(draft.accord().party("FR").orElseThrow().signatories()).hasSize(1);
  }
}
