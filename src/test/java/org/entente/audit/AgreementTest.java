package org.entente.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.entente.json.JsonValue.JsonObject;
import org.entente.receipt.TrustedKeys;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `audit/Verify.java` and `receipt.BundleVerifier` share no code and must say the same of every
/// bundle: both accept it with the same statement, or both refuse it. A case that fails is written
/// to `target/disagreements` with its seed; `-Dentente.audit.seed=N` begins there.
class AgreementTest {
  private static final long SEED = Long.getLong("entente.audit.seed", 20_261_123L);
  private static final List<Signatory> PARTIES =
      List.of(
          Signatory.of("identity--0a000000-0000-4000-8000-000000000001", "MA", 1),
          Signatory.of("identity--0b000000-0000-4000-8000-000000000002", "IL", 1),
          Signatory.of("identity--0c000000-0000-4000-8000-000000000003", "FR", 2));
  private static final List<byte[]> CARDS =
      PARTIES.stream().map(party -> party.card().bytes()).toList();

  @TempDir static Path folder;

  private static TrueBundles written;
  private static Mutation.Originals originals;
  private static OtherVerifier other;
  private static Pair pair;

  /// The two verifiers, each with the same cards.
  private record Pair(List<TrustedKeys> ours, List<?> theirs) {
    /// Empty when both refuse the cards.
    static Optional<Pair> of(List<byte[]> cards) {
      var ours = OurVerifier.cards(cards);
      var theirs = other.cards(cards);
      if (ours.isPresent() != theirs.isPresent()) {
        throw new AssertionError(
            "cards: ours %s them, the other %s"
                .formatted(word(ours.isPresent()), word(theirs.isPresent())));
      }
      return ours.map(read -> new Pair(read, theirs.orElseThrow()));
    }

    private static String word(boolean taken) {
      return taken ? "takes" : "refuses";
    }

    Optional<JsonObject> ours(byte[] bundle) {
      return OurVerifier.answer(bundle, ours);
    }

    Optional<JsonObject> theirs(byte[] bundle) {
      return other.answer(bundle, theirs);
    }

    void requireBothAccept(byte[] bundle) {
      assertThat(ours(bundle)).isPresent();
      assertThat(theirs(bundle)).isEqualTo(ours(bundle));
    }
  }

  @BeforeAll
  static void write_true_bundles_and_compile_the_other() throws Exception {
    other = OtherVerifier.compiledInto(Files.createDirectories(folder.resolve("classes")));
    pair = Pair.of(CARDS).orElseThrow();
    written = new TrueBundles(folder);
    written.add(PARTIES.subList(0, 2), 1, 1, 1);
    written.add(PARTIES, 2, 1, 2);
    written.add(PARTIES.subList(0, 2), 3, 2, 7);
    written.add(PARTIES.subList(0, 2).reversed(), 1, 1, 255);
    written.add(PARTIES.reversed(), 1, 2, 256);
    written.add(List.of(PARTIES.get(2), PARTIES.get(0), PARTIES.get(1)), 1, 1, 257);
    originals = Mutation.Originals.of(written.bundles());
  }

  @AfterAll
  static void close() {
    written.close();
  }

  @Test
  void both_accept_every_true_bundle_with_the_same_statement() {
    assertThat(written.bundles()).hasSize(120);
    for (var bundle : written.bundles()) {
      pair.requireBothAccept(bundle);
    }
  }

  @Test
  @Tag("slow")
  void both_accept_the_bundles_of_a_log_of_seventy_thousand_entries() throws Exception {
    try (var large = new TrueBundles(Files.createDirectories(folder.resolve("large")))) {
      large.add(PARTIES.subList(0, 2), 1, 1, 70_000);
      for (var bundle : large.bundles()) {
        pair.requireBothAccept(bundle);
      }
    }
  }

