package org.entente.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.expression.Evaluation.TRUE;
import static org.entente.expression.ExpressionsTest.compiled;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.entente.accord.Sample;
import org.entente.expression.Expressions.Compilation.Faulty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What an expression may cost, whoever wrote the object that it reads (decision 0352).
class BoundedWorkTest {
  private static final Facts BIG = big();

  private static Facts big() {
    var few = IntStream.range(0, 999).mapToObj(Integer::toString).collect(Collectors.joining(","));
    var many =
        IntStream.range(0, 20_000).mapToObj(Integer::toString).collect(Collectors.joining(","));
    var map =
        IntStream.range(0, 20_000)
            .mapToObj(n -> "\"%d\":%d".formatted(n, n))
            .collect(Collectors.joining(","));
    return Sample.facts(
        "{\"l\":[%s],\"a\":[%s],\"b\":[%s],\"s\":\"%s\",\"t\":\"%s\",\"h\":\"%s\",\"m\":{%s},\"n\":{%s}}"
            .formatted(
                few,
                many,
                many,
                "a".repeat(700_000),
                "a".repeat(700_000),
                "a".repeat(350_000) + "b",
                map,
                map));
  }

  @Test
  void stops_at_its_budget_of_steps() {
    var many = IntStream.range(0, 300).mapToObj(Integer::toString).collect(Collectors.joining(","));
    var facts = Sample.facts("{\"l\":[" + many + "]}");
    var square = "has(object.l) && object.l.all(a, object.l.all(b, a != b || a == b))";
    assertThat(compiled("has(object.l) && object.l.all(a, a >= 0)").evaluate(facts))
        .isEqualTo(TRUE);
    assertThat(compiled(square).evaluate(facts).toString()).contains("steps over lists");
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 400, 4_000, 400_000})
  void refuses_what_is_nested_too_deep_or_too_long(int depth) {
    assertThat(Expressions.compile("(".repeat(depth) + "true" + ")".repeat(depth)))
        .isInstanceOf(Faulty.class);
    assertThat(Expressions.compile("!".repeat(depth) + "true")).isNotNull();
    assertThat(Expressions.compile("[".repeat(depth))).isInstanceOf(Faulty.class);
  }

  @Test
  void refuses_a_regular_expression_that_would_grow() {
    var evaluation = compiled("type.matches('((a{100}){100}){100}')").evaluate(Sample.facts("{}"));
    assertThat(evaluation).isInstanceOf(Evaluation.Failed.class);
  }

  /// Nothing that compares or measures escapes the count: two lists, a long text and its twin,
  /// lists made on the way, `in`, a text looked for in one like it.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "object.l.exists(p, object.a != object.b)",
        "object.l.exists(p, object.a == object.b && p < 0)",
        "object.l.exists(p, p + 1000000 in object.a)",
        "object.l.exists(p, object.s != object.t)",
        "object.l.exists(p, object.s < object.t)",
        "object.l.exists(p, size(object.s) == p)",
        "object.l.exists(p, object.s.startsWith(object.t) && p < 0)",
        "object.l.exists(p, object.s.endsWith(object.t) && p < 0)",
        "object.l.exists(p, size(bytes(object.s)) == p)",
        "object.l.exists(p, object.m == object.n && p < 0)",
        "object.s.contains(object.h)",
        "[object.l.map(x, object.s)].exists(l, [object.l.map(x, object.t)].exists(k, l != k))",
        "object.l.exists(p, [object.a, object.a] == [object.b, object.b] && p < 0)",
        "object.l.exists(p, {1: object.a} == {1: object.b} && p < 0)"
      })
  void compares_and_measures_a_bounded_amount_in_all(String condition) {
    var reads =
        Stream.of("l", "a", "b", "s", "t", "h", "m", "n")
            .map(name -> "has(object." + name + ") && ")
            .collect(Collectors.joining());
    assertThat(compiled(reads + condition).evaluate(BIG).toString())
        .contains("1000000 characters and values");
  }

  @Test
  void finds_long_texts_in_long_texts() {
    var random = new java.util.SplittableRandom(7);
    for (int i = 0; i < 200; i++) {
      var text = new StringBuilder();
      random.ints(600, 0, 2).forEach(text::append);
      int from = random.nextInt(500);
      var part = text.substring(from, from + 66 + random.nextInt(34));
      var other = part.substring(0, part.length() - 1) + (i % 3);
      for (var sought : List.of(part, other)) {
        var facts = Sample.facts("{\"s\":\"%s\",\"t\":\"%s\"}".formatted(text, sought));
        assertThat(
                compiled("has(object.s) && has(object.t) && object.s.contains(object.t)")
                    .evaluate(facts))
            .isEqualTo(text.indexOf(sought) >= 0 ? Evaluation.TRUE : Evaluation.FALSE);
      }
    }
  }

  /// One object of a stranger, with long texts and long lists, would otherwise hold up a node for
  /// hours under an honest clause.
  @Test
  void looks_through_a_bounded_number_of_characters_in_all() {
    var items = IntStream.range(0, 99).mapToObj(Integer::toString).collect(Collectors.joining(","));
    var facts = Sample.facts("{\"l\":[%s],\"d\":\"%s\"}".formatted(items, "x".repeat(20_000)));
    for (var condition :
        List.of(
            "object.d.matches('(x+x+)+y')", "matches(object.d, 'y')", "object.d.contains('y')")) {
      var often =
          "has(object.l) && has(object.d) && object.l.exists(p, object.l.exists(q, %s))"
              .formatted(condition);
      assertThat(compiled(often).evaluate(facts))
          .isInstanceOfSatisfying(
              Evaluation.Failed.class,
              failed -> assertThat(failed.reason()).contains("1000000 characters"));
      assertThat(compiled("has(object.d) && !(" + condition + ")").evaluate(facts))
          .as("what comes next begins anew")
          .isEqualTo(Evaluation.TRUE);
    }
  }
}
