package org.entente.holdings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.holdings.TestStore.indicator;
import static org.entente.holdings.TestStore.read;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.entente.accord.Handling;
import org.entente.expression.Source;
import org.entente.stix.Gate;
import org.entente.stix.StixObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// STIX 2.1 §3.6: how the versions of one object hang together.
final class LineageTest {
  private static final String FIRST = "2026-02-01T00:00:00.000Z";
  private static final String SECOND = "2026-03-01T00:00:00.000Z";
  private static final String THIRD = "2026-04-01T00:00:00.000Z";

  @TempDir Path folder;
  private TestStore store;
  private Collection tolerant;
  private Collection strict;

  @BeforeEach
  void open() {
    store = new TestStore(folder);
    tolerant = store.collection("tolerant");
    strict = store.collection("strict", Gate.STRICT, Source.OWN);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static StixObject version(String modified) {
    return indicator(1, modified, "x");
  }

  private static StixObject changed(String modified, String right, String wrong) {
    var text = new String(version(modified).bytes(), StandardCharsets.UTF_8);
    assertThat(text).contains(right);
    return read(text.replace(right, wrong));
  }

  private static StixObject revoked(String modified) {
    return changed(modified, "\"name\"", "\"revoked\":true,\"name\"");
  }

  private static void refused(IntakeOutcome outcome, String because) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            IntakeOutcome.Refused.class,
            refused -> {
              assertThat(refused.message()).contains(because);
              assertThat(refused.clause()).isEqualTo("STIX 2.1 §3.6");
            });
  }

  @Test
  void what_was_revoked_never_comes_back() {
    store.file(tolerant, version(FIRST));
    assertThat(store.file(tolerant, revoked(SECOND))).isInstanceOf(IntakeOutcome.Stored.class);
    refused(store.file(tolerant, version(THIRD)), "2026-03-01T00:00:00.000Z is");
    refused(store.file(strict, version(THIRD)), "stays so");
    var another = changed(THIRD, "identity--22222222", "identity--99999999");
    refused(store.file(tolerant, another), "stays so");
    assertThat(store.file(tolerant, revoked(THIRD))).isInstanceOf(IntakeOutcome.Stored.class);
  }

  @Test
  void versions_from_before_the_revocation_are_history_and_may_come_later() {
    store.file(tolerant, revoked(SECOND));
    assertThat(store.file(tolerant, version(FIRST))).isInstanceOf(IntakeOutcome.Stored.class);
    assertThat(store.file(tolerant, version(FIRST))).isInstanceOf(IntakeOutcome.Duplicate.class);
  }

  @Test
  void what_is_held_already_stays_a_duplicate_when_an_earlier_revocation_arrives() {
    store.file(tolerant, version(THIRD));
    store.file(tolerant, revoked(SECOND));
    assertThat(store.file(tolerant, version(THIRD))).isInstanceOf(IntakeOutcome.Duplicate.class);
    refused(store.file(tolerant, version("2026-05-01T00:00:00.000Z")), "stays so");
  }

  /// No squatting: a party's revocation of our object is its claim, and binds its own versions.
  @Test
  void a_revocation_binds_only_the_source_it_came_from() {
    var theirs = store.collection("theirs", Gate.TOLERANT, Source.party(TestStore.PARTY));
    store.file(tolerant, version(FIRST));
    store.receive(theirs, revoked(SECOND), 1, Handling.STRICTEST);
    assertThat(store.file(tolerant, version(THIRD))).isInstanceOf(IntakeOutcome.Stored.class);
    refused(store.receive(theirs, version(THIRD), 2, Handling.STRICTEST), "stays so");
  }

  @Test
  void the_strict_gate_asks_for_the_same_created_and_the_same_creator() {
    store.file(strict, version(FIRST));
    var created = changed(SECOND, "\"created\":\"2026-01-01", "\"created\":\"2026-01-02");
    refused(store.file(strict, created), "another created");
    var creator = changed(SECOND, "identity--22222222", "identity--99999999");
    refused(store.file(strict, creator), "another creator");
    assertThat(store.file(strict, version(SECOND))).isInstanceOf(IntakeOutcome.Stored.class);
  }

  /// 63 of the 739 objects with several versions in four public sets have another `created`.
  @Test
  void the_tolerant_gate_keeps_what_real_producers_do() {
    store.file(tolerant, version(FIRST));
    var created = changed(SECOND, "\"created\":\"2026-01-01", "\"created\":\"2026-01-02");
    assertThat(store.file(tolerant, created)).isInstanceOf(IntakeOutcome.Stored.class);
  }
}
