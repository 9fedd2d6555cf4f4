package org.entente.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.entente.accord.KeyUse;
import org.entente.feed.ExchangeSettings;
import org.entente.feed.Outside;
import org.entente.peers.NodeKeys;
import org.entente.receipt.Receipt;
import org.entente.receipt.SignedReceipt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A partner goes on with keys that are no longer its own, or stands still: what it signs is not
/// believed from that moment on, the node with all its other partners is not concerned, and people
/// see it.
@Tag("slow")
class LapsedKeyTest {
  private final AtomicReference<Duration> later = new AtomicReference<>(Duration.ZERO);

  private final Outside outside = Outside.REAL.at(() -> Instant.now().plus(later.get()));

  @Test
  void a_checkpoint_signed_with_an_expired_key_is_not_believed(@TempDir Path folder)
      throws Exception {
    var tomorrow = LocalDate.now(ZoneOffset.UTC).plusDays(1);
    try (var trio =
        new Trio(
            folder,
            TwoNodes.IMPATIENT,
            outside,
            (liar, victim) -> TestAccord.lapsing(liar, victim, liar, tomorrow))) {
      trio.send(trio.indicator(1));
      later.set(Duration.ofDays(2));
      trio.add(trio.indicator(2));
      trio.lies.publish(Trio.ABUSED);
      TwoNodes.await(() -> trio.standing(Trio.ABUSED).trouble().isPresent());
      requireNotTaken(trio);
      trio.restart(outside); // and a node that starts with it is as well as before
      TwoNodes.await(() -> trio.standing(Trio.ABUSED).trouble().isPresent());
      requireNotTaken(trio);
    }
  }

  private static void requireNotTaken(Trio trio) throws Exception {
    assertThat(trio.standing(Trio.ABUSED).trouble().orElseThrow().reason())
        .contains("no log key of algorithm Ed25519 in date");
    trio.requireOthersGoOn();
    assertThat(trio.link(Trio.ABUSED).held().size()).isEqualTo(1);
    assertThat(trio.victim.count("alarm")).isZero();
    assertThat(trio.victim.exchange.verifyLogs()).isEmpty();
  }

  @Test
  void a_checkpoint_signed_with_a_revoked_key_is_not_believed_and_one_with_the_new_one_is(
      @TempDir Path folder) throws Exception {
    try (var trio = new Trio(folder)) {
      trio.send(trio.indicator(1));
      var fresh = NodeKeys.generate(Instant.now()).of(KeyUse.LOG);
      var second = TestAccord.rekeyed(trio.liar, trio.victim, trio.accord, trio.liar, fresh);
      Trio.install(second, trio.liar, trio.victim);
      trio.add(trio.indicator(2));
      trio.lies.publish(Trio.ABUSED);
      TwoNodes.await(() -> trio.standing(Trio.ABUSED).trouble().isPresent());
      assertThat(trio.link(Trio.ABUSED).held().size()).isEqualTo(1);
      trio.requireOthersGoOn();

      var log = trio.lies.log(Trio.ABUSED);
      trio.lies.goOn(Trio.ABUSED, log.signedWith(fresh));
      TwoNodes.await(() -> trio.link(Trio.ABUSED).held().size() == 2);
      assertThat(trio.victim.exchange.verifyLogs()).isEmpty();
      TwoNodes.await(() -> trio.standing(Trio.ABUSED).trouble().isEmpty());
    }
  }

  @Test
  void an_older_revision_is_not_in_force_by_a_date_set_back(@TempDir Path folder) throws Exception {
    try (var trio = new Trio(folder)) {
      var old = trio.indicator(2).at(Instant.parse("2026-05-31T12:00:00Z"));
      var second =
          TestAccord.amended(
              trio.liar,
              trio.victim,
              trio.accord,
              "{ id: \"1.5\", text: { en: No indicators. }, forbid: 'type == \"indicator\"' }");
      Trio.install(second, trio.liar, trio.victim);
      long honest = trio.send(trio.indicator(1)); // by the second, which forbids it
      long back = trio.send(old);
      long named = trio.send(old.at(Instant.now()));
      for (long entry : List.of(honest, back, named)) {
        assertThat(trio.verdict(entry)).as("entry %d", entry).isEqualTo("quarantined");
      }
      trio.requireHonestGoesOn(); // what this one forbids, the other may not send either
    }
  }

