package org.entente.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.release.Samples.EAST;
import static org.entente.release.Samples.NORTH;
import static org.entente.release.Samples.SOUTH;
import static org.entente.release.Samples.object;
import static org.entente.release.Samples.permit;

import java.util.List;
import org.entente.accord.Accord;
import org.entente.stix.StixId;
import org.entente.stix.StixObject;
import org.junit.jupiter.api.Test;

class SecretPartiesTest {
  private static final Accord PUBLIC = Samples.accord(permit("1", "true", "RED")).accord();
  private static final Accord SECRET = Samples.secret().accord(); // of NORTH and EAST

  private static SecretParties toward(String recipient, Accord... known) {
    return new SecretParties(List.of(known), NORTH, recipient);
  }

  private static StixObject of(String type, String name) {
    return object(
        "{'type':'%s','id':'%s--0b000000-0000-4000-8000-000000000001','name':'%s'}"
            .formatted(type, type, name));
  }

  @Test
  void the_other_party_of_a_secret_accord_is_not_for_a_third() {
    var secret = toward(SOUTH, PUBLIC, SECRET);
    assertThat(secret.has(new StixId(EAST))).isTrue();
    assertThat(secret.has(new StixId(NORTH))).as("the sender itself").isFalse();
    assertThat(secret.has(new StixId(SOUTH))).as("the recipient itself").isFalse();
  }

  @Test
  void its_own_parties_know_of_it() {
    assertThat(toward(EAST, PUBLIC, SECRET).has(new StixId(EAST))).isFalse();
    assertThat(toward(EAST, PUBLIC, SECRET).has(new StixId(NORTH))).isFalse();
  }

  @Test
  void a_party_that_a_public_accord_names_is_no_secret() {
    var named =
        Samples.readAs(
                head -> head.replace(SOUTH, EAST).replace("c2a7d6a0", "e4c9f8c2"),
                Samples.article("information", permit("1", "true", "RED")))
            .accord();
    assertThat(toward(SOUTH, SECRET, named).has(new StixId(EAST))).isFalse();
    assertThat(toward(SOUTH, SECRET).has(new StixId(EAST))).isTrue();
  }

  @Test
  void where_no_accord_is_secret_nobody_is() {
    var none = toward(SOUTH, PUBLIC);
    assertThat(none.has(new StixId(EAST))).isFalse();
    assertThat(none.areNamedIn(of("identity", "Eastern League"))).isFalse();
  }

  @Test
  void supporting_objects_name_them_by_id_or_in_words() {
    var secret = toward(SOUTH, PUBLIC, SECRET);
    for (var type :
        List.of("identity", "marking-definition", "extension-definition", "language-content")) {
      assertThat(secret.areNamedIn(of(type, "Friends of the Eastern League"))).as(type).isTrue();
      assertThat(secret.areNamedIn(of(type, "about " + EAST))).as(type).isTrue();
      assertThat(secret.areNamedIn(of(type, "North-eastern"))).as(type).isFalse();
    }
    var itself = object("{'type':'identity','id':'%s','name':'n'}".formatted(EAST));
    assertThat(secret.areNamedIn(itself)).isTrue();
  }

  @Test
  void what_an_analyst_writes_is_for_people_to_judge() {
    assertThat(toward(SOUTH, PUBLIC, SECRET).areNamedIn(of("report", "The Eastern League")))
        .isFalse();
  }
}
