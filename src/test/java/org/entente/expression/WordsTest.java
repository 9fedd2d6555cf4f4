package org.entente.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.entente.accord.Approval;
import org.entente.accord.Pillar;
import org.entente.accord.Redaction;
import org.entente.accord.Span;
import org.entente.accord.Texts;
import org.entente.json.JsonPointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The small words and measures a document is made of.
class WordsTest {
  @Test
  void reads_back_every_constant() {
    assertThat(Stream.of(Approval.values())).allMatch(a -> Approval.named(a.word()).get() == a);
    assertThat(Stream.of(Licence.values())).allMatch(a -> Licence.named(a.word()).get() == a);
    assertThat(Approval.TWO_OFFICERS.word()).isEqualTo("two-officers");
    assertThat(Approval.named("TWO-OFFICERS")).isEmpty();
    assertThat(Pillar.named("")).isEmpty();
  }

  @Test
  void of_two_approvals_the_stricter_holds() {
    for (var one : Approval.values()) {
      assertThat(one.and(Approval.TWO_OFFICERS)).isEqualTo(Approval.TWO_OFFICERS);
      assertThat(Approval.TWO_OFFICERS.and(one)).isEqualTo(Approval.TWO_OFFICERS);
      assertThat(one.and(Approval.NONE)).isEqualTo(one);
      assertThat(Approval.NONE.and(one)).isEqualTo(one);
    }
  }

  @Test
  void reads_back_every_redaction_of_one_word() {
    for (var named : Redaction.Named.values()) {
      assertThat(Redaction.named(named.word())).contains(named);
    }
    for (var unit : Redaction.Time.Unit.values()) {
      var time = new Redaction.Time(unit);
      assertThat(Redaction.named(time.word())).contains(time);
    }
    assertThat(Redaction.named("time:year")).isEmpty();
    assertThat(new Redaction.Paths(List.of(JsonPointer.ROOT.child("a"))).word())
        .isEqualTo("paths:/a");
  }

  @ParameterizedTest
  @CsvSource({
    "P1Y, 2027-01-31T12:00:00Z",
    "P1M, 2026-02-28T12:00:00Z",
    "P90D, 2026-05-01T12:00:00Z",
    "P2W, 2026-02-14T12:00:00Z",
    "PT15M, 2026-01-31T12:15:00Z",
    "P1DT12H, 2026-02-02T00:00:00Z",
    "PT1S, 2026-01-31T12:00:01Z"
  })
  void counts_a_span_on_the_calendar(String text, Instant after) {
    var span = Span.parse(text).orElseThrow();
    assertThat(span.after(Instant.parse("2026-01-31T12:00:00Z"))).isEqualTo(after);
    assertThat(span).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "P", "PT", "1Y", "P-1Y", "P1.5D", "p1y", "P1DT", "P99999999D", "P1H"})
  void refuses_what_is_no_span(String text) {
    assertThat(Span.parse(text)).isEmpty();
  }

  @Test
  void orders_spans_by_length() {
    assertThat(Span.parse("P1Y").orElseThrow()).isGreaterThan(Span.parse("P90D").orElseThrow());
    assertThat(Span.parse("PT25H").orElseThrow()).isGreaterThan(Span.parse("P1D").orElseThrow());
    assertThat(Span.parse("P7D").orElseThrow()).isNotEqualTo(Span.parse("P1W").orElseThrow());
  }

  @Test
  void a_text_falls_back_to_what_can_be_read() {
    var texts = new Texts(Map.of("en", "accord", "fr", "accord f"));
    assertThat(texts.in("fr")).isEqualTo("accord f");
    assertThat(texts.in("fr-CA")).isEqualTo("accord f");
    assertThat(texts.in("he")).isEqualTo("accord");
    assertThat(new Texts(Map.of("ar", "ittifaq")).in("fr")).isEqualTo("ittifaq");
    assertThat(Texts.NONE.in("en")).isEmpty();
  }

  @Test
  void a_source_names_a_party_exactly_when_it_is_one() {
    assertThat(Source.party("identity--x").party()).contains("identity--x");
    assertThatThrownBy(
            () -> new Source(SourceKind.PARTY, Optional.empty(), Set.of(), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> new Source(SourceKind.OWN, Optional.empty(), Set.of(), Optional.of("x")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
