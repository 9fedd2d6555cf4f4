package org.entente.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A little of what `./entente fuzz all` does at length, and everything that it has ever found:
/// `src/test/resources/corpus/TARGET/WHAT`, small files of our own making.
final class FuzzTest {
  private static final Path CORPUS = Path.of("src/test/resources/corpus");
  private static final List<Target> TARGETS = Targets.all();

  static List<String> names() {
    return TARGETS.stream().map(Target::name).toList();
  }

  static List<Path> found() throws Exception {
    try (var files = Files.walk(CORPUS)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static Target target(String name) {
    return TARGETS.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("names")
  void takes_what_our_own_code_made(String name) {
    var target = target(name);
    for (var specimen : target.specimens()) {
      assertThatCode(() -> assertThat(target.attempt().on(specimen)).isEmpty())
          .doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @MethodSource("found")
  void takes_what_was_once_taken_wrongly(Path file) throws Exception {
    var target = target(CORPUS.relativize(file).getName(0).toString());
    assertThat(new Fuzzing(target).bounded(Files.readAllBytes(file))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("names")
  void refuses_hostile_input_in_its_own_way_alone(String name) {
    attack(name, 7, 40);
  }

  @Tag("slow")
  @ParameterizedTest
  @MethodSource("names")
  void refuses_much_more_of_it_too(String name) {
    attack(name, 1_000_000, 1_500);
  }

  /// @param inputs of the quickest targets; the slow ones get their share
  private static void attack(String name, long seed, long inputs) {
    var target = target(name);
    long part = Math.max(40, inputs * target.share() / 100);
    var failures = new Fuzzing(target).run(seed, part, 2, done -> {});
    assertThat(failures.stream().map(each -> each.seed() + ": " + each.message())).isEmpty();
  }

  @Test
  void a_seed_makes_the_same_input_again_whoever_asks() {
    for (var target : TARGETS) {
      var one = new Fuzzing(target).input(42);
      assertThat(new Fuzzing(target).input(42)).isEqualTo(one);
      assertThat(Stream.of(43L, 44L, 45L).map(new Fuzzing(target)::input)).doesNotContain(one);
    }
  }

  @Test
  void tells_a_fault_of_any_kind_with_the_seed_that_makes_it_again() {
    var overflowing =
        new Target(
            "overflowing",
            1,
            IllegalArgumentException.class,
            Form.BINARY,
            List.of(new byte[64]),
            input -> input.length % 3 == 0 ? endless(input.length) : refused());
    var failures = new Fuzzing(overflowing).run(1, 600, 2, done -> {});
    assertThat(failures).hasSize(1);
    assertThat(failures.getFirst().message()).startsWith("StackOverflowError");
    assertThat(failures.getFirst().input())
        .isEqualTo(new Fuzzing(overflowing).input(failures.getFirst().seed()));
  }

  private static java.util.Optional<String> endless(int depth) {
    return depth < 0 ? refused() : endless(depth + 1).map(text -> text + depth);
  }

  private static java.util.Optional<String> refused() {
    throw new IllegalArgumentException("in its own way");
  }

  @Test
  void tells_what_costs_more_memory_than_any_input_should() {
    var greedy =
        new Target(
            "greedy",
            1,
            IllegalArgumentException.class,
            Form.BINARY,
            List.of(new byte[8]),
            input -> {
              long held = 0;
              for (int i = 0; i < 600; i++) {
                held += new byte[1 << 20].length;
              }
              return Target.unless(held > 0, "never");
            });
    assertThat(new Fuzzing(greedy).bounded(new byte[8]))
        .hasValueSatisfying(told -> assertThat(told).startsWith("cost memory"));
  }
}