  /// One who has all the keys: without a change the forgery is a true bundle, so what is refused
  /// below is refused for its change.
  @Test
  void a_forge_that_changes_nothing_makes_true_bundles() {
    for (int seed = 0; seed < 20; seed++) {
      var bundle = new Forge(PARTIES, new Random(seed), Forge.Stage.NOTHING).bundle();
      pair.requireBothAccept(bundle);
    }
  }

  @Test
  void both_say_the_same_of_three_thousand_changed_bundles() {
    agree(SEED, 3_000);
  }

  /// `-Dentente.audit.mutants=100000` for more.
  @Test
  @Tag("slow")
  void both_say_the_same_of_very_many_changed_bundles() {
    agree(SEED + 1_000_000, Integer.getInteger("entente.audit.mutants", 20_000));
  }

  @Test
  void both_read_the_same_cards() {
    var bundle = written.bundles().getFirst();
    var tally = new Tally();
    for (long seed = SEED; seed < SEED + 2_000; seed++) {
      var random = new Random(seed);
      var card = CARDS.get(0);
      var changed =
          random.nextInt(3) == 0 ? Mutation.bytes(card, random) : JsonChange.of(card, random);
      tally.compare("card " + seed, bundle, List.of(changed, CARDS.get(1)));
    }
    tally.requireAgreement();
  }

  private static void agree(long seed, int mutants) {
    var tally = new Tally();
    IntStream.range(0, mutants)
        .parallel()
        .forEach(i -> {
          var random = new Random(seed + i);
          random.nextInt(); // neighbouring seeds begin alike
          tally.compare("bundle " + (seed + i), changed(random), pair);
        });
    tally.requireAgreement();
  }

  private static byte[] changed(Random random) {
    if (random.nextInt(100) >= 4) {
      return new Mutation(originals, random).next();
    }
    var stages = Forge.Stage.values();
    var stage = stages[1 + random.nextInt(stages.length - 1)];
    return new Forge(PARTIES, random, stage).bundle();
  }

  /// What was accepted and refused, and every case of which the two said different things.
  private static final class Tally {
    private final LongAdder accepted = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final List<String> disagreements =
        java.util.Collections.synchronizedList(new ArrayList<>());
    private final ConcurrentHashMap<String, Boolean> statements = new ConcurrentHashMap<>();

    void compare(String name, byte[] bundle, List<byte[]> cards) {
      try {
        var read = Pair.of(cards);
        if (read.isPresent()) {
          compare(name, bundle, read.get());
        } else {
          refused.increment();
        }
      } catch (RuntimeException | Error e) {
        disagreements.add(name + ": " + e);
        keep(name, cards.getFirst());
      }
    }

    void compare(String name, byte[] bundle, Pair verifiers) {
      try {
        var ours = verifiers.ours(bundle);
        var theirs = verifiers.theirs(bundle);
        if (!ours.equals(theirs)) {
          disagreements.add("%s: ours %s, the other %s".formatted(name, said(ours), said(theirs)));
          keep(name, bundle);
        }
        ours.ifPresent(statement -> statements.put(statement.toString(), true));
        (ours.isPresent() ? accepted : refused).increment();
      } catch (RuntimeException | Error e) {
        disagreements.add(name + ": " + e);
        keep(name, bundle);
      }
    }

    private static String said(Optional<JsonObject> statement) {
      return statement.map(JsonObject::toString).orElse("refused");
    }

    private static void keep(String name, byte[] bundle) {
      try {
        var target = Files.createDirectories(Path.of("target", "disagreements"));
        Files.write(target.resolve(name.replace(' ', '-') + ".json"), bundle);
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }

    void requireAgreement() {
      System.out.printf(
          "audit: %d accepted with %d different statements, %d refused, by both%n",
          accepted.sum(), statements.size(), refused.sum());
      assertThat(disagreements).isEmpty();
      // Both kinds must occur, or the comparison would say nothing.
      assertThat(accepted.sum()).isPositive();
      assertThat(refused.sum()).isGreaterThan(accepted.sum());
    }
  }
}
