package org.entente.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.entente.crypto.Sha256;
import org.entente.feed.Outside;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A partner that releases under a revision which nobody has signed: it looks like an amendment
/// that is not installed yet, holds up the log that it is in, and not for ever.
@Tag("slow")
class MadeUpRevisionTest {
  private final AtomicReference<Duration> passed = new AtomicReference<>(Duration.ZERO);

  @Test
  void it_is_quarantined_when_a_week_has_passed_and_nothing_else_waits(@TempDir Path folder)
      throws Exception {
    var outside = Outside.REAL.at(() -> Instant.now().plus(passed.get()));
    try (var trio = new Trio(folder, TwoNodes.IMPATIENT, outside)) {
      long before = trio.add(trio.indicator(1));
      long lie = trio.add(trio.indicator(2).revision(Sha256.of(new byte[] {1})));
      long after = trio.add(trio.indicator(3));
      trio.lies.publish(Trio.ABUSED);
      TwoNodes.await(() -> trio.standing(Trio.ABUSED).trouble().isPresent());
      assertThat(trio.standing(Trio.ABUSED).trouble().orElseThrow().reason())
          .contains("not installed here");
      trio.requireOthersGoOn();
      assertThat(trio.verdict(before)).isNull();
      assertThat(trio.link(Trio.ABUSED).held().size()).isEqualTo(lie);

      passed.set(Duration.ofDays(7).plusHours(1));
      TwoNodes.await(() -> trio.link(Trio.ABUSED).held().size() > after);
      assertThat(trio.verdict(lie)).isEqualTo("quarantined");
      assertThat(trio.reason(lie)).contains("not in force");
      assertThat(trio.verdict(after)).isNull();
    }
  }
}
