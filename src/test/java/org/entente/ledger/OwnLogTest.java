package org.entente.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.entente.storage.StorageFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnLogTest {
  @TempDir Path folder;

  @Test
  void numbers_begin_at_zero_and_have_no_gap() {
    try (var side = new Side(folder)) {
      assertThat(side.own.origin()).isEqualTo(Side.ORIGIN);
      assertThat(append(side, 3)).isEqualTo(0);
      assertThat(append(side, 1)).isEqualTo(3);
      assertThat(append(side, 2)).isEqualTo(4);
    }
  }

  private static long append(Side side, int count) {
    return side.database.write(tx -> side.own.append(tx, Side.leaves(0, count)));
  }

  @Test
  void a_transaction_that_fails_takes_no_number() {
    try (var side = new Side(folder)) {
      append(side, 2);
      assertThatThrownBy(() ->
              side.database.write(tx -> {
                side.own.append(tx, Side.leaves(0, 5));
                throw new IllegalStateException("the decision could not be stored");
              }))
          .hasMessageContaining("decision");
      assertThat(append(side, 1)).isEqualTo(2);
      assertThat(side.own.publish().checkpoint().size()).isEqualTo(3);
    }
  }

  @Test
  void writers_at_once_share_the_numbers_without_gap_or_overlap() throws Exception {
    try (var side = new Side(folder);
        var writers = Executors.newFixedThreadPool(4)) {
      var numbers = new ConcurrentSkipListSet<Long>();
      var all =
          IntStream.range(0, 40)
              .<Future<?>>mapToObj(i ->
                  writers.submit(() -> {
                    long first = append(side, 1 + i % 3);
                    LongStream.rangeClosed(first, first + i % 3).forEach(numbers::add);
                    side.own.publish();
                  }))
              .toList();
      for (var each : all) {
        each.get();
      }
      var expected = LongStream.range(0, numbers.size()).boxed().toList();
      assertThat(numbers).containsExactlyElementsOf(expected);
      assertThat(side.own.publish().checkpoint().size()).isEqualTo(numbers.size());
      side.check();
    }
  }

  @Test
  void an_entry_too_long_for_a_bundle_is_refused_and_takes_no_number() {
    try (var side = new Side(folder)) {
      var longest = new byte[Leaf.MAX_BYTES];
      side.database.write(tx -> side.own.append(tx, List.of(longest)));
      assertThatThrownBy(() ->
              side.database.write(tx -> side.own.append(tx, List.of(new byte[Leaf.MAX_BYTES + 1]))))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(side.own.publish().checkpoint().size()).isEqualTo(1);
      assertThat(side.own.leaves(0, 1)).containsExactly(longest);
    }
  }

  @Test
  void an_entry_of_nothing_is_refused() {
    try (var side = new Side(folder)) {
      assertThatThrownBy(() ->
              side.database.write(tx -> side.own.append(tx, List.of(new byte[] {1}, new byte[0]))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("a leaf of 0 bytes");
      assertThat(side.own.publish().checkpoint().size()).isZero();
    }
  }

  @Test
  void a_transaction_sees_what_it_appended_itself() {
    try (var side = new Side(folder)) {
      var seen =
          side.database.write(tx -> {
            assertThat(side.own.last(tx)).as("the newest of none").isEmpty();
            side.own.append(tx, Side.leaves(0, 3));
            assertThat(side.own.size(tx)).isEqualTo(3);
            return side.own.last(tx);
          });
      assertThat(seen.orElseThrow()).isEqualTo(Side.leaves(2, 3).getFirst());
    }
  }

  @Test
  void nothing_is_proved_of_a_log_that_is_not_published() {
    try (var side = new Side(folder)) {
      side.appendTo(3);
      assertThatThrownBy(() -> side.own.proof(0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("not published yet");
    }
  }

  @Test
  void a_checkpoint_is_never_signed_over_fewer_entries() throws Exception {
    try (var side = new Side(folder)) {
      side.publishAt(5);
      side.database.write(OwnLogTest::loseTwo);
      assertThatThrownBy(side.own::publish)
          .isInstanceOf(StorageFailure.class)
          .hasMessageContaining("3 entries")
          .hasMessageContaining("5 were signed");
      assertThat(side.publishedSize()).isEqualTo(5);
    }
  }

  private static int loseTwo(java.sql.Connection tx) throws java.sql.SQLException {
    try (var statement = tx.createStatement()) {
      statement.executeUpdate("DELETE FROM log_leaf WHERE number >= 3");
      return statement.executeUpdate("UPDATE log SET size = 3 WHERE role = 'own'");
    }
  }
}