  @Test
  void an_entry_from_years_ahead_waits_for_a_day_and_is_quarantined(@TempDir Path folder)
      throws Exception {
    try (var trio = new Trio(folder, TwoNodes.IMPATIENT, outside)) {
      trio.send(trio.indicator(1));
      trio.add(trio.indicator(2));
      trio.add(trio.indicator(3).at(Instant.now().plus(Duration.ofDays(3000))));
      trio.lies.publish(Trio.ABUSED);
      TwoNodes.await(() -> trio.standing(Trio.ABUSED).trouble().isPresent());
      assertThat(trio.standing(Trio.ABUSED).trouble().orElseThrow().reason())
          .contains("one of the two clocks is wrong");
      assertThat(trio.link(Trio.ABUSED).held().size()).as("what came before it").isEqualTo(2);
      trio.requireOthersGoOn();
      later.set(Duration.ofHours(25));
      TwoNodes.await(() -> trio.link(Trio.ABUSED).held().size() == 3);
      assertThat(trio.verdict(1)).isNull();
      assertThat(trio.verdict(2)).isEqualTo("quarantined");
      long next = trio.send(trio.indicator(4).at(Instant.now().plus(later.get())));
      assertThat(trio.verdict(next)).as("what is false sets no time for what follows").isNull();
    }
  }

  @Test
  void a_log_that_stands_still_though_a_receipt_names_its_entries_is_shown(@TempDir Path folder)
      throws Exception {
    var usual = TwoNodes.IMPATIENT;
    var settings =
        new ExchangeSettings(
            usual.pageEntries(),
            usual.pageBytes(),
            usual.batch(),
            Duration.ofSeconds(1),
            usual.unreceiptedEntries(),
            Duration.ofMillis(500),
            usual.retry(),
            usual.checkpointEvery(),
            usual.onItsWay(),
            usual.port());
    try (var trio = new Trio(folder, settings);
        var lines = new LogLines()) {
      trio.send(trio.indicator(1));
      trio.victim.file(trio.victim.open("information"), ExchangeTest.indicator(5));
      var own = trio.link(Trio.ABUSED).own();
      TwoNodes.await(
          () -> own.published().filter(note -> note.checkpoint().size() > 1).isPresent());
      var head = own.published().orElseThrow().checkpoint();
      var said = new Receipt(Trio.ABUSED, head.origin(), 0, head.size(), head.root(), List.of());
      var receipt =
          SignedReceipt.sign(
              said,
              7, // where, it says, it stands in its own log
              trio.lies.cosigned(head.origin(), head.size(), head.root()),
              trio.liar.keys.of(KeyUse.NODE));
      var path = "accords/" + Trio.ABUSED + "/receipts";
      assertThat(trio.lies.client().post(path, receipt.bytes()).status()).isEqualTo(204);
      TwoNodes.await(() -> trio.standing(Trio.ABUSED).trouble().isPresent());
      assertThat(trio.standing(Trio.ABUSED).trouble().orElseThrow().reason())
          .contains("stands as entry 7 of its log, which it does not show");
      trio.requireOthersGoOn();
      TwoNodes.await(() -> !lines.about("pulling=failing").isEmpty());
      assertThat(lines.about("pulling=failing")).hasSize(1);
      for (int n = 10; n < 17; n++) {
        trio.add(trio.indicator(n));
      }
      trio.lies.publish(Trio.ABUSED);
      TwoNodes.await(() -> trio.standing(Trio.ABUSED).trouble().isEmpty());
    }
  }
}
