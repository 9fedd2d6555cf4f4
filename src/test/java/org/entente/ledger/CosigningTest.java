package org.entente.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the holder's keys put their name to: "I hold every entry up to this size".
class CosigningTest {
  @TempDir Path x;
  @TempDir Path y;

  private Side author;
  private Side holder;

  @BeforeEach
  void open() {
    author = new Side(x);
    holder = new Side(y);
  }

  @AfterEach
  void close() {
    author.close();
    holder.close();
  }

  @Test
  void a_cosignature_says_what_is_held_and_grows() throws Exception {
    author.publishAt(10);
    holder.apply(holder.page(author, 4));
    var four = holder.held.cosign();
    assertThat(four.checkpoint().size()).isEqualTo(4);
    assertThat(four.checkpoint().root()).isEqualTo(author.own.root(4));
    assertThat(four.signatures()).hasSize(2); // the author signed no head of 4
    holder.apply(holder.page(author, 6));
    assertThat(holder.held.cosign().signatures()).hasSize(4);
    assertThat(holder.held.leaves(0, 100)).hasSize(10);
  }

  @Test
  void cosigning_does_not_precede_the_commit() throws Exception {
    author.publishAt(10);
    holder.pull(author, 4);
    author.publishAt(20);
    var page = holder.page(author, 5);
    assertThatThrownBy(() ->
            holder.database.write(tx -> {
              holder.held.append(tx, page);
              throw new IllegalStateException("applying failed");
            }))
        .hasMessage("applying failed");
    assertThat(holder.held.cosign().checkpoint().size()).isEqualTo(10);
    holder.apply(page);
    assertThat(holder.held.cosign().checkpoint().size()).isEqualTo(15);
    holder.check();
  }

  /// The pages gave one root when they were verified, the rows give another now.
  @Test
  void what_is_stored_otherwise_than_it_was_verified_is_not_cosigned() throws Exception {
    author.publishAt(5);
    holder.apply(holder.page(author, 5));
    holder.database.write(tx -> {
      try (var statement = tx.createStatement()) {
        return statement.executeUpdate("UPDATE log_leaf SET leaf = x'07' WHERE number = 3");
      }
    });
    assertThatThrownBy(holder.held::cosign)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the applied pages gave");
    assertThat(holder.held.cosigned()).isEmpty();
  }

  @Test
  void nothing_more_held_is_nothing_more_to_sign() throws Exception {
    author.publishAt(5);
    var cosigned = holder.pull(author, 10);
    var again = CompletableFuture.supplyAsync(holder.held::cosign).get();
    assertThat(again).as("by whoever comes next").isSameAs(cosigned);
  }

  @Test
  void of_nothing_held_nothing_is_claimed() {
    assertThat(holder.held.cosign().checkpoint().size()).isZero();
  }

  @Test
  void a_transaction_sees_what_it_applied_itself() throws Exception {
    author.publishAt(5);
    var page = holder.page(author, 5);
    holder.database.write(tx -> {
      assertThat(holder.held.size(tx)).isZero();
      assertThat(holder.held.append(tx, page)).isEqualTo(5);
      return assertThat(holder.held.size(tx)).isEqualTo(5);
    });
  }

  @Test
  void what_was_closed_has_nothing_to_derive_at_the_next_start() throws Exception {
    author.publishAt(300);
    holder.pull(author, 300);
    holder.ledger.close();
    assertThat(y.resolve("logs/held-2/durable")).hasContent("300");
  }
}
