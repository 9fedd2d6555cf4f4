package org.entente.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.entente.tlog.LogOrigin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogSizesTest {
  @Test
  void the_newest_log_of_a_pair_counts_whatever_the_order_of_its_epochs(@TempDir Path folder) {
    try (var side = new Side(folder)) {
      side.appendTo(3);
      assertThat(size(side, "x", "y")).isEqualTo(3);
      for (int epoch : new int[] {10, 2}) {
        var origin = LogOrigin.of("node.example", "accord--a", "x", "y", epoch);
        var log = side.ledger.own(origin, Side.author(origin));
        side.database.write(tx -> log.append(tx, Side.leaves(0, epoch)));
      }
      assertThat(size(side, "x", "y")).as("of epoch 10").isEqualTo(10);
      assertThat(size(side, "y", "x")).isZero();
    }
  }

  private static long size(Side side, String from, String to) {
    return side.database.read(connection -> LogSizes.of(connection, "accord--a", from, to));
  }
}
