package org.entente.decisions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.decisions.StoreOfOurs.indicator;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.entente.accord.Approval;
import org.entente.accord.Pillar;
import org.entente.expression.Licence;
import org.entente.expression.Source;
import org.entente.expression.SourceKind;
import org.entente.release.Decision;
import org.entente.release.Outcome;
import org.entente.release.Samples;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What we change ourselves so that it may go: two officers have to agree.
class EasedAtHomeTest {
  @TempDir Path folder;
  private StoreOfOurs store;

  @BeforeEach
  void open() {
    store = new StoreOfOurs(folder);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void lowering_a_marking_at_home_takes_two_officers_however_often_it_is_brought_in() {
    store.ours(indicator("2026-11-01T00:00:00.000Z", Samples.RED));
    var lowered = store.ours(indicator("2026-11-02T00:00:00.000Z", Samples.GREEN));
    var again = store.ours(indicator("2026-11-03T00:00:00.000Z", Samples.GREEN));
    assertThat(wanted(store.decide(lowered))).isEqualTo(Approval.TWO_OFFICERS);
    assertThat(wanted(store.decide(again))).isEqualTo(Approval.TWO_OFFICERS);
  }

  @Test
  void removing_a_label_that_withheld_takes_two_officers() {
    store.ours(indicator("2026-11-01T00:00:00.000Z", Samples.GREEN, ",'labels':['ours-alone']"));
    var without = store.ours(indicator("2026-11-02T00:00:00.000Z", Samples.GREEN));
    assertThat(wanted(store.decide(without))).isEqualTo(Approval.TWO_OFFICERS);
  }

  @Test
  void a_newer_version_that_eases_nothing_goes() {
    store.ours(indicator("2026-11-01T00:00:00.000Z", Samples.CLEAR));
    var newer = store.ours(indicator("2026-11-02T00:00:00.000Z", Samples.GREEN));
    assertThat(store.decide(newer).outcome()).isEqualTo(Outcome.RELEASED);
  }

  @Test
  void changing_the_source_takes_two_officers() {
    var vendor =
        store.collection(
            "vendor",
            new Source(
                SourceKind.VENDOR, Optional.of(Licence.NO_SHARE), Set.of(), Optional.empty()),
            true);
    store.ours(vendor, indicator("2026-11-01T00:00:00.000Z", Samples.GREEN));
    var declared = store.ours(store.own, indicator("2026-11-02T00:00:00.000Z", Samples.GREEN));
    assertThat(wanted(store.decide(declared))).isEqualTo(Approval.TWO_OFFICERS);
  }

  @Test
  void moving_to_another_pillar_takes_two_officers() {
    var research = store.collection("research", Pillar.RESEARCH, Source.OWN, false);
    store.ours(research, indicator("2026-11-01T00:00:00.000Z", Samples.GREEN));
    var moved = store.ours(store.own, indicator("2026-11-01T00:00:00.000Z", Samples.GREEN));
    assertThat(wanted(store.decide(moved))).isEqualTo(Approval.TWO_OFFICERS);
  }

  private static Approval wanted(Decision decision) {
    assertThat(decision).isInstanceOf(Decision.Hold.class);
    var wait = ((Decision.Hold) decision).waitsFor();
    assertThat(wait).isInstanceOf(Decision.Wait.ForOfficers.class);
    return ((Decision.Wait.ForOfficers) wait).wanted().approval();
  }
}
