package org.entente.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.release.Samples.NORTH;
import static org.entente.release.Samples.NOW;
import static org.entente.release.Samples.SOUTH;
import static org.entente.release.Samples.permit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.entente.accord.CompiledAccord;
import org.entente.crypto.Algorithm;
import org.entente.crypto.Sha256;
import org.entente.crypto.SigningKey;
import org.entente.stix.Pap;
import org.entente.stix.Tlp;
import org.junit.jupiter.api.Test;

class StandingTest {
  private static final CompiledAccord ACCORD = Samples.accord(permit("1", "true", "RED"));

  private static Standing standing(CompiledAccord... accords) {
    var bounds = List.of(accords).stream().map(each -> new Bound(each, Map.of())).toList();
    return Standing.of(NOW, bounds, NORTH, SOUTH);
  }

  @Test
  void nothing_stands_without_an_accord() {
    assertThat(standing().refusal()).contains(Step.of(Finding.NO_ACCORD));
    assertThat(standing().told()).isEmpty();
  }

  @Test
  void every_accord_in_force_is_told_and_known_by_its_digest() {
    var standing = standing(ACCORD);
    assertThat(standing.refusal()).isEmpty();
    assertThat(standing.told()).containsExactly(Step.of(Finding.IN_FORCE, "A small accord", "1"));
    assertThat(standing.bound(ACCORD.accord().digest())).isPresent();
    assertThat(standing.bound(Sha256.of())).isEmpty();
  }

  @Test
  void unmarked_counts_as_the_strictest_of_all_accords_says() {
    assertThat(standing().unmarked()).isEqualTo(new Mark(Tlp.CLEAR, Pap.CLEAR));
    assertThat(standing(ACCORD).unmarked()).isEqualTo(new Mark(Tlp.AMBER, Pap.AMBER));
    var stricter =
        Samples.readAs(
            head -> head.replace("tlp: AMBER, pap: AMBER", "tlp: GREEN, pap: RED"),
            Samples.article("information", permit("1", "true", "RED")));
    assertThat(standing(ACCORD, stricter).unmarked()).isEqualTo(new Mark(Tlp.AMBER, Pap.RED));
    assertThat(standing(stricter, ACCORD).unmarked()).isEqualTo(new Mark(Tlp.AMBER, Pap.RED));
  }

  @Test
  void keys_that_are_named_must_not_all_have_lapsed() {
    assertThat(keyed("node", "2026-12-01", "2027-12-01").refusal()).isEmpty();
    assertThat(keyed("hold", "2026-12-01", "2027-12-01").refusal()).isEmpty();
    assertThat(keyed("node", "2026-12-01", "2026-12-24").refusal())
        .as("lapsed that morning")
        .contains(Step.of(Finding.KEYS_LAPSED, NORTH));
    assertThat(keyed("sign", "2026-12-01", "2027-12-01").refusal())
        .as("a key that only signs accords")
        .contains(Step.of(Finding.KEYS_LAPSED, NORTH));
  }

  /// Both parties with one key of this use.
  private static Standing keyed(String use, String from, String until) {
    return standing(
        Samples.readAs(
            head ->
                Pattern.compile("keys: \\[\\]")
                    .matcher(head)
                    .replaceAll(none -> "keys: [ " + key(use, from, until) + " ]"),
            Samples.article("information", permit("1", "true", "RED"))));
  }

  private static String key(String use, String from, String until) {
    var key = SigningKey.generate(Algorithm.ED25519).publicKey().base64Url();
    return "{ kid: %s, body: authority, use: %s, alg: Ed25519, public: %s, from: %s, until: %s }"
        .formatted("k" + key.hashCode(), use, key, from, until);
  }

  @Test
  void a_party_that_the_accord_does_not_name_has_no_keys_in_it() {
    var standing = Standing.of(NOW, List.of(new Bound(ACCORD, Map.of())), NORTH, Samples.EAST);
    assertThat(standing.refusal())
        .isEqualTo(Optional.of(Step.of(Finding.KEYS_LAPSED, Samples.EAST)));
  }
}
