package org.entente.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.entente.feed.ExchangeSettings;
import org.entente.feed.IncomingTable;
import org.entente.feed.Quarantine;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A partner sends more that the accord forbids than this node is willing to keep.
@Tag("slow")
class QuarantineTest {
  private static final String GREEN = "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb";
  private static final String RED = "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1";
  private static final int FEW = 2;

  private static ExchangeSettings keeping(Quarantine quarantine) {
    var usual = TwoNodes.IMPATIENT;
    return new ExchangeSettings(
        usual.pageEntries(),
        usual.pageBytes(),
        usual.batch(),
        usual.poll(),
        usual.unreceiptedEntries(),
        usual.unreceiptedAge(),
        usual.retry(),
        usual.checkpointEvery(),
        usual.onItsWay(),
        usual.port(),
        quarantine);
  }

  private static Forgery forbidden(Trio trio, int n) {
    return Forgery.release(
        trio.revision(Trio.ABUSED), ExchangeTest.indicator(n).replace(GREEN, RED));
  }

  private static Quarantine.Kept kept(Trio trio) {
    return trio.victim.database.read(
        connection -> IncomingTable.kept(connection, trio.liar.card.identity()));
  }

  @Test
  void what_is_beyond_it_is_refused_and_not_kept_and_what_is_permitted_is_taken(
      @TempDir Path folder) throws Exception {
    var settings = keeping(new Quarantine(FEW, 1 << 20));
    try (var trio = new Trio(folder, settings)) {
      for (int n = 0; n < FEW; n++) {
        assertThat(trio.verdict(trio.send(forbidden(trio, n)))).isEqualTo("quarantined");
      }
      var before = kept(trio);
      assertThat(before.entries()).isEqualTo(FEW);
      trio.add(forbidden(trio, FEW));
      long beyond = trio.send(forbidden(trio, FEW + 1));
      for (long entry = FEW; entry <= beyond; entry++) {
        assertThat(trio.verdict(entry)).isEqualTo("refused");
        assertThat(trio.reason(entry)).startsWith("its content is not kept").contains("clause");
      }
      assertThat(kept(trio)).as("nothing grew").isEqualTo(before);
      assertThat(trio.verdict(trio.send(trio.indicator(FEW + 2)))).isNull();
      requireWhole(trio);
    }
  }

  @Test
  void its_bytes_are_bounded_too(@TempDir Path folder) throws Exception {
    var settings = keeping(new Quarantine(100, 64));
    try (var trio = new Trio(folder, settings)) {
      assertThat(trio.verdict(trio.send(forbidden(trio, 0)))).isEqualTo("refused");
      assertThat(kept(trio)).isEqualTo(new Quarantine.Kept(0, 0));
      requireWhole(trio);
    }
  }

  private static void requireWhole(Trio trio) throws Exception {
    trio.requireOthersGoOn();
    assertThat(trio.victim.exchange.verifyLogs()).isEmpty();
    TwoNodes.await(() -> trio.victim.count("receipt_sent where delivered = 0") == 0);
    assertThat(
            trio.victim.exchange.reconcile(trio.liar.card.identity()).stream()
                .flatMap(one -> one.differences().stream())
                .filter(one -> one.problem().contains("gone")))
        .isEmpty();
  }
}
