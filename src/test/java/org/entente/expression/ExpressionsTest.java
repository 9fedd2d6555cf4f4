package org.entente.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.expression.Evaluation.FALSE;
import static org.entente.expression.Evaluation.TRUE;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.entente.accord.Sample;
import org.entente.expression.Expressions.Compilation;
import org.entente.expression.Expressions.Compilation.Compiled;
import org.entente.expression.Expressions.Compilation.Faulty;
import org.entente.stix.Tlp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionsTest {
  private static final String OBJECT =
      """
      {"type":"indicator","name":"beacon","pattern_version":"2.1","n":7,"half":0.5,"none":null,
       "refs":["a","b"],"external_references":[{"source_name":"cve","external_id":"CVE-1"},{}],
       "kill":{"chain":"x"},"yes":true,"no":false}
      """;

  private static Evaluation evaluate(String text) {
    return compiled(text).evaluate(Sample.facts(OBJECT));
  }

  static Expression compiled(String text) {
    return switch (Expressions.compile(text)) {
      case Compiled(Expression expression) -> expression;
      case Faulty(List<ExpressionFault> faults) -> throw new AssertionError(text + ": " + faults);
    };
  }

  private static String faults(String text) {
    return switch (Expressions.compile(text)) {
      case Compiled _ -> throw new AssertionError("accepted: " + text);
      case Faulty(List<ExpressionFault> faults) -> faults.toString();
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "type == 'indicator' && tlp <= TLP.GREEN",
        "tlp == TLP.GREEN && tlp < TLP.AMBER && tlp > TLP.CLEAR && tlp >= TLP.GREEN",
        "tlp != TLP.AMBER_STRICT && TLP.AMBER < TLP.AMBER_STRICT && TLP.AMBER_STRICT < TLP.RED",
        "pap == PAP.AMBER && pap <= PAP.RED && pap > PAP.GREEN",
        "'malicious-activity' in labels && !('x' in labels)",
        "'energy' in sectors && 'XB' in countries && markings.size() == 0",
        "confidence >= 80 && severity == 'high' && !revoked && !personal && exercise == ''",
        "age < days(4) && age > days(2) && age == days(3) && age == duration('72h')",
        "from.country == 'XA' && to.country == 'XB' && from != to && origin == ''",
        "source.kind == 'own' && source.licence == '' && !(to in source.consents)",
        "victims.exists(v, v.country == to.country && 'energy' in v.sectors)",
        "!vulnerability.unfixed && !vulnerability.exploited",
        "has(object.name) && object.name == 'beacon'",
        "has(object.n) && object.n == 7 && has(object.half) && object.half < 1",
        "!has(object.absent) || object.absent == 1",
        "has(object.absent) ? object.absent == 1 : true",
        "!has(object.absent) || !has(object.other) || object.absent == object.other",
        "!(has(object.absent) && has(object.other)) || object.absent == object.other",
        "has(object.name) && has(object.n) && object.name != 'x' && object.n == 7",
        "(has(object.n) && has(object.name) || has(object.name)) && object.name == 'beacon'",
        "!has(object.absent) ? true : object.absent == 1",
        "has(object.refs) && object.refs.exists(r, has(object.name) && r != object.name)",
        "has(object.kill) && has(object.kill.chain) && object.kill.chain == 'x'",
        "'name' in object && object['name'] == 'beacon'",
        "has(object.yes) && object.yes == true && has(object.no) && object.no == false",
        "object.exists(name, name == 'kill') && !object.exists(name, name == 'absent')",
        "has(object.kill) && object.kill == {'chain': 'x'} && object.kill != {'chain': 'y'}",
        "has(object.external_references) && object.external_references.exists(r,"
            + " has(r.external_id) && r.external_id == 'CVE-1')",
        "has(object.refs) && object.refs.size() == 2 && object.refs[1] == 'b'",
        "has(object.refs) && object.refs.filter(r, r != 'a').map(r, r) == ['b']",
        "type.matches('^ind') && id.startsWith('indicator--')",
        "has(object.none) && object.none == null",
        "1 + 1 == 2 && days(1) + days(1) == days(2)",
      })
  void is_true_of_the_sample(String text) {
    assertThat(evaluate(text)).isEqualTo(TRUE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tlp == TLP.RED",
        "tlp < TLP.GREEN || tlp > TLP.GREEN",
        "pap < PAP.AMBER || pap >= PAP.RED || pap <= PAP.GREEN",
        "has(object.absent) && object.absent == 1",
        "source.kind == 'vendor' || personal || revoked"
      })
  void is_false_of_the_sample(String text) {
    assertThat(evaluate(text)).isEqualTo(FALSE);
  }

  @Test
  void an_unknown_marking_stands_above_red() {
    var facts = Sample.facts("indicator", Tlp.UNKNOWN, List.of(), "{}");
    assertThat(compiled("tlp > TLP.RED").evaluate(facts)).isEqualTo(TRUE);
  }

  /// Type errors, slips of the pen and reads that would fail on an object without the field.
  @ParameterizedTest
  @CsvSource(
      delimiterString = "-->",
      value = {
        "object.name == 'x' --> line 1, column 7: object.name is read without has()",
        "object.name == 'x' && has(object.name) --> object.name is read without has()",
        "has(object.name) || object.name == 'x' --> object.name is read without has()",
        "!has(object.name) && object.name == 'x' --> object.name is read without has()",
        "has(object.a.b) && object.a.b == 1 --> object.a is read without has()",
        "has(object.a) && object.a.b == 1 --> object.a.b is read without has()",
        "has(object.a) ? true : object.a == 1 --> object.a is read without has()",
        "(has(object.a) || has(object.b)) && object.a == 1 --> object.a is read without has()",
        "object.a == 1 && true --> object.a is read without has()",
        "object.a == 1 || true --> object.a is read without has()",
        "true || object.a == 1 --> object.a is read without has()",
        "object.a == 1 ? true : false --> object.a is read without has()",
        "true ? object.a == 1 : false --> object.a is read without has()",
        "true ? false : object.a == 1 --> object.a is read without has()",
        "object.a.startsWith('x') --> object.a is read without has()",
        "object.a.exists(r, true) --> object.a is read without has()",
        "has(object.r) && object.r.exists(o, has(o.a) && object.r.exists(o, o.a == 1))"
            + " --> o.a is read without has()",
        "labels.exists(l, object.a == l) --> object.a is read without has()",
        "[object.a].size() == 1 --> object.a is read without has()",
        "{'k': object.a}.size() == 1 --> object.a is read without has()",
        "{string(object.a): 'k'}.size() == 1 --> object.a is read without has()",
        "!(has(object.a) && has(object.b)) && object.a == 1 --> object.a is read without has()",
        "!(has(object.a) || true) || object.b == 1 --> object.b is read without has()",
        "object['name'] == 'x' --> object.name is read without has()",
        "has(object.a) && object.a['b'] == 'x' --> object.a.b is read without has()",
        "object['a.b'] == 'x' && has(object.a) --> object[\"a.b\"] is read without has()",
        "object[type] == 'x' --> without a name",
        "has(object.r) && object.r.exists(r, r.name == 'x') --> r.name is read without has()",
        "has(object.r) && object.r.exists(o, o.r == 1) --> o.r is read without has()",
        "victims.exists(type, type.country == 'x') --> type is a name of ours",
        "[object].exists(o, o.name == 'x') --> o.name is read without has()",
        "has(object.a) && (true ? object : object).a == 1 --> without a name",
        "tlp <= 2 --> <= does not go with (tlp, int)",
        "tlp <= PAP.RED --> <= does not go with (tlp, pap)",
        "tlp == pap --> == does not go with (tlp, pap)",
        "tpye == 'x' --> unknown name \"tpye\"; known are type, id,",
        "source.knd == 'x' --> unknown name \"source\"",
        "TLP.WHITE == tlp --> unknown name \"TLP\"",
        "victims.exists(v, v.contry == 'x') --> undefined field 'contry'",
        "type --> expected type 'bool' but found 'string'",
        "object.size() --> expected type",
        "type + id == 'x' --> + is for numbers",
        "has(object.a) && has(object.b) && object.a + object.b == 'x' --> + is for numbers",
        "labels.map(l, l + l) == [] --> + is for numbers",
        "timestamp('2026-01-01T00:00:00Z').getHours('Asia/Beirut') > 3 --> getHours does not go",
        "type == --> ends too early",
        "now() > timestamp('2026-01-01T00:00:00Z') --> unknown name \"now\"",
        "victim{id: 'x'}.id == 'x' --> messages cannot be made here",
      })
  void refuses(String text, String because) {
    assertThat(faults(text)).contains(because);
  }

  @Test
  void a_dynamic_value_is_no_condition() {
    assertThat(faults("has(object.a) ? object.a : object.a")).contains("must be true or false");
  }

  @Test
  void reports_all_faults_of_a_text_with_their_lines() {
    assertThat(faults("object.a == 1 ||\n  object.b == 2"))
        .contains("line 1, column 7: object.a")
        .contains("line 2, column 9: object.b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "-->",
      value = {
        "has(object.name) && object.name > 3 --> another type",
        "has(object.name) && object.name.exists(n, n == 'x') --> another form",
        "has(object.refs) && object.refs[5] == 'x' --> past the end",
        "has(object.n) && 1 / (object.n - 7) == 1 --> no result",
        "has(object.name) && int(object.name) == 3 --> another form",
        "has(object.name) && timestamp(object.name) == timestamp(object.name) --> another form",
      })
  void fails_without_quoting_the_object(String text, String reason) {
    var evaluation = evaluate(text);
    assertThat(evaluation).isInstanceOf(Evaluation.Failed.class);
    assertThat(evaluation.toString()).contains(reason).doesNotContain("beacon");
  }

  @Test
  void tells_which_variables_are_read() {
    assertThat(compiled("source.kind == 'own' && tlp <= TLP.RED").reads())
        .containsExactlyInAnyOrder("source", "tlp");
    assertThat(compiled("victims.exists(v, v.country == to.country)").reads())
        .containsExactlyInAnyOrder("victims", "to");
    assertThat(compiled("has(object.name)").reads()).containsExactly("object");
    assertThat(compiled("true").reads()).isEmpty();
  }

  @Test
  void any_text_is_either_compiled_or_refused_with_a_place() {
    long seed = System.nanoTime();
    var random = new java.util.Random(seed);
    var words =
        List.of(
            "object",
            ".",
            "name",
            "has(",
            ")",
            "(",
            "&&",
            "||",
            "!",
            "tlp",
            "<=",
            "TLP.RED",
            "?",
            ":",
            "labels",
            ".exists(l,",
            "l",
            "==",
            "'x'",
            "[",
            "]",
            "1",
            "\"",
            "\n",
            "\u05d0");
    for (int i = 0; i < 2_000; i++) {
      var text =
          IntStream.range(0, 1 + random.nextInt(12))
              .mapToObj(n -> words.get(random.nextInt(words.size())))
              .collect(Collectors.joining(random.nextBoolean() ? " " : ""));
      Compilation compilation = Expressions.compile(text);
      if (compilation instanceof Faulty(List<ExpressionFault> faults)) {
        assertThat(faults).as("seed %d: %s", seed, text).isNotEmpty();
        assertThat(faults).allMatch(fault -> fault.line() >= 1 && fault.column() >= 1);
      } else if (compilation instanceof Compiled(Expression expression)) {
        assertThat(expression.evaluate(Sample.facts(OBJECT))).isNotNull();
      }
    }
  }
}
