package org.entente.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.entente.expression.Source;
import org.entente.holdings.Held;
import org.entente.holdings.Holdings;
import org.entente.stix.StixId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A partner sends, as the accord lets it, versions and revocations of what others made. They are
/// kept as that partner's own word and change nothing: not what is held as the newest, not what
/// goes to others.
class SquattingTest {
  private static final String FIRST = "\"modified\":\"2026-11-01T00:00:00.000Z\"";
  private static final String LATER = "\"modified\":\"2026-11-09T00:00:00.000Z\"";

  private Trio trio;

  @BeforeEach
  void meet(@TempDir Path folder) throws Exception {
    trio = new Trio(folder);
  }

  @AfterEach
  void close() {
    trio.close();
  }

  private static StixId id(int n) {
    return new StixId("indicator--00000000-0000-4000-8000-%012d".formatted(n));
  }

  private static String by(TestNode creator, int n) {
    return ExchangeTest.indicator(n)
        .replace(
            "\"created\":", "\"created_by_ref\":\"" + creator.card.identity() + "\",\"created\":");
  }

  private Forgery release(String object) {
    return Forgery.release(trio.revision(Trio.ABUSED), object);
  }

  private Held latest(int n) {
    return trio.victim
        .database
        .read(connection -> Holdings.latest(connection, id(n)))
        .orElseThrow();
  }

  /// The liar's version, revocation, and altered copy of the same version.
  private void squat(TestNode creator, int n) throws Exception {
    var object = by(creator, n);
    trio.add(release(object.replace(FIRST, LATER).replace("d" + n, "evil")));
    trio.add(release(object.replace("d" + n, "altered")));
    trio.send(
        release(
            object
                .replace(FIRST, "\"modified\":\"2026-11-10T00:00:00.000Z\"")
                .replace("\"pattern\"", "\"revoked\":true,\"pattern\"")));
  }

  private void requireUnchanged(int n, String owner) {
    assertThat(latest(n).source()).isEqualTo(owner);
    assertThat(new String(latest(n).object().bytes(), UTF_8))
        .contains("d" + n + ".example")
        .contains(FIRST)
        .doesNotContain("revoked");
    assertThat(
            trio.victim.count(
                "filing f join object o on o.no = f.object join collection c on c.no = f.collection"
                    + " where o.source = '%s' and c.party is not '%s'"
                        .formatted(trio.liar.card.identity(), trio.liar.card.identity())))
        .as("what the liar says lies in the liar's collections alone")
        .isZero();
    assertThat(
            trio.victim.count(
                "opening p join collection c on c.no = p.collection where c.party = '%s'"
                    .formatted(trio.liar.card.identity())))
        .as("and those are closed")
        .isZero();
  }

  @Test
  void our_own_object_sent_back_altered_stays_as_we_made_it() throws Exception {
    var collection = trio.victim.open("information");
    trio.victim.file(collection, by(trio.victim, 1));
    TwoNodes.await(() -> trio.honest.count("object where id = '%s'".formatted(id(1).text())) == 1);
    squat(trio.victim, 1);
    requireUnchanged(1, Held.HOME);
    trio.requireOthersGoOn();
    // a later version of ours goes as ever, and the liar's never went
    trio.victim.file(
        collection, by(trio.victim, 1).replace(FIRST, "\"modified\":\"2026-11-11T00:00:00.000Z\""));
    TwoNodes.await(() -> trio.honest.count("object where id = '%s'".formatted(id(1).text())) == 2);
    assertThat(trio.honest.count("object where bytes like '%evil%' or bytes like '%revoked%'"))
        .isZero();
  }

  @Test
  void a_third_partners_object_stays_as_that_partner_sent_it() throws Exception {
    trio.honest.file(trio.honest.open("more"), by(trio.honest, 2));
    TwoNodes.await(() -> trio.victim.count("object where id = '%s'".formatted(id(2).text())) == 1);
    squat(trio.honest, 2);
    requireUnchanged(2, trio.honest.card.identity());
    trio.requireOthersGoOn();
  }

  @Test
  void whoever_comes_first_with_anothers_id_keeps_nobody_from_saying_its_own() throws Exception {
    squat(trio.honest, 3);
    trio.honest.file(trio.honest.open("more"), by(trio.honest, 3));
    TwoNodes.await(() ->
        trio.victim.count(
                "object where id = '%s' and source = '%s'"
                    .formatted(id(3).text(), trio.honest.card.identity()))
            == 1);
    var source = Source.party(trio.honest.card.identity()).party().orElseThrow();
    assertThat(trio.victim.count("revocation where source = '" + source + "'")).isZero();
    trio.requireOthersGoOn();
  }

  @Test
  void the_same_version_with_other_content_is_refused_and_a_revived_one_too() throws Exception {
    trio.send(release(by(trio.liar, 4)));
    long altered = trio.send(release(by(trio.liar, 4).replace("d4", "other")));
    long revoked =
        trio.send(
            release(
                by(trio.liar, 4)
                    .replace(FIRST, LATER)
                    .replace("\"pattern\"", "\"revoked\":true,\"pattern\"")));
    long revived =
        trio.send(
            release(by(trio.liar, 4).replace(FIRST, "\"modified\":\"2026-11-12T00:00:00Z\"")));
    assertThat(trio.verdict(altered)).isEqualTo("refused");
    assertThat(trio.verdict(revoked)).isNull();
    assertThat(trio.verdict(revived)).isEqualTo("refused");
    trio.requireOthersGoOn();
  }
}
